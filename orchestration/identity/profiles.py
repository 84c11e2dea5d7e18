"""Profiles: everything printed of one name in one country. What a profile holds is one speaker; which profiles are one
is decided elsewhere.

A person's surname alone says too little to be a profile for all articles: it is one for a year with its office, or
where no office is printed for its article alone.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from orchestration.extraction.names import singular
from orchestration.extraction.rules.vocabulary import load_actors
from orchestration.identity.names import PersonName, block_of, plain, read_person
from orchestration.identity.offices import read_office
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
    """Appearances that print the same. `name` is None for what is no person; `days` has one day per dated article.

    `own_articles` are those in which the country is the speaker's own, and not only that of the article.
    """

    profile_id: str
    kind: str
    key: str
    country_code: str | None
    block: str
    name: PersonName | None = None
    articles: set[ArticleKey] = field(default_factory=set)
    own_articles: set[ArticleKey] = field(default_factory=set)
    days: list[date] = field(default_factory=list)
    offices: Counter[str] = field(default_factory=Counter)

    @property
    def is_surname(self) -> bool:
        """Whether a surname alone is printed."""
        return self.name is not None and not self.name.given

    @property
    def main_offices(self) -> frozenset[str]:
        """The offices often printed: a rare one is as likely a neighbour's."""
        least = OFFICE_SHARE * sum(self.offices.values())
        return frozenset(office for office, count in self.offices.items() if count >= least)

    @property
    def first_on(self) -> date:
        """The first day it is printed on; the last day there is where no article has a date."""
        return self.days[0] if self.days else date.max


def find_block(appearance: Appearance) -> str:
    """The block of an appearance, "" for one that is nobody's. Only within a block anything is compared or joined."""
    if appearance.kind == "person":
        name = read_person(appearance.name)
        return f"person {block_of(name)}" if name else ""
    key = _group_key(appearance)
    return f"{appearance.kind} {key}" if key else ""


def group(appearances: Iterable[Appearance]) -> tuple[list[Profile], dict[Appearance, str]]:
    """The profiles in the order of their ids, and the profile of every appearance that has a name."""
    profiles: dict[str, Profile] = {}
    profile_of: dict[Appearance, str] = {}
    days: dict[str, dict[ArticleKey, date]] = defaultdict(dict)
    for each in appearances:
        made = _make(each)
        if made is None:
            continue
        profile = profiles.setdefault(made.profile_id, made)
        profile.articles.add(each.article)
        if each.is_own_country:
            profile.own_articles.add(each.article)
        profile.offices.update({office for role in each.roles if (office := read_office(role))})
        if each.printed_on:
            days[profile.profile_id][each.article] = each.printed_on
        profile_of[each] = profile.profile_id
    for profile_id, profile in profiles.items():
        profile.days = sorted(days[profile_id].values())
    return [profiles[profile_id] for profile_id in sorted(profiles)], profile_of


def make_id(*parts: str | None) -> str:
    """16 hexadecimal digits of these parts: the same in every run and order of loading."""
    text = "|".join(part or "" for part in parts)
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()[:16]


def _make(each: Appearance) -> Profile | None:
    block = find_block(each)
    if not block:
        return None
    if each.kind != "person":
        key = _group_key(each)
        country = each.country_code if _is_generic(key) else None
        profile_id = make_id(each.kind, key, country) if country else make_id(each.kind, key)
        return Profile(profile_id, each.kind, key, country, block)
    name = read_person(each.name)
    assert name is not None  # it has a block
    profile_id = make_id("person", name.key, each.country_code)
    if not name.given:
        profile_id = make_id("surname", name.key, *_surname_parts(each))
    return Profile(profile_id, "person", name.key, each.country_code, block, name)


def _surname_parts(each: Appearance) -> tuple[str | None, ...]:
    offices = sorted({office for role in each.roles if (office := read_office(role))})
    if not offices or each.printed_on is None:
        return each.country_code, *each.article
    return each.country_code, offices[0], str(each.printed_on.year)


def _group_key(each: Appearance) -> str:
    actor = load_actors().get(each.name.strip())
    words = plain(actor.name if actor and each.kind == "organisation" else each.name).replace("-", " ").split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def _is_generic(key: str) -> bool:
    """Whether every country has one: "Foreign Ministry", "Police"."""
    vocabulary = load_vocabulary()
    return all(
        singular(word) in vocabulary.generic_organisations or word in vocabulary.portfolios for word in key.split()
    )
