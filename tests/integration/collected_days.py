"""A data folder into which the played sites are collected, and loaded, at one moment after another."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from orchestration.collect.collecting import collect
from orchestration.collect.outcomes import CollectReport, DocumentReport
from orchestration.collect.sources import parse_sources
from orchestration.ingest.load import ingest_landed
from orchestration.settings import Settings, load_settings
from orchestration.warehouse.connection import connect_raw
from tests.integration.played_sites import FETCHING, PlayedSites

FIRST_DAY = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)


class CollectedDays:
    """Collects from `outlets`, as in sources.yml, and loads what came."""

    def __init__(self, folder: Path, sites: PlayedSites, *outlets: dict[str, Any]) -> None:
        self.settings: Settings = load_settings({}, data=folder / "data", workers=1)
        self.sites = sites
        self.outlets = outlets

    def collect(self, day: float = 1, **fetching: Any) -> CollectReport:
        """The run of a day, from 1; every entry must have come to an end."""
        content = {"fetching": {**FETCHING, **fetching}, "outlets": list(self.outlets)}
        sources = parse_sources(yaml.safe_dump(content), self.settings.data / "sources.yml")
        now = FIRST_DAY + timedelta(days=day - 1)
        report = collect(self.settings, sources, now=now, resolve=self.sites.resolve)
        for load_id in report.load_ids:
            ingest_landed(self.settings, load_id)
        assert_counts_reconcile(report)
        return report

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of the raw file."""
        with connect_raw(self.settings) as con:
            return con.execute(sql).fetchall()

    def list_articles(self) -> list[tuple[str, str]]:
        """Outlet and title of every article and version, in the order of titles."""
        rows = self.ask("SELECT outlet_name, title FROM raw.articles ORDER BY title, outlet_name")
        return [(outlet, title) for outlet, title in rows]


def assert_counts_reconcile(report: CollectReport) -> None:
    """Every entry of every document has come to one end."""
    for outlet in report.outlets:
        for document in outlet.documents:
            ended = document.landed + document.seen + document.rejected + document.left + document.too_old
            assert document.entries == ended, document


def count_ends(report: CollectReport | DocumentReport) -> dict[str, int]:
    """How many entries ended how; what did not happen is left out."""
    names = ("landed", "seen", "rejected", "left", "too_old")
    counts = {
        name: report.count(name) if isinstance(report, CollectReport) else int(getattr(report, name)) for name in names
    }
    return {name: count for name, count in counts.items() if count}
