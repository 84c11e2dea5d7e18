"""What is new on the overview: since yesterday, since the reader last looked, and who is quoted more than usual."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import duckdb
import numpy as np
import pytest

from dashboard.database import Build, fetch_records
from dashboard.last_look import parse_moment, write_moment_key
from dashboard.queries import whats_new
from dashboard.queries.overview import describe_build
from dashboard.rises import chance_of_as_many, choose_chance, count_by_chance, expect, find_rises, is_rise
from tests.dashboard.published import publish_copy, renew_speaker_rows
from tests.dashboard.reading import Opener, read_address_of, read_headings, read_html

pytestmark = pytest.mark.xdist_group("published")

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
YEARS_ON = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="session")
def grown(tmp_path_factory: pytest.TempPathFactory, sample_build: Path) -> tuple[Path, list[str]]:
    """The sample as if its last three dated articles had come in a day after the others; and their ids."""
    data = tmp_path_factory.mktemp("grown")
    path = publish_copy(data, sample_build, "20261101T000000Z-9041b0")
    with duckdb.connect(str(path)) as con:
        con.execute("update core.dim_articles set loaded_at = timestamptz '2026-11-04 06:00:00+00'")
        ids = [row[0] for row in con.execute(
            "select article_id from core.dim_articles where is_current and statement_count > 0 "
            "order by published_on desc nulls last, article_id limit 3").fetchall()]  # fmt: skip
        con.execute("update core.dim_articles set loaded_at = timestamptz '2026-11-05 06:00:00+00' "
                    "where article_id = any(?)", [ids])  # fmt: skip
        con.execute("update reporting.rpt_build set newest_loaded_at = timestamptz '2026-11-05 06:00:00+00'")
    return data, ids


def open_build(data: Path) -> Build:
    path = (data / "published" / "current").resolve()
    return Build(path.stem, str(path))


def test_what_came_in_is_counted_by_the_first_load_of_an_article(grown: tuple[Path, list[str]]) -> None:
    data, ids = grown
    build = open_build(data)
    counts = whats_new.count_arrivals(build, datetime(2026, 11, 5, tzinfo=UTC))
    sql = "select count(*) as n, count(*) filter (stance = 'deny') as d from core.fct_statements where is_current"
    expected = fetch_records(build, f"{sql} and article_id = any(?)", [ids])[0]

    assert counts["article_count"] == 3
    assert (counts["statement_count"], counts["denial_count"]) == (expected["n"], expected["d"])
    claims = """select count(*) as n from core.fct_claims c where not exists (
        select 1 from core.bridge_claim_statements b join core.fct_statements s using (statement_id)
        where b.claim_id = c.claim_id and s.article_id <> all(?))"""
    assert counts["claim_count"] == fetch_records(build, claims, [ids])[0]["n"] > 0


def test_since_the_beginning_everything_is_new_and_since_tomorrow_nothing(build: Build) -> None:
    everything = whats_new.count_arrivals(build, LONG_AGO)
    about = describe_build(build)
    claims = fetch_records(build, "select count(*) as n from core.fct_claims")[0]["n"]

    assert everything["article_count"] == about["article_count"]
    assert everything["statement_count"] == about["statement_count"]
    assert everything["claim_count"] == claims
    assert whats_new.count_arrivals(build, YEARS_ON)["article_count"] == 0
    assert all(row["is_new"] for row in whats_new.list_carried_claims(build, LONG_AGO, 100))


def test_the_address_names_the_moment_and_the_page_says_it(open_page: Opener, grown: tuple[Path, list[str]]) -> None:
    page = open_page("overview", data=grown[0], since="2026-11-05T00:00:00")
    html = read_html(page)

    assert "What is new" in read_headings(page)
    assert "Articles first loaded after 5 Nov 2026, 00:00 UTC" in html
    assert '<dt>New articles</dt><dd class="hs-number">3</dd>' in html
    assert read_address_of(page) == {"since": ["2026-11-05T00:00:00"]}


def test_without_arrivals_the_page_says_so(open_page: Opener) -> None:
    page = open_page("overview", since="2100-01-01T00:00:00")

    assert any("No article has come in since then" in note.value for note in page.info)


def test_a_moment_survives_the_address() -> None:
    moment = datetime(2026, 11, 5, 6, 1, 2, 345678, tzinfo=UTC)

    assert parse_moment(write_moment_key(moment)) == moment
    assert parse_moment("yesterday") is None


@pytest.mark.parametrize("written", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_moment_beyond_the_calendar_is_none(written: str) -> None:
    assert parse_moment(written) is None


def test_a_rise_is_measured_against_the_speakers_own_share_of_what_was_read() -> None:
    rows = [
        {"speaker_id": "a", "speaker_name": "Often", "article_count": 20, "article_count_before": 160},
        {"speaker_id": "b", "speaker_name": "Risen", "article_count": 20, "article_count_before": 8},
        {"speaker_id": "c", "speaker_name": "Few", "article_count": 3, "article_count_before": 0},
        {"speaker_id": "d", "speaker_name": "New", "article_count": 9, "article_count_before": 0},
    ]
    found = find_rises(rows, read_now=100, read_before=800, most=10)

    assert [rise.speaker_name for rise in found] == ["Risen", "New"]
    assert found[0].expected == pytest.approx(8.5 / 8)


def test_more_reading_of_everything_is_no_rise() -> None:
    rows = [{"speaker_id": "a", "speaker_name": "A", "article_count": 60, "article_count_before": 160}]

    assert find_rises(rows, read_now=300, read_before=800, most=5) == []
    assert find_rises(rows, read_now=100, read_before=800, most=5) != []
    assert find_rises(rows, read_now=100, read_before=0, most=5) == []


def test_what_chance_alone_lifts_is_what_it_lifts_in_trials() -> None:
    # Nobody's share changes: whoever rises does so by chance.
    compared, read = {2: 3_000, 8: 1_000, 30: 200}, {"read_now": 100, "read_before": 800}
    draws = np.random.default_rng(4).poisson
    trials = 60
    lifted = sum(
        int(is_rise(int(count), expect(before, **read), 1e-3))
        for before, speakers in compared.items()
        for count in draws(expect(before, **read), speakers * trials)
    )

    assert count_by_chance(compared, **read) == pytest.approx(lifted / trials, rel=0.2)


def test_the_more_are_compared_the_less_chance_is_allowed() -> None:
    read = {"read_now": 100, "read_before": 800}
    few, _ = choose_chance({2: 100}, **read)
    many, by_chance = choose_chance({2: 200_000, 8: 40_000}, **read)
    row = {"speaker_id": "a", "speaker_name": "A", "article_count": 4, "article_count_before": 2}

    assert few > many
    assert by_chance <= 0.5
    assert find_rises([row], **read, most=5, most_chance=few)
    assert not find_rises([row], **read, most=5, most_chance=many)


def test_a_rise_says_its_rule_and_opens_its_statements(
    open_page: Opener, tmp_path: Path, sample_build: Path, build: Build
) -> None:
    last_on = describe_build(build)["newest_published_on"]
    sql = "select speaker_id from core.dim_speakers where speaker_kind = 'person' order by article_count desc limit 1"
    speaker = fetch_records(build, sql)[0]["speaker_id"]
    path = publish_copy(tmp_path, sample_build, "20261101T000000Z-4153e5")
    with duckdb.connect(str(path)) as con:
        # All that this speaker says is printed on the newest day, and of the time before nothing is.
        moved = """published_on = ? where statement_id in (
            select statement_id from core.bridge_statement_speakers where speaker_id = ?)"""
        for table in ("core.fct_statements", "reporting.rpt_explorer_statements"):
            con.execute(f"update {table} set {moved}", [last_on, speaker])
        renew_speaker_rows(con)
        con.execute("delete from reporting.rpt_statements_by_actor_day where speaker_id = ?", [speaker])
        con.execute(
            """insert into reporting.rpt_statements_by_actor_day by name
            select * replace (? as speaker_id, ?::date as date_on, 'printed' as date_basis, 9 as article_count)
            from reporting.rpt_statements_by_actor_day limit 1""",
            [speaker, last_on],
        )
    html = read_html(open_page("overview", data=tmp_path))

    found = re.search(r'<a class="hs-open" href="(claims[^"]*)"[^>]*>9 articles</a> of (\d+) outlets?', html)
    assert found
    address = parse_qs(urlsplit(unescape(found[1])).query)
    assert address["actor"] == [speaker]
    assert (address["from"], address["to"]) == ([f"{last_on - timedelta(days=6)}"], [f"{last_on}"])
    assert int(found[2]) > 1
    assert "Listed is who is quoted in 4 articles or more" in html


@pytest.mark.parametrize(("count", "expected"), [(1, 0.01), (3, 1.0), (7, 2.5), (40, 30.0)])
def test_the_chance_is_that_of_a_poisson_law(count: int, expected: float) -> None:
    below = sum(math.exp(-expected) * expected**k / math.factorial(k) for k in range(count))

    assert chance_of_as_many(count, expected) == pytest.approx(1 - below)


def test_the_newest_days_are_counted_as_the_statements_have_them(build: Build) -> None:
    last_on = describe_build(build)["newest_published_on"]
    recent = whats_new.count_recent_speakers(build, last_on)
    sql = """select count(distinct s.article_id) as n from core.fct_statements s
        join core.bridge_statement_speakers b using (statement_id)
        where s.is_current and b.speaker_id = ? and s.published_on > ?"""

    assert recent["read_now"] > 0
    for row in recent["speakers"][:20]:
        expected = fetch_records(build, sql, [row["speaker_id"], last_on - timedelta(days=whats_new.NOW_DAYS)])[0]["n"]
        assert row["article_count"] == expected
