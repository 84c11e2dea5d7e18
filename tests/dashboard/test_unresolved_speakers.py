"""Speakers who could not be made out: counted once, beside those with a name and those without one, never as either."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from dashboard.database import Build, fetch_records, find_current_build
from dashboard.filters import Filters
from dashboard.queries import claims, overview
from dashboard.settings import DashboardSettings
from dashboard.wording import write_count, write_counted
from tests.dashboard.published import publish_copy, renew_speaker_rows
from tests.dashboard.reading import Opener, list_heading, read_headings, read_html

pytestmark = pytest.mark.xdist_group("published")


@pytest.fixture(scope="module")
def lost(build: Build) -> str:
    """The speaker of the sample who is to be unknown."""
    return str(claims.count_by_actor(build, Filters(), "share")["speaker_id"].iloc[0])


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, sample_build: Path, lost: str) -> Path:
    """The sample as it is where nobody could make out the speaker quoted most: as the models write it."""
    folder = tmp_path_factory.mktemp("unresolved")
    path = publish_copy(folder, sample_build, "20261101T000000Z-0a0b0c")
    number = int(lost, 16)
    with duckdb.connect(str(path)) as con:
        con.execute("update core.bridge_statement_speakers set speaker_id = 'unknown', speaker_kind = 'unnamed' "
                    "where speaker_id = ?", [lost])  # fmt: skip
        con.execute("insert into core.dim_speakers by name select * replace ('unknown' as speaker_id, "
                    "'Unknown' as speaker_name, 'unnamed' as speaker_kind) from core.dim_speakers where speaker_id = ?",
                    [lost])  # fmt: skip
        con.execute("update core.dim_speakers set statement_count = 0, article_count = 0 where speaker_id = ?", [lost])
        con.execute("update reporting.rpt_explorer_statements set speaker_number = 0, is_unnamed = true "
                    "where speaker_number = ?::ubigint", [number])  # fmt: skip
        con.execute("update reporting.rpt_explorer_statements set more_unnamed = "
                    "concat_ws(' ', more_unnamed, 'unknown') where contains(more_speakers, ?)", [lost])  # fmt: skip
        con.execute("update reporting.rpt_explorer_statements set more_speakers = replace(more_speakers, ?, 'unknown')",
                    [lost])  # fmt: skip
        renew_speaker_rows(con)
    return folder


@pytest.fixture(scope="module")
def unresolved(data: Path) -> Build:
    found = find_current_build(DashboardSettings(data=data))
    assert found is not None
    return found


def test_who_is_not_resolved_is_said_beside_the_bars_and_listed(
    open_page: Opener, unresolved: Build, data: Path, lost: str
) -> None:
    page = open_page("explorer", data=data)

    assert not {"unknown", lost} & set(claims.count_by_actor(unresolved, Filters(), "share")["speaker_id"])
    counted = claims.count_selection(unresolved, Filters(actors=("unknown",)))["statement_count"]
    noted = [written.value for written in page.markdown if written.value.startswith("**Not resolved**")]
    assert len(noted) == 1
    assert f"the speaker of {write_count(counted)} statements" in noted[0]
    page.button(key="pick_unknown").click().run()
    assert list_heading(page).startswith(f"{write_count(counted)} statement")
    assert list_heading(page).endswith("by a speaker who is not resolved")


def test_who_is_not_resolved_is_none_of_the_speakers_without_a_name(unresolved: Build) -> None:
    counts = claims.count_unnamed(unresolved, Filters())
    sql = """
        select count(distinct s.statement_id) as n, count(distinct b.speaker_id) as m from core.fct_statements s
        join core.bridge_statement_speakers b using (statement_id)
        where s.is_current and b.speaker_kind = 'unnamed' and b.speaker_id <> 'unknown'"""
    expected = fetch_records(unresolved, sql)[0]

    assert (counts["statement_count"], counts["speaker_count"]) == (expected["n"], expected["m"])
    assert "Unknown" not in counts["examples"]


def test_the_overview_and_the_explorer_count_the_same_speakers(
    open_page: Opener, unresolved: Build, data: Path
) -> None:
    about = overview.describe_build(unresolved)
    sql = "select count(*) as n from core.dim_speakers where statement_count > 0 and speaker_id <> 'unknown'"
    named = claims.count_speakers(unresolved, Filters())

    assert about["speaker_count"] == fetch_records(unresolved, sql)[0]["n"]
    assert named == about["named_speaker_count"]
    assert f"The first 15 of {write_counted(named, 'speaker')} with a name" in read_html(
        open_page("explorer", data=data)
    )


def test_a_selection_without_a_named_speaker_says_so_and_draws_no_empty_bars(open_page: Opener, build: Build) -> None:
    sql = """
        select outlet_id, published_on, statement_type, stance from reporting.rpt_explorer_statements
        where published_on is not null
        group by all having bool_and(is_unnamed and more_speakers is null) order by all limit 1"""
    (only,) = fetch_records(build, sql)
    day, kind = only["published_on"].isoformat(), {"type": only["statement_type"], "stance": only["stance"]}
    page = open_page("explorer", outlet=only["outlet_id"], **kind, **{"from": day, "to": day})

    assert [note.value for note in page.info] == ["No speaker of these statements has a name."]
    assert "Without a name" in read_html(page)
    assert re.match("Speakers by share", read_headings(page)[0])


def test_a_few_speakers_are_all(open_page: Opener, build: Build) -> None:
    actor = str(claims.count_by_actor(build, Filters(), "share")["speaker_id"].iloc[0])
    filters = Filters(actors=(actor,))
    shown = len(claims.count_by_actor(build, filters, "share"))

    assert claims.count_speakers(build, filters) == shown
    assert f"All {write_counted(shown, 'speaker')};" in read_html(open_page("explorer", actor=actor))
