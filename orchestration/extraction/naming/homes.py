"""Where somebody is from by what stands behind the name: "X of San Diego", "X, R-Utah", "X, who works for …".

And of a ministry's spokesman, where he briefs the press.
"""

from __future__ import annotations

from orchestration.extraction.naming.gazetteer import Gazetteer
from orchestration.extraction.naming.named_countries import employer_country
from orchestration.extraction.naming.names import JOINERS, PARTIES
from orchestration.extraction.text.segment import Segments

PARTS_OF_TOWN = frozenset("north south east west central upper lower greater northern southern".split())
LONGEST_CLAUSE = 22  # words
MINISTRY = "ministry"
BRIEFED = frozenset("told said says tells".split())
LONGEST_BRIEFING = 9  # words of "told a regular news conference in"


def home_country(segments: Segments, gazetteer: Gazetteer, stop: int, role: str) -> str | None:
    """The country behind the name of whoever has the `role`, which ends before word `stop`, if one is printed there."""
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
    is_briefing = MINISTRY in role.lower() and tokens[stop].lower() in BRIEFED
    return _briefing_country(segments, gazetteer, stop) if is_briefing else None


def _briefing_country(segments: Segments, gazetteer: Gazetteer, stop: int) -> str | None:
    """Where whoever speaks for a ministry spoke, by the verb at word `stop`: "told reporters in Beijing"."""
    tokens = segments.tokens
    for i in range(stop + 1, min(stop + LONGEST_BRIEFING, len(tokens) - 1)):
        if tokens[i] in ',;:“”"' or segments.sentence_of[i] != segments.sentence_of[stop]:
            return None
        if tokens[i].lower() == "in" and (place := _place(tokens, gazetteer, i + 1)):
            return place
    return None


def _place(tokens: list[str], gazetteer: Gazetteer, first: int) -> str | None:
    """The country of the place that begins with word `first`."""
    found = gazetteer.countries.at(tokens, first, min(first + 4, len(tokens)))
    return found.value.country_code if found else None


def _is_seat(tokens: list[str], first: int) -> bool:
    """Whether the words at `first` are the party and state of a member of Congress: "R-Utah", "D-Mass."."""
    ahead = tokens[first : first + 3]
    return len(ahead) == 3 and ahead[0] in PARTIES and ahead[1] in JOINERS and ahead[2][0].isupper()
