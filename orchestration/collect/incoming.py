"""What a run has fetched and not landed yet: files and a journal, from which a run that was killed is finished.

Files come into `collect/incoming/<load id>/`; a line of the journal follows each. `land_incoming` moves the folder into
the landing zone as one load and only then makes the outlets' memories say so: a kill in between costs a second
fetch, never an article.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from orchestration.collect.memory import Document, Memory, Seen, build, read_memory, write_memory
from orchestration.ingest.discovery import FoundFile
from orchestration.ingest.landing import adopt_folder, land_file, make_load_id
from orchestration.ingest.manifest import JOURNAL, LandedFile, Landing
from orchestration.ingest.origin import Origin
from orchestration.ingest.waiting import read_mark
from orchestration.settings import Settings

ENDINGS = {"page": ".html", "text": ".txt", "jsonl": ".jsonl", None: ".feed"}


@dataclass
class _Head:
    load_id: str
    load_on: str
    started_at: str


class Incoming:
    """The folder of one run. Not shared between threads or processes: whoever makes it holds the lock of collecting."""

    def __init__(self, settings: Settings, *, load_on: date, now: datetime) -> None:
        self.load_id = make_load_id(now)
        self.folder = settings.collect_dir / "incoming" / self.load_id
        self._base = f"{load_on.isoformat()}/{self.load_id}"
        self._number = 0
        self._problems: dict[str, int] = {}
        self.folder.mkdir(parents=True)
        self._journal = (self.folder / JOURNAL).open("a", encoding="utf-8")
        self._note({"head": asdict(_Head(self.load_id, load_on.isoformat(), now.astimezone(UTC).isoformat()))})

    def add(
        self,
        data: bytes,
        file_format: str | None,
        origin: Origin,
        *,
        listed_for: str | None = None,
        seen: dict[str, Seen] | None = None,
    ) -> None:
        """Keep bytes as they came. `file_format` None: evidence that is not read.

        `seen` is remembered with them, of the outlet `listed_for` where that is not the one whose they are.
        """
        name = self._next_name(origin.url, ENDINGS[file_format])
        partial = self.folder / f"{name}.part"
        partial.write_bytes(gzip.compress(data, compresslevel=6, mtime=0))
        partial.rename(self.folder / name)
        digest = hashlib.sha256(data).hexdigest()
        file = LandedFile(origin.url, f"{self._base}/{name}", file_format, len(data), digest, origin=origin)
        self._note({"outlet": listed_for or origin.outlet, "file": asdict(file), "seen": _plain(seen)})

    def add_file(self, found: FoundFile, origin: Origin, *, seen: dict[str, Seen]) -> LandedFile | None:
        """Copy a file of a folder; None, and no copy, where somebody has written to it meanwhile.

        One with a problem cannot be read, and is a reject of the load. `seen` is remembered with the hash of what was
        copied; not where the file cannot be opened, because what keeps it shut may pass without a change of the file.
        """
        self._number += 1
        before = read_mark(found.path)
        file = replace(land_file(found, self.folder, self._base, self._number), origin=origin)
        if read_mark(found.path) != before:
            if file.landing_path is not None:
                (self.folder / Path(file.landing_path).name).unlink()
            return None
        is_shut = file.problem is not None and file.format is not None
        seen = {} if is_shut else {key: replace(each, sha256=file.sha256 or "") for key, each in seen.items()}
        self._note({"outlet": origin.outlet, "file": asdict(file), "seen": _plain(seen)})
        return file

    def add_problem(
        self, outlet: str, place: str, code: str, reason: str, *, seen: dict[str, Seen] | None = None
    ) -> None:
        """A reject of the load: what was not brought, and why."""
        count = self._problems[place] = self._problems.get(place, 0) + 1
        # Rejects are told apart by their place.
        source_path = place if count == 1 else f"{place} ({count})"
        file = LandedFile(source_path, None, None, 0, None, reason, code)
        self._note({"outlet": outlet, "file": asdict(file), "seen": _plain(seen)})

    def remember(self, outlet: str, seen: dict[str, Seen]) -> None:
        """Articles that were looked at and brought nothing new."""
        self._note({"outlet": outlet, "seen": _plain(seen)})

    def end_document(self, outlet: str, url: str, document: Document) -> None:
        """A feed or sitemap was dealt with to its end: its next reading may be a conditional one."""
        self._note({"outlet": outlet, "documents": {url: asdict(document)}})

    def end_outlet(self, outlet: str, *, at: str, is_whole: bool, has_brought: bool) -> None:
        """The outlet is done; `is_whole` where nothing of it failed."""
        ended = {"first_at": at, "collected_at": at if is_whole else "", "brought_at": at if has_brought else ""}
        self._note({"outlet": outlet, "ended": ended})

    def close(self) -> None:
        """Nothing more comes."""
        self._journal.close()

    def _next_name(self, url: str, ending: str) -> str:
        self._number += 1
        slug = re.sub(r"[^A-Za-z0-9]+", "-", url.partition("://")[2] or url).strip("-")[:50].strip("-") or "page"
        return f"{self._number:05d}-{slug}{ending}.gz"

    def _note(self, line: dict[str, Any]) -> None:
        self._journal.write(json.dumps(line) + "\n")
        self._journal.flush()


def land_incoming(settings: Settings, folder: Path) -> Landing | None:
    """Make an incoming folder a load and remember what it says; None where it holds nothing to load.

    Whoever calls holds the lock of collecting. Works the same for a run that ended and for one that was killed. Raises
    TypeError, KeyError or ValueError for a journal that cannot be understood; then nothing has moved.
    """
    lines = list(_read_journal(folder / JOURNAL))
    heads = [line["head"] for line in lines if "head" in line]
    files = tuple(LandedFile.from_json(line["file"]) for line in lines if "file" in line)
    memories = _update_memories(settings.collect_dir / "memory", lines)
    landing = None
    if heads and any(file.format is not None or file.problem is not None for file in files):
        head = _Head(**heads[0])
        moment = datetime.fromisoformat(head.started_at)
        landing = Landing(head.load_id, date.fromisoformat(head.load_on), moment, "collected", files=files)
        for left_over in folder.glob("*.part"):
            left_over.unlink()
        adopt_folder(settings, folder, landing)
    else:
        shutil.rmtree(folder, ignore_errors=True)
    for memory in memories:
        write_memory(settings.collect_dir / "memory", memory)
    return landing


def find_left_over(settings: Settings) -> list[Path]:
    """Incoming folders of runs that were killed, oldest first; the caller holds the lock of collecting."""
    return sorted(
        path
        for path in (settings.collect_dir / "incoming").glob("*")
        if path.is_dir() and not path.name.startswith(".")
    )


def _update_memories(folder: Path, lines: list[dict[str, Any]]) -> list[Memory]:
    """The memories of the outlets as a journal makes them; nothing is written."""
    memories: dict[str, Memory] = {}
    for line in lines:
        outlet = line.get("outlet")
        if outlet is None:
            continue
        if outlet not in memories:
            memories[outlet] = read_memory(folder, outlet)
        memory = memories[outlet]
        memory.seen.update({key: build(Seen, each) for key, each in (line.get("seen") or {}).items()})
        memory.documents.update({url: build(Document, each) for url, each in (line.get("documents") or {}).items()})
        ended = line.get("ended") or {}
        memory.first_at = memory.first_at or ended.get("first_at", "")
        memory.collected_at = ended.get("collected_at") or memory.collected_at
        memory.brought_at = ended.get("brought_at") or memory.brought_at
    for memory in memories.values():
        memory.forget_old(datetime.now(UTC))
    return list(memories.values())


def _read_journal(path: Path) -> Iterator[dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    for line in text.split("\n"):
        try:
            value = json.loads(line)
        except ValueError:
            continue  # the last line of a process that was killed while it wrote
        if isinstance(value, dict):
            yield value


def _plain(seen: dict[str, Seen] | None) -> dict[str, Any]:
    return {key: asdict(each) for key, each in (seen or {}).items()}
