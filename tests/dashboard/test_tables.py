"""Tables: each on the page as a table and as a list in which no column is cut, with nothing left as "None"."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.tables import MOST_NARROW, Column, draw_list, write_value
from tests.dashboard.reading import Opener, read_html

pytestmark = pytest.mark.xdist_group("published")

COLUMNS = {"name": Column("Outlet"), "read": Column("Articles", "count"), "last": Column("Last printed", "day")}


@pytest.mark.parametrize(
    ("value", "column", "written"),
    [
        (12_345.0, Column("", "count"), "12,345"),
        (0.0468, Column("", "share"), "4.7%"),
        (0.8571, Column("", "number", digits=3), "0.857"),
        (date(2026, 11, 3), Column("", "day"), "2026-11-03"),
        (pd.Timestamp(2026, 11, 1), Column("", "month"), "2026-11"),
        (pd.Timestamp("2026-11-03T06:01", tz="UTC"), Column("", "moment"), "3 Nov 2026, 06:01 UTC"),
        (False, Column("", "flag"), "no"),
        (None, Column(""), "–"),
        (float("nan"), Column("", "share"), "–"),
        (pd.NaT, Column("", "day"), "–"),
        (pd.NA, Column("", "count"), "–"),
    ],
)
def test_a_value_is_written_by_its_kind(value: object, column: Column, written: str) -> None:
    assert write_value(value, column) == written


def test_a_list_has_every_column_of_its_table_as_text() -> None:
    rows = pd.DataFrame(
        {
            "name": ["<b>Lagoon</b> Daily", "Hill Radio"],
            "read": [2_000, 3],
            "last": [None, date(2026, 1, 5)],
            "other": 1,
        }
    )
    drawn = draw_list(rows, COLUMNS, alt="Outlets", lead="name")

    assert "&lt;b&gt;Lagoon&lt;/b&gt; Daily" in drawn
    assert "Articles: 2,000 · Last printed: –" in drawn
    assert "Articles: 3 · Last printed: 2026-01-05" in drawn
    assert "The first" not in drawn


def test_a_long_list_says_how_much_is_left_out() -> None:
    rows = pd.DataFrame({"name": [f"Outlet {number}" for number in range(MOST_NARROW + 1)], "read": 1, "last": None})

    assert f"The first {MOST_NARROW} of {MOST_NARROW + 1};" in draw_list(rows, COLUMNS, alt="Outlets", lead="name")


def test_every_table_of_health_stands_there_as_a_list_too(open_page: Opener) -> None:
    page = open_page("health")
    html = read_html(page)
    lists = ("Loads", "Rejects by reason", "Newest rejects", "Outlets", "Extraction by language", "Measured accuracy",
             "Extraction by month")  # fmt: skip

    assert [label for label in lists if f'aria-label="{label}"' not in html] == []
    assert html.count('<div class="hs-narrow">') == len(lists)
    assert "Statements: " in html
    assert "Erased: 0" not in html, "a count that no load has"


def find_absent(page: AppTest, *columns: str) -> list[str]:
    rows = page.dataframe[0].value
    return [name for name in columns if rows[name].isna().any()]


def test_what_is_not_known_of_an_outlet_or_a_speaker_says_so(open_page: Opener) -> None:
    outlets, speakers = open_page("outlet"), open_page("speaker")

    assert find_absent(outlets, "owner_name", "country_name", "state_media") == []
    assert "Unknown" in set(outlets.dataframe[0].value["owner_name"])
    assert find_absent(speakers, "latest_role", "country_name") == []
    assert "none printed" in set(speakers.dataframe[0].value["latest_role"])
