"""What was erased and comes again with a load: refused as it is read, and then taken out of the landing zone too."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from orchestration.ingest.article import Article, Reject
from orchestration.ingest.erased import Refused, Tombstones
from orchestration.ingest.erasing import erase_from_landing
from orchestration.ingest.manifest import LandedFile
from orchestration.settings import Settings


@dataclass
class _Found:
    places: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    names: set[str] = field(default_factory=set)
    needles: set[str] = field(default_factory=set)


class Refusals:
    """Those of one load, by tombstone. What they were called is kept here alone and never written to a row."""

    def __init__(self, tombstones: Tombstones) -> None:
        self.tombstones = tombstones
        self._found: defaultdict[str, _Found] = defaultdict(_Found)

    def check(self, content: Article | Reject, file: LandedFile, number: int) -> Article | Reject:
        """The content of a record, or what is kept of it where it was erased; that is remembered."""
        answer = self.tombstones.refuse(content, file.source_path)
        if isinstance(answer, Refused):
            found = self._found[answer.tombstone_id]
            found.needles |= answer.needles
            if file.landing_path is None:
                found.names.add(file.source_path)
            else:
                found.places[file.landing_path].add(number)
        return answer

    def erase_from_landing(self, settings: Settings, load_id: str) -> bool:
        """Take them out of the landed files of the load; whether there were any. Doing it twice is doing it once."""
        for tombstone_id, found in self._found.items():
            named = {(load_id, name) for name in found.names}
            erase_from_landing(settings, found.places, found.needles, tombstone_id, named=named, load_id=load_id)
        return bool(self._found)
