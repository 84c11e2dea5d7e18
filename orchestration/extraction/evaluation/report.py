"""Run the extractor over a labelled file and give its figures, table by table."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa

from orchestration.extraction.batch import extract_batch
from orchestration.extraction.evaluation.pairing import Record
from orchestration.extraction.evaluation.resolution import Tally, figures, tally_article
from orchestration.extraction.evaluation.spans import SpanTally, span_figures, tally_spans
from orchestration.extraction.record import to_contract
from orchestration.extraction.schema import ARTICLE_SCHEMA

Figures = dict[str, float | dict[str, float]]


class LabelsError(ValueError):
    """A file has no labels that can be measured against; the message names the file and what is expected."""


def evaluate_file(path: Path) -> list[tuple[str, Figures]]:
    """Figures on a labelled JSON Lines file (.gz too), titled: statements with their fields, spans alone, or both.

    Raises LabelsError for a line that is not JSON or where no article carries `statements` or `attributions`.
    """
    tally, spans = Tally(), SpanTally()
    has_statements = has_spans = False
    for article in _articles(path):
        found = _extract(article)
        if "statements" in article:
            tally_article(tally, article, found)
            has_statements = True
        elif "attributions" in article:
            tally_spans(spans, article, found)
            has_spans = True
    tables: list[tuple[str, Figures]] = []
    if has_statements:
        tables.append(("Who said what, when and through whom", figures(tally)))
    if has_spans:
        tables.append(("Attributions found, by subset and level", {**span_figures(spans)}))
    if not tables:
        raise LabelsError(f"{path}: no article has `statements` or `attributions`; give a labelled file")
    return tables


def _articles(path: Path) -> Iterator[Record]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                yield json.loads(line)
            except ValueError as error:
                raise LabelsError(f"{path}, line {number}: not JSON ({error}); give one article a line") from error


def _extract(article: Record) -> list[Record]:
    printed = (article.get("published_on") or "")[:10]
    row = {
        "article_id": article["article_id"],
        "article_version": "evaluation",
        "title": article.get("title"),
        "body": article["body"],
        "published_on": date.fromisoformat(printed) if len(printed) == 10 else None,
        "outlet_name": article.get("outlet"),
        "outlet_domain": article.get("outlet_domain"),
        "outlet_country": article.get("outlet_country"),
        "language": "en",
    }
    result = extract_batch(pa.RecordBatch.from_pylist([row], schema=ARTICLE_SCHEMA)).to_pylist()[0]
    return [to_contract(article["article_id"], statement) for statement in result["statements"]]
