"""What the marts say of a few articles made by hand, built by the real dbt over the real raw schema."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.integration.marts_rows import ROWS, TREATY
from tests.integration.marts_warehouse import build_marts

# The build is made once; all tests that read it run in one worker.
pytestmark = pytest.mark.xdist_group("marts")


@pytest.fixture(scope="module")
def marts(tmp_path_factory: pytest.TempPathFactory, parsed: Path) -> Path:
    return build_marts(tmp_path_factory.mktemp("marts"), ROWS, parsed)


@pytest.fixture
def con(marts: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(marts), read_only=True) as connection:
        yield connection


def rows(con: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return con.execute(query).fetchall()


def tables_of(con: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    return rows(con, "select table_schema, table_name, table_type from information_schema.tables order by all")


def test_every_table_reads_without_the_raw_file(con: duckdb.DuckDBPyConnection) -> None:
    tables = tables_of(con)

    assert {schema for schema, _, _ in tables} == {"core", "reporting", "seeds", "intermediate", "changes"}
    assert {kind for _, _, kind in tables} == {"BASE TABLE"}
    for schema, table, _ in tables:
        con.execute(f'select * from "{schema}"."{table}"').fetchall()
    # A view, macro or type that names the other file would fail only where it is used.
    assert rows(con, "select sql from duckdb_views() where not internal") == []
    assert (
        rows(con, "select function_name from duckdb_functions() where not internal and function_type like '%macro'")
        == []
    )


def test_current_version_is_the_newest_by_its_own_time_not_by_arrival(con: duckdb.DuckDBPyConnection) -> None:
    versions = rows(
        con,
        f"""select article_version, version_number, is_current from core.dim_articles
            where article_id = '{TREATY}' order by version_number""",
    )

    assert versions == [("first", 1, False), ("corrected", 2, True)]


def test_fact_keeps_all_versions_and_flags_those_that_count(con: duckdb.DuckDBPyConnection) -> None:
    assert rows(con, "select statement_id from core.fct_statements where not is_current") == [("old",)]
    assert rows(con, "select count(*) from core.fct_statements") == [(7,)]
    printed = rows(
        con, "select sum(statement_count) from reporting.rpt_articles_by_outlet_day"
    )  # the older version's statement is not in it
    assert printed == [(6,)]


def test_speaker_is_one_across_articles_and_described_by_what_counts(con: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        con,
        """select speaker_name, country_code, latest_role, aliases, statement_count, article_count, outlet_count,
                  first_said_on, last_said_on
           from core.dim_speakers where speaker_name ilike '%faure%'""",
    )

    expected = ("FR", "minister", ["Faure", "Mr. Émile Faure’s"], 2, 2, 2, date(2025, 12, 1), date(2026, 1, 10))
    assert [row[1:] for row in found] == [expected]


def test_roles_follow_each_other_and_a_statement_has_that_of_the_day_it_was_said(
    con: duckdb.DuckDBPyConnection,
) -> None:
    times = rows(
        con,
        """select role_name, r.country_code, valid_from, valid_to from core.dim_speaker_roles as r
           join core.dim_speakers using (speaker_id) where speaker_name ilike '%faure%' order by valid_from""",
    )
    said = rows(
        con,
        """select statement_id, role_name from core.bridge_statement_speakers
           left join core.dim_speaker_roles using (speaker_role_id)
           where statement_id in ('alive', 'joint') and speaker_position = 1 order by 1""",
    )

    assert times == [
        ("mayor", "FR", date(2026, 1, 10), date(2026, 1, 31)),
        ("minister", "FR", date(2026, 2, 1), None),
    ]
    # "joint" was printed when he was minister, and said before anything is printed of his office.
    assert said == [("alive", "mayor"), ("joint", None)]


def test_every_id_that_was_given_leads_to_a_speaker(con: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        con,
        """select count(*), count(distinct speaker_id) from core.dim_speaker_ids
           join core.dim_speakers using (speaker_id) where speaker_name ilike '%faure%'""",
    )

    # Printed with a country and without one: two ids, one speaker.
    assert found == [(2, 1)]
    own = "select count(*), count(distinct speaker_kind) from core.dim_speakers as s {} join core.dim_speaker_ids as i"
    own += " on s.speaker_id = i.given_id and s.speaker_id = i.speaker_id and not i.is_retired"
    assert rows(con, own.format("")) == rows(con, own.format("left"))
    assert rows(
        con, "select name_key, country_code from core.dim_speaker_ids where name_key = 'officials' order by 2"
    ) == [
        ("officials", "FR"),
        ("officials", "RU"),
    ]


def test_unnamed_speakers_are_one_by_description_and_country(con: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        con,
        """select lower(speaker_name), country_code, statement_count from core.dim_speakers
           where speaker_kind = 'unnamed' and speaker_id <> 'unknown' order by country_code""",
    )

    assert found == [("officials", "FR", 1), ("officials", "RU", 1)]


def test_statements_of_nobody_are_counted_under_the_unknown_speaker(con: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        con,
        """select statement_id, speaker_name, speaker_mention, speaker_count from core.fct_statements
           where speaker_id = 'unknown' order by statement_id""",
    )

    assert found == [("nobody", "Unknown", None, 0), ("waited", "Unknown", "He", 1)]
    unknown = rows(
        con, "select speaker_kind, statement_count, aliases from core.dim_speakers where speaker_id = 'unknown'"
    )
    assert unknown == [("unnamed", 2, [])]


def test_joint_statement_has_a_row_for_each_speaker(con: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        con,
        """select speaker_position, speaker_name, speaker_country_code from core.bridge_statement_speakers
           where statement_id = 'joint' order by 1""",
    )

    assert found == [(1, "EMILE FAURE", "FR"), (2, "Lu", "CN")]


def test_publisher_is_known_by_its_domain_before_its_printed_name(con: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        con,
        """select o.outlet_name, o.country_code, o.is_known from core.dim_articles as a
           join core.dim_outlets as o using (outlet_id) where a.article_id = 'cnn:relayed'""",
    )

    assert found == [("CNN", "US", True)]


def test_unknown_outlet_is_one_row_as_publisher_and_as_relay(con: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        con,
        """select outlet_name, country_code, is_known, article_count from core.dim_outlets
           where not is_known order by outlet_name""",
    )

    assert found == [
        ("Hill Radio", None, False, 3),
        ("Radio Nobody Knows", None, False, 0),
        ("The River Post", "FR", False, 1),
    ]


def test_relays_keep_their_hops_and_lead_to_outlets(con: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        con,
        """select r.hop_number, o.outlet_name, o.is_known, r.outlet_name_printed
           from core.bridge_statement_relays as r join core.dim_outlets as o using (outlet_id)
           order by relay_position""",
    )

    assert found == [
        (1, "Press TV", True, "Press TV"),
        (2, "The River Post", False, "the River Post"),
        (2, "Radio Nobody Knows", False, "Radio Nobody Knows"),
    ]


def test_countries_of_a_statement_are_counted_once_each(con: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        con,
        """select country_code, mention_count, first_start_char, first_end_char
           from core.bridge_statement_countries order by 1""",
    )

    assert found == [("CN", 1, 30, 32), ("IR", 2, 20, 22)]
    assert rows(con, "select about_country_codes from core.fct_statements where statement_id = 'joint'") == [
        (["CN", "IR"],)
    ]


def test_articles_without_statements_stay_with_the_reason(con: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        con, "select article_version, extraction_status from core.dim_articles where statement_count = 0 order by 1"
    )

    assert found == [("foreign", "unsupported_language"), ("waiting", "pending")]


def test_actor_report_counts_by_day_said_and_by_day_printed(con: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        con,
        """select date_basis, date_on, statement_count, imprecise_date_count, article_count, outlet_count
           from reporting.rpt_statements_by_actor_day
           where speaker_id = (select speaker_id from core.dim_speakers where speaker_name ilike '%faure%')
           order by date_basis, date_on""",
    )

    assert found == [
        ("printed", date(2026, 1, 10), 1, 0, 1, 1),
        ("printed", date(2026, 2, 1), 1, 0, 1, 1),
        ("said", date(2025, 12, 1), 1, 1, 1, 1),
        ("said", date(2026, 1, 10), 1, 0, 1, 1),
    ]


def test_statements_without_a_date_are_kept_under_none(con: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        con,
        """select date_basis, sum(statement_count) from reporting.rpt_statements_by_actor_day
           where date_on is null group by date_basis order by 1""",
    )

    assert found == [("printed", 2), ("said", 2)]


@pytest.mark.parametrize(
    ("country_role", "expected"),
    [
        # One denial by French officials, two statements of Faure; Lu shares one of them; two of nobody.
        ("speaker", {"FR": 3, "CN": 1, "RU": 1, None: 2}),
        ("about", {"CN": 1, "IR": 1, None: 5}),
        ("outlet", {"FR": 3, "US": 1, None: 2}),
    ],
)
def test_country_report_counts_each_country_in_its_role(
    con: duckdb.DuckDBPyConnection, country_role: str, expected: dict[str | None, int]
) -> None:
    found = rows(
        con,
        f"""select country_code, sum(statement_count) from reporting.rpt_statements_by_country_day
            where country_role = '{country_role}' and date_basis = 'printed' group by country_code""",
    )

    assert dict(found) == expected


def test_calendar_has_every_day_from_the_first_to_the_last(con: duckdb.DuckDBPyConnection) -> None:
    first, last, days = rows(con, "select min(date_on), max(date_on), count(*) from core.dim_dates")[0]

    assert (first, last) == (date(2025, 12, 1), date(2026, 2, 1))
    assert days == (last - first).days + 1


def test_build_says_what_it_is_made_of(con: duckdb.DuckDBPyConnection) -> None:
    found = rows(con, "select build_id, extractor_version, newest_published_on, article_count from reporting.rpt_build")

    assert found == [("the-build", "1.0", date(2026, 2, 1), 5)]


def test_load_history_and_rejects_are_published(con: duckdb.DuckDBPyConnection) -> None:
    assert rows(con, "select load_id, record_count from reporting.rpt_loads order by 1") == [
        ("load-1", 6),
        ("load-2", 1),
    ]
    assert rows(con, "select count(*) from reporting.rpt_rejects") == [(3,)]


def test_readers_see_the_names_of_what_was_loaded_and_not_where_it_lay(con: duckdb.DuckDBPyConnection) -> None:
    sources = rows(con, "select source from reporting.rpt_loads order by load_id")

    assert sources == [("inbox, late.csv",), ("collected",)]
    assert rows(con, "select reject_id, source_path, reason from reporting.rpt_rejects order by 1") == [
        ("r1", "https://post.example/2026/gone", "no text"),
        ("r2", "day 3.jsonl", "it cannot be read: [Errno 13] Permission denied: 'day 3.jsonl'"),
        ("r3", "late.csv", "late.csv is 1/2 empty; see https://post.example/help/csv"),
    ]
