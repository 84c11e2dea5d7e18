"""Whom a mention means where the sentences of tests/gold cannot show it: in headlines."""

from __future__ import annotations

import pytest

from orchestration.extraction.article import Article, Extractor
from orchestration.extraction.naming.gazetteer import load_gazetteer
from orchestration.extraction.naming.mentions import MentionReader
from orchestration.extraction.naming.names import find_names
from orchestration.extraction.resolution.office_holders import load_office_holders
from orchestration.extraction.resolution.speakers import resolve_speakers
from orchestration.extraction.rules.vocabulary import load_people
from orchestration.extraction.text.quotations import find_quotations
from orchestration.extraction.text.segment import segment
from orchestration.extraction.text.statement import BODY as BODY_FIELD
from orchestration.extraction.text.statement import TITLE, Statement

TITLE_TEXT = "Weir Urges Crews to Sail as He Dismisses Doubts"
BODY = "The pier of Sorval was closed for a long week, and on Friday the board met to talk of it. Paul Weir was there."


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def _reader(text: str) -> MentionReader:
    segments, people, gazetteer = segment(text), load_people(), load_gazetteer()
    return MentionReader(segments, find_names(segments, people, gazetteer), people, gazetteer)


def test_pronoun_of_a_headline_is_whom_the_headline_names_before() -> None:
    at = TITLE_TEXT.index("He ")
    doubts = (TITLE_TEXT.index("Doubts"), len(TITLE_TEXT))
    statement = Statement(TITLE, [doubts], [(at + 3, doubts[0] - 1)], [(at, at + 2)])

    body = _reader(BODY)
    quotations = find_quotations(body.segments)
    resolve_speakers(body, _reader(TITLE_TEXT), quotations, [statement], None, None, load_office_holders())

    assert [(speaker.mention, speaker.name) for speaker in statement.speakers] == [("He", "Paul Weir")]
    assert statement.resolution == "pronoun"


def test_surname_of_the_body_is_whom_the_headline_alone_names_in_full() -> None:
    body = _reader("The board met on Friday. Weir said the pier was safe.")
    text = body.segments.text
    source, cue, content = (text.index(words) for words in ("Weir", "said", "the pier"))
    statement = Statement(
        BODY_FIELD, [(content, len(text) - 1)], [(cue, cue + 4)], [(source, source + 4)], statement_type="indirect"
    )

    quotations = find_quotations(body.segments)
    headline = _reader("Did Paul Weir Know of the Leak?")
    resolve_speakers(body, headline, quotations, [statement], None, None, load_office_holders())

    assert [(speaker.name, speaker.kind) for speaker in statement.speakers] == [("Paul Weir", "person")]


@pytest.mark.parametrize(
    ("headline", "kind"),
    [
        ("Congressional Leaders Criticise Captain for Urging Strike", "unnamed"),
        ("Harbour Strikers Say Pledge Is ‘Not Enough’", "unnamed"),
        ("Paul Weir Says Pledge Is ‘Not Enough’", "person"),
    ],
)
def test_group_in_capitals_is_no_person_in_a_headline(headline: str, kind: str, extractor: Extractor) -> None:
    (statement,) = extractor.extract(Article(headline, ""))

    assert [speaker.kind for speaker in statement.speakers] == [kind]


@pytest.mark.parametrize(
    "headline",
    [
        "Lighting change at Harrow, Sorval islands criticized",
        "Sorval League To Paint ‘Open Harbours’ On Sides Of Pier Courts",
    ],
)
def test_what_is_done_to_somebody_or_will_be_is_not_said_in_a_headline(headline: str, extractor: Extractor) -> None:
    assert extractor.extract(Article(headline, "")) == []


def test_role_of_a_headline_is_the_only_one_of_the_body_who_has_it(extractor: Extractor) -> None:
    body = "Judge Karl Weir of Norway blocked the rule on Monday. “It is void,” Weir said."
    one = extractor.extract(Article("Norwegian judge blocks river rule, says it is void", body))
    two = extractor.extract(
        Article("Norwegian judge blocks river rule, says it is void", body + " Judge Petra Holm said it was not.")
    )

    assert [s.speakers[0].name for s in one if s.field == TITLE] == ["Karl Weir"]
    assert [s.speakers[0].name for s in two if s.field == TITLE] == ["Norwegian judge"]


def test_role_of_a_headline_is_written_out_where_the_body_shortens_it(extractor: Extractor) -> None:
    found = extractor.extract(
        Article("Virginia governor says the gate is shut", "Virginia Gov. Karl Weir came. “It is shut,” Weir said.")
    )

    assert [s.speakers[0].name for s in found if s.field == TITLE] == ["Karl Weir"]
