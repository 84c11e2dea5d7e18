"""The metrics are one thing to MetricFlow and to the dashboard: the same values from the same definitions."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from dashboard.database import Build, fetch_records
from dashboard.metrics import MetricError, list_groupings, load_metrics, load_models, write_metrics_query
from tests.dashboard.reading import Opener, read_address_of, read_headings

PROJECT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.xdist_group("published")

# Every metric at least once, and every way of grouping: none, time, the statement's own, by a key.
ASKED = [
    (["statements", "denials", "speakers", "outlets", "denial_rate", "relay_depth", "median_lag"], []),
    (
        ["statements", "denials", "speakers", "outlets", "denial_rate", "relay_depth", "median_lag"],
        ["metric_time__week"],
    ),
    (["statements", "denial_rate", "outlets"], ["outlet__country_code", "statement__stance"]),
    (["share_of_voice", "quoting_articles", "voice_articles_read"], ["metric_time__month", "speaker__speaker_name"]),
]


# Every question by MetricFlow's own command, in one process: starting it and reading the project takes longer than
# all its answers.
ASKING = """
import json, sys
from dbt_metricflow.cli.cli_configuration import CLIConfiguration
from dbt_metricflow.cli.main import cli
configuration = CLIConfiguration()
for arguments in json.loads(sys.argv[1]):
    cli.main(arguments, obj=configuration, standalone_mode=False)
"""


@pytest.fixture(scope="module")
def metricflow(tmp_path_factory: pytest.TempPathFactory, sample_build: Path) -> list[list[dict[str, Any]]]:
    """What MetricFlow answers to each of ASKED, over a copy of the dbt project and of the sample's published build.

    What dbt read of the project when it built the sample is copied too.
    """
    folder = tmp_path_factory.mktemp("metricflow")
    project = folder / "dbt_project"
    shutil.copytree(PROJECT / "dbt_project", project, ignore=shutil.ignore_patterns("target", "logs", "*.pyc"))
    shutil.copy((sample_build / "published" / "current").resolve(), folder / "marts.duckdb")
    shutil.copy(sample_build / "raw.duckdb", folder / "raw.duckdb")
    (project / "target").mkdir()
    for name in ("manifest.json", "semantic_manifest.json"):
        shutil.copy(sample_build / "dbt" / "target" / name, project / "target" / name)
    answers = [folder / f"answer-{number}.csv" for number in range(len(ASKED))]
    questions = [
        ["query", "--metrics", ",".join(metrics), *(["--group-by", ",".join(group_by)] if group_by else [])]
        for metrics, group_by in ASKED
    ]
    asked = [[*question, "--csv", str(path)] for question, path in zip(questions, answers, strict=True)]
    run(project, "-c", ASKING, json.dumps(asked))
    return [read_answer(path) for path in answers]


def run(project: Path, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=project,
        env={
            **os.environ,
            "DBT_PROFILES_DIR": str(project),
            "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
            "HEARSAY_MARTS_PATH": str(project.parent / "marts.duckdb"),
            "HEARSAY_RAW_PATH": str(project.parent / "raw.duckdb"),
        },
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, f"{' '.join(arguments)}:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"


def read_answer(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return [{name: plain(value) for name, value in row.items()} for row in csv.DictReader(lines)]


def plain(value: Any) -> Any:
    """A value of either side: days as text, numbers rounded, nothing as None."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d[ T]00:00:00", value):
        return value[:10]
    try:
        return round(float(value), 9)
    except ValueError:
        return value


def key(row: dict[str, Any]) -> str:
    return repr(sorted(row.items()))


@pytest.mark.parametrize("number", range(len(ASKED)), ids=lambda number: "+".join(ASKED[number][1]) or "in all")
def test_metricflow_and_the_dashboard_say_the_same(
    metricflow: list[list[dict[str, Any]]], build: Build, number: int
) -> None:
    expected, (metrics, group_by) = metricflow[number], ASKED[number]
    rows = fetch_records(build, write_metrics_query(metrics, group_by))
    found = [{name: plain(value) for name, value in row.items()} for row in rows]

    assert sorted(found, key=key) == sorted(expected, key=key)
    assert found
    assert all(any(row[name] is not None for row in found) for name in metrics)


def test_the_metrics_are_what_plain_sql_counts(build: Build) -> None:
    (row,) = fetch_records(build, write_metrics_query(["statements", "denial_rate", "speakers", "median_lag"]))
    (plainly,) = fetch_records(
        build,
        "select count(*) as statements, avg((stance = 'deny')::integer) as denial_rate, "
        "count(distinct speaker_id) filter (speaker_id <> 'unknown') as speakers, "
        "median(published_on - said_on_start) filter (said_on_precision = 'day' and said_on_start <= published_on) "
        "as median_lag from core.fct_statements where is_current",
    )

    assert row == pytest.approx(plainly)


def test_every_metric_can_be_grouped_in_every_way_that_is_offered(build: Build) -> None:
    for metric in load_metrics().values():
        for grouping in list_groupings(metric.model):
            assert fetch_records(build, write_metrics_query([metric.name], [grouping])), (metric.name, grouping)
        assert metric.label
        assert metric.description.endswith(".")
    assert {metric.model for metric in load_metrics().values()} <= set(load_models())


def test_the_page_shows_the_metric_by_the_grouping_that_the_address_names(open_page: Opener, build: Build) -> None:
    page = open_page("metrics", metric="denial_rate", by="statement__stance")
    rows = fetch_records(build, write_metrics_query(["statements", "denial_rate"], ["statement__stance"]))
    shown = page.dataframe[0].value.set_index("statement__stance")

    assert {row["statement__stance"]: row["denial_rate"] for row in rows} == shown["denial_rate"].to_dict()
    assert read_headings(page) == ["Denial rate by stance"]
    page.selectbox(key="m_metric").set_value("share_of_voice").run()
    assert not page.exception
    assert read_address_of(page) == {"metric": ["share_of_voice"], "by": ["speaker__speaker_name"]}
    assert len(page.get("download_button")) == 3


def test_periods_are_written_so_that_they_sort_and_what_has_no_date_says_so(open_page: Opener, build: Build) -> None:
    (undated,) = fetch_records(build, "select count(*) as n from core.fct_statements where published_on is null")
    page = open_page("metrics", metric="statements", by="metric_time__month")

    periods = list(page.dataframe[0].value["metric_time__month"])

    dated = [period for period in periods if period != "no date"]
    assert dated == sorted(dated)
    assert all(re.fullmatch(r"\d{4}-\d{2}", period) for period in dated)
    assert (len(dated) < len(periods)) == bool(undated["n"])
    assert any("The last month may be incomplete." in caption.value for caption in page.caption)


@pytest.mark.parametrize(
    ("metrics", "group_by", "said"),
    [
        (["fame"], [], "fame: there is no such metric"),
        (["statements"], ["outlet__fame"], "outlet__fame: the metrics of statements cannot be grouped by it"),
        (["statements", "share_of_voice"], [], "of different models"),
    ],
)
def test_what_is_not_defined_is_refused_by_name(metrics: list[str], group_by: list[str], said: str) -> None:
    with pytest.raises(MetricError, match=said):
        write_metrics_query(metrics, group_by)
