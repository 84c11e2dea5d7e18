"""The evidence: a statement in the article that prints it; without one in the address, a search for one."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.correction_cards import describe_removal, draw_corrections
from dashboard.database import QueryTimeoutError
from dashboard.evidence_cards import draw_chain, draw_facts, draw_legend, draw_neighbours
from dashboard.frame import Page, name_page, show_caption, show_heading, show_html, show_page
from dashboard.marked_text import PLACE, draw_marked_text
from dashboard.markup import (
    Fragment,
    draw_cards,
    element,
    join,
    link_outlet,
    link_outside,
    link_page,
    name_speaker,
    text,
)
from dashboard.queries import evidence as queries
from dashboard.queries.corrections import find_removal, list_corrections
from dashboard.queries.lookup import plan_statements
from dashboard.queries.search import find_statements
from dashboard.report_form import show_report_form
from dashboard.searches import Search
from dashboard.wording import NO_WORDS, STANCE_WORDS, write_count, write_counted, write_date

MOST_FOUND = 20
SEARCH = "evidence_search"
SEARCHED = "evidence_searched"


def show() -> None:
    """The page."""
    show_page("Evidence", "A statement in the article that prints it.", _draw)


def _draw(page: Page) -> None:
    statement_id, article_id = st.query_params.get("statement"), st.query_params.get("article")
    if statement_id or article_id:
        # What was searched for before has no part in what is shown now, nor in an address that is copied from here.
        st.query_params.pop("q", None)
    if statement_id:
        _draw_statement(page, statement_id)
    elif article_id:
        _draw_whole_article(page, article_id)
    else:
        _draw_search(page)


def _draw_statement(page: Page, statement_id: str) -> None:
    statement = queries.find_statement(page.build, statement_id)
    article = statement and queries.read_article(
        page.build, statement["article_id"], statement["article_version"], (statement["published_on"],)
    )
    if statement is None or article is None:
        if _draw_removed(page, statement_id):
            return
        st.warning("This build has no such statement. It may have been extracted anew, or the address is incomplete.")
        _draw_search(page)
        return
    show_caption(page, "One statement, marked where it is printed.")
    if not statement["is_current"]:
        st.warning("This is printed in an older version of the article. It is not counted on the other pages.")
    only_speaker_id = statement["speaker_id"] if statement["speaker_count"] == 1 else None
    speakers = queries.list_speakers(page.build, statement_id, only_speaker_id)
    relays = queries.list_relays(page.build, statement_id)
    neighbours = queries.list_article_statements(
        page.build, article["article_id"], article["article_version"], article["published_on"]
    )
    name_page(str(statement["content_text"]))
    show_html(_draw_hero(statement))
    outlet = link_outlet(statement["outlet_id"], text(statement["outlet_name"] or "outlet unknown"))
    show_html(draw_chain(speakers, relays, outlet))
    printed, facts = st.columns([3, 2], gap="large")
    with printed:
        show_heading("In the article")
        show_html(draw_legend())
        _draw_article(article, neighbours, statement_id)
    with facts:
        show_heading("What is known of it")
        show_html(draw_facts(statement, article, speakers))
        _draw_corrections(page, statement, speakers)
        show_report_form(page, statement, article, speakers)
        _draw_nesting(statement, neighbours)
        show_heading("All statements of this article", "In the order of the text.")
        show_html(draw_neighbours(neighbours, statement_id))
    _draw_way_back(article)


def _draw_removed(page: Page, statement_id: str) -> bool:
    """A statement that a person says is none: what was there, who says so, and the article."""
    removal = find_removal(page.build, statement_id)
    if removal is None:
        return False
    show_html(element("div", element("p", text(describe_removal(removal))), "hs-empty", role="status"))
    _draw_way_back(removal)
    return True


def _draw_corrections(page: Page, statement: dict[str, Any], speakers: list[dict[str, Any]]) -> None:
    ids = tuple(row["speaker_id"] for row in speakers)
    rows = list_corrections(page.build, statement["statement_id"], statement["outlet_id"], ids)
    if rows:
        show_heading("Corrections", "What the extraction has, struck through, and what a person says instead.")
        show_html(draw_corrections(rows))


def _draw_hero(statement: dict[str, Any]) -> Fragment:
    stance = element("span", text(STANCE_WORDS.get(statement["stance"], "")), f"hs-badge hs-{statement['stance']}")
    by = join([name_speaker(statement), text(" "), stance])
    words = element("blockquote", text(statement["content_text"]), "hs-hero", dir="auto")
    # An article may be long, and on a narrow screen the facts stand below it.
    down = element("p", element("a", text("To these words in the article"), href=f"#{PLACE}"), "hs-more")
    return element("div", join([element("p", by, "hs-by"), words, down]))


def _draw_article(article: dict[str, Any], statements: list[dict[str, Any]], focus_id: str | None) -> None:
    parts = []
    for field, tag in (("title", "h3"), ("body", "div")):
        printed = str(article[field] or "")
        if printed:
            marked = draw_marked_text(printed, statements, field, focus_id)
            parts.append(element(tag, marked, f"hs-{field}", dir="auto"))
    show_html(element("div", join(parts), "hs-article"))


def _draw_nesting(statement: dict[str, Any], neighbours: list[dict[str, Any]]) -> None:
    own, parent = statement["statement_id"], statement["parent_statement_id"]
    if parent:
        show_heading("Said inside")
        show_html(draw_neighbours(neighbours, own, only=[parent]))
    inside = [row["statement_id"] for row in neighbours if row["parent_statement_id"] == own]
    if inside:
        show_heading("Attributed inside it")
        show_html(draw_neighbours(neighbours, own, only=inside))


def _draw_whole_article(page: Page, article_id: str) -> None:
    article = queries.read_article(page.build, article_id, None)
    if article is None:
        st.warning("This build has no such article.")
        _draw_search(page)
        return
    statements = queries.list_article_statements(
        page.build, article["article_id"], article["article_version"], article["published_on"]
    )
    name_page(str(article["title"] or article["outlet_name"] or "Evidence"))
    show_caption(
        page,
        f"{article['outlet_name'] or 'Outlet unknown'}, printed {write_date(article['published_on'])}, version "
        f"{article['version_number']}: {write_counted(len(statements), 'statement')}.",
    )
    if article["extraction_status"] == "unsupported_language":
        st.info("This article is not in English: it is kept, and no statement is guessed at.")
    printed, listed = st.columns([3, 2], gap="large")
    with printed:
        _draw_article(article, statements, None)
    with listed:
        show_heading("Statements of this article", "In the order of the text.")
        show_html(draw_neighbours(statements, None) if statements else text("None was found."))
        show_heading("Original")
        show_html(link_outside(article["url"]) or text("No address is known."))
    _draw_way_back(None)


def _draw_way_back(article: dict[str, Any] | None) -> None:
    links = [link_page("evidence", {}, text("Search for another"))]
    if article is not None:
        links.insert(0, link_page("evidence", {"article": article["article_id"]}, text("The whole article")))
    show_html(element("p", join(links, " · "), "hs-more"))


def _draw_search(page: Page) -> None:
    show_caption(page, "Search among the statements of the current version of each article.")
    address = st.query_params.get("q", "")
    if st.session_state.get(SEARCHED) != address or SEARCH not in st.session_state:
        st.session_state[SEARCH] = st.session_state[SEARCHED] = address
    words = st.text_input("A speaker, or words of a statement or title", key=SEARCH, max_chars=200).strip()
    if words != address:
        st.session_state[SEARCHED] = words
        # A search leaves behind the statement that was not found: else the address would still name it.
        is_elsewhere = {"statement", "article"} & set(st.query_params)
        st.query_params.from_dict({"q": words} if words else {})
        if is_elsewhere:
            st.rerun()
    if words:
        _draw_found(page, Search(words))
    articles = queries.search_articles(page.build, words, MOST_FOUND)
    show_heading("Articles by title" if words else "Newest articles", _write_found(len(articles)))
    show_html(_draw_articles(articles) if articles else text("No title has these words."))


def _draw_found(page: Page, search: Search) -> None:
    if not plan_statements(page.build, search.terms).lookups:
        show_heading("Statements")
        show_html(text(NO_WORDS))
        return
    try:
        found = find_statements(page.build, search, MOST_FOUND)
    except QueryTimeoutError as error:
        st.warning(f"The search took too long ({error}). Add a word.")
        return
    show_heading("Statements", _write_found(len(found)))
    show_html(draw_cards(found) if found else text("No statement or speaker has all of these words."))


def _write_found(count: int) -> str:
    return f"The newest {write_count(MOST_FOUND)}." if count == MOST_FOUND else "Newest first."


def _draw_articles(rows: list[dict[str, Any]]) -> Fragment:
    items = []
    for row in rows:
        opened = link_page("evidence", {"article": row["article_id"]}, text(row["title"] or "Without a title"))
        note = f" {row['outlet_name'] or 'Outlet unknown'} · printed {write_date(row['published_on'])} · "
        count = (
            "not in English"
            if row["extraction_status"] == "unsupported_language"
            else write_counted(row["statement_count"], "statement")
        )
        items.append(element("li", join([opened, element("div", text(note + count), "hs-facts")])))
    return element("ul", join(items), "hs-others")
