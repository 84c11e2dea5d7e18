"""Actors as speakers or as subjects, and the heatmap of actors and countries with the line that it brushes."""

from __future__ import annotations

import pytest

from dashboard.database import Build, fetch_records
from dashboard.filters import Filters, Pick, read_pick, write_pick
from dashboard.panels import actor_by_country
from dashboard.queries import claims, claims_list
from dashboard.queries.crossing import count_pairs
from dashboard.wording import write_count
from tests.dashboard.reading import Opener, list_heading, read_address_of, read_headings

pytestmark = pytest.mark.xdist_group("published")

NAMES = """(select statement_id, 'country-' || lower(country_code) as actor_id from core.bridge_statement_countries
    union select statement_id, actor_id from core.bridge_statement_actors)"""


@pytest.mark.parametrize("actor_role", ["speaker", "subject"])
@pytest.mark.parametrize("country_role", ["speaker", "about", "outlet"])
def test_each_cell_lists_exactly_the_statements_that_it_counts(
    build: Build, actor_role: str, country_role: str
) -> None:
    filters = Filters(actor_role=actor_role, country_role=country_role, stances=("assert", "deny"))
    actors = tuple(claims.count_by_actor(build, filters, "count")["speaker_id"])
    countries = tuple(claims.count_by_country(build, filters)["country_code"].dropna())
    cells = count_pairs(build, filters, actors, countries)

    assert len(cells) > 5
    for cell in cells.sample(8, random_state=4).itertuples():
        pick = Pick("cell", str(cell.country_code), str(cell.actor_id))
        assert claims_list.count_listed(build, filters, pick, "week") == (cell.statement_count, cell.article_count)


def test_subjects_are_counted_as_the_statements_name_them(build: Build) -> None:
    filters = Filters(actor_role="subject")
    rows = claims.count_by_actor(build, filters, "count")
    sql = f"""select count(distinct s.statement_id) as n from core.fct_statements s join {NAMES} b using (statement_id)
        where s.is_current and b.actor_id = ?"""

    assert len(rows) == claims.MOST_BARS
    for row in rows.itertuples():
        assert row.statement_count == fetch_records(build, sql, [row.speaker_id])[0]["n"]
        only = Filters(actor_role="subject", actors=(str(row.speaker_id),))
        assert claims.count_selection(build, only)["statement_count"] == row.statement_count


def test_the_line_of_a_cell_adds_up_to_the_cell(build: Build) -> None:
    filters = Filters(country_role="about")
    actors = tuple(claims.count_by_actor(build, filters, "count")["speaker_id"])
    countries = tuple(claims.count_by_country(build, filters)["country_code"].dropna())
    cell = count_pairs(build, filters, actors, countries).sort_values("statement_count").iloc[-1]
    pick = Pick("cell", cell["country_code"], cell["actor_id"])
    line = claims.count_by_period(build, filters, "week", (), pick)
    undated = claims_list.count_listed(build, filters, pick, "week")[0] - line["statement_count"].sum()

    assert 0 <= undated < cell["statement_count"]
    for row in line[line["statement_count"].fillna(0) > 0].itertuples():
        point = Pick("period", f"{row.period:%Y-%m-%d}", pick.actor, pick.value)
        assert claims_list.count_listed(build, filters, point, "week")[0] == row.statement_count


@pytest.mark.parametrize("written", ["cell:KZ:abc", "period:2026-10-05:abc:KZ", "period:2026-10-05:abc", "actor:a:b"])
def test_a_pick_survives_the_address(written: str) -> None:
    pick = read_pick(written)

    assert pick is not None
    assert write_pick(pick) == written


def test_half_a_cell_is_none() -> None:
    assert read_pick("cell:KZ") is None
    assert read_pick("cell::abc") is None


def test_the_heatmap_has_its_table_and_its_line(open_page: Opener, build: Build) -> None:
    page = open_page("explorer", view="cross", role="about")
    cells = page.dataframe[0].value

    assert len(page.get("vega_lite_chart")) == 2
    # Two tables stand on this page: who hears them read out is told which is which.
    assert len({table.proto.alt for table in page.dataframe}) == len(page.dataframe) == 2
    assert cells["series_id"].nunique() <= actor_by_country.MOST_ROWS
    assert any(heading.endswith(": all of the selection") for heading in read_headings(page))
    row = cells.iloc[0]
    picked = open_page("explorer", view="cross", role="about", pick=f"cell:{row['country_code']}:{row['series_id']}")
    assert list_heading(picked).startswith(f"{write_count(row['statement_count'])} statement")
    of_cell = [heading for heading in read_headings(picked) if "printed by " in heading]
    assert of_cell, "the line does not say whose it is"
    assert row["country_name"] in of_cell[0]


def test_choosing_subjects_takes_the_speakers_away(open_page: Opener, build: Build) -> None:
    speaker = claims.count_by_actor(build, Filters(), "share")["speaker_id"].iloc[0]
    page = open_page("explorer", actor=speaker)
    page.selectbox(key="f_as").set_value("subject").run()

    assert read_address_of(page) == {"as": ["subject"]}
    assert any(heading.startswith("Spoken about by share") for heading in read_headings(page))
    page.multiselect(key="f_actor").set_value(["country-kz"]).run()
    expected = claims.count_selection(build, Filters(actors=("country-kz",), actor_role="subject"))
    assert list_heading(page).startswith(f"{write_count(expected['statement_count'])} statement")
