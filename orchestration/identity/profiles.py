"""Profiles: everything printed of one name in one country. What a profile holds is one speaker; which profiles are one
is decided elsewhere.

A person's surname alone says too little to be a profile for all articles: it is one for a year with its office, or
where no office is printed for its article alone.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from orchestration.extraction.naming.names import singular
from orchestration.extraction.rules.vocabulary import load_actors
from orchestration.identity.names import PersonName, block_of, plain, read_person
from orchestration.identity.offices import choose_office, read_office
from orchestration.identity.vocabulary import load_vocabulary

ArticleKey = tuple[str, str]  # article_id, article_version
OFFICE_SHARE = 0.1  # of the offices printed with a name, from which one of them counts


@dataclass(frozen=True, slots=True)
class Appearance:
    """One speaker of one article version. `kind` is person, organisation or state; `country_code` ISO 3166-1 alpha-2.

    `name` is as the article resolved it, `roles` those printed with it; `printed_on` is None for an undated article.
    `is_own_country` says that the country is the speaker's by a mention, an employer or an office ("Kenya's Grace
    Wafubwa"), and not only the one that the article is about.
    """

    article_id: str
    article_version: str
    printed_on: date | None
    kind: str
    name: str
    country_code: str | None = None
    roles: tuple[str, ...] = ()
    is_own_country: bool = False

    @property
    def article(self) -> ArticleKey:
        """The article version that it stands in."""
        return self.article_id, self.article_version


@dataclass
class Profile:
    """What all appearances that print the same come to; `name` is None for what is no person.

    `article_count` counts the articles that print it, `own_article_count` those in which the country is the speaker's
    own and not only that of the article; `days` has one day per dated article, in order; `offices` counts appearances
    by office. `held_on` has the days, in order, on which an office is printed as held, `printed_together` the sets of
    offices that one article gives. `beside` are the other profiles of its block that one of its articles prints too.
    """

    profile_id: str
    kind: str
    key: str
    country_code: str | None
    block: str
    name: PersonName | None = None
    article_count: int = 0
    own_article_count: int = 0
    days: Sequence[date] = ()
    offices: Counter[str] = field(default_factory=Counter)
    held_on: dict[str, list[date]] = field(default_factory=dict)
    printed_together: set[frozenset[str]] = field(default_factory=set)
    beside: set[str] = field(default_factory=set)

    @property
    def is_surname(self) -> bool:
        """Whether a surname alone is printed."""
        return self.name is not None and not self.name.given

    @cached_property
    def main_offices(self) -> frozenset[str]:
        """The offices often printed: a rare one is as likely a neighbour's. Asked once all are counted."""
        least = OFFICE_SHARE * sum(self.offices.values())
        return frozenset(office for office, count in self.offices.items() if count >= least)

    @property
    def first_on(self) -> date:
        """The first day it is printed on; the last day there is where no article has a date."""
        return self.days[0] if self.days else date.max


def find_block(kind: str, printed: str) -> str:
    """The block of a printed name, "" for one that is nobody's. Only within a block anything is compared or joined."""
    if kind == "person":
        name = read_person(printed)
        return f"person {block_of(name)}" if name else ""
    key = _group_key(kind, printed)
    return f"{kind} {key}" if key else ""


def group(appearances: Iterable[Appearance]) -> tuple[list[Profile], dict[Appearance, str]]:
    """The profiles in the order of their ids, and the profile of every appearance that has a name."""
    listed: dict[str, list[Appearance]] = defaultdict(list)
    profile_of: dict[Appearance, str] = {}
    for each in appearances:
        if profile_id := find_profile(each):
            listed[profile_id].append(each)
            profile_of[each] = profile_id
    profiles = [_sum_up(profile_id, listed[profile_id]) for profile_id in sorted(listed)]
    _find_beside(profiles, listed)
    return profiles, profile_of


def find_profile(each: Appearance) -> str | None:
    """The id of the profile of an appearance; None for one that is nobody's."""
    if each.kind != "person":
        key = _group_key(each.kind, each.name)
        country = each.country_code if _is_generic(key) else None
        return (make_id(each.kind, key, country) if country else make_id(each.kind, key)) if key else None
    name = read_person(each.name)
    if name is None:
        return None
    if not name.given:
        return make_id("surname", name.key, *_surname_parts(each))
    return make_id("person", name.key, each.country_code)


def name_profile(profile_id: str, kind: str, name: str, country_code: str | None) -> Profile:
    """A profile by the name of one of its appearances, before anything is counted. The appearance has a profile.

    Names of one profile differ in nothing that counts but hyphens: whoever asks takes the least of them.
    """
    if kind == "person":
        person = read_person(name)
        assert person is not None  # it has a profile
        return Profile(profile_id, kind, person.key, country_code, f"person {block_of(person)}", person)
    key = _group_key(kind, name)
    return Profile(profile_id, kind, key, country_code if _is_generic(key) else None, f"{kind} {key}")


def make_id(*parts: str | None) -> str:
    """16 hexadecimal digits of these parts: the same in every run and order of loading."""
    text = "|".join(part or "" for part in parts)
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()[:16]


def _sum_up(profile_id: str, listed: Sequence[Appearance]) -> Profile:
    profile = name_profile(profile_id, listed[0].kind, min(each.name for each in listed), listed[0].country_code)
    days = {each.article: each.printed_on for each in listed}
    profile.article_count = len(days)
    profile.own_article_count = len({each.article for each in listed if each.is_own_country})
    profile.days = sorted(day for day in days.values() if day)
    held: dict[str, set[date]] = defaultdict(set)
    for each in listed:
        named = {office for role in each.roles if (office := read_office(role))}
        profile.offices.update(named)
        if len(named) > 1:
            profile.printed_together.add(frozenset(named))
        office, is_held = choose_office(each.roles)
        if office and is_held and each.printed_on:
            held[office].add(each.printed_on)
    profile.held_on = {office: sorted(days) for office, days in held.items()}
    return profile


def _find_beside(profiles: Sequence[Profile], listed: Mapping[str, Sequence[Appearance]]) -> None:
    in_article: dict[tuple[str, ArticleKey], set[str]] = defaultdict(set)
    for profile in profiles:
        for each in listed[profile.profile_id]:
            in_article[profile.block, each.article].add(profile.profile_id)
    by_id = {profile.profile_id: profile for profile in profiles}
    for together in in_article.values():
        for profile_id in together:
            by_id[profile_id].beside |= together - {profile_id}


def _surname_parts(each: Appearance) -> tuple[str | None, ...]:
    offices = sorted({office for role in each.roles if (office := read_office(role))})
    if not offices or each.printed_on is None:
        return each.country_code, *each.article
    return each.country_code, offices[0], str(each.printed_on.year)


def _group_key(kind: str, name: str) -> str:
    actor = load_actors().get(name.strip())
    words = plain(actor.name if actor and kind == "organisation" else name).replace("-", " ").split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def _is_generic(key: str) -> bool:
    """Whether every country has one: "Foreign Ministry", "Police"."""
    vocabulary = load_vocabulary()
    return all(
        singular(word) in vocabulary.generic_organisations or word in vocabulary.portfolios for word in key.split()
    )
