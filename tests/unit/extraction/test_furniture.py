"""Links that an article's text holds: where they stand, and that what stands around them is read as if they did not."""

from __future__ import annotations

from datetime import date

import pytest

from orchestration.extraction.article import Article, Extractor
from orchestration.extraction.text.furniture import find_link_lines, find_lists
from orchestration.extraction.text.segment import segment
from orchestration.extraction.text.statement import printed

LIST = "Board delays vote on the ferries Five things to know about the new cranes MORE"
LABELS = frozenset({"related", "see also"})


@pytest.mark.parametrize("name", ["Adaeze Maria Okafor", "Okafor"])
def test_list_of_links_run_into_a_sentence_is_found_with_the_whole_name_before_it(name: str) -> None:
    text = f"Speaker Adaeze Okafor {name}{LIST} (L) said that the board had waited long enough.\n\nMORE to come."

    (found,) = find_lists(text)

    assert text[slice(*found)].strip() == f"{name}{LIST}"


@pytest.mark.parametrize(
    "text",
    [
        "Captain McDonald said that the port needs MORE cranes.",
        "The paper YouGov asked said\n\nthat they want MORE.",
        "Adaeze OkaforBoard delays vote on the ferries and so on.",
        "",
    ],
)
def test_prose_holds_no_list_of_links(text: str) -> None:
    assert find_lists(text) == []


def test_line_with_a_label_leads_elsewhere_and_a_sentence_does_not() -> None:
    link = "RELATED: Mayor says the cranes are late"
    text = f"The port is open.\n{link}\nRelated: the mayor said that they were late.\nNote: no"

    assert [text[start:end] for start, end in find_link_lines(text, LABELS)] == [link]


@pytest.mark.timeout(60)
@pytest.mark.parametrize("before", ["", "Ada Weir said"])
def test_a_run_of_blanks_is_looked_through_once(before: str) -> None:
    # Looked through from each of its blanks it takes minutes.
    text = f"{before}{' ' * 200_000}x (see the bridge)"
    assert find_lists(text) == []
    assert find_link_lines(text, frozenset({"related"})) == []


def test_words_of_a_list_are_none_of_the_text() -> None:
    text = f"Speaker Adaeze Okafor{LIST} said so."
    segments = segment(text, find_lists(text))

    assert segments.tokens == ["Speaker", "Adaeze", "Okafor", "said", "so", "."]
    assert [text[start:end] for start, end in segments.words] == segments.tokens
    assert segments.printed(1, 5) == "Adaeze Okafor said so"


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def test_speaker_before_a_list_of_links_has_the_name_alone(extractor: Extractor) -> None:
    body = f"Speaker Adaeze Okafor Adaeze Maria Okafor{LIST} (L) said the board of Sorval{LIST} had waited long enough."

    (statement,) = extractor.extract(Article("", body, date(2026, 10, 15)))

    assert [speaker.name for speaker in statement.speakers] == ["Adaeze Okafor"]
    assert printed(body, statement.content) == "the board of Sorval had waited long enough"
    assert LIST not in printed(body, statement.source)


def test_headline_on_a_line_of_links_is_no_statement(extractor: Extractor) -> None:
    link = "RELATED: Mayor Says She Will ‘Never’ Close the Port"
    body = f"Mayor Petra Hollmann said that the cranes were late.\n\n{link}\n\nThe port is open."

    found = extractor.extract(Article("", body, date(2026, 10, 15)))

    assert [printed(body, s.content) for s in found] == ["that the cranes were late"]


def test_line_in_capitals_between_paragraphs_is_another_headline() -> None:
    line = "WEIR SHOULD EXPLAIN HIS WORDS, SEVERAL MAYORS SAY"
    text = f"The pier was shut on Friday, and the board met to talk of it for a long day.\n\n{line}\n\nIt opens in May."
    text += " The mayor has been told so, and so have the crews and those who sell ice cream there."
    assert [text[a:b] for a, b in find_link_lines(text, frozenset())] == [line]
    assert find_link_lines(f"{line}\n\nIT OPENS IN MAY", frozenset()) == []


def test_line_in_brackets_that_leads_to_the_outlets_own_pages_is_a_link() -> None:
    line = "( Also on SAVANNA WIRE: Mayors condemn the harbour police)"
    text = f"The pier was shut.\n\n{line}\n\nIt opens in May."
    assert [text[a:b] for a, b in find_link_lines(text, frozenset())] == [line]


def test_whole_name_without_links_is_left_out_too() -> None:
    text = "Manager Brad Okafor Bradley (Brad) James OkaforMORE said in a statement that the port was shut."

    (found,) = find_lists(text)

    assert text[slice(*found)].strip() == "Bradley (Brad) James OkaforMORE"


@pytest.mark.parametrize(
    "part", ["\n\nADVERTISEMENT\n\n", " (RELATED: Mayor says the cranes are late) ", "\n\nStory continued below\n\n"]
)
def test_line_of_the_page_and_link_in_brackets_are_left_out(part: str) -> None:
    text = f"The pier was shut.{part}It opens in May (related: to the lamps)."
    assert [text[start:end].strip() for start, end in find_lists(text)] == [part.strip()]
