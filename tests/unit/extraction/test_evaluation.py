"""Figures, and gains and losses against another extraction, over invented articles whose labels are known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from orchestration.extraction.engine import TaggerEngine
from orchestration.extraction.evaluation.calibration import expected_calibration_error
from orchestration.extraction.evaluation.comparison import Comparison, differences
from orchestration.extraction.evaluation.finding import EngineFinder, FileFinder, finder
from orchestration.extraction.evaluation.labelled import LabelsError, read_labelled
from orchestration.extraction.evaluation.report import Report, evaluate_file
from orchestration.extraction.tagging.tagger import MODEL_DIR
from orchestration.extraction.text.attribution import Attribution
from orchestration.extraction.text.quotations import Quotations
from orchestration.extraction.text.segment import Segments

Record = dict[str, Any]
BODY = """The river minister, Ana Brook, said on Monday that the treaty would be signed before the end of the year.

“Nobody will lose a drop of water,” she told reporters in Valdia.

The farmers’ union warned that the dam would dry out the delta. Its chairman, Tomas Reed, denied that the union had been
consulted."""
SPANS = "Brook said that the dam is safe. Reed warned that it is not."


@pytest.fixture(scope="module")
def tagger() -> EngineFinder:
    return EngineFinder(TaggerEngine())


@pytest.fixture(scope="module")
def labelled(tagger: EngineFinder) -> Record:
    """An article labelled with just what the tagger finds in it: every figure of the tagger is 1."""
    article: Record = {
        "article_id": "delta-1",
        "title": "Treaty near",
        "body": BODY,
        "published_on": "2026-02-09",
        "outlet": "The Gazette",
    }
    labels = [statement | {"id": statement["statement_id"]} for statement in tagger(article)]
    assert len(labels) >= 3
    return article | {"statements": labels}


def write_lines(path: Path, records: list[Record]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def spans_of(text: str) -> list[list[int]]:
    start = SPANS.index(text)
    return [[start, start + len(text)]]


def attribution(source: str, cue: str, content: str, **more: Any) -> Record:
    return {"source": spans_of(source), "cue": spans_of(cue), "content": spans_of(content), **more}


def compare(article: Record, this: list[Record], other: list[Record]) -> Comparison:
    comparison = Comparison()
    comparison.add(article, this, other)
    return comparison


def test_an_engine_compared_with_itself_gains_and_loses_nothing(tagger: EngineFinder, labelled: Record) -> None:
    found = tagger(labelled)
    fewer_labels = labelled | {"statements": labelled["statements"][1:]}
    for article in (labelled, fewer_labels):
        assert compare(article, found, found) == Comparison()


def test_a_file_without_one_statement_makes_exactly_one_gain(
    tagger: EngineFinder, labelled: Record, tmp_path: Path
) -> None:
    found = tagger(labelled)
    earlier = FileFinder(write_lines(tmp_path / "earlier.jsonl", found[1:]), [labelled])
    comparison = compare(labelled, found, earlier(labelled))
    assert [(c.article_id, c.before, c.after) for c in comparison.gains] == [("delta-1", "missed", "whole")]
    assert comparison.gains[0].who == found[0]["speakers"][0]["name"]
    assert comparison.gains[0].content == found[0]["content_text"]
    assert comparison.gained == {"found": 1, "speaker": 1, "whole": 1}
    assert (comparison.losses, comparison.new_wrong, comparison.gone_wrong) == ([], [], [])
    back = compare(labelled, earlier(labelled), found)
    assert (back.gains, [(c.before, c.after) for c in back.losses]) == ([], [("whole", "missed")])


def test_figures_stand_on_the_side_that_made_them(tagger: EngineFinder, labelled: Record, tmp_path: Path) -> None:
    gold = write_lines(tmp_path / "labelled.jsonl", [labelled])
    earlier = FileFinder(write_lines(tmp_path / "earlier.jsonl", tagger(labelled)[1:]), [labelled])
    (_, this), (_, other) = (evaluate_file(gold, find)[0] for find in (tagger, earlier))
    n = len(labelled["statements"])
    assert this["whole"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert (this["predicted"], other["predicted"]) == (n, n - 1)
    missing = differences(this, other)["statement"]
    assert isinstance(missing, dict)
    assert missing["precision"] == 0.0
    assert missing["recall"] == pytest.approx(1 / n, abs=1e-4)


def test_a_wrong_speaker_is_found_and_no_more(tagger: EngineFinder, labelled: Record) -> None:
    found = tagger(labelled)
    other = [found[0] | {"speakers": [{"name": "Somebody Else", "kind": "person"}]}, *found[1:]]
    comparison = compare(labelled, found, other)
    assert [(c.before, c.after) for c in comparison.gains] == [("found", "whole")]
    assert comparison.gained == {"speaker": 1, "whole": 1}


def test_false_positives_are_new_or_gone_or_neither(tagger: EngineFinder, labelled: Record) -> None:
    found = tagger(labelled)
    article = labelled | {"statements": labelled["statements"][2:]}  # the first two are now nobody's
    comparison = compare(article, [found[0], *found[2:]], found[1:])
    assert [wrong.content for wrong in comparison.new_wrong] == [found[0]["content_text"]]
    assert [wrong.content for wrong in comparison.gone_wrong] == [found[1]["content_text"]]
    assert (comparison.gains, comparison.losses) == ([], [])


def test_labelled_spans_are_found_attributed_exact() -> None:
    label = attribution("Brook", "said", "the dam is safe")
    article = {"article_id": "dam", "body": SPANS, "attributions": [label]}
    levels: list[list[Record]] = [
        [],
        [attribution("Reed", "said", "the dam is safe")],
        [attribution("Brook", "said", "the dam is")],
        [attribution("Brook", "said", "that the dam is safe.")],
    ]
    names = ["missed", "found", "attributed", "exact"]
    for before, other in enumerate(levels):
        for after, this in enumerate(levels):
            comparison = compare(article, this, other)
            changes = [(c.before, c.after, c.who) for c in (*comparison.gains, *comparison.losses)]
            assert changes == ([(names[before], names[after], "Brook")] if before != after else [])
            assert len(comparison.gains) == (after > before)


def test_span_figures_count_equal_spans_and_confidence() -> None:
    labels = [attribution("Brook", "said", "the dam is safe"), attribution("Reed", "warned", "it is not")]
    found = [
        attribution("Brook", "said", "that the dam is safe.", confidence=0.9),
        attribution("Brook", "warned", "it is not.", confidence=0.7),
        attribution("Brook", "dam", "Reed", field="title", confidence=0.1),
    ]
    report = Report()
    report.add({"article_id": "dam", "body": SPANS, "attributions": labels}, found)
    figures = report.figures()["attributions"]
    assert (figures["articles"], figures["gold/all"], figures["predicted/all"]) == (1, 2, 2)
    assert figures["statements/attributed"] == {"precision": 0.5, "recall": 0.5, "f1": 0.5}
    assert figures["span/source"] == {"precision": 1.0, "recall": 0.5, "f1": 0.6667}
    assert figures["span/cue"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert figures["span/content"] == {"precision": 0.5, "recall": 0.5, "f1": 0.5}  # a full stop aside, and not `that`
    assert figures["calibration_error"] == 0.4  # (0.1 + 0.7) / 2


@pytest.mark.parametrize(
    ("scored", "error"),
    [
        ([], 0.0),
        ([(1.0, True), (0.0, False)], 0.0),
        ([(0.85, True), (0.85, True), (0.85, False), (0.85, True)], 0.1),
        ([(0.95, False), (0.05, True)], 0.95),
        ([(0.91, True), (0.99, False)], 0.45),  # one bin: what is too sure and too unsure in it makes up for each other
    ],
)
def test_calibration_error_is_the_distance_from_the_share_right(scored: list[tuple[float, bool]], error: float) -> None:
    assert expected_calibration_error(scored) == error


def test_another_models_folder_is_an_engine(tagger: EngineFinder, labelled: Record) -> None:
    assert finder(str(MODEL_DIR), [labelled])(labelled) == tagger(labelled)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([{"article_id": "other", "content": [[0, 3]]}], "no statement is of a labelled article"),
        ([{"article_id": "delta-1"}], "line 1: no statement"),
        ([{"article_id": "delta-1", "content": [[0, 3]], "content_text": "A dam"}], "does not have “A dam”"),
    ],
)
def test_a_file_of_other_statements_is_refused_with_its_reason(
    lines: list[Record], said: str, labelled: Record, tmp_path: Path
) -> None:
    path = write_lines(tmp_path / "found.jsonl", lines)
    with pytest.raises(LabelsError, match=said):
        finder(str(path), [labelled])


def test_what_is_no_engine_folder_or_file_is_refused_with_the_fix(labelled: Record, tmp_path: Path) -> None:
    with pytest.raises(LabelsError, match=r"nowhere is not there: name an engine \(tagger"):
        finder("nowhere", [labelled])
    with pytest.raises(LabelsError, match=r"has no tagger\.onnx and no tokenizer\.json"):
        finder(str(tmp_path), [labelled])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"article_id": "a", "body": "x"}\n', "no article has `statements` or `attributions`"),
        (b'{"body": "x"}\n', "line 1: no text as article_id"),
        (b"\n{broken\n", "line 2: not JSON"),
        (b"[1]\n", "line 1: not JSON .a list, no object"),
        (b"\xff\xfe\n", "line 1: not JSON"),
    ],
)
def test_a_file_that_is_not_labelled_is_refused_with_its_line(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "labelled.jsonl"
    path.write_bytes(content)
    with pytest.raises(LabelsError, match=said):
        read_labelled(path)


class FailingEngine:
    """Reads nothing, as an engine with a defect."""

    name = "failing"

    def find(self, segments: Segments, quotations: Quotations) -> list[Attribution]:
        """Raises always."""
        raise RuntimeError("a defect")

    def confidence(self, probability: float) -> float:
        """The probability itself."""
        return probability


def test_an_article_that_fails_has_no_statements_and_is_named(labelled: Record) -> None:
    find = EngineFinder(FailingEngine())
    assert find(labelled) == []
    assert find.failures == ["delta-1 was not extracted (RuntimeError: a defect): none found there"]
