"""`hearsay load` where several loads waited: one that could not be read is reported, and fails none of the others."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from orchestration.cli import app
from orchestration.ingest.landing import land_paths
from orchestration.settings import load_settings
from orchestration.warehouse.ledger import read_loads

TEXT = "Treaty near\n\nThe river minister, Ana Brook, said on Monday that the treaty would be signed in spring.\n"


def test_an_unreadable_load_among_others_that_waited_is_reported_and_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEARSAY_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("HEARSAY_ENGINE", "rules")
    settings = load_settings()
    article, scan = tmp_path / "treaty.txt", tmp_path / "scan.pdf"
    article.write_text(TEXT, encoding="utf-8")
    scan.write_bytes(b"%PDF")
    for path in (article, scan):
        land_paths(settings, [path])

    finished = CliRunner().invoke(app, ["load"])

    assert finished.exit_code == 0, finished.output
    assert "unsupported format" in finished.output
    assert [entry["status"] for entry in read_loads(settings)] == ["done", "done"]
    assert CliRunner().invoke(app, ["load", str(scan)]).exit_code == 1
