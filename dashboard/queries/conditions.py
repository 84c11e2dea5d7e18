"""Filters as SQL: the conditions on statements and on the articles read, written once for every query.

Statements are EXPLORED, the narrow rows of the current ones, articles `core.dim_articles a`; values travel as
parameters, never in the text. Several values of one kind stand there in one text (speaker_countries: "GB US"), which
is searched for a value faster than a list or a table of pairs is: texts that are alike are looked at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from dashboard.filters import UNKNOWN_CODE, Filters, Pick

EXPLORED = "reporting.rpt_explorer_statements s"
# The same rows once for each of their speakers, in the order of these: what one of many speakers says lies together.
BY_SPEAKER = "reporting.rpt_speaker_statements s"
# A country that is spoken about is an actor of `core.dim_actors` under its code with this before it.
COUNTRY_ACTOR = "country-"
SPEAKER_ID = re.compile("[0-9a-f]{16}")
COUNTRY_CODE = re.compile("[A-Z]{2}")
DATE_COLUMNS = {"printed": "s.published_on", "said": "s.said_or_printed_on"}


@dataclass
class Conditions:
    """Conditions joined by "and", with the parameters in the order of their question marks, and the table `s` that
    conditions on statements are asked of: EXPLORED, or BY_SPEAKER where `narrow_to_actors` says so.
    """

    clauses: list[str] = field(default_factory=list)
    parameters: list[Any] = field(default_factory=list)
    source: str = EXPLORED

    def add(self, clause: str, *parameters: Any) -> None:
        """One more condition."""
        self.clauses.append(clause)
        self.parameters.extend(parameters)

    def add_all(self, others: Conditions) -> None:
        """The conditions of others too."""
        self.add(others.sql, *others.parameters)

    def copy(self) -> Conditions:
        """The same conditions, to be added to."""
        return Conditions([*self.clauses], [*self.parameters], self.source)

    @property
    def sql(self) -> str:
        """The text after "where"."""
        return "\n  and ".join(self.clauses) or "true"


def select_statements(filters: Filters) -> Conditions:
    """Conditions on statements of current versions, nested ones included."""
    conditions = Conditions()
    if filters.actors:
        narrow_to_actors(conditions, filters.actor_role, filters.actors)
    if filters.countries:
        conditions.add_all(select_countries(filters.country_role, filters.countries))
    for column, values in (
        ("outlet_id", filters.outlets),
        ("statement_type", filters.types),
        ("stance", filters.stances),
    ):
        if values:
            conditions.add_all(_select_values(f"s.{column}", values))
    _add_dates(conditions, DATE_COLUMNS[filters.date_basis], filters)
    return conditions


def select_articles_read(filters: Filters) -> Conditions:
    """Conditions on `core.dim_articles a`: the articles that a share is of.

    The chosen outlets' (and, where the outlet's country is asked for, countries') articles; with dates printed, those
    of the range. A date said does not bound what was read, so then the range does not apply.
    """
    conditions = Conditions(["a.is_current"])
    if filters.outlets:
        conditions.add_all(_select_values("a.outlet_id", filters.outlets))
    if filters.country_role == "outlet" and filters.countries:
        _add_outlet_countries(conditions, "a.outlet_id", filters.countries)
    if filters.date_basis == "printed":
        _add_dates(conditions, "a.published_on", filters)
    return conditions


def narrow_to_pick(conditions: Conditions, filters: Filters, pick: Pick, grain: str) -> None:
    """Adds what a clicked bar, country or point stands for."""
    if pick.kind == "actor":
        narrow_to_actors(conditions, filters.actor_role, (pick.value,))
    elif pick.kind in ("country", "cell"):
        conditions.add_all(select_countries(filters.country_role, (pick.value,)))
        if pick.actor:
            narrow_to_actors(conditions, filters.actor_role, (pick.actor,))
    else:
        first = date.fromisoformat(pick.value)
        column = DATE_COLUMNS[filters.date_basis]
        conditions.add(f"{column} >= ? and {column} < ?", first, next_period(first, grain))
        conditions.add(fits_grain(filters.date_basis, grain))
        if pick.actor:
            narrow_to_actors(conditions, filters.actor_role, (pick.actor,))
        if pick.country:
            conditions.add_all(select_countries(filters.country_role, (pick.country,)))


def next_period(first: date, grain: str) -> date:
    """The first day after the period that begins on `first`."""
    if grain == "day":
        return first + timedelta(days=1)
    if grain == "week":
        return first + timedelta(days=7)
    if grain == "month":
        return (first.replace(day=1) + timedelta(days=32)).replace(day=1)
    return date(first.year + 1, 1, 1)


def fits_grain(date_basis: str, grain: str) -> str:
    """Condition that a date is known finely enough to be drawn: "in December" belongs to no single day or week."""
    if date_basis == "printed" or grain == "year":
        return "true"
    too_coarse = "('year')" if grain == "month" else "('month', 'year')"
    return f"(s.said_on_precision is null or s.said_on_precision not in {too_coarse})"


# Of articles and statements: the models give an outlet of this id to those of which no outlet is known.
HAS_OUTLET = f"(outlet_id <> '{UNKNOWN_CODE}')"
COUNT_OUTLETS = f"count(distinct outlet_id) filter ({HAS_OUTLET})"
# A speaker's id, in the column `value` or `speaker_id`, as the number under which EXPLORED has it, as in
# dbt_project/macros/explorer.sql.
VALUE_AS_NUMBER = "coalesce(try_cast('0x' || value as ubigint), 0)"
ID_AS_NUMBER = VALUE_AS_NUMBER.replace("value", "speaker_id")


def read_speaker_number(speaker_id: str) -> int | None:
    """The same number of one id, for a parameter; None for what is no id."""
    if speaker_id == UNKNOWN_CODE:
        return 0
    return int(speaker_id, 16) if SPEAKER_ID.fullmatch(speaker_id) else None


def narrow_to_actors(conditions: Conditions, role: str, actors: Sequence[str]) -> None:
    """Adds that one of these speaks, alone or with others, or is spoken about.

    What some speakers say is read among their own rows, where nothing else has asked for other speakers before.
    """
    if role == "subject":
        conditions.add_all(_select_subjects(actors))
    elif conditions.source == BY_SPEAKER:
        conditions.add_all(_select_speakers(actors))
    else:
        conditions.source = BY_SPEAKER
        conditions.add_all(_select_rows_of_speakers(actors))


def _read_speaker_numbers(speaker_ids: Sequence[str]) -> dict[str, int]:
    return {each: number for each in speaker_ids if (number := read_speaker_number(each)) is not None}


def _select_rows_of_speakers(speaker_ids: Sequence[str]) -> Conditions:
    """One condition on BY_SPEAKER that has each statement of these speakers once."""
    numbers = _read_speaker_numbers(speaker_ids)
    if not numbers:
        return Conditions(["false"])
    found = Conditions()
    found.add(f"s.named_number in ({', '.join(['?::ubigint'] * len(numbers))})", *numbers.values())
    if len(numbers) > 1:
        # What several of them say together is taken from the row of the first of these.
        earlier = " or ".join(["contains(s.earlier_speakers, ?)"] * len(numbers))
        found.add(f"(s.earlier_speakers is null or not ({earlier}))", *numbers)
    return found


def _select_speakers(speaker_ids: Sequence[str]) -> Conditions:
    found = Conditions()
    numbers = _read_speaker_numbers(speaker_ids)
    if numbers:
        found.add(f"s.speaker_number in ({', '.join(['?::ubigint'] * len(numbers))})", *numbers.values())
        for speaker_id in numbers:
            found.add("contains(s.more_speakers, ?)", speaker_id)
    return _any_of(found)


def _select_subjects(actor_ids: Sequence[str]) -> Conditions:
    found = Conditions()
    for actor_id in actor_ids:
        code = actor_id.removeprefix(COUNTRY_ACTOR).upper()
        if actor_id == UNKNOWN_CODE:
            found.add("(s.about_countries is null and s.about_actors is null)")
        elif actor_id.startswith(COUNTRY_ACTOR) and COUNTRY_CODE.fullmatch(code):
            found.add("contains(s.about_countries, ?)", code)
        else:
            # An id may stand inside another: "nato" in "nato-council".
            found.add("contains(' ' || s.about_actors || ' ', ?)", f" {actor_id} ")
    return _any_of(found)


def _select_values(column: str, values: Sequence[str]) -> Conditions:
    """One condition: that a column of ids or codes, which hold no space, is one of these."""
    if len(values) == 1:
        return Conditions([f"{column} = ?"], [values[0]])
    # One text of all that is sought: it is looked through once for each different value, where a list is looked up for
    # every row, and after more has been read of it.
    sought = " ".join(value for value in values if " " not in value)
    return Conditions([f"contains(?, ' ' || {column} || ' ')"], [f" {sought} "])


def _any_of(found: Conditions) -> Conditions:
    # No condition at all: only values that nothing can have were asked for.
    return Conditions([f"({' or '.join(found.clauses or ['false'])})"], found.parameters)


def select_countries(role: str, codes: Sequence[str]) -> Conditions:
    """One condition on EXPLORED: that a country of it in a role is one of these; UNKNOWN_CODE is none known."""
    found = Conditions()
    if role == "outlet":
        _add_outlet_countries(found, "s.outlet_id", codes)
        return found
    column = {"speaker": "s.speaker_countries", "about": "s.about_countries"}[role]
    for code in codes:
        if code == UNKNOWN_CODE:
            found.add(f"{column} is null")
        elif COUNTRY_CODE.fullmatch(code):
            found.add(f"contains({column}, ?)", code)
    return _any_of(found)


def _add_outlet_countries(conditions: Conditions, outlet: str, codes: Sequence[str]) -> None:
    unknown = " or country_code is null" if UNKNOWN_CODE in codes else ""
    of_country = f"select outlet_id from core.dim_outlets where country_code = any(?){unknown}"
    conditions.add(f"{outlet} in ({of_country})", list(codes))


def _add_dates(conditions: Conditions, column: str, filters: Filters) -> None:
    if filters.from_on is not None:
        conditions.add(f"{column} >= ?", filters.from_on)
    if filters.to_on is not None:
        conditions.add(f"{column} <= ?", filters.to_on)
