"""Try it: what the extractor makes of a pasted article, each statement marked and each field with its reason.

The only module of the dashboard that calls the extraction, and only when a text is read: nothing is stored.
"""

from __future__ import annotations

import logging
import traceback
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from dashboard.downloads import offer_tables
from dashboard.evidence_cards import draw_legend
from dashboard.frame import Page, show_caption, show_heading, show_html, show_page
from dashboard.marked_text import draw_marked_text
from dashboard.markup import element, join
from dashboard.queries.health import list_engines
from dashboard.trial_cards import Reason, draw_trial_card, link_card, name_speakers
from dashboard.wording import write_count, write_counted, write_engine

if TYPE_CHECKING:
    from orchestration.extraction.article import Extractor

LOG = logging.getLogger(__name__)
LONGEST_TITLE = 500
LONGEST_BODY = 20_000
LONGEST_OUTLET = 100
MOST_CARDS = 200
PATIENCE_SECONDS = 30
READ = "try_read"
EXAMPLE = {
    "t_title": "Ministry denies plan to close the ferry crossing",
    "t_body": (
        "Transport Minister Ana Petrova said on Tuesday that the ferry crossing would stay open all winter. "
        "“Nobody will be cut off,” she told reporters.\n\n"
        "Her spokesman, Ivan Kolev, denied that the ministry had ordered the boats to be sold, Reuters reported. "
        "The harbour union said last week that two crews had been sent home, and asked the government to explain why."
    ),
    "t_outlet": "Harbour Gazette",
}


def show() -> None:
    """The page."""
    show_page(
        "Try it",
        "Paste an article and see which statements are found in it, by whom, when, and why it says so.",
        _draw,
        lambda: _draw_form(None),
    )


@st.cache_resource(max_entries=1, show_spinner="Loading the extractor …")
def load_extractor() -> tuple[Extractor, Lock]:
    """The extractor of this server, by the trained engine, or by rules where no model may run; and its lock."""
    from orchestration.extraction.article import Extractor
    from orchestration.extraction.engine import ENGINES

    try:
        engine: Any = ENGINES["tagger"]()
    except (ImportError, OSError):
        engine = ENGINES["rules"]()
    return Extractor(engine), Lock()


def _draw(page: Page) -> None:
    show_caption(
        page,
        f"English texts up to {write_count(LONGEST_BODY)} characters. The text is read on this server and not kept, "
        "and nothing of it enters the warehouse.",
    )
    _draw_form(page)


def _draw_form(page: Page | None) -> None:
    """The form and what was found; without a page, before any article is in the warehouse."""
    if "t_body" not in st.session_state:
        # Back from another page the form is empty: so is what is shown below it.
        st.session_state.pop(READ, None)
    st.button("Put in an example", on_click=_put_in_example, type="tertiary")
    with st.form("try_it"):
        title = st.text_input("Title", key="t_title", max_chars=LONGEST_TITLE)
        body = st.text_area("Text", key="t_body", height=260, max_chars=LONGEST_BODY)
        when, where = st.columns(2)
        with when:
            printed_on = st.date_input(
                "Date printed (if known)", key="t_date", value=None, min_value=date(1800, 1, 1), format="YYYY-MM-DD"
            )
        with where:
            outlet = st.text_input("Outlet (if known)", key="t_outlet", max_chars=LONGEST_OUTLET)
        asked = st.form_submit_button("Find the statements", type="primary")
    if asked:
        st.session_state[READ] = (title, body, printed_on, outlet.strip() or None)
    if READ not in st.session_state:
        return
    title, body, printed_on, outlet_name = st.session_state[READ]
    # A widget's limit holds in the browser only.
    title, body = title[:LONGEST_TITLE], body[:LONGEST_BODY]
    if not title.strip() and not body.strip():
        st.warning("There is no text to read. Paste the title, the text or both.")
        return
    _show_found(page, title, body, printed_on, outlet_name)


def _put_in_example() -> None:
    for key, value in EXAMPLE.items():
        st.session_state[key] = value
    st.session_state["t_date"] = date(2026, 11, 4)
    st.session_state[READ] = (EXAMPLE["t_title"], EXAMPLE["t_body"], date(2026, 11, 4), EXAMPLE["t_outlet"])


