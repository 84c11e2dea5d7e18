"""The statements of a speaker or outlet, or of the part of them that was picked: a page of them, and all as a file."""

from __future__ import annotations

from datetime import date

import streamlit as st

from dashboard.downloads import offer_tables
from dashboard.filters import UNKNOWN_CODE
from dashboard.frame import Page, show_heading, show_html
from dashboard.markup import draw_cards, element, link_page, text
from dashboard.panels.paging import draw_paging, read_page
from dashboard.profiles import Part, Subject, write_query
from dashboard.queries import profiles as queries
from dashboard.queries.options import list_countries, name_actors, name_outlets
from dashboard.wording import LAG_WORDS, STANCE_WORDS, write_counted, write_period

PAGE_SIZE = 20


def draw(page: Page, subject: Subject, part: Part | None) -> None:
    """The list, by the page number of the address."""
    counts = queries.count_part(page.build, subject, part)
    total = counts["statement_count"]
    where = f", {describe_part(page, part)}" if part and part.kind != "all" else ""
    show_heading(
        f"{write_counted(total, 'statement')} in {write_counted(counts['article_count'], 'article')}{where}",
        "Newest print first. Every one opens at its sentence in the article.",
    )
    if part is not None:
        show_html(
            element("p", link_page(subject.kind, write_query(subject), text("Close this list"), "hs-open"), "hs-more")
        )
    if not total:
        st.info("No statement there.")
        return
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(read_page(), pages)
    offer_tables(
        f"these statements ({write_counted(min(total, queries.MOST_EXPORTED), 'row')})",
        f"hearsay-{subject.kind}-statements-{page.build.build_id}",
        lambda: queries.export_part(page.build, subject, part),
        key="download_statements",
    )
    show_html(draw_cards(queries.list_part(page.build, subject, part, number, PAGE_SIZE)))
    if pages > 1:
        draw_paging(number, pages, back="Newer", on="Older")


def describe_part(page: Page, part: Part) -> str:
    """A part in words that follow a count."""
    value = part.value
    if part.kind == "period":
        day, _, grain = value.partition("~")
        return f"printed in the {grain}: {write_period(date.fromisoformat(day), grain)}"
    if part.kind == "speaker":
        return f"by {name_actors(page.build, (value,)).get(value, value)}"
    if part.kind in ("outlet", "relay", "taker"):
        name = name_outlets(page.build, (value,)).get(value, value)
        words = {"outlet": "printed by", "relay": "credited to", "taker": "credited to this outlet and printed by"}
        return f"{words[part.kind]} {name}"
    if part.kind == "country":
        return (
            "naming no country" if value == UNKNOWN_CODE else f"naming {list_countries(page.build).get(value, value)}"
        )
    if part.kind == "relayed":
        return "credited to another outlet"
    if part.kind == "role":
        return f"as {value}" if value else "with no role printed"
    if part.kind == "stance":
        return f"in which the speaker {STANCE_WORDS.get(value, value)}"
    return LAG_WORDS[value].lower() if part.kind == "lag" else f"naming {value}"
