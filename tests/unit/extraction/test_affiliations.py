"""The country that an article is about: the scene of what happens, or the publisher's own where it writes of home."""

from __future__ import annotations

from datetime import date

import pytest

from orchestration.extraction.naming.gazetteer import load_gazetteer
from orchestration.extraction.resolution.affiliations import affiliate, main_country
from orchestration.extraction.resolution.entity import Entity
from orchestration.extraction.resolution.office_holders import Holding, OfficeHolders
from orchestration.extraction.rules.vocabulary import load_people
from orchestration.extraction.text.segment import segment

BODY = (
    "{dateline} — Kenya and Uganda agreed on a bridge. The money is to come from a bank in China and be repaid "
    "by 2040. An opposition MP asked why it had to be a bank in Wuhan."
)


@pytest.mark.parametrize(
    ("dateline", "publisher_country", "country"),
    [
        ("NAIROBI (Lake Herald)", "KE", "KE"),
        ("BEIJING (Lake Herald)", "KE", "CN"),
    ],
)
def test_a_lender_abroad_is_not_the_scene_of_news_written_at_home(
    dateline: str, publisher_country: str, country: str
) -> None:
    texts = [segment("A bridge over the lake"), segment(BODY.format(dateline=dateline))]
    assert main_country(texts, publisher_country, load_gazetteer()) == country


def test_surname_alone_is_who_holds_office_in_the_country_of_the_article() -> None:
    held = Holding("NO", date(2010, 1, 1), date(2020, 1, 1), "Paul Weir")
    holders = OfficeHolders({"weir": [held], "paul weir": [held]})
    for country, name in (("NO", "Paul Weir"), ("SE", "Weir"), (None, "Weir")):
        entity = Entity("Weir", "person")
        affiliate([entity], country, date(2015, 5, 1), load_people(), load_gazetteer(), holders)
        assert entity.name == name


def test_namesake_in_office_counts_where_the_article_names_his_country() -> None:
    holders = OfficeHolders({"paul weir": [Holding("NO", date(2010, 1, 1), date(2020, 1, 1), None)]})
    for named, country in ((frozenset({"NO"}), "NO"), (frozenset({"SE"}), None), (None, "NO")):
        entity = Entity("Paul Weir", "person")
        affiliate([entity], None, date(2015, 5, 1), load_people(), load_gazetteer(), holders, named)
        assert entity.country_code == country


@pytest.mark.parametrize(
    ("home", "named", "country"),
    [
        ("GH", frozenset({"GH", "US"}), "GH"),
        (None, frozenset({"KE", "SO"}), "KE"),
        (None, frozenset({"US", "KE"}), "US"),
        (None, frozenset(), "US"),
        ("BG", frozenset({"BG"}), "BG"),
        (None, frozenset({"BG"}), None),
    ],
)
def test_an_office_of_several_countries_is_of_the_one_that_the_article_is_about(
    home: str | None, named: frozenset[str], country: str | None
) -> None:
    entity = Entity("Ada Weir", "person", role="majority leader")
    affiliate([entity], home, None, load_people(), load_gazetteer(), OfficeHolders({}), named)
    assert entity.country_code == country


def test_an_office_of_one_country_is_its_own_wherever_it_is_told_of() -> None:
    entity = Entity("Ada Weir", "person", role="Secretary of State")
    affiliate([entity], "KE", None, load_people(), load_gazetteer(), OfficeHolders({}), frozenset({"KE"}))
    assert entity.country_code == "US"
