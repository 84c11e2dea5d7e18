"""Whom "who" and "that" mean: whoever is named right before them, an apposition, a party or a place aside."""

from __future__ import annotations

from itertools import pairwise

from orchestration.extraction.naming.mention import Mention
from orchestration.extraction.naming.names import is_party
from orchestration.extraction.resolution.entities import Entities
from orchestration.extraction.resolution.entity import Entity
from orchestration.extraction.text.segment import Segments

LONGEST_PARTY = 9  # words of ", D-N.Y.,"
LOCATING = frozenset({"in", "at", "near", "across", "from"})
NEAR, FAR = 8, 14  # words from "who" back to the one it means, and to one with an apposition behind the name


class Relatives:
    """Reads the relative pronouns of one text."""

    def __init__(self, segments: Segments) -> None:
        self._segments = segments

    def meant(self, entities: Entities, mention: Mention, at: int) -> Entity | None:
        """Whom "who" at word `at` means: the one named directly before it, a comma aside.

        "Owner Paul Weir, a lifelong fan of the club who …": a person, though a club stands between.
        """
        at = _before_party(self._segments.tokens, at)
        named = entities.mentions_between(at - NEAR, at)
        near = [(p, e) for p, e in named if mention.head != "that" or not self._is_where(p, e)]
        nearest = max(near, key=lambda item: item[0])[1] if near else None
        if mention.head != "who" or nearest is None or nearest.kind not in ("organisation", "state"):
            return nearest
        sentence_of = self._segments.sentence_of
        people = [
            (p, e)
            for p, e in entities.mentions_between(at - FAR, at)
            if e.kind == "person" and sentence_of[p] == sentence_of[at]
        ]
        # A group of people may be meant, "the Greens, who said"; a state never is.
        if not people or (nearest.kind == "organisation" and not self._is_set_off(people, at)):
            return nearest
        return max(people, key=lambda item: item[0])[1]

    def _is_where(self, position: int, entity: Entity) -> bool:
        """Whether the entity is only where something is: "a crowd in Austin, Texas, that chanted"."""
        tokens, before = self._segments.tokens, self._segments.tokens[max(0, position - 3) : position]
        is_town = len(before) == 3 and before[2] == "," and before[1][0].isupper() and before[0].lower() in LOCATING
        return entity.kind == "state" and (is_town or tokens[position - 1].lower() in LOCATING)

    def _is_set_off(self, people: list[tuple[int, Entity]], at: int) -> bool:
        """Whether a comma and an article stand between the last of `people` and word `at`: an apposition."""
        tokens = self._segments.tokens
        between = tokens[max(p for p, _ in people) : at]
        return any(a == "," and b.lower() in ("a", "an", "the") for a, b in pairwise(between))


def _before_party(tokens: list[str], at: int) -> int:
    """Where the party and state begin that end before word `at`: "Ada Weir, R-Maine, who said"."""
    for i in range(at - 3, max(0, at - LONGEST_PARTY), -1):
        if is_party(tokens, i) and tokens[i - 1] in (",", "("):
            return i - 1
    return at
