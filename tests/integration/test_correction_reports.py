"""Readers' reports: what waits, is accepted, rejected or taken at once; and files in the folder that are none."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from orchestration import correcting
from orchestration.cli import app
from orchestration.corrections.correction import CorrectionError
from orchestration.settings import Settings, load_settings
from orchestration.warehouse.connection import connect_raw
from orchestration.warehouse.correction_making import anchor_statement
from orchestration.warehouse.correction_reports import MOST_BYTES, read_reports
from tests.integration.sample_copies import ask, prepare
from tests.unit.warehouse.claim_rows import add_statement

WORDS = "The northern dam will hold through the rains"
REPORT = "r20261129T061500-abcdef01"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("HEARSAY_DATA", str(tmp_path))
    found = load_settings(data=tmp_path)
    with connect_raw(found) as con:
        add_statement(con, "s1", WORDS)
        con.execute("UPDATE raw.articles SET title = '', body = ?", [WORDS + ", Ada Okafor said."])
    return found


def write(settings: Settings, name: str = REPORT, **changes: Any) -> Path:
    """A report as the dashboard writes one, with changes."""
    with connect_raw(settings) as con:
        anchor = asdict(anchor_statement(con, "s1"))
    report = {
        "kind": "said_on",
        "said_on": "2026-02",
        "reason": "Printed.",
        "made_by": "Ines",
        "anchor": anchor,
        **changes,
    }
    path = settings.reports_dir / "waiting" / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(report), encoding="utf-8")
    return path


def run(*arguments: str) -> str:
    return CliRunner().invoke(app, ["correct", *arguments]).output


def count(settings: Settings) -> int:
    return int(ask(settings, "SELECT count(*) FROM raw.corrections")[0][0])


def test_a_report_waits_until_somebody_accepts_it(settings: Settings) -> None:
    path = write(settings)
    prepare(settings)
    assert count(settings) == 0, "anybody who sees the page could else rewrite facts"
    assert f"{REPORT}  said_on: {WORDS}" in run("--list")
    assert "Accepted 1" in run("--accept", REPORT, "--by", "Jo Lind")
    prepare(settings)

    assert ask(settings, "SELECT made_by, accepted_by, origin, reason FROM raw.corrections") == [
        ("Ines", "Jo Lind", "dashboard", "Printed.")
    ]
    assert ask(settings, "SELECT said_on_precision FROM raw.corrected_statements") == [("month",)]
    assert not path.exists()
    decision = json.loads((settings.reports_dir / "accepted" / f"{REPORT}.decision.json").read_text())
    assert decision["accepted_by"] == "Jo Lind"


def test_a_rejected_report_is_kept_with_the_reason_and_changes_nothing(settings: Settings) -> None:
    write(settings)
    with pytest.raises(CorrectionError, match="--why"):
        CliRunner().invoke(app, ["correct", "--reject", REPORT], catch_exceptions=False)
    run("--reject", REPORT, "--by", "Jo", "--why", "The article gives no month.")
    prepare(settings)

    assert (count(settings), read_reports(settings)) == (0, [])
    folder = settings.reports_dir / "rejected"
    assert (folder / f"{REPORT}.json").is_file()
    assert "no month" in (folder / f"{REPORT}.decision.json").read_text()


def test_where_the_settings_say_so_a_build_takes_reports_at_once(settings: Settings) -> None:
    at_once = load_settings(data=settings.data, reports="apply")
    write(settings)
    write(settings, "r20261129T061501-abcdef01", kind="speaker", speaker_name="Ada", speaker_kind="ghost")
    prepare(at_once)

    assert ask(settings, "SELECT accepted_by FROM raw.corrections") == [("HEARSAY_REPORTS=apply",)]
    assert [path.name for path in (settings.reports_dir / "rejected").glob("*1-abcdef01.json")], "and what is none goes"


def test_a_report_accepted_twice_is_one_correction(settings: Settings) -> None:
    path = write(settings)
    text = path.read_text()
    run("--accept", REPORT)
    path.write_text(text)  # killed before it was moved
    run("--accept", REPORT)

    assert count(settings) == 1


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"kind": "drop table"}, "no kind of correction"),
        ({"kind": 7}, "is no text"),
        ({"reason": ["x"]}, "is no text"),
        ({"reason": "x" * 3000}, "at most 2,000"),
        ({"made_by": "In\nes"}, "in one line"),
        ({"reason": "half a \ud83d"}, "half a character"),
        ({"said_on": "soon"}, "write a day"),
        ({"anchor": None}, "needs the statement"),
        ({"anchor": "here"}, "no report that can be read"),
        ({"anchor": {"article_id": "x"}}, "no report that can be read"),
        ({"kind": "speaker", "said_on": None, "speaker_name": "Ada", "country_code": "ZZ"}, "no country code"),
        ({"country_code": "NG"}, "has no country_code"),
        ({"extra": "x" * MOST_BYTES}, "bytes"),
    ],
)
def test_a_file_that_is_no_report_is_told_and_never_accepted(
    settings: Settings, changes: dict[str, Any], problem: str
) -> None:
    write(settings, **changes)
    (report,) = read_reports(settings)

    assert report.correction is None
    assert problem in report.problem
    refused = correcting.accept(settings, [REPORT], by="Jo")
    assert len(refused) == 1
    assert problem in refused[0]
    assert count(settings) == 0


def test_an_article_that_never_printed_the_words_is_not_corrected(settings: Settings) -> None:
    path = write(settings)
    report = json.loads(path.read_text())
    report["anchor"] |= {"text": "The southern dam has already burst", "start_char": 400}
    path.write_text(json.dumps(report))

    assert "has not these words" in " ".join(correcting.accept(settings, [REPORT], by="Jo"))


def test_other_files_of_the_folder_are_passed_over(settings: Settings, tmp_path: Path) -> None:
    folder = write(settings).parent
    (folder / "../elsewhere.json").write_text("{}")
    (folder / "notes.json").write_text("{}")
    (folder / ".r20261129T061500-abcdef02.tmp").write_text("{")
    (folder / "r20261129T061500-abcdef03.json").symlink_to(tmp_path / "raw.duckdb")
    (folder / "r20261129T061500-abcdef04.json").write_text("{broken")

    assert [report.report_id for report in read_reports(settings)] == [REPORT, "r20261129T061500-abcdef04"]
    with pytest.raises(CorrectionError, match="waits"):
        correcting.accept(settings, ["../elsewhere"], by="Jo")
