"""The engine of rules alone: what it takes for a statement, whose, and that odd text costs nothing."""

from __future__ import annotations

import random
import subprocess
import sys
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.extraction.article import Article, Extractor
from orchestration.extraction.by_rules.engine import PRECISION, RulesEngine
from orchestration.extraction.text.attribution import Attribution, WordSpan
from orchestration.extraction.text.quotations import find_quotations
from orchestration.extraction.text.segment import Segments, segment

ENGINE = RulesEngine()
WORDS = """said told Reuters according to the minister Ann Petrov who that and adding saying he she asked warned denied
in a statement on Monday “ ” " ' '' ( ) — – , . ? : ; NAME wrote was by of while as call claims 🚆 أهلا 17""".split()
WORDS += ["\n", "\n\n"]

Found = tuple[str, str, list[str]]


def _find(text: str) -> tuple[Segments, list[Attribution]]:
    segments = segment(text)
    return segments, ENGINE.find(segments, find_quotations(segments))


def _printed(segments: Segments, spans: list[WordSpan]) -> list[str]:
    chars = [segments.chars(span.first, span.end) for span in spans]
    return [segments.text[start:end] for start, end in chars]


def _read(text: str) -> list[Found]:
    """(source, cue, contents) of what is found in `text`."""
    segments, found = _find(text)
    parts = [(_printed(segments, a.source), _printed(segments, a.cue), _printed(segments, a.content)) for a in found]
    return [(" ".join(source), " ".join(cue), content) for source, cue, content in parts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The dam will hold,” Ann Petrov said.", ("Ann Petrov", "said", ["“The dam will hold,”"])),
        ("“The dam will hold,” said Ann Petrov.", ("Ann Petrov", "said", ["“The dam will hold,”"])),
        ("Ann Petrov said: “The dam will hold.”", ("Ann Petrov", "said", ["“The dam will hold.”"])),
        ("Ann Petrov told reporters: “The dam will hold.”", ("Ann Petrov", "told", ["“The dam will hold.”"])),
        ("“Will the dam hold?” Ann Petrov asked.", ("Ann Petrov", "asked", ["“Will the dam hold?”"])),
        ("''The dam will hold,'' Ann Petrov said.", ("Ann Petrov", "said", ["''The dam will hold,''"])),
        ("“The dam will hold,” she mused.", ("she", "mused", ["“The dam will hold,”"])),
        ("The engineer was blunt: “The dam will not hold.”", ("The engineer", ":", ["“The dam will not hold.”"])),
    ],
)
def test_a_quotation_belongs_to_whom_the_words_beside_it_name(text: str, expected: Found) -> None:
    assert _read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Petrov said that the dam was safe.", ("Ann Petrov", "said", ["that the dam was safe"])),
        ("Ann Petrov said the dam was safe.", ("Ann Petrov", "said", ["the dam was safe"])),
        ("On Friday, Ann Petrov said the dam was safe.", ("Ann Petrov", "said", ["the dam was safe"])),
        ("Ann Petrov said on Friday the dam was safe.", ("Ann Petrov", "said", ["the dam was safe"])),
        ("Ann Petrov said in May that the dam was safe.", ("Ann Petrov", "said", ["that the dam was safe"])),
        ("The ministry in May warned that the dam leaked.", ("The ministry", "warned", ["that the dam leaked"])),
        ("Ann Petrov said on 5 March the dam was safe.", ("Ann Petrov", "said", ["the dam was safe"])),
        ("Theresa May said the dam was safe.", ("Theresa May", "said", ["the dam was safe"])),
        ("May told the council that the dam leaked.", ("May", "told", ["that the dam leaked"])),
        (
            "Ann Petrov, a hydrologist, said the dam was safe.",
            ("Ann Petrov, a hydrologist,", "said", ["the dam was safe"]),
        ),
        ("In a statement, the ministry said the dam was safe.", ("the ministry", "said", ["the dam was safe"])),
        ("The dam was safe, the ministry said.", ("the ministry", "said", ["The dam was safe"])),
        ("The ministry has denied that the dam leaked.", ("The ministry", "has denied", ["that the dam leaked"])),
        ("He told the council that the dam leaked.", ("He", "told", ["that the dam leaked"])),
        ("The union called for a strike.", ("The union", "called for", ["a strike"])),
    ],
)
def test_indirect_speech_runs_from_the_cue_to_the_end_of_the_sentence(text: str, expected: Found) -> None:
    ((source, cue, content),) = _read(text)
    assert (source.rstrip(","), cue, content) == (expected[0].rstrip(","), expected[1], expected[2])


@pytest.mark.parametrize(
    "text",
    ["According to the harbour office, two ferries sank.", "Two ferries sank, according to the harbour office."],
)
def test_according_to_names_the_source_before_and_behind(text: str) -> None:
    ((source, cue, (content,)),) = _read(text)
    assert (source, cue.lower(), content.lower()) == ("the harbour office", "according to", "two ferries sank")


@pytest.mark.parametrize("word", ["And", "But"])
def test_a_word_that_only_joins_is_nobody(word: str) -> None:
    text = f"The poll was read aloud.\n\n{word}: “68 % approve of naming a new warden for the harbour.”"
    assert [source for source, _, _ in _read(text) if source == word] == []
    assert word not in [who.name for found in Extractor(ENGINE).extract(Article("", text)) for who in found.speakers]


def test_according_to_behind_a_speaker_has_no_content_of_its_own() -> None:
    said, relayed = sorted(_read("“Two ferries sank,” he said, according to Reuters."), key=lambda found: not found[2])
    assert said == ("he", "said", ["“Two ferries sank,”"])
    assert relayed == ("Reuters", "according to", [])


