"""What a reader has chosen, as one value: to and from the page's address, pure.

Ids go into the address, never labels, so that a link keeps its meaning when a name is corrected.
The controls are in `filter_controls`; what a choice means in SQL is in `queries.conditions`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from dashboard.wording import STANCE_WORDS, TYPE_WORDS

COUNTRY_ROLES = ("speaker", "about", "outlet")
DATE_BASES = ("printed", "said")
ACTOR_ROLES = ("speaker", "subject")
VIEWS = ("actor", "country", "time", "cross")
MEASURES = ("share", "count")
GRAINS = ("day", "week", "month", "year")
LINES = ("each", "one")
PICK_KINDS = ("actor", "country", "period", "cell")
UNKNOWN_CODE = "unknown"
MOST_VALUES = 50

Address = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Filters:
    """Which statements are counted. Empty tuples mean "all"; `UNKNOWN_CODE` among countries means "none known".

    Actors are ids of `dim_speakers` where they speak, and of `dim_actors` where they are spoken about.
    """

    actors: tuple[str, ...] = ()
    actor_role: str = "speaker"
    country_role: str = "speaker"
    countries: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    from_on: date | None = None
    to_on: date | None = None
    date_basis: str = "printed"

    @property
    def has_dates(self) -> bool:
        """Whether the range is bounded on either side, which leaves undated statements out."""
        return self.from_on is not None or self.to_on is not None


@dataclass(frozen=True)
class Pick:
    """One bar, country or point that was clicked: `kind` of PICK_KINDS and its id, code or first day.

    A point on one actor's line stands for that actor's statements of that period: then `actor` is the actor's id. So it
    is for a cell of the heatmap, whose `value` is the country; a point on the line of a cell has its `country` too.
    """

    kind: str
    value: str
    actor: str | None = None
    country: str | None = None

    @property
    def cell(self) -> Pick | None:
        """The cell that was clicked, also where a point on its line was clicked after it."""
        if self.kind == "cell":
            return self
        return Pick("cell", self.country, self.actor) if self.country and self.actor else None


@dataclass(frozen=True)
class Exploration:
    """A whole view of the explorer: the filters, what is drawn, what was clicked, and the page of the list."""

    filters: Filters = field(default_factory=Filters)
    view: str = "actor"
    measure: str = "share"
    grain: str = "week"
    lines: str = "each"
    pick: Pick | None = None
    page: int = 1


def read_address(address: Address) -> Exploration:
    """The view that an address names. What is not understood is left out: an address may come from anywhere."""
    filters = Filters(
        actors=_several(address, "actor"),
        actor_role=_one_of(address, "as", ACTOR_ROLES, "speaker"),
        country_role=_one_of(address, "role", COUNTRY_ROLES, "speaker"),
        countries=_several(address, "country"),
        outlets=_several(address, "outlet"),
        types=_known(address, "type", tuple(TYPE_WORDS)),
        stances=_known(address, "stance", tuple(STANCE_WORDS)),
        from_on=_day(address, "from"),
        to_on=_day(address, "to"),
        date_basis=_one_of(address, "basis", DATE_BASES, "printed"),
    )
    return Exploration(
        filters=filters,
        view=_one_of(address, "view", VIEWS, "actor"),
        measure=_one_of(address, "measure", MEASURES, "share"),
        grain=_one_of(address, "grain", GRAINS, "week"),
        lines=_one_of(address, "lines", LINES, "each"),
        pick=read_pick(_first(address, "pick")),
        page=parse_page(_first(address, "page") or ""),
    )


def write_address(exploration: Exploration) -> dict[str, list[str]]:
    """The address of a view, defaults left out: the inverse of `read_address`."""
    chosen, blank = exploration, Exploration()
    filters, all_of = chosen.filters, blank.filters
    address: dict[str, list[str]] = {
        "actor": list(filters.actors),
        "country": list(filters.countries),
        "outlet": list(filters.outlets),
        "type": list(filters.types),
        "stance": list(filters.stances),
        "from": [filters.from_on.isoformat()] if filters.from_on else [],
        "to": [filters.to_on.isoformat()] if filters.to_on else [],
        "as": _unless(filters.actor_role, all_of.actor_role),
        "role": _unless(filters.country_role, all_of.country_role),
        "basis": _unless(filters.date_basis, all_of.date_basis),
        "view": _unless(chosen.view, blank.view),
        "measure": _unless(chosen.measure, blank.measure),
        "grain": _unless(chosen.grain, blank.grain),
        "lines": _unless(chosen.lines, blank.lines),
        "pick": [write_pick(chosen.pick)] if chosen.pick else [],
        "page": _unless(str(chosen.page), "1"),
    }
    return {name: values for name, values in address.items() if values}


def list_speaker_ids(exploration: Exploration) -> tuple[str, ...]:
    """The ids of speakers that a view names, each once; none where its actors are spoken about."""
    if exploration.filters.actor_role != "speaker":
        return ()
    pick = exploration.pick
    picked = (pick.value if pick.kind == "actor" else pick.actor) if pick else None
    return tuple(dict.fromkeys([*exploration.filters.actors, *([picked] if picked else [])]))


def rename_speakers(exploration: Exploration, names: Mapping[str, str]) -> Exploration:
    """The view with each speaker's id replaced by what it leads to; two that lead to one speaker become one."""
    actors = rename(exploration.filters.actors, names)
    pick = exploration.pick
    if pick is not None and pick.kind == "actor":
        pick = replace(pick, value=names.get(pick.value, pick.value))
    elif pick is not None and pick.actor:
        pick = replace(pick, actor=names.get(pick.actor, pick.actor))
    return replace(exploration, filters=replace(exploration.filters, actors=actors), pick=pick)


