"""Whom a surname alone is compared with: those with whom it can share more, however many bear the name."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from orchestration.identity.identify import identify
from orchestration.identity.namesakes import Namesakes
from orchestration.identity.profiles import Appearance

FIRST = date(2015, 1, 1)
GIVEN = ("Ana", "Otto", "Mira", "Jon", "Lea", "Emil", "Rosa", "Theo")
ROLES = ("", "", "mayor", "general", "finance minister", "president")
COUNTRIES = (None, "FR", "KE", "US")


def print_surname(*, after: int = 0, role: str = "", country: str | None = None) -> Appearance:
    return Appearance("surname", "v", FIRST + timedelta(after), "person", "Brel", country, (role,) if role else ())


def print_others(count: int, *, country: str) -> list[Appearance]:
    """So many people of the surname, each in a story a year before the next."""
    return [
        Appearance(f"other {n}", "v", FIRST - timedelta(365 * (n % 9 + 1)), "person", f"{given} {n}x Brel", country)
        for n, given in enumerate((GIVEN * count)[:count])
    ]


def count_asked(monkeypatch: pytest.MonkeyPatch, appearances: list[Appearance]) -> int:
    """How many people the surnames were compared with."""
    asked: list[int] = []
    find_like = Namesakes.find_like

    def count(self: Namesakes, *given: object) -> object:
        found = find_like(self, *given)  # type: ignore[arg-type]
        asked.append(len(found))
        return found

    monkeypatch.setattr(Namesakes, "find_like", count)
    identify(appearances)
    monkeypatch.undo()
    return sum(asked)


def test_people_who_share_the_surname_alone_are_not_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    near = Appearance("near", "v", FIRST + timedelta(3), "person", "Mira Brel", "FR")
    surname = print_surname(role="mayor", country="FR")
    for count in (10, 200):
        assert count_asked(monkeypatch, [surname, near, *print_others(count, country="KE")]) == 1


def test_whoever_is_not_asked_about_is_somebody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    draw = Random(7)
    for _ in range(40):
        appearances = [
            Appearance(
                f"article {n}",
                "v",
                draw.choice(
                    [None, *(FIRST + timedelta(draw.choice((0, 29, 30, 31, 90, 800, 2000))) for _ in range(3))]
                ),
                "person",
                draw.choice(("Brel", f"{draw.choice(GIVEN)} Brel", f"{draw.choice(GIVEN)} Brel")),
                draw.choice(COUNTRIES),
                tuple(role for role in (draw.choice(ROLES),) if role),
            )
            for n in range(40)
        ]
        found = identify(appearances)
        with monkeypatch.context() as patched:
            patched.setattr(Namesakes, "find_like", lambda self, *_: list(self._people))
            asked_about_all = identify(appearances)
        assert (found.members, found.edges) == (asked_about_all.members, asked_about_all.edges)
        assert found.reviews == asked_about_all.reviews
        assert found.edges
