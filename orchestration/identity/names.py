"""Names made comparable: of people by given names and surname, of everything else as a key."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from orchestration.identity.spellings import MIN_SPELT, consonants_of, is_spelt_alike, spell
from orchestration.identity.vocabulary import load_vocabulary

POSSESSIVE = re.compile(r"['’](s\b|$)")
APOSTROPHES = re.compile(r"['’ʼ‘`.]")
NOT_OF_A_WORD = re.compile(r"[^\w-]+|_")
# What a person writes after a name to tell two people of that name apart ("John Smith · the judge"): no text prints it.
MARK = " · "
# How first names relate that are one person's where a word of the name is only spelt otherwise.
IN_ANY_SPELLING = frozenset({"equal", "initials", "shortened"})


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in plain lower-case words. `given` is empty for a surname alone, `suffix` "jr", "iii" or "".

    `mark` tells people of one name apart where somebody said that there are two; else it is empty.
    """

    given: tuple[str, ...]
    surname: str
    suffix: str
    mark: str = ""
    # The name as one text, equal for whatever is printed alike: "Kim Jong-un" and "KIM Jong Un".
    key: str = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        words = (*self.given, *self.surname.split("-"), self.suffix, f"· {self.mark}" if self.mark else "")
        object.__setattr__(self, "key", " ".join(word for word in words if word))


@lru_cache(maxsize=100_000)
def plain(text: str) -> str:
    """Lower case without marks, possessive or apostrophes: "Mr. Erdoğan’s" is "mr erdogan". Hyphens stay."""
    bare = POSSESSIVE.sub("", text.casefold()).translate(load_vocabulary().letters)
    if not bare.isascii():
        bare = "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))
    return " ".join(NOT_OF_A_WORD.sub(" ", APOSTROPHES.sub("", bare.replace("‑", "-").replace("‐", "-"))).split())


@lru_cache(maxsize=100_000)
def read_person(name: str) -> PersonName | None:
    """The parts of a person's name, titles and particles left out; None where no letter is left."""
    name, _, mark = name.partition(MARK)
    words = [word.strip("-") for word in plain(name).split()]
    vocabulary = load_vocabulary()
    while len(words) > 1 and words[0] in vocabulary.titles:
        words.pop(0)
    while len(words) > 2 and words[0] in vocabulary.before_names:
        words.pop(0)
    suffix = words.pop() if len(words) > 1 and words[-1] in vocabulary.suffixes else ""
    words = [_without_particle(word) for word in words]
    words = [word for word in words if word and word not in vocabulary.particles] or [word for word in words if word]
    if not words:
        return None
    # "Jong-un" and "Jong Un" are one given name, but "Ocasio-Cortez" is one surname: its last part leads to its block.
    given = tuple(part for word in words[:-1] for part in word.split("-") if part)
    return PersonName(given, words[-1], suffix, plain(mark))


def _without_particle(word: str) -> str:
    first, hyphen, rest = word.partition("-")
    return rest if hyphen and rest and first in load_vocabulary().particles else word


def block_of(name: PersonName) -> str:
    """What all spellings of a surname have in common; two people of different blocks are never compared."""
    return consonants_of(name.surname.rpartition("-")[2])


def relate(one: PersonName, other: PersonName) -> str | None:
    """How two names can be one person's: equal, initials, shortened, nickname, initial, suffix or spelling; else None.

    initials: "Donald J. Trump"; shortened: "Tayyip Erdoğan"; initial: "J. Kerry"; suffix: "King Jr." beside "King".
    """
    if one.mark != other.mark:
        return None
    if one.key == other.key:
        return "equal"
    if one.suffix != other.suffix:
        if one.suffix and other.suffix:
            return None
        same = _relate_given(one.given, other.given) if one.surname == other.surname else None
        return "suffix" if same in ("equal", "initials") else None
    if one.surname != other.surname:
        return "spelling" if _is_surname_spelling(one, other) else None
    return _relate_given(one.given, other.given) or ("spelling" if _is_given_spelling(one.given, other.given) else None)


def _is_surname_spelling(one: PersonName, other: PersonName) -> bool:
    if min(len(one.surname), len(other.surname)) < MIN_SPELT or not one.given or not other.given:
        return False
    near = Levenshtein.distance(spell(one.surname), spell(other.surname), score_cutoff=1) <= 1
    return near and _relate_given(tuple(map(spell, one.given)), tuple(map(spell, other.given))) in IN_ANY_SPELLING


def _is_given_spelling(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    alike = tuple(next((word for word in one if is_spelt_alike(word, each)), each) for each in other)
    return alike != other and _relate_given(one, alike) in IN_ANY_SPELLING


def _relate_given(one: tuple[str, ...], other: tuple[str, ...]) -> str | None:
    long, short = (one, other) if len(one) >= len(other) else (other, one)
    if long == short or "".join(long) == "".join(short):
        return "equal"
    if not short:
        return None  # a surname alone is another question
    words_long, words_short = ([w for w in words if len(w) > 1] for words in (long, short))
    if words_long == words_short and words_long:
        middle = [{w for w in words if len(w) == 1} for words in (long, short)]
        return None if middle[0] and middle[1] and not middle[0] & middle[1] else "initials"
    if words_short and _is_part(words_short, words_long) and _is_part([w[0] for w in short], [w[0] for w in long]):
        return "shortened"
    if _is_part([w[0] for w in short], [w[0] for w in long]) and short[0][0] == long[0][0]:
        aligned = all(any(_may_be(a, b) for b in long) for a in short)
        return "initial" if aligned and any(len(w) == 1 for w in (*short, *long)) else _nickname(one, other)
    return _nickname(one, other)


def _nickname(one: tuple[str, ...], other: tuple[str, ...]) -> str | None:
    groups = load_vocabulary().nicknames
    return "nickname" if groups.get(one[0], frozenset()) & groups.get(other[0], frozenset()) else None


def _may_be(one: str, other: str) -> bool:
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])


def _is_part(short: list[str], long: list[str]) -> bool:
    rest = iter(long)
    return all(word in rest for word in short)