def _describe_engine(page: Page | None, engine: str) -> str:
    used = sorted({write_engine(each) for each in list_engines(page.build)}) if page else []
    own = write_engine(engine)
    if used == [own]:
        return f"By the engine {own}, as in the warehouse."
    return f"By the engine {own}; the warehouse has statements by {' and '.join(used) or 'none yet'}."


def _show_found(page: Page | None, title: str, body: str, printed_on: date | None, outlet: str | None) -> None:
    extractor, lock = load_extractor()
    if not lock.acquire(timeout=PATIENCE_SECONDS):
        st.warning("Others are having texts read just now. Try again in a minute.")
        return
    try:
        with st.spinner("Reading …"):
            rows, reasons = read_statements(extractor, title, body, printed_on, outlet)
    except Exception as error:
        # Odd prose must not take the page away. What went wrong belongs in the server's log and not before a reader;
        # without the error's message, which may hold words of the text.
        where = "".join(traceback.format_tb(error.__traceback__))
        LOG.error("a pasted text could not be read: %s\n%s", type(error).__name__, where)
        st.error("The extractor could not read this text. Shorten it, or leave out what is not prose.")
        return
    finally:
        lock.release()
    show_heading(
        f"{write_counted(len(rows), 'statement')} found",
        f"{_describe_engine(page, extractor.engine.name)} A machine reads: check each before you rely on it."
        + ("" if printed_on else " Without a date of print, days such as “on Tuesday” cannot be reckoned."),
    )
    printed = {"title": title, "body": body}
    if not rows:
        st.info("No statement that somebody is said to have made was found in this text.")
    text_column, cards = st.columns([1, 1], gap="large")
    with text_column:
        show_heading("The text", "Each number leads to its statement.")
        named = [{**row, "speaker_name": name_speakers(row)} for row in rows]
        parts = [
            element(tag, draw_marked_text(printed[field], named, field, None, link_card), f"hs-{field}", dir="auto")
            for field, tag in (("title", "h3"), ("body", "div"))
            if printed[field]
        ]
        show_html(element("div", join(parts), "hs-article"))
    with cards:
        if rows:
            show_heading("The statements", "In the order of the text, title first.")
            show_html(draw_legend())
            drawn = [
                draw_trial_card(number, row, why, printed[row["field"]])
                for number, (row, why) in enumerate(zip(rows, reasons, strict=True), start=1)
            ]
            show_html(element("div", join(drawn[:MOST_CARDS]), "hs-cards"))
            offer_tables(
                f"these statements ({write_counted(len(rows), 'row')})",
                "hearsay-tried-text",
                lambda: _tabulate(rows),
                key="download_tried",
            )


def read_statements(
    extractor: Extractor, title: str, body: str, printed_on: date | None, outlet: str | None
) -> tuple[list[dict[str, Any]], list[list[Reason]]]:
    """The statements of a text as rows of `record.to_rows`, and for each the reasons of its fields, in one order."""
    from orchestration.extraction.article import Article
    from orchestration.extraction.evidence import evidence_of
    from orchestration.extraction.record import to_rows

    texts = {"title": title, "body": body}
    found = extractor.extract(Article(title, body, printed_on, outlet))
    number_of = {id(statement): number for number, statement in enumerate(found, start=1)}
    rows = to_rows("tried", "tried", texts, found)
    reasons = [
        [Reason(item.field, item.value, item.reason) for item in evidence_of(texts[s.field], s, number_of)]
        for s in found
    ]
    return rows, reasons


def _tabulate(rows: list[dict[str, Any]]) -> pd.DataFrame:
    plain = ("field", "content_text", "cue_text", "source_text", "statement_type", "stance", "said_on_start",
             "said_on_end", "said_on_precision", "said_on_basis", "addressee")  # fmt: skip
    return pd.DataFrame(
        [
            {
                "speaker": name_speakers(row),
                "through": " and ".join(str(relay["outlet_name"]) for relay in row["relays"]),
                **{name: row[name] for name in plain},
            }
            for row in rows
        ]
    )
