"""The build: dbt over the raw file, its tests, and only then the publishing. dbt runs in a process of its own, so that
nothing has the marts file open when it is copied.
"""

from __future__ import annotations

import json
import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from orchestration.errors import HearsayError
from orchestration.progress import SILENT, Progress
from orchestration.settings import Settings, child_environment
from orchestration.warehouse.conclusions import conclude
from orchestration.warehouse.correction_reports import take_reports
from orchestration.warehouse.ledger import write_build
from orchestration.warehouse.loads import reconcile_loads
from orchestration.warehouse.lock import writer_lock
from orchestration.warehouse.marts import Increment, begin_build, dbt_variables, read_increment
from orchestration.warehouse.publish import publish
from orchestration.warehouse.query import query_published
from orchestration.warehouse.writer import open_for_writing

STAGE = "Building the warehouse"
# Of dbt's results; exposures have nothing to run, so no-op. What was skipped was not built, or not tested.
GOOD_STATUSES = frozenset({"success", "pass", "warn", "no-op"})
SHOWN_FAILURES = 12
# They bring rows of their own, so over every warehouse they say the same: the suite runs them where the code changes.
WITHOUT_UNIT_TESTS = ("--exclude-resource-type", "unit_test")
RESULT_EVENTS = frozenset({"LogModelResult", "LogTestResult", "LogSeedResult"})


class BuildFailedError(HearsayError):
    """dbt failed, or a test did; what was published before is still the current build."""


@dataclass(frozen=True)
class BuildReport:
    """A published build; `seconds` is wall time."""

    build_id: str
    published_path: Path
    models: int
    tests: int
    warnings: int
    seconds: float
    increment: Increment


@dataclass
class _Outcome:
    models: int = 0
    tests: int = 0
    warnings: int = 0
    failures: list[str] = field(default_factory=list)


def new_build_id(now: datetime | None = None) -> str:
    """An id that sorts by time: 20261122T061533Z-ab12cd."""
    return f"{now or datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"


def prepare_raw(settings: Settings, progress: Progress = SILENT) -> None:
    """Put into the raw file what dbt reads of all articles together; the caller holds the writer lock already.

    dbt attaches the file read-only, so its tables must be there, also where nothing is loaded. Raises RawSchemaError
    where they are not those that the models read.
    """
    with open_for_writing(settings, purpose="build") as con:
        reconcile_loads(con, settings)
        take_reports(con, settings)
        conclude(con, progress)


def build(settings: Settings, *, full: bool = False, wait: bool = True, progress: Progress = SILENT) -> BuildReport:
    """Run dbt with its tests over what has changed since the last build, or over all, and publish where all passed.

    Raises BuildFailedError with the failing models and tests; the last good build stays the current one.
    """
    with writer_lock(settings, purpose="build", wait=wait, on_wait=progress.note):
        build_id = new_build_id()
        prepare_raw(settings, progress)
        if (done := begin_build(settings)) is not None:
            progress.note(done)
        started_at = datetime.now(UTC)
        (settings.dbt_target_dir / "run_results.json").unlink(missing_ok=True)
        messages = _run_dbt(settings, build_id, progress, full=full)
        return publish_if_tested(
            settings,
            build_id,
            settings.dbt_target_dir / "run_results.json",
            started_at=started_at,
            messages=messages,
        )


def publish_if_tested(
    settings: Settings,
    build_id: str,
    run_results_path: Path,
    *,
    started_at: datetime | None = None,
    messages: Sequence[str] = (),
) -> BuildReport:
    """Publish the marts where dbt's results hold no failure, and record the build in the ledger either way.

    `messages` is what dbt said of errors where it did not end well: then nothing is published, whatever the results
    say, because dbt that is interrupted leaves those of what it had come to. Raises BuildFailedError.
    """
    since = started_at or datetime.now(UTC)
    outcome = _read_results(run_results_path, messages)
    entry: dict[str, Any] = {
        "build_id": build_id,
        "started_at": since,
        "models": outcome.models,
        "tests": outcome.tests,
        "warnings": outcome.warnings,
        "failures": outcome.failures,
    }
    with writer_lock(settings, purpose="build"):
        if outcome.failures:
            write_build(settings, {**entry, "status": "failed", "finished_at": datetime.now(UTC)})
            raise BuildFailedError(_describe_failures(outcome.failures))
        path = publish(settings, build_id)
        # Where the dashboard puts readers' reports: it makes no folder itself, and without one it takes none.
        (settings.reports_dir / "waiting").mkdir(parents=True, exist_ok=True)
        finished_at = datetime.now(UTC)
        increment = read_increment(path, build_id)
        figures = {
            "status": "published",
            "finished_at": finished_at,
            "size_bytes": path.stat().st_size,
            "rows_written": increment.rows_written,
        }
        write_build(settings, {**entry, **figures, **_read_build_row(settings)})
    seconds = (finished_at - since).total_seconds()
    return BuildReport(build_id, path, outcome.models, outcome.tests, outcome.warnings, seconds, increment)


