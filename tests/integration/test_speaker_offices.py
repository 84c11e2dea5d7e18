"""What somebody was on the day on which something was said, from printed articles to the marts. People are invented."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.settings import load_settings
from tests.integration.incremental_builds import run_models
from tests.integration.incremental_days import Warehouse
from tests.integration.marts_warehouse import PARSED

pytestmark = pytest.mark.xdist_group("speaker-offices")

PRINTED = {
    "2026-03-01": "Prime Minister Anton Varga of Kenya said the bridge was closed.",
    "2026-03-02": "Prime Minister Ada Orsova of Norway said the harbour was closed.",
    "2026-03-10": "President Ada Orsova of Norway said on Monday that the harbour would open.",
    "2026-03-11": "President Ada Orsova of Norway said on 2 January 2026 that the ice was thin.",
    "2026-03-12": "General Ida Rask of Norway said the ice would hold.",
    "2026-03-13": "General Ida Rask said the ice was thin.",
    "2026-04-01": "Former Prime Minister Anton Varga of Kenya said the bridge had been safe.",
    "2026-04-03": "Anton Varga denied that he would return. “I am content,” the former prime minister said.",
}


@pytest.fixture(scope="module")
def con(tmp_path_factory: pytest.TempPathFactory, parsed: Path) -> Any:
    folder = tmp_path_factory.mktemp("offices")
    (folder / PARSED).parent.mkdir()
    shutil.copyfile(parsed, folder / PARSED)
    warehouse = Warehouse(load_settings(data=folder / "data", workers=1, engine="rules"), folder)
    records = [
        {
            "url": f"https://delta-lines.example/{day}",
            "outlet": "Delta Lines",
            "outlet_domain": "delta-lines.example",
            "title": f"The news of {day}",
            "body": body,
            "published_on": day,
        }
        for day, body in PRINTED.items()
    ]
    warehouse.load("offices", records, date(2026, 4, 4))
    run_models(warehouse.settings, folder)
    with duckdb.connect(str(warehouse.settings.marts_path), read_only=True) as connection:
        yield connection


def read_times(con: duckdb.DuckDBPyConnection, name: str) -> list[tuple[Any, ...]]:
    """Role, first and last day of every time of a speaker."""
    return con.execute(
        """SELECT r.role_name, r.valid_from, r.valid_to FROM core.dim_speaker_roles AS r
           JOIN core.dim_speakers USING (speaker_id) WHERE speaker_name = ? ORDER BY r.valid_from""",
        [name],
    ).fetchall()


def read_roles(con: duckdb.DuckDBPyConnection, name: str) -> list[tuple[Any, ...]]:
    """The role of every statement of a speaker, by the day printed."""
    return con.execute(
        """SELECT s.published_on, r.role_name FROM core.fct_statements AS s
           JOIN core.bridge_statement_speakers AS b USING (statement_id)
           JOIN core.dim_speakers AS p ON b.speaker_id = p.speaker_id
           LEFT JOIN core.dim_speaker_roles AS r USING (speaker_role_id)
           WHERE p.speaker_name = ? ORDER BY ALL""",
        [name],
    ).fetchall()


def test_former_minister_holds_the_office_until_he_is_printed_as_one(con: duckdb.DuckDBPyConnection) -> None:
    assert read_times(con, "Anton Varga") == [("Prime Minister", date(2026, 3, 1), date(2026, 3, 31))]
    assert {role for day, role in read_roles(con, "Anton Varga") if day == date(2026, 3, 1)} == {"Prime Minister"}
    assert {role for day, role in read_roles(con, "Anton Varga") if day > date(2026, 3, 1)} == {None}


def test_office_is_that_of_the_day_on_which_its_holder_spoke(con: duckdb.DuckDBPyConnection) -> None:
    assert read_times(con, "Ada Orsova") == [
        ("Prime Minister", date(2026, 3, 2), date(2026, 3, 8)),
        ("President", date(2026, 3, 9), None),
    ]
    # Two months before print nothing is known of her office: "President" says what she has become.
    assert read_roles(con, "Ada Orsova") == [
        (date(2026, 3, 2), "Prime Minister"),
        (date(2026, 3, 10), "President"),
        (date(2026, 3, 11), None),
    ]


def test_office_is_one_where_only_some_articles_give_its_country(con: duckdb.DuckDBPyConnection) -> None:
    days = con.execute(
        "SELECT DISTINCT speaker_country_code FROM intermediate.int_statement_speakers__resolved"
        " WHERE speaker_name = 'Ida Rask' ORDER BY ALL"
    ).fetchall()
    times = con.execute("SELECT country_code, day_count FROM core.dim_speaker_roles WHERE role_name = 'General'")

    assert days == [("NO",), (None,)], "one of the articles has to leave the country out"
    assert times.fetchall() == [("NO", 2)]
