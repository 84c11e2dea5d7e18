"""A selection of the explorer in words: how much it holds of what was read, and by which choice it came about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.filters import UNKNOWN_CODE, Filters
from dashboard.frame import Page
from dashboard.queries.options import list_countries, name_actors, name_outlets
from dashboard.queries.weights import FOREMOST, weigh_outlets
from dashboard.wording import (
    BASIS_WORDS,
    ROLE_WORDS,
    STANCE_WORDS,
    TYPE_WORDS,
    UNKNOWN,
    write_count,
    write_counted,
    write_date,
    write_names,
    write_outletless,
    write_range,
    write_share,
)

MOST_NAMES = 6
# Of the map and the heatmap.
SHADES = "Shades grow with the square root, so that small ones can be told apart."
MIXED = "Where other outlets are read than before, a share may move although nobody is quoted more."


def describe_counted(filters: Filters, totals: Mapping[str, Any]) -> str:
    """How many statements and articles a selection holds, of how many read, and by which date."""
    read = totals["article_read_count"]
    return (
        f"{write_counted(totals['statement_count'], 'statement')} in "
        f"{write_counted(totals['article_count'], 'article')}, "
        f"{write_share(totals['article_count'], read)} of the {write_count(read)} articles read{_limit_read(filters)}. "
        f"By {BASIS_WORDS[filters.date_basis]}"
    )


def describe_choice(page: Page, filters: Filters) -> str:
    """The filters that are set, in one line; that none is, where none is."""
    parts = []
    if filters.actors:
        names = name_actors(page.build, filters.actors, filters.actor_role)
        said = "spoken about" if filters.actor_role == "subject" else "by"
        parts.append(f"{said} {_list([names.get(actor, actor) for actor in filters.actors])}")
    if filters.countries:
        countries = {**list_countries(page.build), UNKNOWN_CODE: UNKNOWN}
        named = _list([countries.get(code, code) for code in filters.countries])
        parts.append(f"{ROLE_WORDS[filters.country_role]}: {named}")
    if filters.outlets:
        outlets = name_outlets(page.build, filters.outlets)
        parts.append(f"printed by {_list([outlets.get(outlet, outlet) for outlet in filters.outlets])}")
    if filters.types:
        parts.append(_list([TYPE_WORDS[each] for each in filters.types]))
    if filters.stances:
        parts.append(f"the speaker {_list([STANCE_WORDS[each] for each in filters.stances])}")
    if filters.from_on:
        parts.append(f"from {write_date(filters.from_on)}")
    if filters.to_on:
        parts.append(f"to {write_date(filters.to_on)}")
    return f"Only statements: {'; '.join(parts)}." if parts else "All statements, without a filter."


def describe_for_picture(page: Page, filters: Filters, totals: Mapping[str, Any]) -> list[str]:
    """What a picture of a selection has to say of it."""
    dates = f": {write_range(totals['first_on'], totals['last_on'])}." if totals["first_on"] is not None else "."
    return [describe_counted(filters, totals) + dates, describe_choice(page, filters), describe_weights(page, filters)]


def describe_weights(page: Page, filters: Filters) -> str:
    """Whose articles weigh most in a share, as every article counts alike; empty where they are of one outlet."""
    weights = weigh_outlets(page.build, filters)
    read, outlets = weights["article_read_count"], weights["outlet_count"]
    outletless = write_outletless(weights["outletless_count"])
    if outlets < 2:
        return ""
    foremost = (
        f", the {FOREMOST} most read together {write_share(weights['foremost_count'], read)}"
        if outlets > FOREMOST
        else ""
    )
    return (
        f"Every article counts alike, so what is read more weighs more: of {write_counted(outlets, 'outlet')}, "
        f"{weights['outlet_name']} alone has {write_share(weights['most_count'], read)} of the articles read{foremost}."
        + (f" {outletless}." if outletless else "")
    )


def _list(names: list[str]) -> str:
    return write_names(names, MOST_NAMES)


def _limit_read(filters: Filters) -> str:
    limits = []
    if filters.outlets:
        limits.append("of the chosen outlets")
    if filters.country_role == "outlet" and filters.countries:
        limits.append("of outlets of the chosen countries")
    if filters.has_dates:
        limits.append("in these dates" if filters.date_basis == "printed" else "on all dates")
    return f" ({', '.join(limits)})" if limits else ""
