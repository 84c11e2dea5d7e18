"""A text four times as long takes about four times as long: no rule looks at all that stands in an article for each
statement, name or sentence of it.
"""

from __future__ import annotations

import random
import time
from datetime import date

import pytest

from orchestration.extraction.article import Article, Extractor
from orchestration.extraction.by_rules.engine import RulesEngine

SHORT, TIMES = 20_000, 4  # characters, and how much longer the long text is
MOST = 6.0  # times the seconds; what grows with the square would take 16
GIVEN = "Ada Ben Cora Dan Eva Finn Gail Hugo Ida Jon Kim Leo Mara Nils Olga Paul Rosa Sven Tara Uwe".split()
SYLLABLES = "bar den fol gar hil kas lom mar nor pel ros sten tor vel win zan".split()
TALK = (
    "{caps}: I think the gates were closed. And {other} knew it, as we heard last week.",
    "“The river was low,” {one} said on Tuesday. “It will rise.” He added that {other} had seen it.",
    "{one}, a minister of Norway, told Reuters that prices will rise. The minister said that it was late.",
    "According to {name}, the Board of Rivers never saw the report. She denied it.",
)
NEWS = (
    "“The report is late,” {name} said, according to Reuters. The agency quoted {other} as saying it was not.",
    "In a report released on Tuesday, {one} said the dam was safe. At the time, {name} said that it was new.",
    "{one} and {other} met in Oslo on March 3, 2019. They said the talks went well. It was cold.",
    "The Sorval Ministry said in the report that {name} had claimed the {other} dam was built. The ministry denied it.",
    "Then {one} took the stage and said:\n\n“We have never seen such a river, and we hope that we never will again.”",
    "“The bridge is ugly and it always was ugly.” — {one}, engineer",
    "{one}, who was at the bridge, said that Germany and France had agreed. The lawmaker said they had not.",
)


def _text(kinds: tuple[str, ...], size: int) -> str:
    """Paragraphs of some kinds, about people of whom there are more in a longer text."""
    chance = random.Random(7)
    people = [(chance.choice(GIVEN), "".join(chance.choices(SYLLABLES, k=3)).title()) for _ in range(size // 400)]
    paragraphs: list[str] = []
    while sum(map(len, paragraphs)) < size:
        (given, name), other = chance.choice(people), " ".join(chance.choice(people))
        kind = chance.choice(kinds)
        paragraphs.append(kind.format(one=f"{given} {name}", name=name, caps=name.upper(), other=other))
    return "\n\n".join(paragraphs)


@pytest.mark.parametrize("kinds", [TALK, NEWS], ids=["transcript", "news"])
def test_time_grows_with_the_length_of_a_text_and_not_with_its_square(kinds: tuple[str, ...]) -> None:
    extractor = Extractor(RulesEngine())
    short, long = (Article("A river", _text(kinds, SHORT * times), date(2020, 3, 4)) for times in (1, TIMES))

    def seconds(article: Article) -> float:
        begun = time.process_time()
        assert len(extractor.extract(article)) > len(article.body) / 400
        return time.process_time() - begun

    extractor.extract(short)
    # In turns, so that whatever else the machine does meets both.
    rounds = [(seconds(short), seconds(long)) for _ in range(3)]
    best = [min(times) for times in zip(*rounds, strict=True)]
    assert best[1] < MOST * best[0], f"{TIMES} times the text took {best[1] / best[0]:.1f} times the time"