def _run_dbt(settings: Settings, build_id: str, progress: Progress, *, full: bool) -> list[str]:
    """Run dbt to its end; what it said of errors, and nothing where it ended well."""
    command = [sys.executable, "-m", "dbt.cli.main", "--log-format", "json", "--log-level", "info", "build"]
    folder = str(settings.dbt_project_dir)
    command += ["--project-dir", folder, "--profiles-dir", folder, *WITHOUT_UNIT_TESTS]
    command += ["--full-refresh"] if full else []
    command += ["--target-path", str(settings.dbt_target_dir), "--log-path", str(settings.dbt_log_dir)]
    environment = child_environment(**dbt_variables(settings, build_id))
    errors: list[str] = []
    done, total = 0, None
    progress.begin(STAGE, None, "steps")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment) as dbt:
        try:
            for event in _read_events(dbt):
                info, data = event.get("info", {}), event.get("data", {})
                if info.get("level") == "error" and info.get("msg", "").strip():
                    errors.append(info["msg"].strip())
                if info.get("name") in RESULT_EVENTS:
                    if total is None and data.get("total"):
                        total = int(data["total"])
                        progress.begin(STAGE, total, "steps")
                    done += 1
                    progress.update(STAGE, done, f"{done} of {total or '?'} models and tests")
        except BaseException:
            dbt.terminate()
            raise
    progress.end(STAGE, "dbt and its tests are done" if dbt.returncode == 0 else "dbt failed")
    if dbt.returncode == 0:
        return []
    if errors:
        return errors
    if dbt.returncode == -signal.SIGKILL:
        why = "as a rule because the machine's memory ran out: free some, or let DuckDB hold less"
        return [f"dbt was killed, {why} with HEARSAY_MEMORY (now {settings.memory}), and build again."]
    return [f"dbt ended with code {dbt.returncode}; its log is in {settings.dbt_log_dir}"]


def _read_events(dbt: subprocess.Popen[str]) -> Iterator[dict[str, Any]]:
    assert dbt.stdout is not None  # it was started with a pipe
    for line in dbt.stdout:
        try:
            event = json.loads(line)
        except ValueError:
            event = {"info": {"level": "error" if "Error" in line else "info", "msg": line.strip()}}
        if isinstance(event, dict):
            yield event


def _read_results(path: Path, messages: Sequence[str]) -> _Outcome:
    outcome = _Outcome()
    try:
        results = json.loads(path.read_text(encoding="utf-8"))["results"]
    except (OSError, ValueError, KeyError):
        outcome.failures = list(messages) or [f"dbt left no results at {path}"]
        return outcome
    for result in results:
        kind = str(result["unique_id"]).split(".")[0]
        outcome.models += kind in {"model", "seed", "snapshot"}
        outcome.tests += kind == "test"
        outcome.warnings += result["status"] == "warn"
        if result["status"] not in GOOD_STATUSES:
            reason = " ".join(str(result.get("message") or "").split())
            outcome.failures.append(f"{result['unique_id']}: {result['status']} {reason}".strip())
    if not outcome.failures:
        outcome.failures = list(messages)
    if not results and not outcome.failures:
        outcome.failures = ["dbt selected nothing to build"]
    return outcome


def _describe_failures(failures: Sequence[str]) -> str:
    shown = "\n".join(f"  - {failure}" for failure in failures[:SHOWN_FAILURES])
    more = f"\n  … and {len(failures) - SHOWN_FAILURES} more" if len(failures) > SHOWN_FAILURES else ""
    return f"The build failed, and nothing was published; the last good build stays in place.\n{shown}{more}"


def _read_build_row(settings: Settings) -> dict[str, Any]:
    result = query_published(settings, "SELECT * FROM reporting.rpt_build")
    row = dict(zip(result.columns, result.rows[0], strict=True)) if result.rows else {}
    return {name: value for name, value in row.items() if name.startswith("newest_") or name.startswith("extractor_")}
