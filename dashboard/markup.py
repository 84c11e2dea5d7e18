"""Small pieces of HTML, every value escaped: article text is hostile and must stay text.

Nothing here takes HTML from outside; `Fragment` marks what this module has built. Links go to pages of the dashboard
or, through `link_outside`, to an http(s) address and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import urlencode, urlsplit

from dashboard.wording import (
    SAID_BASIS_WORDS,
    STANCE_WORDS,
    TYPE_WORDS,
    is_missing,
    write_date,
    write_said,
)

LONGEST_QUOTE = 420


class Fragment(str):
    """HTML that was built here from escaped values."""


def text(value: Any) -> Fragment:
    """A value as text: markup characters escaped, an absent value empty."""
    return Fragment("" if is_missing(value) else escape(str(value), quote=True))


def join(parts: Iterable[Fragment], between: str = "") -> Fragment:
    """Fragments one after the other."""
    return Fragment(escape(between).join(parts))


def element(tag: str, content: Fragment, css: str = "", **attributes: str) -> Fragment:
    """An element with a class and attributes; an underscore in an attribute's name stands for a hyphen."""
    given = {"class": css, **{name.replace("_", "-"): value for name, value in attributes.items()}}
    written = "".join(f' {name}="{escape(value, quote=True)}"' for name, value in given.items() if value)
    return Fragment(f"<{tag}{written}>{content}</{tag}>")


def link_page(
    page: str, query: Mapping[str, str | Sequence[str]], label: Fragment, css: str = "", hint: str = ""
) -> Fragment:
    """A link to a page of the dashboard; `query` becomes its address's parameters."""
    address = page + ("?" + urlencode(query, doseq=True) if query else "")
    return element("a", label, css, href=address or "./", aria_label=hint)


def link_statement(statement_id: str, label: Fragment, css: str = "", hint: str = "") -> Fragment:
    """A link to the evidence of a statement."""
    return link_page("evidence", {"statement": statement_id}, label, css, hint)


def link_speaker(speaker_id: str, label: Fragment, hint: str = "") -> Fragment:
    """A link to the page of a speaker."""
    return link_page("speaker", {"speaker": speaker_id}, label, hint=hint)


def link_outlet(outlet_id: str, label: Fragment, hint: str = "") -> Fragment:
    """A link to the page of an outlet."""
    return link_page("outlet", {"outlet": outlet_id}, label, hint=hint)


def link_claim(claim_id: str, label: Fragment, css: str = "", hint: str = "") -> Fragment:
    """A link to the page of a claim."""
    return link_page("claim", {"claim": claim_id}, label, css, hint)


def link_outside(address: Any) -> Fragment:
    """The address of an original as a link that opens apart, if it is http or https; as plain text otherwise."""
    if is_missing(address) or not str(address).strip():
        return Fragment("")
    written = str(address).strip()
    try:
        parts = urlsplit(written)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_web = False
    if not is_web:
        return element("span", text(written), "hs-address")
    return element("a", text(written), "hs-address", href=written, target="_blank", rel="noopener noreferrer nofollow")


def shorten(value: str, longest: int = LONGEST_QUOTE) -> str:
    """A text cut at a word with an ellipsis where it is longer than `longest` characters."""
    if len(value) <= longest:
        return value
    cut = value[:longest].rsplit(" ", 1)[0]
    return f"{cut if len(cut) > longest // 2 else value[:longest]} …"


def draw_figures(
    figures: Sequence[tuple[str, str, str]], links: Mapping[str, tuple[str, Mapping[str, str]]] | None = None
) -> Fragment:
    """A strip of figures, each a label, a number and a note that gives its base.

    `links` gives, by label, the page and the parameters that a number opens.
    """

    def write_number(label: str, number: str) -> Fragment:
        page, query = (links or {}).get(label, ("", {}))
        return link_page(page, query, text(number), hint=f"{label}: {number}, list them") if page else text(number)

    cells = (
        element(
            "div",
            join(
                [
                    element("dt", text(label)),
                    element("dd", write_number(label, number), "hs-number"),
                    element("dd", text(note), "hs-note"),
                ]
            ),
            "hs-figure",
        )
        for label, number, note in figures
    )
    return element("dl", join(cells), "hs-figures")


def name_speaker(row: Mapping[str, Any]) -> Fragment:
    """A speaker's name, role and country as printed on a card."""
    written = text(row["speaker_name"] or "Speaker not resolved")
    known = row.get("speaker_id")
    name = element("strong", link_speaker(known, written) if known else written)
    behind = describe_speaker(row)
    return join([name, text(f", {behind}" if behind else "")])


def describe_speaker(row: Mapping[str, Any]) -> str:
    """A speaker's role and country in one line; a state's country is not said twice."""
    country = row["speaker_country_name"]
    parts = (row["speaker_role"], None if country == row["speaker_name"] else country)
    return " · ".join(str(part) for part in parts if not is_missing(part))


def write_when(row: Mapping[str, Any]) -> str:
    """When a statement was said and printed, with how the date said is known."""
    said = write_said(row["said_on_start"], row["said_on_end"], row["said_on_precision"])
    printed = (
        f"printed {write_date(row['published_on'])}" if not is_missing(row["published_on"]) else "print date unknown"
    )
    if not said:
        return f"{printed} · date said not given"
    return f"{printed} · said {said} ({SAID_BASIS_WORDS.get(row['said_on_basis'], 'basis unknown')})"


def draw_card(row: Mapping[str, Any]) -> Fragment:
    """A listed statement: speaker, cue, words, dates, outlet, and the way to its sentence."""
    stance = row["stance"]
    badge = element("span", text(STANCE_WORDS.get(stance, stance)), f"hs-badge hs-{text(stance)}")
    outlet = text(row["outlet_name"] or "outlet unknown")
    facts = [link_outlet(row["outlet_id"], outlet), text(write_when(row)), text(TYPE_WORDS.get(row["statement_type"]))]
    if row["relay_count"]:
        facts.append(text("relayed"))
    if row["is_nested"]:
        facts.append(text("inside another statement"))
    words = shorten(str(row["content_text"] or ""))
    around = row["parent_content_text"]
    inside = (
        Fragment("") if is_missing(around) else element("p", text(f"within: {shorten(str(around), 200)}"), "hs-facts")
    )
    opened = link_statement(row["statement_id"], text("See the sentence"), "hs-open", f"See the sentence: {words[:80]}")
    facts += [_link_prints(row), opened]
    return element(
        "article",
        join(
            [
                element("p", join([name_speaker(row), Fragment(" "), badge]), "hs-by"),
                element("blockquote", text(words), dir="auto"),
                inside,
                element("p", join([part for part in facts if part], " · "), "hs-facts"),
            ]
        ),
        "hs-card",
    )


def _link_prints(row: Mapping[str, Any]) -> Fragment:
    """The way to the claim that a statement is a print of; an older version's may be gone."""
    claim_id = row.get("claim_id")
    if is_missing(claim_id):
        return Fragment("")
    outlets, prints = row["claim_outlet_count"], row["claim_statement_count"]
    label = f"printed by {outlets} outlets" if outlets > 1 else f"{prints} prints" if prints > 1 else "its claim"
    return link_claim(str(claim_id), text(label), hint=f"The claim, {label}: {str(row['content_text'] or '')[:60]}")


def draw_cards(rows: Sequence[Mapping[str, Any]]) -> Fragment:
    """Listed statements one below the other."""
    return element("div", join(draw_card(row) for row in rows), "hs-cards")
