"""Which country a speaker belongs to when no mention of them says so.

Three ways, in this order, and a printed country before them all. The organisation that a role names ("researcher at
Human Rights Watch") has a country; the basis is "employer". A dated table says who held office where ("office"). And
public office is inferred from the article: a paper calls its own country's minister just that, and an article plainly
about one country calls that country's minister just that ("article"). Where none is plain the country stays unknown.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from orchestration.extraction.naming.gazetteer import Gazetteer
from orchestration.extraction.naming.name_matching import words_of
from orchestration.extraction.naming.named_countries import actor_in
from orchestration.extraction.naming.names import singular
from orchestration.extraction.naming.places import NOT_COUNTRIES
from orchestration.extraction.resolution.entity import Entity
from orchestration.extraction.resolution.office_holders import OfficeHolders
from orchestration.extraction.rules.vocabulary import People
from orchestration.extraction.text.datelines import DATELINE
from orchestration.extraction.text.segment import WORD, Segments

# An article is plainly about a country that makes up more than this share of the countries it names, and that often.
DOMINANT_SHARE, DOMINANT_COUNT = 0.5, 6
# … and its scene is the country of most of the places in which something happens.
SCENE_SHARE, SCENE_COUNT = 0.6, 2
# … and so is a short one that names hardly any other.
ALONE_SHARE, ALONE_COUNT = 0.74, 3
ONLY_SHARE, ONLY_COUNT = 0.99, 2
# "President of Rivers United" heads no country; "President of the Senate" is of one.
PRESIDES = re.compile(r"\bpresident\b(?:\sand\s[\w\s]+?)?\s(?:of|at|for)\s(?P<body>(?:the\s)?[A-Z].*)", re.IGNORECASE)
GOVERNING = re.compile(r"\b([\w’'-]+)\s(?:administration|government)\b")  # "an official of the Weir administration"
MINISTRY = re.compile(r"^Ministry of\b|\bMinistry$")
PUBLIC = frozenset("republic senate assembly parliament congress court council chamber duma commission".split())
SELDOM = 4  # times as often as its scene another country is named in an article that is about that one
TWICE = 2  # times as often as any other country one is named that an article of many is about
AT_HOME = 3  # a publisher's own country is named at least a third as often as the most named one
LOCATING = frozenset("in at near across inside into outside around".split())
BEFORE_PLACE = frozenset(
    """the northern southern eastern western central northeast northwest southeast southwest northeastern northwestern
    southeastern southwestern nearby neighboring neighbouring of city town capital province region""".split()
)


def affiliate(
    entities: list[Entity],
    country_code: str | None,
    on: date | None,
    people: People,
    gazetteer: Gazetteer,
    holders: OfficeHolders,
    named: frozenset[str] | None = None,
    *,
    is_home: bool = True,
) -> None:
    """Give those who have no country yet the one of their employer or office, or `country_code`, the article's.

    `is_home`: whether that is the publisher's country, which it seldom says of the presidents of clubs and companies.

    A namesake in office counts only where his country is among those `named` in the article, if these are given.

    "President Trump" that the article never names in full gets the name under which he held office. `on` is the day of
    publication.
    """
    for entity in entities:
        offices = entity.heads | {singular(word) for word in words_of(entity.role or "")}
        if entity.kind == "person" and " " not in entity.name:
            entity.name = _full_name(entity, country_code, on, people, holders) or entity.name
        if entity.country_code is not None:
            continue
        if entity.kind == "person":
            words = WORD.findall(entity.role or "")
            employer = actor_in(words, gazetteer, 0, len(words))
            if employer is not None:
                # Who speaks for NATO or the United Nations speaks for no country.
                entity.country_code = employer.value.country_code
                entity.country_basis = "employer" if entity.country_code else None
                continue
            in_office = " " in entity.name or offices & people.public_offices
            held = holders.country(entity.name, on) if in_office else None
            is_sure = named is None or bool(offices & (people.single_offices | people.public_offices))
            entity.country_code = held if is_sure or held in (named or ()) else None
            entity.country_basis = "office" if entity.country_code else None
        if entity.country_code is None:
            having = people.countries_of_office(entity.role or entity.name)
            entity.country_code = _whose_office(having, country_code, named or frozenset())
            entity.country_basis = "office" if entity.country_code else None
        is_national = entity.kind in ("organisation", "state") and entity.name.lower() in people.national_bodies
        is_elsewhere = not is_home and _is_private(entity.role or "")
        is_national_ministry = entity.kind == "organisation" and MINISTRY.search(entity.name) is not None
        in_public = is_national or is_national_ministry or (offices & people.public_offices and not is_elsewhere)
        if entity.country_code is None and (governing := GOVERNING.search(entity.name)):
            president = holders.in_office(governing[1], on)
            entity.country_code = holders.country(president, on) if president else None
            entity.country_basis = "office" if entity.country_code else None
            in_public = in_public and governing[1].islower()
        if country_code and entity.country_code is None and in_public:
            entity.country_code, entity.country_basis = country_code, "article"
            if is_national:
                # "The army" of one article is not that of another.
                entity.name = f"{gazetteer.demonyms.get(country_code, '')} {entity.name}".strip()


def _is_private(role: str) -> bool:
    """Whether the role is to preside over a named body that is none of a state."""
    presides = PRESIDES.search(role)
    body = presides["body"].removeprefix("the ") if presides else ""
    return body[:1].isupper() and not PUBLIC & set(words_of(body))


def _whose_office(having: tuple[str, ...], country_code: str | None, named: frozenset[str]) -> str | None:
    """Whose office is meant of the countries `having` it, which others may call so too where there are several.

    `country_code` is the article's country, if one is plain, and `named` are those that it names.
    """
    if len(having) < 2 or country_code in having:
        return country_code if country_code in having else next(iter(having), None)
    printed = next((code for code in having if code in named), country_code)
    return printed if printed or any(named) else having[0]


def _full_name(
    entity: Entity, country_code: str | None, on: date | None, people: People, holders: OfficeHolders
) -> str | None:
    """The name under which somebody held office whom the article names by title and surname: "President Weir".

    By the surname alone where who has it holds office in the article's own country that day.
    """
    if entity.heads & people.single_offices:
        return holders.full_name(entity.name, entity.country_code, on)
    full = holders.in_office(entity.name, on) if country_code and not entity.heads else None
    return full if full and holders.country(full, on) == country_code else None


def countries_named(texts: list[Segments], gazetteer: Gazetteer) -> frozenset[str]:
    """The countries of which title or body name anything."""
    return frozenset(f.value.country_code for text in texts for f in gazetteer.countries.find(text.tokens))


def main_country(texts: list[Segments], publisher_country: str | None, gazetteer: Gazetteer) -> str | None:
    """The country whose offices the article prints without saying so; None where that is not plain.

    `texts` are title and body. First the country that things happen in ("in Raqqa", "across Egypt"), then the one that
    is named most; a publisher's own country counts where the text names it and was not written abroad.
    """
    dateline = DATELINE.match(texts[-1].text)
    skipped = dateline.end() if dateline else 0
    named: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for text in texts:
        for found in gazetteer.countries.find(text.tokens):
            if text is texts[-1] and text.words[found.first][0] < skipped:
                continue
            code = found.value.country_code
            named[code] += found.value.kind not in NOT_COUNTRIES
            places[code] += _is_place(text.tokens, found.first)
    written_from = _place(dateline.group().split("(")[0], gazetteer) if dateline else None
    # Written at home about home: that money comes from a bank in China does not make China the scene.
    is_home = bool(publisher_country and written_from == publisher_country and named[publisher_country])
    ways = (
        (places, SCENE_SHARE, DOMINANT_COUNT if is_home else SCENE_COUNT),
        (named, DOMINANT_SHARE, DOMINANT_COUNT),
        (named, ALONE_SHARE, ALONE_COUNT),
        (named, ONLY_SHARE, ONLY_COUNT),
    )
    for counts, share, least in ways:
        code, most = max(counts.items(), key=lambda item: item[1], default=("", 0))
        # Where two bases lie is no scene of an article that names another country at every turn.
        is_named = named[code] * SELDOM >= max(named.values(), default=0)
        if most > share * counts.total() and most >= least and is_named:
            return code
    at_home = written_from in (None, publisher_country)
    is_there = publisher_country and named[publisher_country] * AT_HOME >= max(named.values(), default=0) > 0
    if at_home and is_there:
        return publisher_country
    first, second = [*named.most_common(2), ("", 0), ("", 0)][:2]
    return first[0] if first[1] >= DOMINANT_COUNT and first[1] >= TWICE * second[1] else None


def _is_place(tokens: list[str], first: int) -> bool:
    """Whether the country or town at word `first` is where something happens: "in Tripoli", "in eastern Ukraine"."""
    at = first - 1
    while at > 0 and tokens[at].lower() in BEFORE_PLACE:
        at -= 1
    return at >= 0 and tokens[at].lower() in LOCATING


def _place(capitals: str, gazetteer: Gazetteer) -> str | None:
    """The country of a place printed in capitals, as a dateline has it."""
    found = gazetteer.countries.first(capitals.replace(",", " ").title().split())
    return found.value.country_code if found else None
