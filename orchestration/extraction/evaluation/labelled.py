"""Labelled articles as JSON Lines: reading them, and which labels an article carries."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from orchestration.extraction.evaluation.pairing import Record

Kind = Literal["statements", "attributions"]
KINDS: tuple[Kind, ...] = ("statements", "attributions")


class LabelsError(ValueError):
    """A file cannot be measured with; the message names the file and what is expected."""


def read_labelled(path: Path) -> list[Record]:
    """The articles of a labelled JSON Lines file (.gz too) that carry labels, in order.

    Raises LabelsError for a line that is not JSON or no article, and where no article carries labels.
    """
    articles = []
    for number, article in read_json_lines(path):
        if missing := [name for name in ("article_id", "body") if not isinstance(article.get(name), str)]:
            raise LabelsError(f"{path}, line {number}: no text as {' and '.join(missing)}; give one article a line")
        if kind_of(article) is not None:
            articles.append(article)
    if not articles:
        raise LabelsError(f"{path}: no article has `statements` or `attributions`; give a labelled file")
    return articles


def kind_of(article: Record) -> Kind | None:
    """`statements` where speakers, dates and relays are labelled, `attributions` where spans alone are, else None."""
    return next((kind for kind in KINDS if kind in article), None)


def read_json_lines(path: Path) -> Iterator[tuple[int, Record]]:
    """Each object of a JSON Lines file (.gz too) with the number of its line. Raises LabelsError for anything else."""
    opener = gzip.open if path.suffix == ".gz" else open
    number = 0
    try:
        with opener(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield number, _object(json.loads(line))
    except (ValueError, EOFError, gzip.BadGzipFile) as error:
        if isinstance(error, LabelsError):
            raise
        # Bytes that are no text fail before the line has come.
        place = number + isinstance(error, UnicodeDecodeError)
        raise LabelsError(f"{path}, line {place}: not JSON ({error}); give one object a line") from error


def _object(value: object) -> Record:
    if not isinstance(value, dict):
        raise ValueError(f"a {type(value).__name__}, no object")
    return value
