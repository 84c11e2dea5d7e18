"""Readers' reports of mistakes, each a file in a folder that the pipeline looks into: all that the dashboard writes.

The published build is never touched: what becomes of a report is decided elsewhere, and shown by a later build.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dashboard.settings import DashboardSettings

AROUND_CHARS = 40
MOST_BYTES = 60_000
# Anybody who sees the page can write: a folder that nobody looks into must not fill the disk.
MOST_WAITING = 1_000


class QueueClosedError(Exception):
    """A report cannot be taken; the message says why, for the reader who wrote it."""


def is_open(settings: DashboardSettings) -> bool:
    """Whether reports are taken: the folder is there, and this program may write into it."""
    folder = settings.waiting_reports_path
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)


def make_anchor(statement: Mapping[str, Any], article: Mapping[str, Any]) -> dict[str, Any]:
    """Where a statement stands, by its words and those around them: an id changes with the next extraction."""
    printed = str(article[statement["field"]] or "")
    start = min(span["start_char"] for span in statement["content_spans"])
    end = max(span["end_char"] for span in statement["content_spans"])
    return {
        "article_id": statement["article_id"],
        "article_version": statement["article_version"],
        "field": statement["field"],
        "text": printed[start:end],
        "before": printed[max(0, start - AROUND_CHARS) : start],
        "after": printed[end : end + AROUND_CHARS],
        "start_char": start,
    }


def make_article_anchor(statement: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The whole article of a statement, for what is said of a name in it."""
    return {
        "article_id": statement["article_id"],
        "article_version": statement["article_version"],
        "field": "",
        "text": name,
        "before": "",
        "after": "",
        "start_char": 0,
    }


def write_report(settings: DashboardSettings, report: Mapping[str, Any]) -> str:
    """Put a report into the queue, whole or not at all; returns its id. Raises QueueClosedError."""
    folder = settings.waiting_reports_path
    text = json.dumps(report, ensure_ascii=False, indent=1)
    if len(text.encode()) > MOST_BYTES:
        raise QueueClosedError("The statement is too long to be reported here; tell whoever runs this warehouse.")
    report_id = f"r{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"
    partial = folder / f".{report_id}.tmp"
    try:
        if sum(1 for _ in folder.iterdir()) >= MOST_WAITING:
            raise QueueClosedError(f"{MOST_WAITING:,} reports wait already; tell whoever runs this warehouse.")
        _write_whole(partial, text)
        partial.replace(folder / f"{report_id}.json")
    except OSError as error:
        raise QueueClosedError(f"The report could not be kept ({error.strerror}); nothing was sent.") from error
    return report_id


def _write_whole(path: Path, text: str) -> None:
    with path.open("x", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
