"""The sample, loaded and prepared once, and copies of it that a test may change."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from orchestration.build import prepare_raw
from orchestration.ingest.load import load_paths
from orchestration.settings import CHECKOUT, Settings, load_settings
from orchestration.warehouse.connection import connect_raw
from orchestration.warehouse.lock import writer_lock

# What is concluded from statements. Ids that were given stay known, so what lists them all is not compared.
CONCLUDED = {
    "corrected_statements": "(SELECT * EXCLUDE (statement_place) FROM raw.corrected_statements)",
    "speaker_members": "raw.speaker_members",
    "speaker_edges": "raw.speaker_edges",
    "speaker_reviews": "raw.speaker_reviews",
    "speaker_aliases": "(SELECT * FROM raw.speaker_aliases WHERE NOT is_retired)",
    "speaker_corrections": "raw.speaker_corrections",
    "claim_edges": "raw.claim_edges",
    "claim_members": "raw.claim_members",
    "claim_fingerprints": "raw.claim_fingerprints",
    "claim_outlines": "raw.claim_outlines",
    "claim_speakers": "raw.claim_speakers",
}


def load_sample(data: Path) -> Settings:
    """The whole sample in a data folder, by the trained tagger, with speakers and claims."""
    settings = load_settings(data=data, workers=1)
    load_paths(settings, [CHECKOUT / "data" / "sample"])
    prepare(settings)
    return settings


def loaded_copy(build: Path, data: Path) -> Settings:
    """The sample as load_sample makes it, out of a folder in which it was built too: extracting it takes long."""
    data.mkdir()
    shutil.copyfile(build / "raw.duckdb", data / "raw.duckdb")
    for folder in ("landing", "ledger/loads"):
        shutil.copytree(build / folder, data / folder)
    return load_settings(data=data, workers=1)


def copy_of(settings: Settings, data: Path, **overrides: Any) -> Settings:
    """A copy of a data folder, with other settings where they are given."""
    shutil.copytree(settings.data, data)
    return load_settings(data=data, workers=1, **overrides)


def prepare(settings: Settings) -> None:
    """All that a build does before dbt."""
    with writer_lock(settings, purpose="build"):
        prepare_raw(settings)


def concluded(settings: Settings) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of what is concluded from the statements, by table, in a fixed order."""
    with connect_raw(settings) as con:
        return {
            name: con.execute(f"SELECT * FROM {table} ORDER BY ALL").fetchall() for name, table in CONCLUDED.items()
        }


def ask(settings: Settings, query: str, *values: Any) -> list[tuple[Any, ...]]:
    """The rows of a query to the raw file."""
    with connect_raw(settings) as con:
        return con.execute(query, list(values)).fetchall()


def extracted(settings: Settings) -> list[tuple[Any, ...]]:
    """Articles and statements as they were ingested and extracted: nothing that people say may change them."""
    with connect_raw(settings) as con:
        rows = con.execute("SELECT * FROM raw.statements ORDER BY ALL").fetchall()
        return rows + con.execute("SELECT * FROM raw.articles ORDER BY ALL").fetchall()
