"""Whether one speaker said both: by who that is, and by the names where nobody knows."""

from __future__ import annotations

import pytest

from orchestration.claims.fingerprints import fingerprints
from orchestration.claims.statement import Statement
from orchestration.claims.who import Who, surname_of_block
from orchestration.identity.profiles import find_block

TEXT = "the northern dam will be finished"
KENYAN = Who("one", "kmn", "KE", is_known_person=True)
UGANDAN = Who("other", "kmn", "UG", is_known_person=True)


def say(speaker: str | None, who: Who | None = None) -> Statement:
    return Statement("a", TEXT, speaker, who=who)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        (say("oleksandr zelensky", Who("one")), say("zelenskyy", Who("one")), True),
        (say("joan kamen", KENYAN), say("joan kamen", UGANDAN), False),
        # Nobody knows who the second is; of the third identity knows no country; the fourth has a surname alone.
        (say("joan kamen", KENYAN), say("joan kamen"), True),
        (say("joan kamen", KENYAN), say("joan kamen", Who("other", "kmn", None, is_known_person=True)), True),
        (say("joan kamen", KENYAN), say("kamen", Who("other", "kmn", "UG")), True),
        (say("joan kamen", KENYAN), say("john kamen", Who("other", "kmn", "KE", is_known_person=True)), False),
        (say("joan kamen", Who("one", is_parted=True)), say("joan kamen", Who("other", is_parted=True)), False),
        (say("joan kamen", Who("one", is_parted=True)), say("joan kamen", Who("other")), True),
        (say(None), say(None), False),
    ],
)
def test_one_speaker_said_both(one: Statement, other: Statement, *, is_same: bool) -> None:
    assert one.shares_speaker(other) is is_same
    assert other.shares_speaker(one) is is_same


def test_names_of_one_speaker_share_fingerprints_whatever_the_spelling_or_the_name() -> None:
    bound = fingerprints(say("oleksandr zelensky")) - fingerprints(say(None))

    assert bound
    assert bound <= fingerprints(say("zelenskyy"))
    assert not bound & fingerprints(say("ada okafor"))
    assert bound <= fingerprints(say("ada okafor", Who("one", surname_of_block(find_block("person", "O. Zelenskiy")))))


@pytest.mark.parametrize(("kind", "name"), [("person", "Ana Ocasio-Cortez"), ("organisation", "The White House")])
def test_surname_of_a_block_is_that_of_its_names(kind: str, name: str) -> None:
    (printed,) = say(name.lower().replace("-", " ")).surnames

    assert surname_of_block(find_block(kind, name)) == printed
