"""A search as one value: its words and filters, to and from the page's address, pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.filters import MOST_VALUES, Address, parse_day
from dashboard.wording import STANCE_WORDS

LONGEST = 200
MOST_WORDS = 8


@dataclass(frozen=True)
class Search:
    """What is looked for, and which statements it is looked for in. Empty tuples and None mean "all"."""

    words: str = ""
    stances: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    from_on: date | None = None
    to_on: date | None = None

    @property
    def terms(self) -> tuple[str, ...]:
        """The words apart, at most MOST_WORDS, each once; what stands in double quotes stays together."""
        parts = self.words.replace("“", '"').replace("”", '"').split('"')
        terms: list[str] = []
        for place, part in enumerate(parts):
            # Between an odd and the next quotation mark is a phrase; a mark that is never closed marks nothing.
            is_phrase = place % 2 == 1 and place < len(parts) - 1
            terms += [" ".join(part.split())] if is_phrase else part.split()
        return tuple(dict.fromkeys(term for term in terms if term))[:MOST_WORDS]


def read_search(address: Address) -> Search:
    """The search that an address names; what is not understood is left out."""

    def several(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value for value in address.get(name) or () if value))[:MOST_VALUES]

    def first(name: str) -> str:
        return next(iter(address.get(name) or ()), "")

    return Search(
        words=first("q").strip()[:LONGEST],
        stances=tuple(value for value in several("stance") if value in STANCE_WORDS),
        outlets=several("outlet"),
        from_on=parse_day(first("from")),
        to_on=parse_day(first("to")),
    )


def write_search(search: Search) -> dict[str, Sequence[str]]:
    """The address of a search, what is not set left out: the inverse of `read_search`."""
    address: dict[str, Sequence[str]] = {
        "q": [search.words] if search.words else [],
        "stance": list(search.stances),
        "outlet": list(search.outlets),
        "from": [search.from_on.isoformat()] if search.from_on else [],
        "to": [search.to_on.isoformat()] if search.to_on else [],
    }
    return {name: values for name, values in address.items() if values}
