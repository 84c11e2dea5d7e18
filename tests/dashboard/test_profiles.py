"""Speakers and outlets: a part in the address, and every figure the one that its own list of statements has."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.console.asking import ask
from dashboard.console.questions import find_question
from dashboard.database import Build
from dashboard.profiles import LAGS, Part, Subject, read_part, write_query
from dashboard.queries import options, outlets, profiles, speakers
from dashboard.queries.metrics import measure
from tests.dashboard.published import publish_copy

pytestmark = pytest.mark.xdist_group("published")

MANY = 10_000


@pytest.fixture(scope="module")
def con(build: Build, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    # A copy: one process cannot open a file that the dashboard's own, locked connection has.
    copied = shutil.copy(build.path, tmp_path_factory.mktemp("plain") / "build.duckdb")
    with duckdb.connect(str(copied), read_only=True) as connection:
        yield connection


def rows_of(con: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    return con.execute(sql).fetchall()


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        ("speaker", Part("role", "Minister: of state")),
        ("speaker", Part("role", "")),
        ("speaker", Part("period", "2026-10-05~week")),
        ("speaker", Part("all", "")),
        ("outlet", Part("lag", "same-day")),
        ("outlet", Part("taker", "tass")),
    ],
)
def test_a_part_goes_through_the_address_and_back(kind: str, part: Part) -> None:
    query = write_query(Subject(kind, "an id"), part)

    assert query[kind] == "an id"
    assert read_part(kind, query["pick"]) == part


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("speaker", None),
        ("speaker", ""),
        ("speaker", "outlet"),
        ("speaker", "outlet:"),
        ("speaker", "lag:same-day"),
        ("outlet", "role:minister"),
        ("outlet", "lag:never"),
        ("outlet", "period:2026-10-05"),
        ("outlet", "period:2026-10-05~century"),
        ("outlet", "period:yesterday~week"),
        ("outlet", "speaker:" + "x" * 501),
    ],
)
def test_what_is_no_part_is_left_out(kind: str, written: str | None) -> None:
    assert read_part(kind, written) is None


def test_every_number_of_a_speaker_is_that_of_its_own_list(build: Build, con: duckdb.DuckDBPyConnection) -> None:
    opened = 0
    for (speaker_id,) in rows_of(
        con, "select speaker_id from core.dim_speakers order by statement_count desc limit 12"
    ):
        subject = Subject("speaker", speaker_id)
        listed = {
            "role": speakers.count_roles(build, subject, MANY),
            "outlet": speakers.count_outlets(build, subject, MANY),
            "actor": speakers.count_actors(build, subject, MANY),
            "country": profiles.count_countries(build, subject, MANY),
            "relay": profiles.count_relays(build, subject, MANY),
            "stance": profiles.count_stances(build, subject),
        }
        opened += check_parts(build, subject, listed)
    assert opened > 100, "hardly a number was opened"


def test_every_number_of_an_outlet_is_that_of_its_own_list(build: Build, con: duckdb.DuckDBPyConnection) -> None:
    kinds: dict[str, int] = {}
    for (outlet_id,) in rows_of(con, "select outlet_id from core.dim_outlets where article_count > 0 or outlet_id in "
                                     "(select outlet_id from core.bridge_statement_relays)"):  # fmt: skip
        subject = Subject("outlet", outlet_id)
        lag = outlets.measure_lag(build, subject)
        listed = {
            "speaker": outlets.count_speakers(build, subject, MANY),
            "taker": outlets.count_takers(build, subject, MANY),
            "country": profiles.count_countries(build, subject, MANY),
            "relay": profiles.count_relays(build, subject, MANY),
            "stance": profiles.count_stances(build, subject),
            "lag": outlets.count_lags(build, subject),
        }
        check_parts(build, subject, listed)
        assert [row["part_value"] for row in listed["lag"]] == list(LAGS)
        counted = sum(row["statement_count"] for row in listed["lag"])
        assert counted == lag["dated_count"], "a delay falls between the groups"
        for kind, rows in listed.items():
            kinds[kind] = kinds.get(kind, 0) + len(rows)
    assert all(kinds.values()), f"nothing was checked of {kinds}"


def check_parts(build: Build, subject: Subject, listed: Mapping[str, list[dict[str, Any]]]) -> int:
    opened = 0
    for kind, rows in listed.items():
        for row in rows:
            part = Part(kind, row["part_value"])
            assert read_part(subject.kind, f"{kind}:{row['part_value']}") == part
            found = profiles.list_part(build, subject, part, 1, MANY)
            assert len(found) == row["statement_count"] == profiles.count_part(build, subject, part)["statement_count"]
            if row["article_count"] is not None:
                assert len({each["article_id"] for each in found}) == row["article_count"]
            opened += 1
    return opened


def test_a_speakers_figures_are_those_of_plain_sql(build: Build, con: duckdb.DuckDBPyConnection) -> None:
    (speaker_id,) = rows_of(con, "select speaker_id from core.dim_speakers order by statement_count desc limit 1")[0]
    of_speaker = (
        "from core.fct_statements s where is_current and exists (select 1 from core.bridge_statement_speakers b "
        f"where b.statement_id = s.statement_id and b.speaker_id = '{speaker_id}')"
    )
    subject = Subject("speaker", speaker_id)
    counts = profiles.count_part(build, subject, None)

    assert rows_of(con, f"select count(*), count(distinct article_id), count(distinct outlet_id) {of_speaker}") == [
        (counts["statement_count"], counts["article_count"], counts["outlet_count"])
    ]
    first = rows_of(con, f"select published_on {of_speaker} order by 1 desc limit 1")[0][0]
    week = f"{first - timedelta(days=first.weekday())}~week"
    in_week = profiles.count_part(build, subject, Part("period", week))["statement_count"]
    assert rows_of(con, f"select count(*) {of_speaker} and date_trunc('week', published_on) = "
                        f"date_trunc('week', date '{first}')") == [(in_week,)]  # fmt: skip
    assert in_week > 0


def test_an_outlets_delay_is_the_median_of_the_days_from_said_to_printed(
    build: Build, con: duckdb.DuckDBPyConnection
) -> None:
    expected = rows_of(
        con,
        "select outlet_id, count(*), median(date_diff('day', said_on_start, published_on)) from core.fct_statements "
        "where is_current and said_on_precision = 'day' and published_on is not null group by 1",
    )
    assert any(median > 0 for _, _, median in expected)
    for outlet_id, count, median in expected:
        lag = outlets.measure_lag(build, Subject("outlet", outlet_id))
        assert (lag["dated_count"], lag["median_days"]) == (count, median)


def test_a_day_said_that_lies_after_print_is_no_delay_anywhere(sample_build: Path, tmp_path: Path) -> None:
    path = publish_copy(tmp_path, sample_build, "20261101T000000Z-a4ead0")
    dated = "is_current and said_on_precision = 'day' and published_on is not null"
    with duckdb.connect(str(path)) as con:
        outlet_id, count = rows_of(con, "select outlet_id, count(*) from core.fct_statements "
                                   f"where {dated} group by 1 order by 2 desc, 1 limit 1")[0]  # fmt: skip
        con.execute(
            "create temp table later as select statement_id from core.fct_statements "
            f"where {dated} and outlet_id = ? order by published_on - said_on_start desc, statement_id limit ?",
            [outlet_id, count - 2],
        )
        for table, start in (("core.fct_statements", "said_on_start = published_on + 30, "),
                             ("reporting.rpt_explorer_statements", "")):  # fmt: skip
            con.execute(f"update {table} set {start}said_or_printed_on = published_on + 30 "
                        "where statement_id in (from later)")  # fmt: skip
    build = Build(path.stem, str(path))
    lag = outlets.measure_lag(build, Subject("outlet", outlet_id))
    metric = measure(build, ("median_lag",), "outlet__outlet_name").set_index("outlet__outlet_name")
    question = find_question("delay")
    assert question is not None
    asked = {row["outlet_name"]: row for row in ask(build.path, question.sql).table.to_pylist()}
    name = options.name_outlets(build, (outlet_id,))[outlet_id]

    assert (lag["dated_count"], lag["ahead_count"]) == (count, count - 2)
    assert 0 <= lag["median_days"] == metric["median_lag"][name] == asked[name]["median_days"]
    assert (asked[name]["dated_statements"], asked[name]["dated_ahead"]) == (2, count - 2)


def test_statements_without_a_role_are_counted_behind_however_many_roles_are_listed(build: Build) -> None:
    for speaker_id in speakers.list_speakers(build, 20)["speaker_id"]:
        subject = Subject("speaker", speaker_id)
        *roles, last = speakers.count_roles(build, subject, MANY)
        if last["part_value"] == "" and len(roles) > 1:
            break
    assert len(roles) > 1

    assert speakers.count_roles(build, subject, 1) == [roles[0], last]
    assert speakers.count_roles(build, subject, MANY) == [*roles, last]


def test_roles_that_differ_in_capitals_are_one(build: Build, con: duckdb.DuckDBPyConnection) -> None:
    found = rows_of(con, "select speaker_id from core.bridge_statement_speakers group by 1 having "
                         "count(distinct speaker_role) > count(distinct lower(speaker_role)) limit 1")  # fmt: skip
    assert found, "the sample has no role in two capitalisations"
    roles = speakers.count_roles(build, Subject("speaker", found[0][0]), MANY)
    values = [row["part_value"] for row in roles]

    assert len(values) == len({value.lower() for value in values})
    assert any(row["part_name"] != row["part_value"] for row in roles), "the role is not shown as printed"
