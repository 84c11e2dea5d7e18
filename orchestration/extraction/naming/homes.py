"""Where somebody is from by what stands behind the name: "X of San Diego", "X, R-Utah", "X, who works for …"."""

from __future__ import annotations

from orchestration.extraction.naming.gazetteer import Gazetteer
from orchestration.extraction.naming.named_countries import employer_country
from orchestration.extraction.naming.names import JOINERS, PARTIES
from orchestration.extraction.text.segment import Segments

PARTS_OF_TOWN = frozenset("north south east west central upper lower greater northern southern".split())
LONGEST_CLAUSE = 22  # words


def home_country(segments: Segments, gazetteer: Gazetteer, stop: int) -> str | None:
    """The country behind a name that ends before word `stop`, if one is printed there."""
    tokens = segments.tokens
    if stop + 1 >= len(tokens):
        return None
    if tokens[stop].lower() in ("of", "from"):
        skipped = stop + 1 + (tokens[stop + 1].lower() in PARTS_OF_TOWN)
        return _place(tokens, gazetteer, stop + 1) or _place(tokens, gazetteer, skipped)
    if tokens[stop] in ",(" and _is_seat(tokens, stop + 1):
        return "US"
    if tokens[stop] == "," and tokens[stop + 1].lower() == "who":
        end = stop + 2
        while end < min(stop + LONGEST_CLAUSE, len(tokens)) and tokens[end] not in ',;“”"':
            end += 1
        return employer_country(tokens, gazetteer, stop + 2, end)
    return None


def _place(tokens: list[str], gazetteer: Gazetteer, first: int) -> str | None:
    """The country of the place that begins with word `first`."""
    found = gazetteer.countries.first(tokens, first, min(first + 4, len(tokens)))
    return found.value.country_code if found and found.first == first else None


def _is_seat(tokens: list[str], first: int) -> bool:
    """Whether the words at `first` are the party and state of a member of Congress: "R-Utah", "D-Mass."."""
    ahead = tokens[first : first + 3]
    return len(ahead) == 3 and ahead[0] in PARTIES and ahead[1] in JOINERS and ahead[2][0].isupper()
