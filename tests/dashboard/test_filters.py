"""A view survives its address, and an address from anywhere is read without harm."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.filters import (
    COUNTRY_ROLES,
    DATE_BASES,
    GRAINS,
    LINES,
    MEASURES,
    MOST_VALUES,
    VIEWS,
    Exploration,
    Filters,
    Pick,
    read_address,
    write_address,
)
from dashboard.profiles import Subject, read_part
from dashboard.queries.conditions import Conditions, narrow_to_pick
from dashboard.queries.profiles import select_part
from dashboard.wording import STANCE_WORDS, TYPE_WORDS

ids = st.lists(st.text(min_size=1, max_size=12).filter(str.strip), max_size=4, unique=True).map(tuple)
days = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))
# No id of an actor has a colon: in an address it stands between the parts of a pick.
actor_ids = st.text(st.characters(exclude_characters=":", exclude_categories=["Cs"]), min_size=1, max_size=12)
# A period ends before another begins, and the calendar ends with 9999.
starts = st.dates(max_value=date(9998, 12, 31)).map(date.isoformat)
picks = st.none() | st.one_of(
    st.builds(Pick, st.sampled_from(["actor", "country"]), st.text(min_size=1, max_size=12)),
    st.builds(Pick, st.just("period"), starts, st.none() | actor_ids),
    st.builds(Pick, st.just("period"), starts, actor_ids, st.sampled_from(["US", "KZ"])),
    st.builds(Pick, st.just("cell"), st.sampled_from(["US", "KZ"]), actor_ids),
)
explorations = st.builds(
    Exploration,
    filters=st.builds(
        Filters,
        actors=ids,
        country_role=st.sampled_from(COUNTRY_ROLES),
        countries=ids,
        outlets=ids,
        types=st.lists(st.sampled_from(list(TYPE_WORDS)), unique=True).map(tuple),
        stances=st.lists(st.sampled_from(list(STANCE_WORDS)), unique=True).map(tuple),
        from_on=days,
        to_on=days,
        date_basis=st.sampled_from(DATE_BASES),
    ),
    view=st.sampled_from(VIEWS),
    measure=st.sampled_from(MEASURES),
    grain=st.sampled_from(GRAINS),
    lines=st.sampled_from(LINES),
    pick=picks,
    page=st.integers(1, 999_999),
)


@given(explorations)
def test_a_view_comes_back_from_its_address(chosen: Exploration) -> None:
    copied = parse_qs(urlencode(write_address(chosen), doseq=True), keep_blank_values=True)

    assert read_address(copied) == chosen


@given(st.dictionaries(st.sampled_from(["actor", "from", "pick", "page", "view", "type", "role"]), st.lists(st.text())))
def test_any_address_is_read(address: dict[str, list[str]]) -> None:
    chosen = read_address(address)

    assert chosen.page >= 1
    assert chosen.view in VIEWS
    assert read_address(write_address(chosen)) == chosen


def test_the_whole_warehouse_has_an_empty_address() -> None:
    assert write_address(Exploration()) == {}


def test_what_is_not_understood_is_left_out() -> None:
    chosen = read_address(
        {
            "from": ["yesterday"],
            "type": ["direct", "sung"],
            "pick": ["period:soon"],
            "page": ["-3"],
            "measure": ["volume"],
        }
    )

    assert chosen == Exploration(filters=Filters(types=("direct",)))


@pytest.mark.parametrize("grain", GRAINS)
@pytest.mark.parametrize("day", ["9999-12-31", "9999-01-01", "9998-12-31"])
def test_a_period_at_the_end_of_the_calendar_is_read_or_left_out(day: str, grain: str) -> None:
    chosen = read_address({"pick": [f"period:{day}"], "grain": [grain]})
    part = read_part("speaker", f"period:{day}~{grain}")
    if day.startswith("9999"):
        assert (chosen.pick, part) == (None, None)
        return

    assert chosen.pick is not None
    assert part is not None
    narrow_to_pick(Conditions(), chosen.filters, chosen.pick, grain)
    select_part(Subject("speaker", "0" * 16), part)


def test_an_address_with_thousands_of_values_is_cut() -> None:
    chosen = read_address({"actor": [str(number) for number in range(5_000)]})

    assert len(chosen.filters.actors) == MOST_VALUES
