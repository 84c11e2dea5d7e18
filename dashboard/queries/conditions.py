"""Filters as SQL: the conditions on statements and on the articles read, written once for every query.

Statements are `core.fct_statements s`, articles `core.dim_articles a`; values travel as parameters, never in the text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from dashboard.filters import UNKNOWN_CODE, Filters, Pick

# Whom or what a statement names: countries as states, and organisations. The ids are those of `core.dim_actors`.
SUBJECTS = """(
    select statement_id, 'country-' || lower(country_code) as actor_id from core.bridge_statement_countries
    union all
    select statement_id, actor_id from core.bridge_statement_actors)"""
DATE_COLUMNS = {"printed": "s.published_on", "said": "s.said_or_printed_on"}


@dataclass
class Conditions:
    """Conditions joined by "and", with the parameters in the order of their question marks."""

    clauses: list[str] = field(default_factory=list)
    parameters: list[Any] = field(default_factory=list)

    def add(self, clause: str, *parameters: Any) -> None:
        """One more condition."""
        self.clauses.append(clause)
        self.parameters.extend(parameters)

    @property
    def sql(self) -> str:
        """The text after "where"."""
        return "\n  and ".join(self.clauses) or "true"


def select_statements(filters: Filters) -> Conditions:
    """Conditions on `core.fct_statements s`: current versions only, nested statements included."""
    conditions = Conditions(["s.is_current"])
    if filters.actors:
        _add_actors(conditions, filters.actor_role, filters.actors)
    if filters.countries:
        _add_countries(conditions, filters.country_role, filters.countries)
    for column, values in (("outlet_id", filters.outlets), ("statement_type", filters.types)):
        if values:
            conditions.add(f"s.{column} = any(?)", list(values))
    if filters.stances:
        conditions.add("s.stance = any(?)", list(filters.stances))
    _add_dates(conditions, DATE_COLUMNS[filters.date_basis], filters)
    return conditions


def select_articles_read(filters: Filters) -> Conditions:
    """Conditions on `core.dim_articles a`: the articles that a share is of.

    The chosen outlets' (and, where the outlet's country is asked for, countries') articles; with dates printed, those
    of the range. A date said does not bound what was read, so then the range does not apply.
    """
    conditions = Conditions(["a.is_current"])
    if filters.outlets:
        conditions.add("a.outlet_id = any(?)", list(filters.outlets))
    if filters.country_role == "outlet" and filters.countries:
        _add_codes(
            conditions, "(select country_code from core.dim_outlets where outlet_id = a.outlet_id)", filters.countries
        )
    if filters.date_basis == "printed":
        _add_dates(conditions, "a.published_on", filters)
    return conditions


def narrow_to_pick(conditions: Conditions, filters: Filters, pick: Pick, grain: str) -> None:
    """Adds what a clicked bar, country or point stands for."""
    if pick.kind == "actor":
        _add_actors(conditions, filters.actor_role, (pick.value,))
    elif pick.kind in ("country", "cell"):
        _add_countries(conditions, filters.country_role, (pick.value,))
        if pick.actor:
            _add_actors(conditions, filters.actor_role, (pick.actor,))
    else:
        first = date.fromisoformat(pick.value)
        column = DATE_COLUMNS[filters.date_basis]
        conditions.add(f"{column} >= ? and {column} < ?", first, next_period(first, grain))
        conditions.add(fits_grain(filters.date_basis, grain))
        if pick.actor:
            _add_actors(conditions, filters.actor_role, (pick.actor,))
        if pick.country:
            _add_countries(conditions, filters.country_role, (pick.country,))


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
    return f"(s.said_on_start is null or s.said_on_precision not in {too_coarse})"


def _add_actors(conditions: Conditions, role: str, actors: tuple[str, ...]) -> None:
    if role == "subject":
        named = f"s.statement_id in (select statement_id from {SUBJECTS} where actor_id = any(?))"
        if UNKNOWN_CODE in actors:
            named = f"({named} or s.statement_id not in (select statement_id from {SUBJECTS}))"
        conditions.add(named, list(actors))
        return
    said = "s.statement_id in (select statement_id from core.bridge_statement_speakers where speaker_id = any(?))"
    if UNKNOWN_CODE in actors:
        said = f"({said} or s.statement_id not in (select statement_id from core.bridge_statement_speakers))"
    conditions.add(said, list(actors))


def _add_countries(conditions: Conditions, role: str, codes: tuple[str, ...]) -> None:
    if role == "outlet":
        _add_codes(conditions, "(select country_code from core.dim_outlets where outlet_id = s.outlet_id)", codes)
        return
    table, column = {
        "speaker": ("core.bridge_statement_speakers", "speaker_country_code"),
        "about": ("core.bridge_statement_countries", "country_code"),
    }[role]
    known = f"s.statement_id in (select statement_id from {table} where {column} = any(?))"
    if UNKNOWN_CODE in codes:
        none_known = f"s.statement_id not in (select statement_id from {table} where {column} is not null)"
        conditions.add(f"({known} or {none_known})", list(codes))
    else:
        conditions.add(known, list(codes))


def _add_codes(conditions: Conditions, expression: str, codes: tuple[str, ...]) -> None:
    unknown = f" or {expression} is null" if UNKNOWN_CODE in codes else ""
    conditions.add(f"({expression} = any(?){unknown})", list(codes))


def _add_dates(conditions: Conditions, column: str, filters: Filters) -> None:
    if filters.from_on is not None:
        conditions.add(f"{column} >= ?", filters.from_on)
    if filters.to_on is not None:
        conditions.add(f"{column} <= ?", filters.to_on)
