"""Whoever an outlet cites has spoken, through it, in whatever order the words stand, whichever engine reads them."""

from __future__ import annotations

from datetime import date

import pytest

from orchestration.extraction.article import Article, Extractor
from orchestration.extraction.by_rules.engine import RulesEngine


@pytest.fixture(scope="module", params=["tagger", "rules"])
def reader(request: pytest.FixtureRequest) -> Extractor:
    return Extractor() if request.param == "tagger" else Extractor(RulesEngine())


KARIMI = "Deputy Minister Reza Karimi inspected the port. "


@pytest.mark.parametrize(
    ("text", "speaker", "relays", "said_on"),
    [
        (KARIMI + "“It is open,” Iran’s ISNA agency quoted him as saying on Sunday.", "Reza Karimi", ["ISNA"], "11"),
        ("“It is open,” the ISNA agency quoted Minister Reza Karimi as saying.", "Reza Karimi", ["ISNA"], None),
        ("“We will stay,” Ada Weir was quoted by Xinhua as saying on Tuesday.", "Ada Weir", ["Xinhua"], "13"),
        ("Ada Weir was quoted by Xinhua as saying that the port was open.", "Ada Weir", ["Xinhua"], None),
        ("Kommersant, citing two aides, said the deal was dead.", "two aides", ["Kommersant"], None),
        ("Kommersant, citing two aides, wrote on Monday that it was dead.", "two aides", ["Kommersant"], "12"),
        (
            "According to Reuters, which cited Ada Weir, three ships sank.",
            "Ada Weir",
            ["Reuters"],
            None,
        ),
        (
            "Three ships sank, Ada Weir said, Reuters reported, citing Ukrinform.",
            "Ada Weir",
            ["Ukrinform", "Reuters"],
            None,
        ),
        (
            "Tasnim, a news agency, quoted officer Reza Karimi as saying it sank.",
            "Reza Karimi",
            ["Tasnim News Agency"],
            None,
        ),
        ("“It sank,” Ada Weir, a pilot at Kivu Lines, was quoted as saying by Xinhua.", "Ada Weir", ["Xinhua"], None),
        ("Ada Weir told lawmakers, Reuters reported, that the port was shut.", "Ada Weir", ["Reuters"], None),
        ("Ada Weir told lawmakers on Tuesday, the TASS agency reported, that it was.", "Ada Weir", ["TASS"], "13"),
    ],
)
def test_who_is_cited_speaks_through_who_cites(
    reader: Extractor, text: str, speaker: str, relays: list[str], said_on: str | None
) -> None:
    (statement,) = reader.extract(Article("", text, date(2026, 10, 15)))
    assert [s.name for s in statement.speakers] == [speaker]
    assert [relay.outlet_name for relay in statement.relays] == relays
    assert (statement.said_on.iso_prefix[-2:] if statement.said_on else None) == said_on
    assert "as saying" not in text[statement.start : statement.end]


@pytest.mark.parametrize(
    "text",
    [
        "State news agency KCNA carried a statement by the foreign ministry saying North Korea would answer.",
        "KCNA published a letter from the foreign ministry saying that North Korea would answer.",
    ],
)
def test_a_statement_that_an_outlet_carries_is_of_who_made_it(reader: Extractor, text: str) -> None:
    statement = reader.extract(Article("", text))[-1]
    assert [s.name for s in statement.speakers] == ["foreign ministry"]
    assert [relay.outlet_name for relay in statement.relays] == ["KCNA"]


@pytest.mark.parametrize(
    ("text", "relay"),
    [
        ("Xinhua printed a picture of the fire. It quoted an official as saying the port was shut.", "Xinhua"),
        ("Xinhua printed a picture. The agency quoted an official as saying the port was shut.", "Xinhua"),
        ("The port is shut, according to a TASS report carried by Press TV.", "Press TV"),
        ("Ada Weir, in an interview with Reuters, denied that the dam had cracks.", "Reuters"),
    ],
)
def test_an_outlet_passes_on_by_a_pronoun_and_inside_the_source_too(reader: Extractor, text: str, relay: str) -> None:
    assert [r.outlet_name for r in reader.extract(Article("", text))[-1].relays] == [relay]


@pytest.mark.parametrize(
    ("text", "relays"),
    [
        ("Kim Hana told reporters, according to Yonhap, that the ship had sunk.", ["Yonhap News Agency"]),
        ("Kim Hana told reporters in Seoul, according to a pool report, that the ship had sunk.", []),
        ("Kim Hana was quoted by Xinhua as saying on Friday that the ship had sunk.", ["Xinhua"]),
    ],
)
def test_what_somebody_tells_around_an_aside_is_theirs(reader: Extractor, text: str, relays: list[str]) -> None:
    (statement,) = reader.extract(Article("", text, date(2026, 10, 15)))
    assert [s.name for s in statement.speakers] == ["Kim Hana"]
    assert [relay.outlet_name for relay in statement.relays] == relays
    assert text[statement.start : statement.end] == "that the ship had sunk"


def test_what_stands_before_an_outlet_is_not_of_whom_it_quotes_for_more() -> None:
    text = "The ship sank, according to Reuters, which cited two pilots as saying it had burned."
    statement = Extractor(RulesEngine()).extract(Article("", text))[0]
    assert [s.name for s in statement.speakers] == ["Reuters"]


def test_as_telling_somebody_is_said_to_them() -> None:
    text = "Japan will send two ships, NHK quoted Defence Minister Ken Sato as telling reporters."
    (statement,) = Extractor().extract(Article("", text))
    assert (statement.speakers[0].name, statement.addressee) == ("Ken Sato", "reporters")
    assert text[statement.start : statement.end] == "Japan will send two ships"
