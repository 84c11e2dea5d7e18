"""Erasure: what must go, from the raw file, the landing zone and every build; a tombstone keeps it from coming back.

The one exception to the rule that what was ingested is never rewritten. Each step can be done twice, so an interrupted
erasure is finished by asking for it again.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from orchestration.build import conclude
from orchestration.errors import HearsayError
from orchestration.ingest.erased import hash_subject
from orchestration.ingest.erasing import LandingErasure, erase_from_landing, find_documents
from orchestration.ingest.identity import canonicalise_url
from orchestration.ingest.progress import SILENT, Progress
from orchestration.ingest.waiting import find_waiting
from orchestration.settings import Settings
from orchestration.warehouse import erasure
from orchestration.warehouse.connection import connect_raw
from orchestration.warehouse.erasure import DoomedArticle, Tombstone
from orchestration.warehouse.erasure_files import begin_erasure, finish_erasures
from orchestration.warehouse.lock import writer_lock

GROUNDS = ("takedown", "personal request", "court order", "other")


@dataclass(frozen=True)
class ErasurePlan:
    """What would go. `kind` is article or speaker; `records` are landed ones, `documents` feeds that list one."""

    kind: str
    subject_id: str
    articles: tuple[DoomedArticle, ...]
    speaker_ids: tuple[str, ...]
    records: int
    documents: int
    reports: int

    @property
    def statements(self) -> int:
        """Statements of all versions of all these articles."""
        return sum(each.statements for each in self.articles)


@dataclass(frozen=True)
class ErasureReport:
    """What went. `lost` are other records in landed files of a kind that no single record can be taken out of."""

    tombstone_id: str
    articles: int
    statements: int
    landing: LandingErasure


def plan_erasure(settings: Settings, subject: str, *, progress: Progress = SILENT) -> ErasurePlan:
    """What `erase` would take away for an article (its id or address) or a speaker (its id); changes nothing.

    Raises HearsayError where the warehouse has neither, or something lies in the landing zone that is not loaded yet.
    """
    with _open(settings, progress) as con:
        return _plan(con, settings, subject)


def erase(
    settings: Settings, subject: str, *, by: str, reason: str, ground: str, progress: Progress = SILENT
) -> ErasureReport:
    """Erase an article, or a speaker with every article that quotes it; the next build is without, and so is the disk.

    `ground` is one of GROUNDS. Raises HearsayError.
    """
    if ground not in GROUNDS:
        raise HearsayError(f"{ground!r} is no ground for erasing: use one of {', '.join(GROUNDS)}.")
    if not by.strip() or not reason.strip():
        raise HearsayError("Erasing needs to say by whom and why: the tombstone keeps it.")
    with writer_lock(settings, purpose="erase", on_wait=progress.note):
        # Not before the lock is had: a build that was waited for holds it still, and must not look younger than this.
        now = datetime.now(UTC)
        tombstone_id = f"t{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
        with _open(settings, progress) as con:
            plan = _plan(con, settings, subject)
            begin_erasure(settings, tombstone_id, now)
            landing = _erase_rows(con, settings, plan, (tombstone_id, ground, by, now, reason), progress)
        progress.note("Writing the raw file anew, so that no byte is left …")
        finish_erasures(settings)
    return ErasureReport(tombstone_id, len(plan.articles), plan.statements, landing)


def _erase_rows(
    con: duckdb.DuckDBPyConnection,
    settings: Settings,
    plan: ErasurePlan,
    burial: tuple[str, str, str, datetime, str],
    progress: Progress,
) -> LandingErasure:
    tombstone_id, ground, by, at, reason = burial
    article_ids = [each.article_id for each in plan.articles]
    places, loads = erasure.read_places(con, article_ids)
    progress.note("Taking it out of the landing zone …")
    landing = erase_from_landing(settings, places, _needles(plan), tombstone_id)
    tombstones = [
        (
            Tombstone(f"{tombstone_id}{number or ''}", kind, hash_subject(subject), ground, by, at, reason),
            {"articles": articles, "records": records, "statements": statements},
        )
        for number, (kind, subject, articles, records, statements) in enumerate(_list_buried(con, plan))
    ]
    removed = sorted(landing.removed)
    progress.note("Deleting its rows, and what was concluded from them …")
    erasure.delete_articles(con, article_ids, plan.speaker_ids, tombstones, removed=removed, loads=loads)
    with erasure.forget_names(con):
        conclude(con)
    erasure.mirror_loads(con, settings, loads)
    for path in _find_reports(settings, plan):
        path.unlink(missing_ok=True)
    return landing


def _list_buried(con: duckdb.DuckDBPyConnection, plan: ErasurePlan) -> Iterator[tuple[str, str, int, int, int]]:
    """Kind, id and counts (articles, records, statements) of every tombstone: first the speaker's, if any."""
    if plan.kind == "speaker":
        yield "speaker", plan.subject_id, len(plan.articles), plan.records, plan.statements
    for each in plan.articles:
        places, _ = erasure.read_places(con, [each.article_id])
        yield "article", each.article_id, 1, sum(map(len, places.values())), each.statements


