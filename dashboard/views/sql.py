"""SQL: read-only questions to the published build, with its tables beside them and worked questions to begin with."""

from __future__ import annotations

import io

import pyarrow.parquet as pq
import streamlit as st

from dashboard.console.asking import LONGEST_SQL, MOST_ROWS, SECONDS, Answer, AskingError, BusyError, ask
from dashboard.console.questions import find_question, list_questions
from dashboard.database import Build
from dashboard.downloads import offer_csv
from dashboard.frame import Page, show_caption, show_heading, show_html, show_page
from dashboard.markup import Fragment, element, join, text
from dashboard.queries.schema import TABLE_WORDS, list_tables
from dashboard.wording import write_count, write_counted

SQL = "sql_text"
ASKED = "sql_asked"
CHOSEN = "sql_question"
SEEN = "sql_address"
# Beyond about 8,000 bytes some servers between here and a reader refuse an address; a third goes to its escapes.
LONGEST_IN_ADDRESS = 5_000


def show() -> None:
    """The page."""
    show_page("SQL", "Questions in SQL to the published build: read-only, and nothing but that one file.", _draw)


def _draw(page: Page) -> None:
    show_caption(
        page,
        f"One SELECT at a time, at most {SECONDS:g} seconds and {write_count(MOST_ROWS)} rows.",
    )
    _restore_from_address()
    asking, tables = st.columns([5, 2], gap="large")
    with tables:
        show_heading("Tables", "Open one for its columns.")
        _draw_tables(page.build)
    with asking:
        by_name = {question.name: question for question in list_questions()}
        st.selectbox(
            "Worked questions",
            list(by_name),
            index=None,
            key=CHOSEN,
            format_func=lambda name: by_name[name].words,
            placeholder="Choose one to run and change",
            on_change=_take_question,
        )
        st.text_area("SQL", key=SQL, height=230, max_chars=LONGEST_SQL)
        if st.button("Run", type="primary", key="sql_run"):
            st.session_state[ASKED] = st.session_state[SQL]
            _ask_once.clear(page.build, st.session_state[ASKED])
        asked = st.session_state.get(ASKED, "")
        _keep_in_address(asked)
        if asked.strip():
            _draw_answer(page, asked)


def _restore_from_address() -> None:
    state = st.session_state
    address = {name: st.query_params.get(name, "") for name in ("question", "sql")}
    if state.get(SEEN) == address and SQL in state:
        return
    question = find_question(address["question"])
    state[CHOSEN] = question.name if question else None
    state[SQL] = state[ASKED] = question.sql if question else address["sql"][:LONGEST_SQL]
    state[SEEN] = address


def _take_question() -> None:
    question = find_question(st.session_state[CHOSEN])
    if question is not None:
        st.session_state[SQL] = st.session_state[ASKED] = question.sql


def _keep_in_address(asked: str) -> None:
    question = next((each.name for each in list_questions() if each.sql == asked.strip()), "")
    written = "" if question or len(asked) > LONGEST_IN_ADDRESS else asked
    address = {"question": question, "sql": written}
    if st.session_state[SEEN] != address:
        st.session_state[SEEN] = address
        st.query_params.from_dict({name: value for name, value in address.items() if value})


# An answer may have 50 MB, and is kept for all readers.
@st.cache_data(max_entries=8, show_spinner="Asking …")
def _ask_once(build: Build, sql: str) -> Answer | str:
    """The answer, or why there is none: kept too, so that a question that took too long is not asked again with every
    step on the page, but only by its button.
    """
    try:
        return ask(build.path, sql)
    except BusyError:
        raise
    except AskingError as error:
        return str(error)


def _draw_answer(page: Page, asked: str) -> None:
    try:
        answer = _ask_once(page.build, asked)
    except BusyError as error:
        answer = str(error)
    if isinstance(answer, str):
        words = join([element("strong", text("No answer. ")), text(answer)])
        show_html(element("div", words, "hs-empty hs-wrong", role="alert"))
        return
    table = answer.table
    more = f"The first {write_count(MOST_ROWS)}; there are more." if answer.is_cut else "All of them."
    show_heading(write_counted(table.num_rows, "row"), f"{more} {answer.seconds:.2f} seconds.")
    rows = table.to_pandas()
    st.dataframe(rows, hide_index=True, alt="The rows of the answer; the downloads below hold the same")
    name = f"hearsay-answer-{page.build.build_id}"
    with st.container(horizontal=True):
        offer_csv("Download as CSV", name, lambda: rows, key="download_answer_csv", disabled=not table.num_rows)
        st.download_button(
            "Download as Parquet",
            data=lambda: _write_parquet(answer),
            file_name=f"{name}.parquet",
            mime="application/vnd.apache.parquet",
            on_click="ignore",
            icon=":material/download:",
            disabled=not table.num_rows,
            key="download_answer_parquet",
        )


def _write_parquet(answer: Answer) -> bytes:
    out = io.BytesIO()
    pq.write_table(answer.table, out)
    return out.getvalue()


def _draw_tables(build: Build) -> None:
    show_html(element("div", join(_draw_table(table) for table in list_tables(build)), "hs-tables"))


def _draw_table(table: dict[str, object]) -> Fragment:
    columns: list[dict[str, str]] = table["columns"]  # type: ignore[assignment]
    name = str(table["table_name"])
    listed = [
        element(
            "li", join([element("code", text(column["name"])), Fragment(" "), element("small", text(column["type"]))])
        )
        for column in columns
    ]
    head = join([element("code", text(name)), text(f" · {write_counted(table['row_count'], 'row')}")])
    words = element("p", text(TABLE_WORDS.get(name, "")), "hs-caption")
    return element("details", join([element("summary", head), words, element("ul", join(listed))]))
