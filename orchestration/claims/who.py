"""Whom a statement's speaker is, as identity and people's corrections have it."""

from __future__ import annotations

from dataclasses import dataclass

from orchestration.identity.spellings import consonants_of


@dataclass(frozen=True)
class Who:
    """A speaker: one id for everything that one speaker says.

    `surname` is the speaker's as spell_surname has it, by which two names of one speaker find each other.
    `country_code` is what the article prints or implies. `is_known_person`: more than a surname is known of the person.
    `is_parted`: somebody said that this is only one of those for whom identity has one speaker.
    """

    speaker_id: str
    surname: str | None = None
    country_code: str | None = None
    is_known_person: bool = False
    is_parted: bool = False

    def is_other_than(self, other: Who) -> bool:
        """Whether the two are known to be two: somebody parted them, or it is a full name in two countries.

        Two ids alone say less. What identity cannot join for sure it leaves apart: a surname, a spelling, a ministry.
        """
        if self.speaker_id == other.speaker_id:
            return False
        if self.is_parted and other.is_parted:
            return True
        countries = {self.country_code, other.country_code}
        return self.is_known_person and other.is_known_person and None not in countries and len(countries) > 1


def spell_surname(word: str) -> str:
    """The last word of a name as all its spellings have it: identity joins no two names in which that differs."""
    return consonants_of(word)


def surname_of_block(block_key: str) -> str:
    """The surname, spelt so, of a block of names as identity has it: "person trmp", "organisation white house"."""
    kind, _, name = block_key.partition(" ")
    return name if kind == "person" else spell_surname(name.rpartition(" ")[2])
