"""Erasure: what must go, from the raw file, the landing zone and every build; a tombstone keeps it from coming back.

The one exception to the rule that what was ingested is never rewritten. Each step can be done twice: where the rows
were not deleted yet, an interrupted erasure is asked for again; after that whoever writes next finishes it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import duckdb

from orchestration.errors import HearsayError
from orchestration.ingest.erasing import LandingErasure, Places, erase_from_landing, find_documents
from orchestration.ingest.identity import canonicalise_url, read_domain
from orchestration.ingest.printed import prints_any, spell
from orchestration.ingest.waiting import find_waiting
from orchestration.progress import SILENT, Progress
from orchestration.settings import Settings
from orchestration.warehouse import erasure
from orchestration.warehouse.correction_reports import find_reports_about
from orchestration.warehouse.erasure import DoomedArticle, RejectedRecord, Tombstone
from orchestration.warehouse.erasure_files import Remains, begin_erasure, finish_erasures
from orchestration.warehouse.lock import writer_lock
from orchestration.warehouse.subject_hash import hash_subject
from orchestration.warehouse.writer import open_for_writing

GROUNDS = ("takedown", "personal request", "court order", "other")


@dataclass(frozen=True)
class ErasurePlan:
    """What would go. `kind` is article or speaker; `rejects` print an article's address or title; `places` are those
    of landed records, of rejects too, and `loads` those that brought them; `documents` feeds that list one.
    """

    kind: str
    subject_id: str
    articles: tuple[DoomedArticle, ...]
    speaker_ids: tuple[str, ...]
    rejects: tuple[RejectedRecord, ...]
    places: Places
    loads: tuple[str, ...]
    documents: int = 0
    reports: int = 0

    @property
    def records(self) -> int:
        """Landed records that would go."""
        return sum(map(len, self.places.values()))

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
            begin_erasure(settings, tombstone_id, now, _find_remains(con, plan))
            landing = _erase_rows(con, settings, plan, (tombstone_id, ground, by, now, reason), progress)
        progress.note("Taking away what was concluded from it, and writing the raw file anew …")
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
    named = {(each.load_id, each.source_path) for each in plan.rejects if each.landing_path is None}
    progress.note("Taking it out of the landing zone …")
    landing = erase_from_landing(settings, plan.places, _needles(plan.articles), tombstone_id, named=named)
    tombstones = [
        (
            Tombstone(f"{tombstone_id}{number or ''}", kind, hash_subject(subject), ground, by, at, reason),
            {"articles": articles, "records": records, "statements": statements},
        )
        for number, (kind, subject, articles, records, statements) in enumerate(_list_buried(con, plan))
    ]
    removed = sorted(landing.removed)
    rejects = [each.reject_id for each in plan.rejects]
    progress.note("Deleting its rows …")
    erasure.delete_articles(
        con, article_ids, plan.speaker_ids, tombstones, removed=removed, loads=plan.loads, rejects=rejects
    )
    return landing


def _find_remains(con: duckdb.DuckDBPyConnection, plan: ErasurePlan) -> Remains:
    article_ids = [each.article_id for each in plan.articles]
    alias_ids = {*erasure.read_alias_ids(con, article_ids), *plan.speaker_ids}
    return Remains(plan.loads, sorted(alias_ids), sorted(_hash_subjects(plan)))


def _hash_subjects(plan: ErasurePlan) -> set[str]:
    return {hash_subject(each) for each in (*plan.speaker_ids, *(each.article_id for each in plan.articles))}


def _list_buried(con: duckdb.DuckDBPyConnection, plan: ErasurePlan) -> Iterator[tuple[str, str, int, int, int]]:
    """Kind, id and counts (articles, records, statements) of every tombstone: first the speaker's, if any."""
    if plan.kind == "speaker":
        yield "speaker", plan.subject_id, len(plan.articles), plan.records, plan.statements
    for each in plan.articles:
        places, _ = _read_places(con, [each.article_id], _choose_about([each], plan.rejects))
        yield "article", each.article_id, 1, sum(map(len, places.values())), each.statements


def _plan(con: duckdb.DuckDBPyConnection, settings: Settings, subject: str) -> ErasurePlan:
    _require_nothing_waits(settings)
    kind, article_ids, speaker_ids = _find_subject(con, subject)
    articles = erasure.read_articles(con, article_ids)
    rejects = _find_rejects(con, articles)
    places, loads = _read_places(con, article_ids, rejects)
    subject_id = articles[0].article_id if kind == "article" else speaker_ids[0]
    plan = ErasurePlan(kind, subject_id, tuple(articles), tuple(speaker_ids), tuple(rejects), places, tuple(loads))
    return replace(
        plan,
        documents=len(find_documents(settings, _needles(articles))),
        reports=len(list(find_reports_about(settings, _hash_subjects(plan)))),
    )


def _find_rejects(con: duckdb.DuckDBPyConnection, articles: Sequence[DoomedArticle]) -> list[RejectedRecord]:
    """What was rejected and tells of these articles: a row of an index, an address that failed once."""
    addresses, titles = _part_needles(articles)
    hosts = {host for each in addresses if (host := read_domain(None, each))}
    return _choose_about(articles, erasure.read_rejects(con, sorted({*hosts, *titles})))


def _choose_about(articles: Sequence[DoomedArticle], rejects: Sequence[RejectedRecord]) -> list[RejectedRecord]:
    addresses, titles = _part_needles(articles)
    return [each for each in rejects if prints_any(f"{each.source_path} {each.excerpt}", addresses, titles)]


def _part_needles(articles: Sequence[DoomedArticle]) -> tuple[set[str], set[str]]:
    """The addresses as they are compared, and the titles as they may be spelt."""
    needles = _needles(articles)
    addresses = {canonicalise_url(each) or each for each in needles if "://" in each}
    return addresses, {spelt for each in needles if "://" not in each for spelt in spell(each)}


def _read_places(
    con: duckdb.DuckDBPyConnection, article_ids: Sequence[str], rejects: Sequence[RejectedRecord]
) -> tuple[dict[str, set[int]], list[str]]:
    """Where articles and rejects lie in the landing zone, numbers by path, and the loads that brought them."""
    places, loads = erasure.read_places(con, article_ids)
    for each in rejects:
        if each.landing_path is not None:
            places.setdefault(each.landing_path, set()).add(each.record_number)
    return places, sorted({*loads, *(each.load_id for each in rejects)})


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


def _needles(articles: Sequence[DoomedArticle]) -> list[str]:
    return sorted({needle for each in articles for needle in each.needles})


@contextmanager
def _open(settings: Settings, progress: Progress) -> Iterator[duckdb.DuckDBPyConnection]:
    if not settings.raw_path.is_file():
        raise HearsayError(f"There is no warehouse at {settings.raw_path}: nothing can be erased.")
    with open_for_writing(settings, purpose="erase", on_wait=progress.note) as con:
        yield con
