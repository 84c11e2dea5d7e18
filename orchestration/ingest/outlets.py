"""The printed names of outlets that the project knows, for telling an outlet's line from a line of text."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path


@cache
def read_known_outlets(seeds_dir: Path) -> frozenset[str]:
    """Normalised names and aliases from the outlet seeds; empty where the seeds are not there."""
    names: set[str] = set()
    for file_name, column in (("outlets.csv", "outlet_name"), ("outlet_aliases.csv", "alias")):
        path = seeds_dir / file_name
        if path.is_file():
            with path.open(encoding="utf-8", newline="") as stream:
                names.update(normalise_outlet(row[column]) for row in csv.DictReader(stream) if row.get(column))
    return frozenset(names)


def normalise_outlet(name: str) -> str:
    """A name as it is compared: lower case, one space between words, without a leading "the"."""
    return re.sub(r"^the ", "", " ".join(name.split()).casefold())
