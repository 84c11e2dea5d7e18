"""The parts of a claim's page as HTML: its head, its wordings beside each other, where it was printed first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.markup import (
    Fragment,
    element,
    join,
    link_claim,
    link_outlet,
    link_speaker,
    link_statement,
    shorten,
    text,
)
from dashboard.word_differences import Piece, Wording, compare_words
from dashboard.wording import (
    STATE_MEDIA_WORDS,
    UNKNOWN,
    is_missing,
    write_count,
    write_counted,
    write_date,
    write_names,
)

LONGEST_WORDING = 1_200
MOST_NAMES = 4
LONGEST_CLAIM = 320


def draw_head(claim: Mapping[str, Any], speakers: Sequence[Mapping[str, Any]]) -> Fragment:
    """Who is named for a claim, who denies it, and its words; where prints name several, each with its number.

    Whoever denies a claim has not said it: what stands before the words as a name alone is who says them.
    """
    counts = len(speakers) > 1
    said = _name_speakers([row for row in speakers if not row["is_denial"]], counts)
    denied = _name_speakers([row for row in speakers if row["is_denial"]], counts)
    if denied:
        denied = join([text("denied by " if said else "Denied by "), denied])
    by = join([part for part in (said, denied) if part], "; ") or text("Speaker not resolved")
    words = element("blockquote", text(shorten(str(claim["claim_text"]), LONGEST_WORDING)), "hs-hero", dir="auto")
    return element("div", join([element("p", by, "hs-by"), words]))


def _name_speakers(speakers: Sequence[Mapping[str, Any]], counts: bool) -> Fragment:
    named = [
        join(
            [
                element("strong", link_speaker(row["speaker_id"], text(row["speaker_name"] or UNKNOWN))),
                text(f" ({write_counted(row['statement_count'], 'print')})" if counts else ""),
            ]
        )
        for row in speakers[:MOST_NAMES]
    ]
    more = f" and {write_counted(len(speakers) - MOST_NAMES, 'other')}" if len(speakers) > MOST_NAMES else ""
    return join([join(named, "; "), text(more)])


def draw_firsts(
    claim: Mapping[str, Any],
    firsts: Sequence[Mapping[str, Any]],
    said_in: Mapping[str, Any] | None,
    *,
    is_only_denied: bool,
) -> Fragment:
    """Who said it first and when, and which outlet had it earliest, as a list of terms.

    Args:
        claim: as `queries.spread.find_claim` gives it.
        firsts: the first prints, one of each outlet.
        said_in: the print that has the earliest day said, if any.
        is_only_denied: whether every print denies it, so that none says when it was said.
    """
    said = text("Every print denies it." if is_only_denied else "No print gives the day on which it was said.")
    if said_in is not None:
        where = link_statement(said_in["statement_id"], text(f"as {said_in['outlet_name'] or 'one print'} has it"))
        speaker = link_speaker(said_in["speaker_id"], text(said_in["speaker_name"] or UNKNOWN))
        said = join([text(f"{write_date(claim['first_said_on'])}, "), speaker, text(", "), where])
    is_dated = firsts[0]["published_on"] is not None
    day = write_date(firsts[0]["published_on"]) if is_dated else "No print carries a date"
    together = ("; on the same day, in no known order: " if is_dated else "; by ") if len(firsts) > 1 else ", "
    outlets = join([_draw_first(row) for row in firsts[:MOST_NAMES]], "; ")
    more = text(f"; and {write_counted(len(firsts) - MOST_NAMES, 'other')}" if len(firsts) > MOST_NAMES else "")
    printed = join([text(f"{day}{together}"), outlets, more])
    facts = [("First said", said), ("Earliest in our corpus", printed)]
    terms = [join([element("dt", text(term)), element("dd", meaning)]) for term, meaning in facts]
    return element("dl", join(terms), "hs-facts-list")


def name_firsts(firsts: Sequence[Mapping[str, Any]]) -> str:
    """The outlet of the first of some prints of one day, and how many others printed it on that day."""
    others = f" and {write_counted(len(firsts) - 1, 'other')} that day" if len(firsts) > 1 else ""
    return f"{firsts[0]['outlet_name'] or 'outlet unknown'}{others}"


def _draw_first(row: Mapping[str, Any]) -> Fragment:
    outlet = link_outlet(row["outlet_id"], text(row["outlet_name"] or "outlet unknown"))
    state = STATE_MEDIA_WORDS.get(str(row["state_media_class"]), "")
    where = text(f" ({row['country_name'] or 'country unknown'}{'; ' + state if state else ''}), ")
    return join([outlet, where, link_statement(row["statement_id"], text("the sentence"))])


def draw_countries(rows: Sequence[Mapping[str, Any]]) -> Fragment:
    """The countries that a claim reached, earliest first, each a link to the first print there.

    Args:
        rows: as `queries.spread.list_countries` gives them, and `firsts`: the first prints there, one of each outlet.
    """
    items = [
        element(
            "li",
            join(
                [
                    link_statement(row["first_statement_id"], text(row["country_name"] or UNKNOWN)),
                    text(
                        f": {_write_first(row)} · "
                        f"{write_counted(row['outlet_count'], 'outlet')}, "
                        f"{write_counted(row['statement_count'], 'print')}"
                    ),
                ]
            ),
        )
        for row in rows
    ]
    return element("ol", join(items), "hs-others")


def _write_first(row: Mapping[str, Any]) -> str:
    day, firsts = write_date(row["first_printed_on"]), row["firsts"]
    if is_missing(row["first_printed_on"]):
        return day
    return f"{day}, {'first ' if len(firsts) == 1 else ''}{name_firsts(firsts)}"


def draw_wordings(wordings: Sequence[Wording], reference: Wording) -> Fragment:
    """Each wording beside the one that it is compared with; what only one of the two has is marked on its side."""
    head = element(
        "div",
        join([element("span", text("What it is compared with")), element("span", text("How it is printed"))]),
        "hs-pair hs-pair-head",
        aria_hidden="true",
    )
    return element("div", join([head, *(_draw_pair(each, reference) for each in wordings)]), "hs-pairs")


def _draw_pair(wording: Wording, reference: Wording) -> Fragment:
    where = write_names(wording.outlet_names, MOST_NAMES)
    note = element(
        "p",
        join(
            [
                link_statement(wording.statement_ids[0], text(f"first {write_date(wording.first_on)}")),
                text(f" · {write_counted(len(wording.statement_ids), 'print')} · {where}"),
            ]
        ),
        "hs-facts",
    )
    if wording == reference:
        words = element("blockquote", text(wording.text), dir="auto")
        same = element("p", text("This is what the others are compared with."), "hs-facts")
        return element("article", join([element("div", same), element("div", join([words, note]))]), "hs-pair")
    ours, theirs = compare_words(reference.text[:LONGEST_WORDING], wording.text[:LONGEST_WORDING])
    left = element("blockquote", _draw_pieces(ours, "del", "not in the other"), dir="auto")
    right = element("blockquote", _draw_pieces(theirs, "ins", "only here"), dir="auto")
    return element("article", join([element("div", left), element("div", join([right, note]))]), "hs-pair")


def _draw_pieces(pieces: Sequence[Piece], tag: str, hint: str) -> Fragment:
    return join(element(tag, text(piece.text), title=hint) if piece.differs else text(piece.text) for piece in pieces)


def draw_listed_claim(row: Mapping[Any, Any]) -> Fragment:
    """A claim of a list: speaker, words, how far it went, and the way to its page."""
    first = UNKNOWN if is_missing(row["first_outlet_name"]) else row["first_outlet_name"]
    # Of the outlets of one day nobody knows which was first.
    others = "" if row["is_first_alone"] or is_missing(row["first_printed_on"]) else " and others that day"
    facts = [
        write_counted(row["outlet_count"], "outlet"),
        write_counted(row["country_count"], "country", "countries"),
        f"earliest in our corpus: {first}{others}, {write_date(row['first_printed_on'])}",
        f"latest {write_date(row['last_printed_on'])}",
        write_counted(row["wording_count"], "wording"),
    ]
    fresh = element("span", text("new"), "hs-badge") if row.get("is_new") else Fragment("")
    denied = Fragment("")
    if row["denial_count"]:
        by = f" by {row['denier_names']}" if not is_missing(row["denier_names"]) and row["denier_names"] else ""
        denied = element("span", text(f"denied{by}"), "hs-badge hs-deny")
    words = shorten(str(row["claim_text"] or ""), LONGEST_CLAIM)
    opened = link_claim(row["claim_id"], text("Its way and wordings"), "hs-open", f"Its way and wordings: {words[:80]}")
    speaker = text(UNKNOWN)
    if not is_missing(row["speaker_name"]):
        speaker = link_speaker(row["speaker_id"], text(row["speaker_name"]))
    return element(
        "article",
        join(
            [
                element("p", join([element("strong", speaker), Fragment(" "), fresh, denied]), "hs-by"),
                element("blockquote", text(words), dir="auto"),
                element("p", join([text(" · ".join(facts)), opened], " · "), "hs-facts"),
            ]
        ),
        "hs-card",
    )


def draw_relay_legend() -> Fragment:
    """What the shapes and lines of the graph mean, in words and drawn."""
    samples = [
        ("hs-key-first", "earliest in our corpus"),
        ("hs-key-print", "printed that day (a number: so many prints)"),
        ("hs-key-credited", "credited, its own report not read"),
        ("hs-key-denial", "a denial"),
        ("hs-key-solid", "credited in the text"),
        ("hs-key-dashed", "inferred from like words"),
    ]
    drawn = [
        element("span", join([element("span", Fragment(""), f"hs-key {css}", aria_hidden="true"), text(f" {words}")]))
        for css, words in samples
    ]
    return element("div", join(drawn), "hs-legend")


def write_way(claim: Mapping[str, Any]) -> str:
    """How far a claim went, in one line."""
    return (
        f"{write_counted(claim['statement_count'], 'print')} in {write_counted(claim['article_count'], 'article')} of "
        f"{write_counted(claim['outlet_count'], 'outlet')} in "
        f"{write_counted(claim['country_count'], 'country', 'countries')}, "
        f"{write_count(claim['wording_count'])} different {'wording' if claim['wording_count'] == 1 else 'wordings'}"
    )
