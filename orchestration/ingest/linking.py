"""Finding the new articles that are another outlet's text: nothing is dropped, each pair is kept with its likeness."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import duckdb
import pyarrow as pa

from orchestration.ingest.syndication import MIN_SHARED, compare, read_runs, sketch
from orchestration.progress import SILENT, Progress
from orchestration.warehouse.syndications import (
    PAIRS,
    SKETCHES,
    Key,
    PrintedText,
    find_candidates,
    list_unsketched,
    read_texts,
    read_unsketched,
    write_syndications,
)

BATCH_ARTICLES = 1000
STAGE = "Finding texts printed by several outlets"


def link_syndicated(con: duckdb.DuckDBPyConnection, *, progress: Progress = SILENT) -> int:
    """Compare every article version that was not yet compared with those of the days around it; the pairs found.

    Cost grows with the new articles and those of the days around them. Each batch is a transaction, so that an
    interrupted run goes on where it stopped. The caller holds the writer lock.
    """
    count = list_unsketched(con)
    if not count:
        return 0
    progress.begin(STAGE, count, "articles")
    found = 0
    for start in range(0, count, BATCH_ARTICLES):
        found += _link_batch(con, read_texts(con, read_unsketched(con, start, BATCH_ARTICLES)))
        progress.update(STAGE, min(start + BATCH_ARTICLES, count), f"{found:,} pairs")
    progress.end(STAGE, f"{found:,} pairs")
    return found


def _link_batch(con: duckdb.DuckDBPyConnection, texts: Sequence[PrintedText]) -> int:
    runs = {text.key: read_runs(text.body) for text in texts}
    sketches = pa.Table.from_pylist(
        [
            {
                "article_id": text.key[0],
                "article_version": text.key[1],
                "outlet": text.outlet,
                "printed_on": text.printed_on,
                "runs": sketch(runs[text.key]),
                "position": position,
            }
            for position, text in enumerate(texts)
        ],
        schema=SKETCHES,
    )
    days = [text.printed_on for text in texts]
    candidates = find_candidates(con, sketches, first=min(days), last=max(days), min_shared=MIN_SHARED)
    others = sorted({other for _, other in candidates} - runs.keys())
    runs |= {text.key: read_runs(text.body) for text in read_texts(con, others)} if others else {}
    pairs = [pair for one, other in candidates if (pair := _compare(runs, one, other)) is not None]
    write_syndications(con, sketches, pa.Table.from_pylist(pairs, schema=PAIRS), at=datetime.now(UTC))
    return len(pairs)


def _compare(runs: dict[Key, frozenset[int]], one: Key, other: Key) -> dict[str, object] | None:
    likeness = compare(runs[one], runs[other])
    if not likeness.is_syndicated:
        return None
    return {
        "article_id": one[0],
        "article_version": one[1],
        "matched_article_id": other[0],
        "matched_article_version": other[1],
        "containment": round(likeness.containment, 4),
        "resemblance": round(likeness.resemblance, 4),
    }