def rename_outlets(exploration: Exploration, names: Mapping[str, str]) -> Exploration:
    """The view with each outlet's id replaced by what it leads to; two that lead to one outlet become one."""
    outlets = rename(exploration.filters.outlets, names)
    return replace(exploration, filters=replace(exploration.filters, outlets=outlets))


def rename(ids: tuple[str, ...], names: Mapping[str, str]) -> tuple[str, ...]:
    """Ids replaced by what they lead to, each once."""
    return tuple(dict.fromkeys(names.get(id_, id_) for id_ in ids))


def read_pick(text: str | None) -> Pick | None:
    """A clicked mark from `kind:value`, `period:day:actor:country` or `cell:country:actor`; None from other text."""
    kind, _, value = (text or "").partition(":")
    if kind not in PICK_KINDS or not value:
        return None
    if kind == "cell":
        country, _, actor = value.partition(":")
        return Pick(kind, country, actor) if country and actor else None
    if kind != "period":
        return Pick(kind, value)
    day, _, behind = value.partition(":")
    actor, _, country = behind.partition(":")
    return Pick(kind, day, actor or None, country or None) if parse_period(day) else None


def write_pick(pick: Pick) -> str:
    """A clicked mark as it stands in the address: the inverse of `read_pick`."""
    return (
        f"{pick.kind}:{pick.value}"
        + (f":{pick.actor}" if pick.actor else "")
        + (f":{pick.country}" if pick.country else "")
    )


def _unless(value: str, default: str) -> list[str]:
    return [] if value == default else [value]


def _first(address: Address, name: str) -> str | None:
    values = address.get(name) or ()
    return values[0] if values else None


def _several(address: Address, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in address.get(name) or () if value))[:MOST_VALUES]


def _known(address: Address, name: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(value for value in _several(address, name) if value in allowed)


def _one_of(address: Address, name: str, allowed: tuple[str, ...], default: str) -> str:
    value = _first(address, name)
    return value if value in allowed else default


def parse_day(text: str) -> date | None:
    """A day from its ISO form; None where the text is not one."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def parse_period(text: str) -> date | None:
    """The first day of a period; None where the text is none, or in the last year, behind which no day lies."""
    day = parse_day(text)
    return day if day is not None and day.year < date.max.year else None


def _day(address: Address, name: str) -> date | None:
    text = _first(address, name)
    return parse_day(text) if text else None


def parse_page(text: str) -> int:
    """The number of a page of a list, from 1; 1 where the text is none."""
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1
