"""What the benchmark compares, each loaded in a process of its own: the tagger, the first tagger, the whole extraction.

bench_tagger.py starts this file as a program and tells it when to read. Only what a side needs is imported in it, so
that its memory is its own.
"""

from __future__ import annotations

import gzip
import itertools
import json
import os
import resource
import runpy
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from orchestration.extraction.engine import Engine
    from orchestration.extraction.text.attribution import Attribution
    from orchestration.extraction.text.quotations import Quotations
    from orchestration.extraction.text.segment import Segments

TAGGER, FIRST, WHOLE = "tagger", "first tagger", "whole extraction"
Record = dict[str, Any]
Read = Callable[[Record], int]  # reads one article, returns its tokens


@dataclass(frozen=True, slots=True)
class Reading:
    """One pass of one process over its articles: tokens, seconds by the clock and of the CPU, of those in the tagger
    (0 where it is not told apart), and the peak of resident memory so far, in MB.
    """

    tokens: int
    seconds: float
    cpu_seconds: float
    tagging_seconds: float
    peak_mb: float


def main(side: str, path: str, count: str, first: str) -> None:
    """Load a side and the first `count` articles of `path`; then, for each line of standard input ("1 2": every second
    article from the second on), read that share and answer with a Reading as one line of JSON.
    """
    timed = None
    if side == FIRST:
        read = _load_first(Path(first))
    elif side == WHOLE:
        read, timed = _load_whole()
    else:
        read = _load_tagger()
    articles = _read_articles(Path(path), int(count))
    for line in sys.stdin:
        share, shares = map(int, line.split())
        tagging = timed.seconds if timed else 0.0
        begun, cpu = time.perf_counter(), time.process_time()
        tokens = sum(read(article) for article in articles[share::shares])
        seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
        tagging = timed.seconds - tagging if timed else 0.0
        print(json.dumps(asdict(Reading(tokens, seconds, cpu, tagging, _peak_mb()))), flush=True)


def _read_articles(path: Path, count: int) -> list[Record]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [article for article in map(json.loads, itertools.islice(lines, count)) if article["body"].strip()]


def _peak_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)  # bytes there, kilobytes elsewhere


def _load_tagger() -> Read:
    from orchestration.extraction.engine import TaggerEngine
    from orchestration.extraction.text.quotations import find_quotations
    from orchestration.extraction.text.segment import segment

    engine = TaggerEngine()

    def read(article: Record) -> int:
        segments = segment(article["body"])
        engine.find(segments, find_quotations(segments))
        return len(segments.words)

    return read


def _load_first(folder: Path) -> Read:
    # predict.py is a program: run over no articles, it leaves its functions behind.
    with tempfile.TemporaryDirectory() as empty:
        nothing = Path(empty, "articles.jsonl")
        nothing.touch()
        sys.argv = ["predict.py", str(nothing), os.devnull]
        first = runpy.run_path(str(folder / "predict.py"))
    run = first["OrtRun"](str(folder / "attribution.int8.onnx"), 1)

    def read(article: Record) -> int:
        prepared = first["prepare"](article)
        first["infer"](run, [prepared], bs=1)
        first["decode"]([prepared], "learned")
        return len(prepared["w"])

    return read


class TimedEngine:
    """An engine that adds up the seconds spent in it."""

    def __init__(self, engine: Engine) -> None:
        self.name, self.seconds, self._engine = engine.name, 0.0, engine

    def find(self, segments: Segments, quotations: Quotations) -> list[Attribution]:
        """As the engine does."""
        begun = time.perf_counter()
        found = self._engine.find(segments, quotations)
        self.seconds += time.perf_counter() - begun
        return found

    def confidence(self, probability: float) -> float:
        """As the engine does."""
        return self._engine.confidence(probability)


def _load_whole() -> tuple[Read, TimedEngine]:
    from datetime import date

    from orchestration.extraction.article import Article, Extractor
    from orchestration.extraction.engine import TaggerEngine
    from orchestration.extraction.text.segment import segment

    engine = TimedEngine(TaggerEngine())
    extractor = Extractor(engine)
    counted: dict[str, int] = {}  # counting is not what is timed

    def read(article: Record) -> int:
        title, body, day = article.get("title") or "", article["body"], article.get("published_on")
        outlet = (article.get("outlet"), article.get("outlet_domain"), article.get("outlet_country"))
        extractor.extract(Article(title, body, date.fromisoformat(day[:10]) if day else None, *outlet))
        if article["article_id"] not in counted:
            counted[article["article_id"]] = len(segment(title).words) + len(segment(body).words)
        return counted[article["article_id"]]

    return read, engine


if __name__ == "__main__":
    main(*sys.argv[1:])
