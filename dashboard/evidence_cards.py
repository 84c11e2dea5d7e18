"""What stands beside an article on the evidence page: the facts of a statement, its relay chain, its neighbours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from dashboard.correction_cards import write_extracted_date, write_extracted_speaker
from dashboard.markup import (
    Fragment,
    element,
    join,
    link_claim,
    link_outlet,
    link_outside,
    link_speaker,
    link_statement,
    shorten,
    text,
)
from dashboard.wording import (
    ABSENT,
    KIND_WORDS,
    SAID_BASIS_WORDS,
    STANCE_WORDS,
    TYPE_WORDS,
    UNKNOWN,
    is_missing,
    write_counted,
    write_date,
    write_engine,
    write_said,
)

RESOLUTION_WORDS = {
    "named": "named in full",
    "surname": "by surname",
    "pronoun": "by a pronoun",
    "description": "by a description",
    "continued": "as the quotation before it, which goes on",
    "unresolved": "not resolved",
    "corrected": "corrected by a person",
}
# Whence the country of a speaker is that a statement has: what an article says of it, else what others do.
COUNTRY_BASIS_WORDS = {
    "mention": "printed in this article",
    "employer": "that of the organisation in the role",
    "office": "that of the office",
    "article": "that which the article is about",
    "other articles": "as other articles have it",
    "correction": "corrected by a person",
}
PUBLISHED_BASIS_WORDS = {
    "given": "given when loaded",
    "record": "from the source's record",
    "page": "from the page",
    "none": "not known",
}


def draw_chain(
    speakers: Sequence[Mapping[str, Any]], relays: Sequence[Mapping[str, Any]], outlet: Fragment
) -> Fragment:
    """The way of a statement from its speaker through each relaying outlet to the one that printed it."""
    names = [
        link_speaker(str(row["speaker_id"]), text(row["speaker_name"] or row["speaker_mention"] or UNKNOWN))
        for row in speakers
    ]
    nodes = [_draw_node(join(names, " and ") or text(UNKNOWN), "speaker")]
    for _, hop in groupby(relays, key=lambda relay: relay["hop_number"]):
        together = list(hop)
        verbs = ", ".join(dict.fromkeys(f"“{relay['verb']}”" for relay in together if relay["verb"]))
        through = [link_outlet(relay["outlet_id"], text(relay["outlet_name"])) for relay in together]
        nodes.append(_draw_node(join(through, " and "), verbs or "relayed"))
    nodes.append(_draw_node(outlet, "printed here"))
    arrow = element("span", text("→"), "hs-arrow", aria_label="then")
    items = [element("li", join([arrow, node]) if place else node) for place, node in enumerate(nodes)]
    return element("ol", join(items), "hs-chain", aria_label="The way of the statement")


def draw_facts(
    statement: Mapping[str, Any], article: Mapping[str, Any], speakers: Sequence[Mapping[str, Any]]
) -> Fragment:
    """Everything known about a statement, as a list of terms; what is not known says so."""
    named = join([_draw_speaker(row) for row in speakers]) or text(UNKNOWN)
    facts: list[tuple[str, Fragment]] = [("Speaker", join([named, _draw_note(write_extracted_speaker(statement))]))]
    facts += [
        ("Resolved", text(_write_resolution(statement))),
        ("Stance", text(STANCE_WORDS.get(statement["stance"], statement["stance"]))),
        ("Kind", text(TYPE_WORDS.get(statement["statement_type"], statement["statement_type"]))),
        ("Date said", join([text(_write_said_fact(statement)), _draw_note(write_extracted_date(statement))])),
        ("Date printed", text(_write_printed_fact(article))),
        (
            "Outlet",
            link_outlet(
                statement["outlet_id"], text(_write_place(statement["outlet_name"], statement["outlet_country_name"]))
            ),
        ),
        ("Addressed to", text(statement["addressee"] or "not said")),
        ("Spoken about", text(", ".join(statement["about_country_names"] or []) or "no country named")),
        ("Claim", _link_claim(statement)),
        ("Confidence", text(f"{statement['confidence']:.0%}" if not is_missing(statement["confidence"]) else ABSENT)),
        ("Extracted by", text(f"{write_engine(statement['engine'])}, version {statement['extractor_version']}")),
        ("Original", link_outside(article["url"]) or text("no address known")),
    ]
    terms = [join([element("dt", text(term)), element("dd", meaning)]) for term, meaning in facts]
    return element("dl", join(terms), "hs-facts-list")


def draw_neighbours(
    statements: Sequence[Mapping[str, Any]], focus_id: str | None, *, only: Sequence[str] | None = None
) -> Fragment:
    """The statements of the article with their numbers, each a link to its evidence; the one shown is named as such."""
    items = []
    for number, row in enumerate(statements, start=1):
        if only is not None and row["statement_id"] not in only:
            continue
        # In brackets: after "officials" the verb would be another.
        line = f"{number}. {row['speaker_name'] or 'unresolved'} ({STANCE_WORDS.get(row['stance'], '')}): "
        words = text(line + shorten(str(row["content_text"] or ""), 110))
        is_shown = row["statement_id"] == focus_id
        items.append(
            element("li", element("strong", words) if is_shown else link_statement(row["statement_id"], words))
        )
    return element("ol", join(items), "hs-others")


def draw_legend() -> Fragment:
    """What the marks mean, each drawn as it is in the text."""
    samples = [
        element("mark", text("what was said"), "hs-content"),
        element("mark", text("the cue"), "hs-cue"),
        element("mark", text("the source"), "hs-source"),
    ]
    drawn = [element("span", sample, "hs-article") for sample in samples]
    drawn.append(element("span", text("A thin line: another statement; stacked lines: one inside the other.")))
    return element("div", join(drawn), "hs-legend")


def _draw_node(name: Fragment, note: str) -> Fragment:
    return element("span", join([name, Fragment(" "), element("small", text(note))]), "hs-node")


def _draw_note(words: str) -> Fragment:
    return element("div", text(words), "hs-facts") if words else Fragment("")


def _draw_speaker(row: Mapping[str, Any]) -> Fragment:
    name = text(row["speaker_name"] or row["speaker_mention"] or UNKNOWN)
    linked = link_speaker(str(row["speaker_id"]), name, hint=f"All statements by {row['speaker_name']}")
    known = [KIND_WORDS.get(row["speaker_kind"], row["speaker_kind"]), row["speaker_role"], _write_country(row)]
    facts = ", ".join(str(fact) for fact in known if not is_missing(fact))
    return element("div", join([element("strong", linked), text(f": {facts}")]))


def _write_country(row: Mapping[str, Any]) -> str:
    """The country of a speaker in this statement, whence it is, and where it is another, that over all articles."""
    here, usual = row["country_name"], row["usual_country_name"]
    if is_missing(here):
        return "country unknown"
    basis = COUNTRY_BASIS_WORDS.get(row["speaker_country_basis"], "")
    elsewhere = "" if is_missing(usual) or usual == here else f"; over all articles {usual}"
    return f"{here} ({basis}{elsewhere})" if basis else f"{here}{elsewhere}"


def _link_claim(statement: Mapping[str, Any]) -> Fragment:
    prints = statement["claim_statement_count"]
    if is_missing(prints):
        return text("none: no current article prints it")
    if prints == 1:
        return link_claim(statement["claim_id"], text("printed here alone, as far as read"))
    words = f"{prints} prints by {write_counted(statement['claim_outlet_count'], 'known outlet')}: its way and wordings"
    return link_claim(statement["claim_id"], text(words))


def _write_resolution(statement: Mapping[str, Any]) -> str:
    words = RESOLUTION_WORDS.get(statement["resolution"], str(statement["resolution"] or UNKNOWN))
    mention = f' (printed as "{statement["speaker_mention"]}")' if statement["speaker_mention"] else ""
    sure = statement["resolution_confidence"]
    return f"{words}{mention}" + ("" if is_missing(sure) else f", {sure:.0%} sure")


def _write_said_fact(statement: Mapping[str, Any]) -> str:
    said = write_said(statement["said_on_start"], statement["said_on_end"], statement["said_on_precision"])
    if not said:
        is_corrected = statement["said_on_basis"] == "corrected"
        return "not known: corrected by a person" if is_corrected else "not given in the text"
    printed = f' ("{statement["said_on_text"]}")' if statement["said_on_text"] else ""
    basis = SAID_BASIS_WORDS.get(statement["said_on_basis"], "basis unknown")
    return f"{said}{printed}, to the {statement['said_on_precision']}, {basis}"


def _write_printed_fact(article: Mapping[str, Any]) -> str:
    basis = PUBLISHED_BASIS_WORDS.get(article["published_on_basis"], "")
    if is_missing(article["published_on"]):
        as_printed = article["published_on_printed"]
        return f'could not be read: "{as_printed}"' if as_printed else "not known"
    return write_date(article["published_on"]) + (f", {basis}" if basis else "")


def _write_place(name: Any, country: Any) -> str:
    return f"{name or UNKNOWN}, {'country unknown' if is_missing(country) else country}"