def test_an_agency_that_reports_who_said_it_has_no_content_of_its_own() -> None:
    found = _read("Two ferries sank, the harbour master said on Sunday, the Coast Agency reported.")
    assert ("the harbour master", "said", ["Two ferries sank"]) in found
    assert ("the Coast Agency", "reported", []) in found


def test_a_second_cue_shares_the_source_of_the_first() -> None:
    assert _read("The mayor said the bridge was closed, adding that it would reopen in May.") == [
        ("The mayor", "said", ["the bridge was closed"]),
        ("The mayor", "adding", ["that it would reopen in May"]),
    ]
    assert _read("The mayor said the bridge was closed and warned that it might fall.") == [
        ("The mayor", "said", ["the bridge was closed"]),
        ("The mayor", "warned", ["that it might fall"]),
    ]


def test_several_speakers_in_one_sentence_each_keep_their_own() -> None:
    assert _read("The mayor said the bridge was closed, but Ann Petrov said it was open.") == [
        ("The mayor", "said", ["the bridge was closed"]),
        ("Ann Petrov", "said", ["it was open"]),
    ]


def test_a_quotation_that_goes_on_behind_its_speaker_is_one_statement() -> None:
    assert _read("“The bridge is closed,” he said. “It may fall.”") == [
        ("he", "said", ["“The bridge is closed,”", "“It may fall.”"])
    ]
    assert _read("“The bridge,” he said, “is closed.”") == [("he", "said", ["“The bridge,”", "“is closed.”"])]


def test_a_speaker_in_the_middle_of_a_sentence_leaves_two_parts() -> None:
    assert _read("The bridge, she said, had been closed for a week.") == [
        ("she", "said", ["The bridge", "had been closed for a week"])
    ]


def test_a_transcript_gives_each_paragraph_to_its_label() -> None:
    text = "ANN PETROV: The dam is safe. I looked myself.\n\nTOM OKORO: When was that?"
    assert _read(text) == [
        ("ANN PETROV", ":", ["The dam is safe. I looked myself."]),
        ("TOM OKORO", ":", ["When was that?"]),
    ]
    assert [s.speakers[0].mention for s in Extractor(ENGINE).extract(Article("", text))] == ["ANN PETROV", "TOM OKORO"]


def test_one_place_in_capitals_is_a_dateline_and_no_label() -> None:
    assert _read("KABUL: The ministry said the dam was safe.\n\nIt was built in 1960.") == [
        ("The ministry", "said", ["the dam was safe"])
    ]


@pytest.mark.parametrize("gap", [" – ", "\n– "])
def test_a_credit_behind_a_dash_names_the_source(gap: str) -> None:
    ((source, _, content),) = _read(f"“A river forgets nothing.”{gap}Ann Petrov")
    assert (source, content) == ("Ann Petrov", ["“A river forgets nothing.”"])


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “miracle” bridge was closed.",
        "She read “The Long Night” on the train.",
        "The state of the bridge is a question of money.",
        "The report was long and the claims were few.",
        "You agree to our terms.",
        "",
        " \n\n ",
    ],
)
def test_nothing_is_found_where_nothing_is_said(text: str) -> None:
    assert [found for found in _read(text) if found[2]] == []


def test_an_odd_number_of_marks_costs_no_other_statement() -> None:
    text = "“The dam is safe, he said.\n\nThe mayor said the bridge was closed. “Stay away,” she said."
    found = _read(text)
    assert ("The mayor", "said", ["the bridge was closed"]) in found
    assert ("she", "said", ["“Stay away,”"]) in found


def test_a_quotation_is_surer_than_indirect_speech() -> None:
    _, (quoted,) = _find("“The dam will hold,” Ann Petrov said.")
    _, (indirect,) = _find("Ann Petrov said the dam would hold.")
    assert quoted.content[0].probability == PRECISION["quoted"] > indirect.content[0].probability


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=80))
def test_odd_text_raises_nothing_and_every_span_lies_inside_it(words: list[str]) -> None:
    segments, found = _find(" ".join(words))
    for attribution in found:
        assert attribution.cue
        for span in attribution.source + attribution.cue + attribution.content:
            assert 0 <= span.first < span.end <= len(segments.words)
            assert 0 < span.probability < 1
    firsts = [min(span.first for span in a.content or a.cue) for a in found]
    assert firsts == sorted(firsts)


def test_the_work_grows_with_the_text_and_no_faster() -> None:
    """A sentence of cues, commas and marks without end is the worst that a text can bring; calls are counted."""
    chance = random.Random(7)
    words = [word for word in WORDS if "\n" not in word and word not in ".?"]
    text = " ".join(chance.choice(words) for _ in range(8_000))
    assert _calls(text) < 12 * _calls(text[: len(text) // 8])


def _calls(text: str) -> int:
    segments = segment(text)
    quotations = find_quotations(segments)
    count = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        ENGINE.find(segments, quotations)
    finally:
        sys.setprofile(before)
    return count


def test_the_rules_run_where_no_model_can() -> None:
    code = (
        "import sys; sys.modules['onnxruntime'] = None; sys.modules['tokenizers'] = None\n"
        "from orchestration.extraction.article import Article, Extractor\n"
        "from orchestration.extraction.engine import ENGINES\n"
        "print(len(Extractor(ENGINES['rules']()).extract(Article('', 'The mayor said the bridge was closed.'))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "1"), done.stderr


def test_what_an_outlet_quotes_somebody_as_saying_is_one_statement() -> None:
    body = "The agency quoted Salem Zaabi of the Water Ministry as saying the port joined the scheme to protect trade."
    found = Extractor(ENGINE).extract(Article("", body))

    assert [(s.speakers[0].name, body[s.start : s.end]) for s in found] == [
        ("Salem Zaabi", "the port joined the scheme to protect trade")
    ]
