"""What the marts say of a claim that three outlets print: from raw statements through matching and the real dbt."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.settings import load_settings
from orchestration.warehouse.claims import match_claims
from orchestration.warehouse.connection import connect_raw
from orchestration.warehouse.speakers import identify_speakers
from tests.integration.marts_rows import article, extraction, speaker, statement
from tests.integration.marts_warehouse import WITHOUT_TESTS, run_dbt, write_raw

# The build is made once; all tests that read it run in one worker.
pytestmark = pytest.mark.xdist_group("marts_claims")

QUOTE = "“The northern dam will hold through the rains, and every engineer in Lokoja knows it”"
CUT = "“The northern dam will hold through the rains”"
UNIONS = speaker("the unions", "organisation")
OKAFOR = speaker("Ada Okafor", country_code="NG")
POST = article(
    "post", "v1", f"{QUOTE}, Ada Okafor said.", outlet_name="The River Post", outlet_domain="riverpost.example",
    published_on=date(2026, 3, 1), extra='{"outlet_country": "FR"}',
)  # fmt: skip
HILL = article(
    "hill", "v1", f"{CUT}, Okafor said, which the unions deny.", outlet_name="Hill Radio",
    outlet_domain="hillradio.example", published_on=date(2026, 3, 3), extra='{"outlet_country": "KE"}',
)  # fmt: skip
LATE = article(
    "late", "v1", f"Days before, Ada Okafor had promised: {CUT}.", outlet_name="Lagoon Daily",
    outlet_domain="lagoon.example", published_on=date(2026, 2, 27), extra='{"outlet_country": "KE"}',
    load_id="load-2", load_on=date(2026, 3, 2),
)  # fmt: skip
STATEMENTS = [
    statement("quote", POST, QUOTE, [OKAFOR], statement_type="direct"),
    statement("cut", HILL, CUT, [OKAFOR], statement_type="direct"),
    statement("denied", HILL, "which", [UNIONS], stance="deny", parent_statement_id="cut"),
]  # fmt: skip
LATE_STATEMENT = statement("late", LATE, CUT, [OKAFOR], statement_type="direct")
LOADS = [
    {"load_id": "load-1", "load_on": date(2026, 3, 1), "status": "done"},
    {"load_id": "load-2", "load_on": date(2026, 3, 2), "status": "done"},
]


@pytest.fixture(scope="module")
def marts(tmp_path_factory: pytest.TempPathFactory, parsed: Path) -> Path:
    folder = tmp_path_factory.mktemp("claims")
    first = {"articles": [POST, HILL], "extractions": [extraction(POST), extraction(HILL)], "statements": STATEMENTS}
    write_raw(folder / "raw.duckdb", {"loads": LOADS, **first})
    settings = load_settings(data=folder)
    with connect_raw(settings) as con:
        match_claims(con)
    late = {"articles": [LATE], "extractions": [extraction(LATE)], "statements": [LATE_STATEMENT]}
    write_raw(folder / "raw.duckdb", late)
    with connect_raw(settings) as con:
        assert match_claims(con).statements == 1
        identify_speakers(con)
    built = run_dbt(folder, "build", *WITHOUT_TESTS, parsed=parsed)
    assert built.returncode == 0, built.stdout
    return folder / "marts.duckdb"


@pytest.fixture
def con(marts: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(marts), read_only=True) as connection:
        yield connection


def rows(con: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return con.execute(query).fetchall()


def test_claim_of_three_outlets_is_one_row_and_late_print_is_first(con: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        con,
        """select s.speaker_name, c.first_printed_on, o.outlet_name, c.first_article_id, c.last_printed_on,
                c.statement_count, c.outlet_count, c.country_count, c.speaker_count, c.wording_count
           from core.fct_claims c join core.dim_speakers s using (speaker_id)
           join core.dim_outlets o on o.outlet_id = c.first_outlet_id where c.statement_count > 1""",
    )

    expected = ("Ada Okafor", date(2026, 2, 27), "Lagoon Daily", "late", date(2026, 3, 3), 3, 3, 2, 1, 2)
    assert found == [expected]


def test_denial_inside_one_print_is_a_denial_of_the_claim(con: duckdb.DuckDBPyConnection) -> None:
    assert rows(con, "select denial_count, denier_names, first_denied_on from core.fct_claims where is_denied") == [
        (1, ["the unions"], date(2026, 3, 3)),
        # The denial itself is what the unions say.
        (1, ["the unions"], date(2026, 3, 3)),
    ]
    inside = rows(
        con,
        """select d.statement_id, s.statement_id from core.bridge_claim_denials d
           join core.bridge_claim_statements s using (claim_id) where d.is_inside order by print_number""",
    )
    assert inside == [("denied", "late"), ("denied", "quote"), ("denied", "cut")]


def test_first_print_in_each_country(con: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        con,
        """select b.country_code, b.first_statement_id, b.first_printed_on, b.statement_count
           from core.bridge_claim_countries b join core.fct_claims c using (claim_id)
           where c.statement_count > 1 order by all""",
    )

    assert found == [("FR", "quote", date(2026, 3, 1), 1), ("KE", "late", date(2026, 2, 27), 2)]


def test_fact_carries_its_claim_and_the_bridge_says_what_holds_it(con: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        con,
        """select b.match_kind, count(*) from core.bridge_claim_statements b
           join core.fct_statements s using (claim_id, statement_id) group by all order by all""",
    )

    assert found == [("contained", 1), ("core", 2), ("exact", 1)]
