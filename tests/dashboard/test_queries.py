"""Every figure of the explorer is the one that plain SQL gives, also where filters overlap."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import duckdb
import pandas as pd
import pytest

from dashboard.database import Build, fetch_records
from dashboard.filters import UNKNOWN_CODE, Filters, Pick
from dashboard.queries import claims, claims_list, evidence, health, overview
from dashboard.queries.conditions import next_period

pytestmark = pytest.mark.xdist_group("published")


@pytest.fixture(scope="module")
def con(build: Build, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    # A copy: one process cannot open a file that the dashboard's own, locked connection has.
    copied = shutil.copy(build.path, tmp_path_factory.mktemp("plain") / "build.duckdb")
    with duckdb.connect(str(copied), read_only=True) as connection:
        yield connection


def one(con: duckdb.DuckDBPyConnection, sql: str, *parameters: object) -> Any:
    row = con.execute(sql, list(parameters)).fetchone()
    assert row is not None
    return row[0] if len(row) == 1 else row


def busiest(con: duckdb.DuckDBPyConnection, column: str) -> Any:
    return one(con, f"select {column} from core.fct_statements where is_current and {column} is not null "
                    f"group by 1 order by count(*) desc, 1 limit 1")  # fmt: skip


def test_the_whole_is_every_current_statement(build: Build, con: duckdb.DuckDBPyConnection) -> None:
    totals = claims.count_selection(build, Filters())

    assert totals["statement_count"] == one(con, "select count(*) from core.fct_statements where is_current")
    assert totals["article_read_count"] == one(con, "select count(*) from core.dim_articles where is_current")
    assert 0 < totals["article_count"] <= totals["article_read_count"]
    assert totals["statement_count"] < one(con, "select count(*) from core.fct_statements"), "no corrected article"


def test_overlapping_filters_count_as_plain_sql_does(build: Build, con: duckdb.DuckDBPyConnection) -> None:
    speaker, outlet = busiest(con, "speaker_id"), busiest(con, "outlet_id")
    first, last = one(con, "select min(published_on), max(published_on) from core.fct_statements")
    middle = first + (last - first) / 2
    counted = 0
    for filters, sql in (
        (Filters(actors=(speaker,), stances=("assert",), to_on=middle),
         f"stance = 'assert' and published_on <= '{middle}' and exists (select 1 from core.bridge_statement_speakers b "
         f"where b.statement_id = s.statement_id and b.speaker_id = '{speaker}')"),
        (Filters(outlets=(outlet,), types=("direct", "mixed"), from_on=middle),
         f"outlet_id = '{outlet}' and statement_type in ('direct', 'mixed') and published_on >= '{middle}'"),
        (Filters(country_role="outlet", countries=("KE", "IN"), stances=("deny", "promise")),
         "stance in ('deny', 'promise') and (select country_code from core.dim_outlets o "
         "where o.outlet_id = s.outlet_id) in ('KE', 'IN')"),
        (Filters(country_role="about", countries=("KZ", UNKNOWN_CODE), date_basis="said", to_on=middle),
         f"said_or_printed_on <= '{middle}' "
         "and (list_contains(about_country_codes, 'KZ') or about_country_codes = [])"),
        (Filters(country_role="speaker", countries=(UNKNOWN_CODE,)),
         "not exists (select 1 from core.bridge_statement_speakers b where b.statement_id = s.statement_id "
         "and b.speaker_country_code is not null)"),
    ):  # fmt: skip
        expected = one(
            con, f"select count(*), count(distinct article_id) from core.fct_statements s where is_current and {sql}"
        )
        totals = claims.count_selection(build, filters)
        assert (totals["statement_count"], totals["article_count"]) == expected
        counted += totals["statement_count"]
    assert counted > 50, "the filters select next to nothing of the sample"


@pytest.mark.parametrize("role", ["speaker", "about", "outlet"])
def test_a_click_on_a_country_lists_as_many_statements_as_its_bar(build: Build, role: str) -> None:
    filters = Filters(country_role=role, stances=("assert", "deny"))
    rows = claims.count_by_country(build, filters)

    assert len(rows) > 3
    for row in rows.to_dict("records"):
        code = row["country_code"] if isinstance(row["country_code"], str) else UNKNOWN_CODE
        listed = claims_list.count_listed(build, filters, Pick("country", code), "week")
        assert listed == (row["statement_count"], row["article_count"]), code


def test_countries_are_those_of_the_report(build: Build, con: duckdb.DuckDBPyConnection) -> None:
    for role in ("speaker", "about", "outlet"):
        expected = con.execute(
            "select country_code, sum(statement_count)::bigint from reporting.rpt_statements_by_country_day "
            "where country_role = ? and date_basis = 'printed' group by 1 order by 1",
            [role],
        ).fetchall()
        counted = claims.count_by_country(build, Filters(country_role=role)).sort_values(
            "country_code", na_position="last"
        )
        codes = [code if isinstance(code, str) else None for code in counted["country_code"]]
        assert list(zip(codes, counted["statement_count"], strict=True)) == expected, role


def test_a_click_on_a_speaker_lists_as_many_statements_as_the_bar(build: Build) -> None:
    rows = claims.count_by_actor(build, Filters(), "count")

    assert list(rows["statement_count"]) == sorted(rows["statement_count"], reverse=True)
    for row in rows.to_dict("records"):
        listed = claims_list.count_listed(build, Filters(), Pick("actor", row["speaker_id"]), "week")
        assert listed == (row["statement_count"], row["article_count"])


@pytest.mark.parametrize("measure", ["share", "count"])
def test_the_first_of_a_selection_are_those_of_plain_sql(
    build: Build, con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch, measure: str
) -> None:
    monkeypatch.setattr(claims, "MOST_BARS", 4)
    monkeypatch.setattr(claims, "MOST_PROBED", 4)
    order = "articles desc, statements desc" if measure == "share" else "statements desc, articles desc"
    expected = con.execute(f"""
        select b.speaker_id, count(distinct s.statement_id) as statements, count(distinct s.article_id) as articles,
            count(distinct s.outlet_id), count(distinct s.statement_id) filter (s.stance = 'deny')
        from core.fct_statements s join core.bridge_statement_speakers b using (statement_id)
        join core.dim_speakers d on d.speaker_id = b.speaker_id
        where s.is_current and s.statement_type = 'indirect' and d.speaker_kind <> 'unnamed'
            and b.speaker_id <> 'unknown'
        group by b.speaker_id, d.speaker_name order by {order}, d.speaker_name limit 4""").fetchall()

    rows = claims.count_by_actor.__wrapped__(build, Filters(types=("indirect",)), measure)  # type: ignore[attr-defined]
    columns = ["speaker_id", "statement_count", "article_count", "outlet_count", "denial_count"]
    assert list(rows[columns].itertuples(index=False, name=None)) == expected
    assert len(expected) == 4


@pytest.mark.parametrize("filters", [Filters(), Filters(stances=("assert",))])
def test_speakers_without_a_name_are_no_bars_and_are_counted_beside_them(build: Build, filters: Filters) -> None:
    counts = claims.count_unnamed(build, filters)
    sql = """select count(distinct s.statement_id) as n from core.fct_statements s
        join core.bridge_statement_speakers b using (statement_id)
        where s.is_current and b.speaker_kind = 'unnamed' and (? or s.stance = 'assert')"""
    expected = fetch_records(build, sql, [not filters.stances])[0]["n"]
    kinds = "select speaker_kind from core.dim_speakers where speaker_id = ?"

    bars = claims.count_by_actor(build, filters, "count")["speaker_id"]
    assert "unnamed" not in {fetch_records(build, kinds, [bar])[0]["speaker_kind"] for bar in bars}
    assert counts["statement_count"] == expected > 0
    assert len(counts["examples"]) == 3


@pytest.mark.parametrize("basis", ["printed", "said"])
@pytest.mark.parametrize("grain", ["day", "week", "month", "year"])
def test_a_click_on_a_period_lists_as_many_statements_as_its_point(build: Build, basis: str, grain: str) -> None:
    filters = Filters(date_basis=basis)
    rows = claims.count_by_period(build, filters, grain, ()).dropna(subset=["statement_count"])
    rows = rows[rows["statement_count"] > 0]

    assert len(rows)
    for row in rows.tail(8).to_dict("records"):
        pick = Pick("period", row["period"].date().isoformat())
        assert claims_list.count_listed(build, filters, pick, grain)[0] == row["statement_count"]


def test_every_dated_statement_is_drawn_or_said_to_be_too_coarse(build: Build) -> None:
    filters = Filters(date_basis="said")
    totals = claims.count_selection(build, filters)
    for grain in ("day", "week", "month", "year"):
        drawn = claims.count_by_period(build, filters, grain, ())["statement_count"].sum()
        coarse = claims.count_too_coarse(build, filters, grain)
        assert drawn + coarse + totals["undated_count"] == totals["statement_count"], grain
    assert claims.count_too_coarse(build, filters, "day") > claims.count_too_coarse(build, filters, "month")


def test_a_line_per_speaker_adds_up_to_the_speaker(build: Build) -> None:
    actors = tuple(claims.count_by_actor(build, Filters(), "share")["speaker_id"].head(3))
    rows = claims.count_by_period(build, Filters(), "month", actors)

    assert set(rows["series_id"]) == set(actors)
    for actor in actors:
        filters = Filters(actors=(actor,))
        totals = claims.count_selection(build, filters)
        line = rows[rows["series_id"] == actor]
        assert line["statement_count"].sum() == totals["statement_count"] - totals["undated_count"]
        month = line["period"].iloc[0].date()
        listed = claims_list.count_listed(build, Filters(), Pick("period", month.isoformat(), actor), "month")
        assert listed[0] == line["statement_count"].iloc[0]


def test_a_day_without_reading_is_a_gap_and_one_without_a_statement_is_zero(
    build: Build, con: duckdb.DuckDBPyConnection
) -> None:
    outlet = busiest(con, "outlet_id")
    rows = claims.count_by_period(build, Filters(outlets=(outlet,), stances=("deny",)), "day", ())

    read = {day for (day,) in con.execute(
        "select distinct published_on from core.dim_articles where is_current and outlet_id = ?", [outlet]
    ).fetchall()}  # fmt: skip
    for row in rows.to_dict("records"):
        assert pd.isna(row["statement_count"]) == (row["period"].date() not in read)
    assert rows["statement_count"].isna().any(), "the outlet was read every day, so no gap was tested"


def test_shares_of_an_outlet_are_of_its_own_articles(build: Build, con: duckdb.DuckDBPyConnection) -> None:
    outlet = busiest(con, "outlet_id")
    expected = one(con, "select count(*) from core.dim_articles where is_current and outlet_id = ?", outlet)

    assert claims.count_selection(build, Filters(outlets=(outlet,)))["article_read_count"] == expected


def test_dates_said_do_not_bound_what_was_read(build: Build) -> None:
    said = Filters(date_basis="said", from_on=date(2026, 10, 1), to_on=date(2026, 10, 2))

    assert (
        claims.count_selection(build, said)["article_read_count"]
        == claims.count_selection(build, Filters())["article_read_count"]
    )
    printed = claims.count_selection(build, replace(said, date_basis="printed"))
    assert 0 < printed["article_read_count"] < claims.count_selection(build, Filters())["article_read_count"]


def test_the_pages_of_a_list_hold_every_statement_once(build: Build) -> None:
    filters = Filters(stances=("deny",))
    total, _ = claims_list.count_listed(build, filters, None, "week")
    pages = [claims_list.list_statements(build, filters, None, "week", page, 7) for page in range(1, total // 7 + 2)]

    ids = [row["statement_id"] for page in pages for row in page]
    assert len(ids) == len(set(ids)) == total
    assert ids == list(claims_list.export_statements(build, filters, None, "week")["statement_id"])
    printed = [row["published_on"] for page in pages for row in page if row["published_on"]]
    assert printed == sorted(printed, reverse=True)


def test_the_evidence_of_every_statement_is_its_printed_text(build: Build, con: duckdb.DuckDBPyConnection) -> None:
    ids = [
        row[0]
        for row in con.execute(
            "select statement_id from core.fct_statements using sample 40 rows (reservoir, 7)"
        ).fetchall()
    ]
    for statement_id in ids:
        statement = evidence.find_statement(build, statement_id)
        assert statement is not None
        key = statement["article_id"], statement["article_version"]
        article = evidence.read_article(build, *key)
        assert article is not None
        assert evidence.read_article(build, *key, (statement["published_on"],)) == article
        printed = article[statement["field"]]
        first = statement["content_spans"][0]
        assert printed[first["start_char"] : first["end_char"]] in statement["content_text"]
        neighbours = evidence.list_article_statements(build, *key, article["published_on"])
        assert statement_id in {row["statement_id"] for row in neighbours}


def test_the_only_speaker_of_a_statement_is_found_as_all_of_them_are(
    build: Build, con: duckdb.DuckDBPyConnection
) -> None:
    rows = con.execute("select statement_id, speaker_id from core.fct_statements where speaker_count = 1").fetchall()

    for statement_id, speaker_id in rows[::40]:
        found = evidence.list_speakers(build, statement_id, speaker_id)
        assert found == evidence.list_speakers(build, statement_id, None)
        assert [row["speaker_id"] for row in found] == [speaker_id]


def test_titles_are_searched_for_words_as_they_are_and_no_pattern(build: Build, con: duckdb.DuckDBPyConnection) -> None:
    title = one(con, "select title from core.dim_articles where is_current and title is not null order by 1 limit 1")

    assert title in {row["title"] for row in evidence.search_articles(build, title.upper(), 99)}
    assert all("%" in row["title"] for row in evidence.search_articles(build, "%", 99))


def test_health_says_what_was_rejected_and_what_was_not_english(build: Build) -> None:
    loads = health.list_loads(build, 10)
    parts = loads[["article_count", "new_version_count", "duplicate_count", "reject_count"]].sum(axis=1)
    assert list(parts) == list(loads["record_count"])
    assert (
        health.count_reject_reasons(build)["reject_count"].sum()
        == loads["reject_count"].sum()
        == len(health.list_rejects(build, 99))
    )
    statuses = health.count_extractions(build)
    assert (statuses["extraction_status"] == "unsupported_language").any()
    assert health.count_by_outlet(build)["article_count"].sum() == overview.describe_build(build)["article_count"]


@pytest.mark.parametrize(
    ("first", "grain", "after"),
    [
        (date(2026, 1, 31), "day", date(2026, 2, 1)),
        (date(2026, 12, 28), "week", date(2027, 1, 4)),
        (date(2026, 12, 1), "month", date(2027, 1, 1)),
        (date(2024, 2, 1), "month", date(2024, 3, 1)),
        (date(2026, 1, 1), "year", date(2027, 1, 1)),
    ],
)
def test_a_period_ends_where_the_next_begins(first: date, grain: str, after: date) -> None:
    assert next_period(first, grain) == after
    assert after - first > timedelta(0)
