"""Which country a speaker belongs to when no mention of them says so.

Only office of state is inferred, and only where the article is plainly about one country: it is written from there and
names it, or most of the countries it names are that one. The basis is recorded as "article"; a printed country wins.
"""

from __future__ import annotations

from collections import Counter

from orchestration.extraction.cast import Entity
from orchestration.extraction.gazetteer import Gazetteer
from orchestration.extraction.places import NOT_COUNTRIES
from orchestration.extraction.rules.vocabulary import People
from orchestration.extraction.segment import Segments

DATELINE_WORDS = 8
DOMINANT = 0.5  # share of the countries named in the article that its main one must have


def affiliate(entities: list[Entity], texts: list[Segments], people: People, gazetteer: Gazetteer) -> None:
    """Give entities that hold a public office, and have no country yet, the article's main country if it has one."""
    code = _main_country(texts, gazetteer)
    if code is None:
        return
    for entity in entities:
        if entity.country_code is None and entity.heads & people.public_offices:
            entity.country_code, entity.country_basis = code, "article"


def _main_country(texts: list[Segments], gazetteer: Gazetteer) -> str | None:
    counts = Counter(
        f.value.country_code
        for text in texts
        for f in gazetteer.countries.find(text.tokens)
        if f.value.kind not in NOT_COUNTRIES
    )
    written_from = _dateline(texts[-1], gazetteer)
    if written_from in counts:
        return written_from
    code, most = counts.most_common(1)[0] if counts else (None, 0)
    return code if most > DOMINANT * counts.total() else None


def _dateline(body: Segments, gazetteer: Gazetteer) -> str | None:
    """The country of the place in capitals that the text opens with, if it opens so."""
    tokens = body.tokens[:DATELINE_WORDS]
    end = next((i for i, token in enumerate(tokens) if token in "(—–"), None)
    place = [token.title() for token in tokens[:end]] if end else []
    if not place or not all(token.isupper() for token in tokens[:end] if token.isalpha()):
        return None
    found = next(iter(gazetteer.countries.find(place)), None)
    return found.value.country_code if found else None