def _plan(con: duckdb.DuckDBPyConnection, settings: Settings, subject: str) -> ErasurePlan:
    _require_nothing_waits(settings)
    kind, article_ids, speaker_ids = _find_subject(con, subject)
    articles = erasure.read_articles(con, article_ids)
    places, _ = erasure.read_places(con, article_ids)
    records = sum(map(len, places.values()))
    subject_id = articles[0].article_id if kind == "article" else speaker_ids[0]
    plan = ErasurePlan(kind, subject_id, tuple(articles), tuple(speaker_ids), records, 0, 0)
    documents = len(find_documents(settings, _needles(plan)))
    reports = len(list(_find_reports(settings, plan)))
    return ErasurePlan(kind, subject_id, tuple(articles), tuple(speaker_ids), records, documents, reports)


def _require_nothing_waits(settings: Settings) -> None:
    # What lies unread may hold it too, and nobody can tell where.
    if find_waiting(settings):
        raise HearsayError(f"Not all of {settings.landing_dir} is loaded to its end: run `hearsay load` first.")
    incoming = settings.collect_dir / "incoming"
    if incoming.is_dir() and any(incoming.iterdir()):
        raise HearsayError(f"{incoming} holds what an interrupted run fetched: run `hearsay collect` first.")


def _find_subject(con: duckdb.DuckDBPyConnection, subject: str) -> tuple[str, list[str], list[str]]:
    """Kind, the articles, and for a speaker every id that leads to it, its own first."""
    for article_id in (subject, canonicalise_url(subject) or subject):
        if erasure.read_articles(con, [article_id]):
            return "article", [article_id], []
        if hash_subject(article_id) in erasure.read_tombstones(con):
            raise HearsayError(f"{subject} is erased already; `hearsay build` publishes a build without it.")
    speaker_id = erasure.find_speaker(con, subject)
    if speaker_id is not None:
        articles, ids = erasure.find_articles_of(con, speaker_id)
        if articles:
            return "speaker", articles, [speaker_id, *(each for each in ids if each != speaker_id)]
    raise HearsayError(
        f"The warehouse has no article and no named speaker {subject!r}: give an article's id or address, or a"
        " speaker_id (dim_articles and dim_speakers have them)."
    )


def _needles(plan: ErasurePlan) -> list[str]:
    return sorted({needle for each in plan.articles for needle in each.needles})


def _find_reports(settings: Settings, plan: ErasurePlan) -> Iterator[Path]:
    """Readers' reports about these articles or speakers, and what was decided on them."""
    gone = {*plan.speaker_ids, *(each.article_id for each in plan.articles)}
    for path in sorted(settings.reports_dir.glob("*/r*.json")):
        if path.name.endswith(".decision.json"):
            continue
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            anchor = kept.get("anchor") or {}
            named = {kept.get("subject_id"), kept.get("other_subject_id"), anchor.get("article_id")}
        except (OSError, ValueError, AttributeError):
            continue
        if named & gone:
            yield path
            yield path.with_name(f"{path.stem}.decision.json")


@contextmanager
def _open(settings: Settings, progress: Progress) -> Iterator[duckdb.DuckDBPyConnection]:
    if not settings.raw_path.is_file():
        raise HearsayError(f"There is no warehouse at {settings.raw_path}: nothing can be erased.")
    with writer_lock(settings, purpose="erase", on_wait=progress.note):
        finish_erasures(settings)
        with connect_raw(settings) as con:
            yield con
