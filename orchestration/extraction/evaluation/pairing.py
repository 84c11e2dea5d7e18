"""Pair extracted statements with labelled ones: character Jaccard of the contents at least one half, one to one,
best first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

Record = dict[str, Any]
HALF = 0.5
# Words that do not tell one name from another.
NOISE = frozenset("""the a an of mr mrs ms dr sir news agency newspaper tv television gen president minister""".split())


def characters(spans: Iterable[Sequence[int]] | None) -> set[int]:
    """The positions that `spans` cover."""
    return {i for start, end in spans or () for i in range(start, end)}


def pair(gold: list[Record], found: list[Record], *, by_field: bool = True, last_first: bool = False) -> dict[int, int]:
    """Index of the found statement for each labelled one that has a partner.

    `by_field`: only within title or body; `last_first`: of equally good partners the later, not the earlier.
    """
    order = -1 if last_first else 1
    covered = [[characters(s["content"]) for s in statements] for statements in (gold, found)]
    candidates = []
    for i, g in enumerate(gold):
        for j, f in enumerate(found):
            if by_field and g.get("field", "body") != f.get("field", "body"):
                continue
            common = len(covered[0][i] & covered[1][j])
            if common:
                jaccard = common / len(covered[0][i] | covered[1][j])
                if jaccard >= HALF:
                    candidates.append((-jaccard, order * i, order * j))
    partner: dict[int, int] = {}
    for _, i, j in ((jaccard, order * i, order * j) for jaccard, i, j in sorted(candidates)):
        if i not in partner and j not in partner.values():
            partner[i] = j
    return partner


def name_words(name: str | None) -> list[str]:
    """The words of a name that matter, without accents, possessives and titles."""
    plain = unicodedata.normalize("NFKD", name or "").encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’]s?\b", "", plain))
    return [word for word in words if word not in NOISE] or words


def same_name(gold: str | None, found: str | None, is_person: bool = False) -> bool:
    """Whether two names name the same: equal words, for persons the same surname with an agreeing first name."""
    left, right = name_words(gold), name_words(found)
    if not left or not right:
        return left == right
    if set(left) == set(right) or "".join(left) == "".join(right):
        return True
    if len(right) > len(left) + 2:
        return False
    if is_person:
        agrees = len(left) == 1 or left[0] == right[0] or set(left) <= set(right)
        return left[-1] == right[-1] and agrees
    return set(left) <= set(right) or (set(right) <= set(left) and len(right) * 2 > len(left))
