"""Loads and checks the vocabularies beside this file: normalised, without duplicates, no word in two exclusive
lists.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

from orchestration.extraction.text.segment import plain_words

FOLDER = Path(__file__).parent
# A seed of the warehouse, so that an actor is the same thing in the text and in the dimensions.
ACTOR_ALIASES = FOLDER.parents[2] / "dbt_project" / "seeds" / "actor_aliases.csv"
STANCES = {"report": "assert", "deny": "deny", "ask": "ask", "promise": "promise"}
IRREGULAR = {
    "said": "say", "told": "tell", "wrote": "write", "written": "write", "spoke": "speak", "spoken": "speak",
    "sought": "seek", "swore": "swear", "sworn": "swear", "undertook": "undertake", "undertaken": "undertake",
    "saw": "see", "seen": "see", "thought": "think", "knew": "know", "known": "know", "felt": "feel", "found": "find",
    "meant": "mean", "understood": "understand", "shown": "show", "begged": "beg", "quipped": "quip",
    "admitted": "admit", "committed": "commit", "rebutted": "rebut", "rebuffed": "rebuff", "bragged": "brag",
    "dubbed": "dub", "slammed": "slam", "labelled": "label", "implored": "implore", "forecast": "forecast",
    "held": "hold",
}  # fmt: skip


class VocabularyError(ValueError):
    """A vocabulary file breaks its own rules; the message names the file, the word and what is wrong."""


@dataclass(frozen=True)
class Cues:
    """Cue words by class. Keys are base forms; phrases are in lower case.

    `beside_marks` say that something was said only where a part of it stands in quotation marks. The verbs of
    `needs_clause` are of speech before a clause or a quotation only; the rules engine alone reads it. What `findings`,
    `works_that_find` and `finders` are for is said in findings.py.
    """

    verbs: dict[str, str]
    nouns: dict[str, str]
    phrases: tuple[str, ...]
    thought: frozenset[str]
    needs_clause: frozenset[str]
    beside_marks: frozenset[str]
    findings: frozenset[str]
    works_that_find: frozenset[str]
    finders: frozenset[str]

    def lemma(self, word: str) -> str | None:
        """The base form of `word` when it is a cue verb or a verb of thought, else None."""
        return next((base for base in base_forms(word) if base in self.verbs or base in self.thought), None)

    def stance(self, word: str) -> str | None:
        """assert, deny, ask or promise for a cue verb in any inflection or a cue noun, else None."""
        base = self.lemma(word)
        if base in self.verbs:
            return self.verbs[base]
        lowered = word.lower()
        return self.nouns.get(lowered) or self.nouns.get(lowered.removesuffix("s"))

    def tells_beside_marks(self, word: str) -> bool:
        """Whether `word` says that something was said where a part of it is quoted."""
        return self.stance(word) is not None or not self.beside_marks.isdisjoint(base_forms(word))


@dataclass(frozen=True)
class People:
    """Word lists about speakers, as in rules/people.yml."""

    titles: frozenset[str]
    roles: frozenset[str]
    role_words: frozenset[str]
    generic_people: frozenset[str]
    organisation_words: frozenset[str]
    company_words: frozenset[str]
    organisation_nouns: frozenset[str]
    generic_organisations: frozenset[str]
    generic_outlets: frozenset[str]
    outlet_words: frozenset[str]
    state_nouns: frozenset[str]
    labels: frozenset[str]
    kin: frozenset[str]
    works: frozenset[str]
    writings: frozenset[str]
    records: frozenset[str]
    person_endings: frozenset[str]
    particles: frozenset[str]
    function_words: frozenset[str]
    furniture: frozenset[str]
    link_labels: frozenset[str]
    things: frozenset[str]
    pronouns: dict[str, str]
    public_offices: frozenset[str]
    portfolios: frozenset[str]
    single_offices: frozenset[str]
    national_bodies: frozenset[str]
    local_bodies: frozenset[str]
    given_places: frozenset[str]
    nicknames: dict[str, frozenset[int]]
    first_names: dict[str, str]
    feminine_words: frozenset[str]
    masculine_words: frozenset[str]
    offices_of: dict[str, tuple[str, ...]]
    written_out: dict[str, frozenset[str]]

    @cached_property
    def speaking_nouns(self) -> frozenset[str]:
        """Nouns, in the singular, that can stand for whoever speaks."""
        return self.roles | self.generic_people | self.organisation_nouns | self.state_nouns

    @cached_property
    def person_nouns(self) -> frozenset[str]:
        """Nouns, in the singular, for somebody by what he or she does or is."""
        return self.roles | self.generic_people

    @cached_property
    def papers(self) -> frozenset[str]:
        """Nouns, in the singular, for what somebody or a body has written."""
        return self.works | self.writings

    def gender(self, words: set[str]) -> str | None:
        """The gender that one of the words, in small, tells of whom they describe."""
        if words & self.feminine_words:
            return "feminine"
        return "masculine" if words & self.masculine_words else None

    def is_many(self, noun: str) -> bool:
        """Whether a noun as it is printed stands for several people: "voters", "women"."""
        one = noun.removesuffix("s")
        is_plural = noun.islower() and one != noun and (one in self.roles or one in self.generic_people)
        return is_plural or noun in ("men", "women", "people")

    def is_person(self, noun: str) -> bool:
        """Whether a noun in the singular stands for one person: "worshipper", not "testimony" or "family"."""
        known = self.roles | self.generic_people | self.titles | (self.kin - {"family"}) | {"one"}
        if noun in known or noun in self.feminine_words or noun in self.masculine_words:
            return True
        return noun not in self.speaking_nouns and noun.endswith(tuple(self.person_endings))

    def countries_of_office(self, text: str) -> tuple[str, ...]:
        """The countries that have the office named in `text`: "Secretary of State" is American. Often none."""
        words = f" {' '.join(plain_words(text))} "
        return next((codes for phrase, codes in self.offices_of.items() if f" {phrase} " in words), ())


@dataclass(frozen=True, slots=True)
class Actor:
    """An organisation, armed group or party that statements are about; country is where it is based, if anywhere."""

    name: str
    kind: str
    country_code: str | None


@lru_cache(maxsize=50_000)
def base_forms(word: str) -> tuple[str, ...]:
    """Possible base forms of an inflected English verb, the word itself first."""
    lowered = word.lower()
    out = [lowered]
    if lowered in IRREGULAR:
        out.append(IRREGULAR[lowered])
    if lowered.endswith(("ies", "ied")):
        out.append(lowered[:-3] + "y")
    for suffix in ("s", "es", "d", "ed", "ing"):
        if lowered.endswith(suffix) and len(lowered) > len(suffix) + 1:
            stem = lowered[: -len(suffix)]
            out += [stem, stem + "e"]
            if len(stem) > 2 and stem[-1] == stem[-2]:
                out.append(stem[:-1])
    return tuple(out)


@lru_cache(maxsize=1)
def load_cues() -> Cues:
    """The cue vocabulary. Raises VocabularyError where the file breaks its rules."""
    raw = _read("cues.yml")
    verbs: dict[str, str] = {}
    for name, stance in STANCES.items():
        for word in _checked("cues.yml", name, raw[name]):
            if word in verbs:
                raise VocabularyError(f"cues.yml: “{word}” stands in two classes; keep it in one")
            verbs[word] = stance
    nouns = {word: STANCES[name] for name, words in raw["nouns"].items() for word in _checked("cues.yml", name, words)}
    thought = frozenset(_checked("cues.yml", "thought", raw["thought"]))
    if both := thought & verbs.keys():
        raise VocabularyError(f"cues.yml: {sorted(both)} stand under thought and under a class of speech; keep one")
    needs_clause = frozenset(_checked("cues.yml", "needs_clause", raw["needs_clause"]))
    if unknown := needs_clause - verbs.keys():
        raise VocabularyError(
            f"cues.yml: {sorted(unknown)} stand under needs_clause and in no class of speech; add them"
        )
    phrases = tuple(_checked("cues.yml", "phrases", raw["phrases"]))
    further = ("beside_marks", "findings", "works_that_find", "finders")
    return Cues(
        verbs,
        nouns,
        phrases,
        thought,
        needs_clause,
        **{name: frozenset(_checked("cues.yml", name, raw[name])) for name in further},
    )


@lru_cache(maxsize=1)
def load_people() -> People:
    """The vocabulary of mentions. Raises VocabularyError where the file breaks its rules."""
    raw = _read("people.yml")
    genders = raw.pop("pronouns")
    pronouns = {word: gender for gender, words in genders.items() for word in _checked("people.yml", gender, words)}
    offices: dict[str, tuple[str, ...]] = {}
    for code, phrases in raw.pop("offices_of").items():
        for phrase in _checked("people.yml", code, phrases):
            offices[phrase] = (*offices.get(phrase, ()), code.upper())
    written_out = {
        group.split()[0]: frozenset(group.split()[1:])
        for group in _checked("people.yml", "written_out", raw.pop("written_out"))
    }
    nicknames = _nicknames(_checked("people.yml", "nicknames", raw.pop("nicknames")))
    return People(
        pronouns=pronouns,
        nicknames=nicknames,
        first_names=_first_names(),
        offices_of=offices,
        written_out=written_out,
        **{k: frozenset(_checked("people.yml", k, v)) for k, v in raw.items()},
    )


@lru_cache(maxsize=1)
def load_actors() -> dict[str, Actor]:
    """Actors by printed alias. Raises VocabularyError where an alias stands twice."""
    out: dict[str, Actor] = {}
    with ACTOR_ALIASES.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["alias"] in out:
                raise VocabularyError(f"actor_aliases.csv: alias “{row['alias']}” stands twice; keep one")
            out[row["alias"]] = Actor(row["actor_name"], row["actor_kind"], row["country_code"] or None)
    return out


def _first_names() -> dict[str, str]:
    """Gender, feminine or masculine, by first name."""
    out: dict[str, str] = {}
    for gender, lines in _read("first_names.yml").items():
        for name in " ".join(_checked("first_names.yml", gender, lines)).split():
            if name in out:
                raise VocabularyError(f"first_names.yml: “{name}” stands twice; keep it once, or in no list")
            out[name] = gender
    return out


def _nicknames(groups: list[str]) -> dict[str, frozenset[int]]:
    """First name to the numbers of the groups it stands in: names of one group may be one person's."""
    out: dict[str, set[int]] = {}
    for number, group in enumerate(groups):
        for name in group.split():
            out.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in out.items()}


def _read(name: str) -> dict[str, Any]:
    # BaseLoader keeps every scalar as text: YAML would read the words “no” and “on” as truth values.
    loaded = yaml.load((FOLDER / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    if not isinstance(loaded, dict):
        raise VocabularyError(f"{name}: expected a mapping of lists")
    return loaded


def _checked(name: str, section: str, words: list[Any]) -> list[str]:
    """`words` when each is a lower-case string that stands once."""
    seen: set[str] = set()
    for word in words:
        if not isinstance(word, str) or word != word.strip().lower():
            raise VocabularyError(f"{name}, {section}: “{word}” is not trimmed lower-case text")
        if word in seen:
            raise VocabularyError(f"{name}, {section}: “{word}” stands twice; keep one")
        seen.add(word)
    return list(words)
