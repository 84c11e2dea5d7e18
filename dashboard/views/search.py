"""Search: statements, people and outlets by words, with filters that stand in the address."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from dashboard.database import QueryTimeoutError
from dashboard.downloads import offer_tables
from dashboard.filters import rename
from dashboard.frame import Page, show_caption, show_heading, show_html, show_page
from dashboard.markup import Fragment, draw_cards, element, join, link_outlet, link_speaker, text
from dashboard.queries import search as queries
from dashboard.queries.given_ids import follow_ids
from dashboard.queries.options import list_outlets
from dashboard.searches import LONGEST, Search, read_search, write_search
from dashboard.wording import KIND_WORDS, NO_WORDS, STANCE_WORDS, is_missing, write_count, write_counted

MOST_STATEMENTS = 30
MOST_NAMES = 12
SEEN = "search_address"
FIRST_DAY = date(1800, 1, 1)


def show() -> None:
    """The page."""
    show_page("Search", "Statements by their words, people and outlets by their names.", _draw)


def _draw(page: Page) -> None:
    _restore_from_address(page)
    search = _show_controls(page)
    address = write_search(search)
    if st.session_state[SEEN] != address:
        st.query_params.from_dict(address)
        st.session_state[SEEN] = address
    if not search.terms:
        show_caption(page, "Searched: the statements in the current version of each article.")
        st.info(
            "Type words or a name, also unfinished ones of three letters or more. Words in double quotes are looked "
            "for as they stand."
        )
        return
    try:
        _draw_names(page, search)
        _draw_statements(page, search)
    except QueryTimeoutError as error:
        st.warning(f"The search took too long ({error}). Add a word, or choose outlets or dates.")


def _restore_from_address(page: Page) -> None:
    address = {name: st.query_params.get_all(name) for name in st.query_params}
    state = st.session_state
    if state.get(SEEN) == address and "s_words" in state:
        return
    found = read_search(address)
    outlets = rename(found.outlets, follow_ids(page.build, "outlet", found.outlets))
    state["s_words"], state["s_stance"], state["s_outlet"] = found.words, list(found.stances), list(outlets)
    state["s_from"], state["s_to"] = found.from_on, found.to_on
    state[SEEN] = address


def _show_controls(page: Page) -> Search:
    words = st.text_input("Words or a name", key="s_words", max_chars=LONGEST, placeholder='minister "power line"')
    outlets = list_outlets(page.build)
    known = [*outlets, *(value for value in st.session_state["s_outlet"] if value not in outlets)]
    stance, outlet, first, last = st.columns([2, 2, 1, 1])
    with stance:
        stances = st.multiselect(
            "Stance", STANCE_WORDS, format_func=STANCE_WORDS.__getitem__, key="s_stance", placeholder="All stances"
        )
    with outlet:
        chosen = st.multiselect(
            "Printed by",
            known,
            format_func=lambda value: outlets.get(value, f"{value} (not in this build)"),
            key="s_outlet",
            placeholder="All outlets",
        )
    with first:
        from_on = st.date_input("Printed from", key="s_from", value=None, min_value=FIRST_DAY, format="YYYY-MM-DD")
    with last:
        to_on = st.date_input("Printed to", key="s_to", value=None, min_value=FIRST_DAY, format="YYYY-MM-DD")
    return Search(words.strip(), tuple(stances), tuple(chosen), from_on, to_on)


def _draw_names(page: Page, search: Search) -> None:
    people = queries.find_people(page.build, search.terms, MOST_NAMES)
    outlets = queries.find_outlets(page.build, search.terms, MOST_NAMES)
    left, right = st.columns(2, gap="large")
    with left:
        show_heading("People and organisations", _first(people))
        show_html(_list_people(people) if people else _say("No speaker's name has these words."))
    with right:
        show_heading("Outlets", _first(outlets))
        show_html(_list_outlets(outlets) if outlets else _say("No outlet's name or domain has these words."))


def _draw_statements(page: Page, search: Search) -> None:
    counts = queries.count_statements(page.build, search)
    total = counts["statement_count"]
    about = "About " if counts["is_estimate"] else "At least " if counts["is_least"] else ""
    show_heading(f"{about}{write_counted(total, 'statement')} in {write_counted(counts['article_count'], 'article')}")
    show_caption(
        page,
        "Counted: statements that have every word searched for, in what is said or in a speaker's name, capitals and "
        "accents aside, in the current version of each article. By date printed"
        + (", as far back as was counted" if counts["is_least"] else "")
        + (":" if counts["first_on"] else "."),
        first_on=counts["first_on"],
        last_on=counts["last_on"],
    )
    if not total:
        st.info("No statement has all of these words within the filters." if counts["is_searchable"] else NO_WORDS)
        return
    offer_tables(
        f"these statements ({write_counted(min(total, queries.MOST_EXPORTED), 'row')})",
        f"hearsay-search-{page.build.build_id}",
        lambda: queries.export_statements(page.build, search),
        key="download_found",
    )
    show_html(draw_cards(queries.find_statements(page.build, search, MOST_STATEMENTS)))
    if total > MOST_STATEMENTS:
        of = f"{about.lower()}{write_count(total)}"
        show_html(_say(f"The newest {MOST_STATEMENTS} of {of}. Add a word or a filter to see others."))


def _list_people(rows: list[dict[str, Any]]) -> Fragment:
    items = []
    for row in rows:
        known = (KIND_WORDS.get(row["speaker_kind"]), row["latest_role"], row["country_name"])
        facts = [str(fact) for fact in known if not is_missing(fact)]
        items.append(
            _draw_item(
                link_speaker(row["speaker_id"], text(row["speaker_name"])),
                " · ".join([*facts, write_counted(row["statement_count"], "statement")]),
            )
        )
    return element("ul", join(items), "hs-others")


def _list_outlets(rows: list[dict[str, Any]]) -> Fragment:
    items = []
    for row in rows:
        facts = [row["country_name"] or "country unknown", f"{write_counted(row['article_count'], 'article')} read"]
        if row["relayed_count"]:
            facts.append(f"credited for {write_counted(row['relayed_count'], 'statement')}")
        items.append(_draw_item(link_outlet(row["outlet_id"], text(row["outlet_name"])), " · ".join(facts)))
    return element("ul", join(items), "hs-others")


def _draw_item(link: Fragment, facts: str) -> Fragment:
    return element("li", join([link, element("div", text(facts), "hs-facts")]))


def _first(rows: list[dict[str, Any]]) -> str:
    return f"The first {MOST_NAMES}." if len(rows) >= MOST_NAMES else ""


def _say(words: str) -> Fragment:
    return element("p", text(words), "hs-caption")
