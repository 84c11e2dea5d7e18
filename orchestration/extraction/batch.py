"""The one batch interface: articles as an Arrow RecordBatch in, one result row for each out.

A process pool, Dagster and Spark's mapInArrow all call extract_batch. What comes out for an article depends on nothing
else in the batch.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pyarrow as pa

from orchestration.extraction.article import Article, Extractor
from orchestration.extraction.engine import ENGINES, EngineName
from orchestration.extraction.record import to_rows
from orchestration.extraction.schema import RESULT_SCHEMA

EXTRACTOR_VERSION = "0.6.4"
SUPPORTED_LANGUAGE = "en"


@lru_cache(maxsize=2)
def extractor(engine: EngineName = "tagger") -> Extractor:
    """The extractor of this process for an engine, loaded at the first call."""
    return Extractor(ENGINES[engine]())


def extract_batch(batch: pa.RecordBatch, engine: EngineName = "tagger") -> pa.RecordBatch:
    """Extract the statements of every article of `batch` (ARTICLE_SCHEMA) → RESULT_SCHEMA, row for row.

    An article that the engine cannot read gives a row with its status and a diagnostic, never an exception.
    """
    return pa.RecordBatch.from_pylist([_result(row, extractor(engine)) for row in batch.to_pylist()], RESULT_SCHEMA)


def _result(row: dict[str, Any], by: Extractor) -> dict[str, Any]:
    base = {
        "article_id": row["article_id"],
        "article_version": row["article_version"],
        "extractor_version": EXTRACTOR_VERSION,
        "engine": by.engine.name,
        "diagnostic": None,
        "statements": [],
    }
    if (row["language"] or SUPPORTED_LANGUAGE) != SUPPORTED_LANGUAGE:
        reason = f"language “{row['language']}” is not read; {SUPPORTED_LANGUAGE} is"
        return base | {"status": "unsupported_language", "diagnostic": reason}
    title, body = row["title"] or "", row["body"] or ""
    article = Article(title, body, row["published_on"], row["outlet_name"], row["outlet_domain"], row["outlet_country"])
    try:
        found = by.extract(article)
    except Exception as error:
        return base | {"status": "failed", "diagnostic": f"{type(error).__name__}: {error}"[:500]}
    rows = to_rows(row["article_id"], row["article_version"], {"title": title, "body": body}, found)
    return base | {"status": "extracted", "statements": rows}
