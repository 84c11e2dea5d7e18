"""What the explorer counts by its narrow rows is what plain Python counts over the facts and their bridges."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from dashboard.database import Build, fetch_records
from dashboard.filters import UNKNOWN_CODE, Filters
from dashboard.queries import claims, claims_list
from dashboard.queries.conditions import read_speaker_number
from dashboard.queries.crossing import count_pairs
from tests.dashboard.counted_by_hand import Row, choose, count_by, read_rows

pytestmark = pytest.mark.xdist_group("published")

JOINT = "select distinct speaker_id as id from core.bridge_statement_speakers where speaker_position > 1 order by 1"
MIDDLE = date(2026, 10, 20)


@pytest.fixture(scope="module")
def rows(build: Build) -> list[Row]:
    return read_rows(build)


@pytest.fixture(scope="module")
def selections(build: Build) -> list[Filters]:
    """Filters of each kind and some together, speakers who spoke along with others among them."""
    joint = tuple(row["id"] for row in fetch_records(build, JOINT))
    top = tuple(claims.count_by_actor(build, Filters(), "share")["speaker_id"].head(2))
    assert len(joint) > 3
    return [
        Filters(),
        Filters(actors=joint[:1]),
        Filters(actors=(*joint[:3], *top), countries=("TJ", "RU", UNKNOWN_CODE)),
        Filters(actors=(UNKNOWN_CODE, "no id"), date_basis="said", to_on=MIDDLE),
        Filters(countries=("RU", "U", ""), country_role="about", stances=("assert", "deny")),
        Filters(countries=(UNKNOWN_CODE, "KE"), country_role="outlet", types=("direct", "mixed")),
        Filters(actors=("country-ru", UNKNOWN_CODE), actor_role="subject", from_on=MIDDLE),
        Filters(actor_role="subject", country_role="about", countries=("KZ",)),
        Filters(actors=("country-ru", "no"), actor_role="subject", date_basis="said"),
    ]


def test_totals_are_those_of_the_facts(build: Build, rows: list[Row], selections: list[Filters]) -> None:
    for filters in selections:
        chosen = choose(rows, filters)
        totals = claims.count_selection(build, filters)
        assert totals["statement_count"] == len(chosen), filters
        assert totals["article_count"] == len({row.article_id for row in chosen}), filters
        if filters.actors and filters.actor_role == "speaker":
            continue
        unnamed = claims.count_unnamed(build, filters)
        expected = count_by(("unnamed", row) for row in chosen if row.unnamed).get("unnamed", (0, 0, 0, 0))
        assert (unnamed["statement_count"], unnamed["article_count"]) == expected[:2], filters
        assert unnamed["speaker_count"] == len(set().union(*(row.unnamed for row in chosen))), filters


def test_actors_are_counted_as_the_facts_have_them(build: Build, rows: list[Row], selections: list[Filters]) -> None:
    kinds = {row["speaker_id"]: row["speaker_kind"] for row in fetch_records(build, "from core.dim_speakers")}
    for filters, (measure, place) in product(selections, (("count", 0), ("share", 1))):
        expected = count_by((key, row) for row in choose(rows, filters) for key in row.list_actors(filters.actor_role))
        if UNKNOWN_CODE not in filters.actors or filters.actor_role == "subject":
            expected.pop(UNKNOWN_CODE, None)
        if not filters.actors and filters.actor_role == "speaker":
            expected = {key: counts for key, counts in expected.items() if kinds[key] != "unnamed"}
        counted = claims.count_by_actor(build, filters, measure)
        for row in counted.to_dict("records"):
            found = (row["statement_count"], row["article_count"], row["denial_count"], row["outlet_count"])
            assert found == expected[row["speaker_id"]], filters
        most = sorted(((counts[place], counts[1 - place]) for counts in expected.values()), reverse=True)
        columns = ["statement_count", "article_count"][:: 1 if place == 0 else -1]
        assert list(counted[columns].itertuples(index=False, name=None)) == most[: claims.MOST_BARS], filters


def test_countries_and_pairs_are_counted_as_the_facts_have_them(
    build: Build, rows: list[Row], selections: list[Filters]
) -> None:
    for filters, role in product(selections, ("speaker", "about", "outlet")):
        placed = replace(filters, country_role=role) if not filters.countries else filters
        chosen = choose(rows, placed)
        expected = count_by((code, row) for row in chosen for code in row.list_countries(placed.country_role))
        counted = {
            row["country_code"] if isinstance(row["country_code"], str) else UNKNOWN_CODE: (
                row["statement_count"],
                row["article_count"],
            )
            for row in claims.count_by_country(build, placed).to_dict("records")
        }
        assert counted == {code: counts[:2] for code, counts in expected.items()}, placed
        actors = tuple(claims.count_by_actor(build, placed, "share")["speaker_id"])
        codes = tuple(code for code in expected if code != UNKNOWN_CODE)
        pairs = count_by(
            (pair, row)
            for row in chosen
            for pair in product(row.list_actors(placed.actor_role), row.list_countries(placed.country_role))
        )
        assert {
            (row["actor_id"], row["country_code"]): (row["statement_count"], row["article_count"])
            for row in count_pairs(build, placed, actors, codes).to_dict("records")
        } == {key: counts[:2] for key, counts in pairs.items() if key[0] in actors and key[1] in codes}, placed


def test_lines_and_lists_hold_the_statements_of_the_facts(
    build: Build, rows: list[Row], selections: list[Filters]
) -> None:
    for filters in selections:
        chosen = choose(rows, filters)
        listed = claims_list.export_statements(build, filters, None, "week")
        assert sorted(listed["statement_id"]) == sorted(row.statement_id for row in chosen), filters
        actors = tuple(claims.count_by_actor(build, filters, "share")["speaker_id"].head(4))
        lines = claims.count_by_period(build, replace(filters, date_basis="printed"), "month", actors)
        if filters.date_basis != "printed" or not actors:
            continue
        expected = count_by(
            ((actor, row.published_on.replace(day=1)), row)
            for row in chosen
            if row.published_on
            for actor in row.list_actors(filters.actor_role)
            if actor in actors
        )
        drawn = lines[lines["statement_count"].fillna(0) > 0]
        assert {
            (row["series_id"], row["period"].date()): (row["statement_count"], row["article_count"])
            for row in drawn.to_dict("records")
        } == {key: counts[:2] for key, counts in expected.items()}, filters


def test_each_speaker_has_a_row_of_each_statement(build: Build) -> None:
    own = "named_number, is_nameless, earlier_speakers"
    rows = fetch_records(build, f"select * exclude ({own}) from reporting.rpt_speaker_statements")
    explored = {row["statement_id"]: row for row in fetch_records(build, "from reporting.rpt_explorer_statements")}
    assert all(row == explored[row["statement_id"]] for row in rows)
    found = fetch_records(build, f"select statement_id, {own} from reporting.rpt_speaker_statements")
    spoken = fetch_records(
        build,
        "select distinct b.statement_id, b.speaker_id, b.speaker_kind = 'unnamed' as is_nameless "
        "from core.bridge_statement_speakers b join core.fct_statements s using (statement_id) where s.is_current",
    )
    assert sorted((row["statement_id"], row["named_number"], row["is_nameless"]) for row in found) == sorted(
        (row["statement_id"], read_speaker_number(row["speaker_id"]), row["is_nameless"]) for row in spoken
    )
    assert len(found) > len(explored)


def test_of_speakers_of_one_statement_each_names_those_before(build: Build) -> None:
    joint = fetch_records(build, "select * from reporting.rpt_speaker_statements where more_speakers is not null")
    assert len(joint) > 3
    for row in joint:
        first = f"{row['speaker_number']:016x}" if row["speaker_number"] else UNKNOWN_CODE
        numbers = {each: read_speaker_number(each) or 0 for each in (first, *row["more_speakers"].split())}
        earlier = sorted(each for each, number in numbers.items() if number < row["named_number"])
        assert sorted((row["earlier_speakers"] or "").split()) == earlier, row["statement_id"]
