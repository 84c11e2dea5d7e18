"""Which country a speaker belongs to when no mention of them says so.

Three ways, in this order, and a printed country before them all. The organisation that a role names ("researcher at
Human Rights Watch") has a country; the basis is "employer". A dated table says who held office where ("office"). And
public office is inferred from the article: a paper calls its own country's minister just that, and an article plainly
about one country calls that country's minister just that ("article"). Where none is plain the country stays unknown.
"""

from __future__ import annotations

from collections import Counter
from datetime import date

from orchestration.extraction.cast import Entity
from orchestration.extraction.drafts import DATELINE
from orchestration.extraction.gazetteer import Gazetteer
from orchestration.extraction.office_holders import OfficeHolders
from orchestration.extraction.places import NOT_COUNTRIES
from orchestration.extraction.rules.vocabulary import People
from orchestration.extraction.segment import WORD, Segments

# An article is plainly about a country that makes up more than this share of the countries it names, and that often.
DOMINANT_SHARE, DOMINANT_COUNT = 0.5, 6


def affiliate(
    entities: list[Entity],
    country_code: str | None,
    on: date | None,
    people: People,
    gazetteer: Gazetteer,
    holders: OfficeHolders,
) -> None:
    """Give those who have no country yet the one of their employer or office, or `country_code`, the article's.

    `on` is the day of publication.
    """
    for entity in entities:
        if entity.country_code is not None:
            continue
        if entity.kind == "person":
            employer = gazetteer.actors.first(WORD.findall(entity.role or ""))
            if employer is not None:
                # Who speaks for NATO or the United Nations speaks for no country.
                entity.country_code = employer.value.country_code
                entity.country_basis = "employer" if entity.country_code else None
                continue
            entity.country_code = holders.country(entity.name, on)
            entity.country_basis = "office" if entity.country_code else None
        if country_code and entity.country_code is None and entity.heads & people.public_offices:
            entity.country_code, entity.country_basis = country_code, "article"


def main_country(texts: list[Segments], publisher_country: str | None, gazetteer: Gazetteer) -> str | None:
    """The country whose offices the article prints without saying so; None where that is not plain.

    `texts` are title and body. A publisher's own country counts where the text names it and was not written abroad.
    """
    dateline = DATELINE.match(texts[-1].text)
    skipped = dateline.end() if dateline else 0
    counts = Counter(
        found.value.country_code
        for text in texts
        for found in gazetteer.countries.find(text.tokens)
        if found.value.kind not in NOT_COUNTRIES and not (text is texts[-1] and text.words[found.first][0] < skipped)
    )
    if not counts:
        return None
    code, most = counts.most_common(1)[0]
    if most > DOMINANT_SHARE * counts.total() and most >= DOMINANT_COUNT:
        return code
    written_from = _place(dateline.group().split("(")[0], gazetteer) if dateline else None
    at_home = written_from in (None, publisher_country)
    return publisher_country if at_home and publisher_country in counts else None


def _place(capitals: str, gazetteer: Gazetteer) -> str | None:
    """The country of a place printed in capitals, as a dateline has it."""
    found = gazetteer.countries.first(capitals.replace(",", " ").title().split())
    return found.value.country_code if found else None
