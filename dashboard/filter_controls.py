"""The explorer's filters as controls in the sidebar, kept in step with the address.

The address is the truth when a page is opened or moved to by back and forward; the controls are, while it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import streamlit as st

from dashboard.filters import (
    ACTOR_ROLES,
    COUNTRY_ROLES,
    DATE_BASES,
    GRAINS,
    LINES,
    MEASURES,
    VIEWS,
    Exploration,
    Filters,
    Pick,
    list_speaker_ids,
    read_address,
    rename_outlets,
    rename_speakers,
    write_address,
)
from dashboard.frame import Page
from dashboard.queries.given_ids import follow_ids
from dashboard.queries.options import list_actors, list_countries, list_outlets, name_actors
from dashboard.wording import ACTOR_ROLE_WORDS, BASIS_LABELS, ROLE_WORDS, STANCE_WORDS, TYPE_WORDS

SEEN = "explorer_address"
PICK = "explorer_pick"
PAGE = "explorer_page"
ROUND = "explorer_round"
SEVERAL = {
    "f_actor": "actors",
    "f_country": "countries",
    "f_outlet": "outlets",
    "f_type": "types",
    "f_stance": "stances",
}
DRAWN = {"f_view": "view", "f_measure": "measure", "f_grain": "grain", "f_lines": "lines"}
VIEW_WORDS = {"actor": "By actor", "country": "By country", "time": "Over time", "cross": "Actor × country"}
LINE_WORDS = {"each": "A line per actor", "one": "One line for all"}
MEASURE_WORDS = {"share": "Share of articles", "count": "Statements"}


def restore_from_address(page: Page) -> None:
    """Sets the controls from the address, where it is not the one that they wrote themselves.

    A speaker or outlet whose id is that of an earlier day is set as whom it leads to now.
    """
    address = {name: st.query_params.get_all(name) for name in st.query_params}
    state = st.session_state
    if state.get(SEEN) == address and "f_view" in state:
        _hold_choices()
        return
    chosen = read_address(address)
    chosen = rename_speakers(chosen, follow_ids(page.build, "speaker", list_speaker_ids(chosen)))
    chosen = rename_outlets(chosen, follow_ids(page.build, "outlet", chosen.filters.outlets))
    for key, name in SEVERAL.items():
        state[key] = list(getattr(chosen.filters, name))
    for key, name in DRAWN.items():
        state[key] = getattr(chosen, name)
    state["f_as"] = chosen.filters.actor_role
    state["f_role"], state["f_basis"] = chosen.filters.country_role, chosen.filters.date_basis
    state["f_from"], state["f_to"] = chosen.filters.from_on, chosen.filters.to_on
    state[PICK], state[PAGE] = chosen.pick, chosen.page
    state[ROUND] = state.get(ROUND, 0) + 1


def _hold_choices() -> None:
    """Keeps the choices of controls that this view does not show, as period and lines: what no run draws is forgotten
    after it, unless it is set anew.
    """
    for key in DRAWN:
        st.session_state[key] = st.session_state[key]


def keep_in_address(chosen: Exploration) -> None:
    """Writes the view into the address, so that it can be copied from there."""
    address = write_address(chosen)
    if st.session_state.get(SEEN) != address:
        st.query_params.from_dict(address)
        st.session_state[SEEN] = address


def forget_pick() -> None:
    """Undoes a click; the charts are drawn afresh, so that the same mark can be clicked again."""
    state = st.session_state
    state[PICK], state[PAGE] = None, 1
    state[ROUND] = state.get(ROUND, 0) + 1


def forget_actors() -> None:
    """Takes the actors out of the filters: speakers and those spoken about have ids of their own."""
    st.session_state["f_actor"] = []
    forget_pick()


def forget_period() -> None:
    """Undoes a click on a point in time, but not that on the cell whose line it is."""
    pick = st.session_state[PICK]
    forget_pick()
    st.session_state[PICK] = pick.cell if pick else None


def remember_pick(pick: Pick | None) -> None:
    """Keeps what was clicked, and goes back to the first page of the list."""
    st.session_state[PICK], st.session_state[PAGE] = pick, 1


def forget_all() -> None:
    """Back to everything."""
    st.session_state.pop(SEEN, None)
    st.query_params.clear()


def show_filters(page: Page) -> Filters:
    """The controls in the sidebar; returns what they are set to."""
    outlets, countries = list_outlets(page.build), list_countries(page.build)
    role = st.session_state["f_as"]
    actors = list_actors(page.build, role)
    missing = tuple(actor for actor in st.session_state["f_actor"] if actor not in actors)
    actors = {**actors, **(name_actors(page.build, missing, role) if missing else {})}
    with st.sidebar:
        st.subheader("Filters", anchor=False)
        st.selectbox(
            "Actors are", ACTOR_ROLES, format_func=ACTOR_ROLE_WORDS.__getitem__, key="f_as", on_change=forget_actors
        )
        _choose_several("Actors", "f_actor", actors, "All actors")
        st.selectbox(
            "Country means", COUNTRY_ROLES, format_func=ROLE_WORDS.__getitem__, key="f_role", on_change=forget_pick
        )
        _choose_several("Countries", "f_country", countries, "All countries")
        _choose_several("Outlets", "f_outlet", outlets, "All outlets")
        _choose_several("Kind of statement", "f_type", TYPE_WORDS, "All kinds")
        _choose_several("Stance", "f_stance", STANCE_WORDS, "All stances")
        st.selectbox(
            "Date means", DATE_BASES, format_func=BASIS_LABELS.__getitem__, key="f_basis", on_change=forget_pick
        )
        # One below the other: beside each other the sidebar cuts their years.
        for label, key in (("From", "f_from"), ("To", "f_to")):
            st.date_input(
                label, key=key, value=None, min_value=date(1800, 1, 1), format="YYYY-MM-DD", on_change=forget_pick
            )
        st.button("Clear all filters", on_click=forget_all, width="stretch")
    return read_filters()


def read_filters() -> Filters:
    """The filters that the controls are set to."""
    state = st.session_state
    return Filters(
        actors=tuple(state["f_actor"]),
        countries=tuple(state["f_country"]),
        outlets=tuple(state["f_outlet"]),
        types=tuple(state["f_type"]),
        stances=tuple(state["f_stance"]),
        actor_role=state["f_as"],
        country_role=state["f_role"],
        date_basis=state["f_basis"],
        from_on=state["f_from"],
        to_on=state["f_to"],
    )


def show_view_choice() -> tuple[str, str]:
    """The choice of what is drawn: the view and the measure."""
    view, measure = st.columns([3, 2], vertical_alignment="bottom")
    with view:
        _choose_one("View", "f_view", VIEWS, VIEW_WORDS.__getitem__, on_change=forget_pick)
    with measure:
        _choose_one("Measure", "f_measure", MEASURES, MEASURE_WORDS.__getitem__)
    return st.session_state["f_view"], st.session_state["f_measure"]


def show_time_choice(with_lines: bool = True) -> tuple[str, str]:
    """The choice of days, weeks, months or years, and, `with_lines`, of a line per actor or one for all."""
    grain, lines = st.columns([3, 2], vertical_alignment="bottom")
    with grain:
        _choose_one("Period", "f_grain", GRAINS, str.capitalize, on_change=forget_period)
    if not with_lines:
        return st.session_state["f_grain"], "one"
    with lines:
        _choose_one("Lines", "f_lines", LINES, LINE_WORDS.__getitem__, on_change=forget_pick)
    return st.session_state["f_grain"], st.session_state["f_lines"]


def _choose_one(
    label: str,
    key: str,
    options: Sequence[str],
    word_of: Callable[[str], str],
    on_change: Callable[[], None] | None = None,
) -> None:
    """A row of buttons of which one is always pressed; the label is for screen readers."""
    st.segmented_control(
        label,
        options,
        format_func=word_of,
        key=key,
        required=True,
        label_visibility="collapsed",
        wrap=True,
        on_change=on_change,
    )


def _choose_several(label: str, key: str, options: Mapping[str, str], placeholder: str) -> None:
    # An address may name what this build does not have: kept, so that the view says "nothing" and not something else.
    known = [*options, *(value for value in st.session_state[key] if value not in options)]
    st.multiselect(
        label,
        known,
        format_func=lambda value: options.get(value, f"{value} (not in this build)"),
        key=key,
        placeholder=placeholder,
        on_change=forget_pick,
    )
