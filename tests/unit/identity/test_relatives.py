"""Names that are held against each other: all that can be one person's, and few others."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from random import Random

import pytest

from orchestration.identity import relatives
from orchestration.identity.names import PersonName, block_of, read_person, relate
from orchestration.identity.relatives import find_relatives

GIVEN = (
    *(
        "Ana",
        "Anna",
        "A.",
        "Ana M.",
        "M. Ana",
        "Ana Maria",
        "Anamaria",
        "Maria",
        "Joe",
        "Joseph",
        "J.",
        "J. P.",
        "Jo P.",
    ),
    *("Omid", "Omeed", "Mohammad", "Muhammad", "Mohammed Ali", "M. A.", "Ali", "Recep Tayyip", "Tayyip", "Jong-un"),
    *("Jong Un", "Jongun", "Bill", "William", "Will J.", "Kh.", "Khaled", "Halid", "Aa", "Dick", "Richard"),
    *("Yevgeny", "Evgeny V.", "Aleksandr", "Alexander"),
)
SURNAMES = (
    "Brel",
    "Brell",
    "Breel",
    "Moss-Brel",
    "Moss Brel",
    "Dehqan",
    "Dehghan",
    "Dehgan",
    "Lee",
    "Li",
    "Lea",
    "Brel Jr.",
)
MARKS = ("", "", "", " Jr.", " III", " · the judge")


def draw_names(draw: Random, count: int) -> list[PersonName]:
    printed = {f"{draw.choice(GIVEN)} {draw.choice(SURNAMES)}{draw.choice(MARKS)}" for _ in range(count)}
    names = {name for each in sorted(printed) if (name := read_person(each)) and name.given}
    return sorted(names, key=lambda name: (name.key, name.surname))


def pair_all(names: list[PersonName]) -> Iterator[tuple[PersonName, PersonName]]:
    """What is asked for, by looking at every pair."""
    for one, other in combinations(names, 2):
        is_asked = one.surname == other.surname or one.given[0][0] == other.given[0][0]
        if is_asked and block_of(one) == block_of(other) and relate(one, other) is not None:
            yield one, other


@pytest.mark.parametrize("seed", range(10))
def test_pairs_are_all_that_can_be_one_person_s(seed: int) -> None:
    names = draw_names(Random(seed), 400)
    blocks: dict[str, list[PersonName]] = {}
    for name in names:
        blocks.setdefault(block_of(name), []).append(name)
    found = [pair for block in blocks.values() for pair in find_relatives(block)]

    assert len(found) == len(set(found))
    assert set(found) == set(pair_all(names))
    assert {relate(one, other) for one, other in found} >= {"initials", "shortened", "nickname", "initial", "spelling"}


def test_names_of_a_frequent_surname_are_not_all_held_against_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    given = [f"{first}{second}n" for first in "Bdfgklmnprst" for second in ("a", "e", "i", "o", "u", "ar", "el", "is")]
    names = [name for each in given if (name := read_person(f"{each.title()} Brel")) and name.given]
    asked = []

    def count(one: PersonName, other: PersonName) -> str | None:
        asked.append((one, other))
        return relate(one, other)

    monkeypatch.setattr(relatives, "relate", count)

    assert list(find_relatives(names)) == list(pair_all(names))
    assert len(asked) < len(names)
