"""Erasure in the landing zone: records taken out of landed files, files that hold nothing else removed, and feeds that
list an erased article; the manifest says what is there and what is not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from orchestration.ingest.blanking import blank_records, can_blank
from orchestration.ingest.erased import NAMELESS, REASON_CODE, describe_erased, write_mark
from orchestration.ingest.manifest import JOURNAL, LandedFile, Landing, read_manifest, write_manifest
from orchestration.ingest.printed import spell
from orchestration.ingest.readers.formats import read_file
from orchestration.ingest.readers.reading import BROKEN_CODE, BROKEN_FILE, Source, Unreadable
from orchestration.settings import Settings

CHUNK_BYTES = 1 << 20
# path within the landing zone -> numbers of the records to take out
Places = Mapping[str, Collection[int]]


@dataclass(frozen=True)
class LandingErasure:
    """What went: landed files removed whole, records taken out of others, feeds and the like removed.

    `removed` are the paths of the files that are gone, within the landing zone; `lost` is how many other records were
    in files that none can be taken out of, by their format or because they break off: these files are removed too.
    """

    removed: frozenset[str]
    records: int
    documents: int
    lost: int = 0


def erase_from_landing(
    settings: Settings,
    places: Places,
    needles: Iterable[str],
    tombstone_id: str,
    *,
    named: Collection[tuple[str, str]] = (),
    load_id: str = "*",
) -> LandingErasure:
    """Take these records out of the landing zone, and remove documents kept as evidence that print a needle.

    `needles` are addresses and titles; `named` are what was never landed and is in a manifest by its name alone, each
    by its load's id and that name; `load_id` keeps to one load. Doing it twice is doing it once. The caller holds
    the writer lock.
    """
    removed: set[str] = set()
    records = documents = lost = 0
    searched = _encode(needles)
    for path in sorted(settings.landing_dir.glob(f"????-??-??/{load_id}/manifest.json")):
        landing = read_manifest(path)
        files = []
        for file in landing.files:
            numbers = places.get(file.landing_path or "", ())
            kept = file
            if numbers:
                kept, others = _erase_records(settings, file, numbers, tombstone_id)
                records += len(numbers)
                lost += others
            elif _is_evidence(settings, file, searched):
                kept = _remove(settings, replace(file, problem=None))
                documents += 1
            elif file.landing_path is None and (landing.load_id, file.source_path) in named:
                kept = _unname(file, tombstone_id)
            if kept.landing_path is None and file.landing_path is not None:
                removed.add(file.landing_path)
            files.append(kept)
        # What a run of collecting went by: nobody reads it once it has landed.
        journal = path.with_name(JOURNAL)
        if _prints(journal, searched):
            journal.unlink()
        if tuple(files) != landing.files:
            write_manifest(path.parent, _describe(landing, files))
    return LandingErasure(frozenset(removed), records, documents, lost)


def find_documents(settings: Settings, needles: Iterable[str]) -> list[str]:
    """The landed documents kept as evidence (feeds, sitemaps) that print one of these addresses or titles."""
    searched = _encode(needles)
    return [
        file.landing_path
        for path in sorted(settings.landing_dir.glob("????-??-??/*/manifest.json"))
        for file in read_manifest(path).files
        if file.landing_path and _is_evidence(settings, file, searched)
    ]


def _erase_records(
    settings: Settings, file: LandedFile, numbers: Collection[int], tombstone_id: str
) -> tuple[LandedFile, int]:
    """The file as it is then, and how many records that were not to go went with it."""
    assert file.landing_path is not None  # it has records
    assert file.format is not None
    path = settings.landing_dir / file.landing_path
    if not path.is_file():
        # Pruned, or removed and interrupted before the manifest said so. A table's name says nothing of one record.
        return (file if can_blank(file.format) else _remove(settings, file, tombstone_id)), 0
    others, is_broken = 0, False
    for reading in read_file(Source(path), file.format):
        others += reading.number not in numbers
        is_broken |= isinstance(reading, Unreadable) and reading.reject.reason_code == BROKEN_CODE
    # What cannot be read to its end cannot be written anew, nor searched.
    if not others or is_broken or not can_blank(file.format):
        return _remove(settings, file, tombstone_id), others
    blanked = blank_records(path, file.format, numbers, write_mark(tombstone_id))
    return replace(file, size_bytes=blanked.size_bytes, sha256=blanked.sha256), 0


def _remove(settings: Settings, file: LandedFile, tombstone_id: str | None = None) -> LandedFile:
    """The file taken away, its name with it; a document that was not read leaves no reject behind."""
    assert file.landing_path is not None
    (settings.landing_dir / file.landing_path).unlink(missing_ok=True)
    gone = replace(file, landing_path=None, size_bytes=0, sha256=None)
    return gone if tombstone_id is None else _unname(gone, tombstone_id)


def _unname(file: LandedFile, tombstone_id: str) -> LandedFile:
    problem = describe_erased(tombstone_id).reason
    return replace(file, source_path=NAMELESS, problem=problem, problem_code=REASON_CODE, origin=None)


def _describe(landing: Landing, files: list[LandedFile]) -> Landing:
    is_empty = all(file.landing_path is None for file in files)
    return replace(landing, files=tuple(files), source=NAMELESS if is_empty else landing.source)


def _encode(needles: Iterable[str]) -> list[bytes]:
    return [spelt.encode() for each in needles for spelt in spell(each)]


def _is_evidence(settings: Settings, file: LandedFile, needles: Collection[bytes]) -> bool:
    if file.format is not None or file.landing_path is None:
        return False
    return _prints(settings.landing_dir / file.landing_path, needles)


def _prints(path: Path, needles: Collection[bytes]) -> bool:
    longest = max(map(len, needles), default=0)
    if not longest or not path.is_file():
        return False
    tail = b""
    try:
        with Source(path).open() as stream:
            while chunk := stream.read(CHUNK_BYTES):
                tail += chunk
                if any(needle in tail for needle in needles):
                    return True
                tail = tail[-longest:]
    except BROKEN_FILE:
        return True  # what cannot be searched may hold it
    return False
