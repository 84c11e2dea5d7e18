"""Which country a speaker belongs to when no mention of them says so.

Only office of state is inferred, and only where the article is plainly about one country: "the interior minister" in an
article whose places are mostly Ukraine's. The basis is recorded as "article"; a printed country always wins.
"""

from __future__ import annotations

from collections import Counter

from orchestration.extraction.cast import Entity
from orchestration.extraction.gazetteer import Gazetteer
from orchestration.extraction.rules.vocabulary import People
from orchestration.extraction.segment import Segments

DOMINANT = 0.5  # share of the countries named in the article that its main one must have


def affiliate(entities: list[Entity], texts: list[Segments], people: People, gazetteer: Gazetteer) -> None:
    """Give entities that hold a public office, and have no country yet, the article's main country if it has one."""
    counts = Counter(f.value.country_code for text in texts for f in gazetteer.countries.find(text.tokens))
    if not counts:
        return
    code, most = counts.most_common(1)[0]
    if most < DOMINANT * counts.total():
        return
    for entity in entities:
        if entity.country_code is None and entity.heads & people.public_offices:
            entity.country_code, entity.country_basis = code, "article"
