"""The reference article, wholly: every statement, every field. And the labelled benchmarks, by their own scorers."""

from __future__ import annotations

import gzip
import importlib.util
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pyarrow as pa
import pytest

from orchestration.extraction.batch import extract_batch
from orchestration.extraction.evaluation.finding import EngineFinder, FileFinder, engine_finder
from orchestration.extraction.evaluation.report import evaluate_file
from orchestration.extraction.record import to_contract
from orchestration.extraction.schema import ARTICLE_SCHEMA


def _scorer(shared: Path, name: str) -> ModuleType:
    folder = shared / "eval"
    if str(folder) not in sys.path:
        sys.path.append(str(folder))
    spec = importlib.util.spec_from_file_location(name, folder / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _extract_to(path: Path, articles: list[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as out:
        for article in articles:
            row = dict.fromkeys(ARTICLE_SCHEMA.names) | {
                "article_id": article["article_id"],
                "article_version": "v",
                "title": article["title"],
                "body": article["body"],
                "published_on": pa.scalar(article["published_on"]).cast(pa.date32()).as_py(),
                "outlet_name": article["outlet"],
            }
            result = extract_batch(pa.RecordBatch.from_pylist([row], schema=ARTICLE_SCHEMA)).to_pylist()[0]
            for statement in result["statements"]:
                out.write(json.dumps(to_contract(article["article_id"], statement)) + "\n")


def test_the_reference_article_is_right_in_every_field(shared: Path, tmp_path: Path) -> None:
    gold = shared / "gold" / "kabulov.jsonl"
    _extract_to(tmp_path / "found.jsonl", [json.loads(gold.read_text(encoding="utf-8"))])
    figures, _ = _scorer(shared, "score_resolution").score(str(gold), str(tmp_path / "found.jsonl"))
    assert figures["gold"] == figures["predicted"] == 12
    assert figures["whole"]["f1"] == 1.0
    wrong = {name: value for name, value in figures.items() if value not in (12, 1.0) and _f1(value) != 1.0}
    assert not wrong


def _f1(value: Any) -> float:
    return float(value["f1"]) if isinstance(value, dict) else float(value)


def test_international_articles_keep_their_figures(shared: Path, tmp_path: Path) -> None:
    gold = shared / "gold" / "world" / "dev.jsonl"
    articles = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    _extract_to(tmp_path / "found.jsonl", articles)
    figures, _ = _scorer(shared, "score_resolution").score(str(gold), str(tmp_path / "found.jsonl"))
    assert figures["statement"]["f1"] >= 0.85
    assert figures["attributed"]["f1"] >= 0.78
    assert figures["whole"]["f1"] >= 0.69
    assert figures["said_on_given"]["f1"] >= 0.91
    (_, ours), *_ = evaluate_file(gold)
    assert ours == figures, "`hearsay evaluate` and the benchmark's own scorer differ"


@pytest.mark.timeout(600)
def test_polnear_keeps_its_figures(shared: Path) -> None:
    (_, figures), *_ = evaluate_file(shared / "data" / "polnear" / "dev.jsonl.gz")
    attributed = figures["statements/attributed"]
    assert isinstance(attributed, dict)
    assert attributed["f1"] >= 0.845


def _polnear(shared: Path, count: int | None = None) -> list[dict[str, Any]]:
    with gzip.open(shared / "data" / "polnear" / "dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines][:count]


def _write_lines(path: Path, records: Iterable[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def _by_our_names(theirs: dict[str, Any]) -> dict[str, Any]:
    """The figures of the benchmark's scorer of spans under the names that `hearsay evaluate` prints."""
    nested = ("gold", "predicted", "all", "quoted", "reported", "statements")
    out = {f"{name}/{key}": value for name in nested for key, value in theirs[name].items()}
    out |= {f"span/{part}": value for part, value in theirs["spans"].items()}
    out["characters"] = theirs["content_characters"]
    return out | {name: theirs[name] for name in ("articles", "calibration_error")}


def test_spans_have_the_figures_of_the_benchmarks_scorer(shared: Path, tmp_path: Path) -> None:
    articles = _polnear(shared, 5)
    gold = _write_lines(tmp_path / "gold.jsonl", articles)
    find: EngineFinder = engine_finder("tagger")
    found = _write_lines(tmp_path / "found.jsonl", (statement for article in articles for statement in find(article)))
    theirs, _ = _scorer(shared, "score_statements").score(str(gold), str(found))
    ((_, ours),) = evaluate_file(gold, find)
    assert ours == _by_our_names(theirs)


def test_spans_have_the_scorers_figures_where_statements_tie_overlap_and_miss(shared: Path, tmp_path: Path) -> None:
    articles = _polnear(shared)
    gold = _write_lines(tmp_path / "gold.jsonl", articles)
    found = _write_lines(tmp_path / "found.jsonl", (line for article in articles for line in _distorted(article)))
    theirs, _ = _scorer(shared, "score_statements").score(str(gold), str(found))
    ((_, ours),) = evaluate_file(gold, FileFinder(found, articles))
    assert ours == _by_our_names(theirs)
    exact, attributed = theirs["all"]["exact"]["f1"], theirs["all"]["attributed"]["f1"]
    assert 0.1 < exact < attributed < 0.9, "the distortion leaves nothing to tell apart"


def _distorted(article: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The labels as though extracted: some left out, some twice, some with a neighbour's source or moved spans."""
    labels, length = article["attributions"], len(article["body"])
    for k, label in enumerate(labels):
        if k % 5 == 4:
            continue
        shift = (0, 0, 1, -2, 0, 40)[k % 6]
        line: dict[str, Any] = {"article_id": article["article_id"], "confidence": (k % 11) / 10}
        for part in ("content", "cue", "source"):
            moved = [[max(0, start + shift), min(length, end + shift)] for start, end in label[part]]
            line[part] = [[start, end] for start, end in moved if start < end]
        if k % 7 == 0:
            line["source"] = labels[k - 1]["source"]
        yield line
        if k % 4 == 0:
            yield line | {"source": [], "confidence": 0.55}
        if k % 9 == 0:
            yield line | {"field": "title"}
