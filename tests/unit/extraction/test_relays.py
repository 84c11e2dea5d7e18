"""Through which outlets an article has a statement, where the publisher or a headline decides it."""

from __future__ import annotations

from datetime import date

import pytest

from orchestration.extraction.article import Article, Extractor
from orchestration.extraction.text.statement import TITLE


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def _relays(extractor: Extractor, title: str, body: str = "", outlet: str = "Gulf Meridian") -> list[list[str]]:
    statements = extractor.extract(Article(title, body, date(2026, 10, 15), outlet, None, None))
    wanted = [s for s in statements if (s.field == TITLE) == (not body)]
    return [[relay.outlet_name for relay in s.relays] for s in wanted]


@pytest.mark.parametrize(
    ("title", "outlet"),
    [
        ("Iran says ready for talks: Reuters", "Reuters"),
        ("Iran says ready for talks - Reuters", "Reuters"),
        ("Iran says ready for talks – the Guardian", "The Guardian"),
        ("Turkey denies ship was sunk - state media", "state media"),
    ],
)
def test_the_credit_at_the_end_of_a_headline_is_a_relay(extractor: Extractor, title: str, outlet: str) -> None:
    assert _relays(extractor, title) == [[outlet]]


def test_a_headline_is_not_relayed_by_who_prints_it_nor_by_a_name_with_a_hyphen(extractor: Extractor) -> None:
    assert _relays(extractor, "Iran says ready for talks - Reuters", outlet="Reuters") == [[]]
    assert _relays(extractor, "Iran says it has read Asharq Al-Awsat") == [[]]


def test_the_paper_that_somebody_told_is_never_who_prints_it(extractor: Extractor) -> None:
    body = "The Guardian sent a reporter to the dam. “We saw the crack,” engineer Paul Okoro told the paper."
    assert _relays(extractor, "", body, outlet="The Guardian") == [[]]
    assert _relays(extractor, "", body) == [["The Guardian"]]
