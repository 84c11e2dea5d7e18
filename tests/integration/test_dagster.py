"""The daily job as a whole, in a data folder of its own: from a file dropped into the landing zone to a build."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from orchestration.assets.articles import raw_articles
from orchestration.assets.days import SECONDS_TO_SETTLE
from orchestration.assets.gate import BUILD_TAG, GateClosed
from orchestration.assets.manifest import prepare_manifest
from orchestration.assets.statements import raw_statements
from orchestration.checks import every_load_came_through
from orchestration.definitions import build_defs
from orchestration.ingest.load import load_paths
from orchestration.resources import WRITER_POOL, WarehouseResource
from orchestration.sensors import SECONDS_TO_EXTRACT, build_landing_sensor
from orchestration.settings import Settings, load_settings
from orchestration.warehouse.connection import connect_raw
from orchestration.warehouse.ledger import read_status
from orchestration.warehouse.lock import writer_lock
from orchestration.warehouse.publish import resolve_published
from orchestration.warehouse.query import query_published

DAY = "2026-10-05"
ARTICLES = [
    {
        "article_id": "lantern-1",
        "outlet": "Lantern Post",
        "outlet_domain": "lantern-post.example",
        "url": "https://lantern-post.example/1",
        "title": "Minister promises a second bridge",
        "published_on": "2026-10-04",
        "body": "The town will have a second bridge by spring, transport minister Ada Brenk said on Sunday.\n\n"
        "“We will not ask the ferrymen to wait another winter,” Brenk told reporters in Tallinn.",
    },
    {
        "article_id": "lantern-2",
        "outlet": "Lantern Post",
        "outlet_domain": "lantern-post.example",
        "url": "https://lantern-post.example/2",
        "title": "Ferrymen doubt the bridge",
        "published_on": "2026-10-05",
        "body": "“Nobody has shown us a plan,” said Jonas Haldre, who heads the ferrymen's guild.",
    },
]


@dataclass(frozen=True)
class Place:
    """A data folder, the definitions over it, and the Dagster instance that keeps the runs."""

    settings: Settings
    definitions: dg.Definitions
    instance: dg.DagsterInstance

    def run_day(self, day: str = DAY) -> dg.ExecuteInProcessResult:
        """Run the daily job for one load date, as a schedule or the sensor would."""
        job = self.definitions.resolve_job_def("daily_load")
        return job.execute_in_process(partition_key=day, instance=self.instance, raise_on_error=False)

    def drop(self, name: str, articles: list[dict[str, str]], day: str = DAY) -> Path:
        """Drop a JSON Lines file, with one line that cannot be read, into a day's landing folder a minute ago."""
        path = self.settings.landing_dir / day / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join([*(json.dumps(article) for article in articles), "{not json", ""]), encoding="utf-8")
        os.utime(path, (time.time() - 60, time.time() - 60))
        return path


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    settings = load_settings({}, data=tmp_path_factory.mktemp("dagster") / "data", workers=1)
    prepare_manifest(settings)
    with dg.DagsterInstance.ephemeral() as instance:
        yield Place(settings, build_defs(settings), instance)


@pytest.fixture(scope="module")
def first_run(place: Place) -> dg.ExecuteInProcessResult:
    """The job over a file dropped into the landing zone of an empty warehouse."""
    place.drop("lantern.jsonl", ARTICLES)
    return place.run_day()


def metadata_of(result: dg.ExecuteInProcessResult, asset: str) -> dict[str, Any]:
    (event,) = [each for each in result.get_asset_materialization_events() if each.asset_key == dg.AssetKey(asset)]
    return {name: value.value for name, value in event.materialization.metadata.items()}


def look(place: Place, clock: float, cursor: str | None = None) -> dg.SensorResult | dg.SkipReason:
    """One evaluation of the sensor on the landing zone at a time of the test's choosing."""
    warehouse = WarehouseResource(data=str(place.settings.data))
    context = dg.build_sensor_context(instance=place.instance, cursor=cursor)
    answer = build_landing_sensor(clock=lambda: clock)(context, warehouse=warehouse)
    assert isinstance(answer, dg.SensorResult | dg.SkipReason)
    return answer


def test_sensor_asks_once_for_a_dropped_file(place: Place) -> None:
    path = place.drop("seen.jsonl", ARTICLES, day="2026-10-06")
    later = path.stat().st_mtime + SECONDS_TO_SETTLE + 1

    first = look(place, later)
    assert isinstance(first, dg.SensorResult)
    (request,) = first.run_requests or []
    assert request.partition_key == "2026-10-06"

    again = look(place, later, first.cursor)
    assert isinstance(again, dg.SensorResult)
    assert again.run_requests == []

    path.unlink()
    gone = look(place, later, again.cursor)
    assert isinstance(gone, dg.SensorResult)
    assert gone.run_requests == []
    assert gone.cursor == "[]"


def test_sensor_waits_while_somebody_writes(place: Place) -> None:
    path = place.drop("seen.jsonl", ARTICLES, day="2026-10-06")
    with writer_lock(place.settings, purpose="load"):
        answer = look(place, path.stat().st_mtime + 60)
    path.unlink()

    assert isinstance(answer, dg.SkipReason)
    assert "being written by" in (answer.skip_message or "")


def test_a_dropped_file_becomes_a_published_build(place: Place, first_run: dg.ExecuteInProcessResult) -> None:
    assert first_run.success

    counts = read_status(place.settings).counts
    assert (counts["records"], counts["articles"], counts["rejects"]) == (3, 2, 1)
    assert counts["statements"] >= 2
    speakers = query_published(place.settings, "SELECT speaker_name FROM fct_statements WHERE is_current").rows
    assert {"Ada Brenk", "Jonas Haldre"} <= {name for (name,) in speakers}


def test_a_run_says_what_it_did(first_run: dg.ExecuteInProcessResult) -> None:
    ingested, extracted = metadata_of(first_run, "raw_articles"), metadata_of(first_run, "raw_statements")
    published = metadata_of(first_run, "published_build")

    assert {name: ingested[name] for name in ("records", "articles", "new_versions", "duplicates", "rejects")} == {
        "records": 3,
        "articles": 2,
        "new_versions": 0,
        "duplicates": 0,
        "rejects": 1,
    }
    assert extracted["articles"] == 2
    assert extracted["statements"] >= 2
    assert min(ingested["seconds"], extracted["seconds"], published["seconds"]) > 0
    assert published["tests"] > 20


def test_the_project_that_was_read_for_the_manifest_is_not_read_again(
    place: Place, first_run: dg.ExecuteInProcessResult
) -> None:
    log = (place.settings.dbt_target_dir / "dbt.log").read_text(encoding="utf-8")

    assert "Partial parsing enabled" in log
    assert "full parse" not in log


def test_dbt_tests_are_asset_checks_and_passed(first_run: dg.ExecuteInProcessResult) -> None:
    evaluations = first_run.get_asset_check_evaluations()
    of_sources = [each for each in evaluations if each.asset_key == dg.AssetKey("raw_articles")]

    assert len(evaluations) > 20
    assert any(each.check_name.startswith("source_") for each in of_sources)
    assert {"every_record_is_accounted_for", "readers_get_this_build"} <= {each.check_name for each in evaluations}
    assert [each.check_name for each in evaluations if not each.passed] == []


def test_publishing_alone_is_refused(place: Place, first_run: dg.ExecuteInProcessResult) -> None:
    before = resolve_published(place.settings)
    job = place.definitions.resolve_implicit_global_asset_job_def()

    result = job.execute_in_process(
        asset_selection=[dg.AssetKey("published_build")], instance=place.instance, raise_on_error=False
    )

    assert not result.success
    (failure,) = [event for event in result.all_events if event.is_step_failure]
    assert GateClosed.__name__ in str(failure.event_specific_data)
    assert resolve_published(place.settings) == before


def test_a_failing_dbt_test_blocks_publishing(place: Place, first_run: dg.ExecuteInProcessResult) -> None:
    before = resolve_published(place.settings)
    with writer_lock(place.settings, purpose="test"), connect_raw(place.settings) as con:
        con.execute("INSERT INTO raw.articles SELECT * FROM raw.articles LIMIT 1")

    result = place.run_day()

    assert not result.success
    failed = [each.check_name for each in result.get_asset_check_evaluations() if not each.passed]
    assert "source_one_row_per_raw_articles_article_id__article_version" in failed
    run = place.instance.get_run_by_id(result.run_id)
    assert run is not None
    assert BUILD_TAG not in run.tags
    assert resolve_published(place.settings) == before
    assert first_run.run_id != result.run_id


def test_everything_that_writes_is_in_the_pool_of_the_writer(place: Place) -> None:
    assets = [each for each in place.definitions.resolve_asset_graph().assets_defs if each.keys]
    pools = {each.node_def.name: each.op.pool for each in assets if each.is_materializable}

    writers = dict.fromkeys(["raw_articles", "raw_statements", "dbt_models", "published_build"], WRITER_POOL)
    # Collecting waits for the web, and nobody should wait for it.
    assert pools == {**writers, "collected": None}


def test_a_backfill_of_two_days_is_one_run(place: Place) -> None:
    days = ["2026-09-01", "2026-09-02"]
    for number, day in enumerate(days):
        article = {**ARTICLES[0], "article_id": f"late-{number}", "url": f"https://lantern-post.example/late-{number}"}
        place.drop("late.jsonl", [article], day=day)

    result = dg.materialize(
        [raw_articles],
        instance=place.instance,
        resources={"warehouse": WarehouseResource(data=str(place.settings.data))},
        tags={"dagster/asset_partition_range_start": days[0], "dagster/asset_partition_range_end": days[1]},
    )

    events = result.get_asset_materialization_events()
    assert sorted(str(event.partition) for event in events) == days
    assert events[0].materialization.metadata["articles"].value == 2


def test_a_day_that_was_loaded_and_not_extracted_is_taken_up(place: Place, tmp_path: Path) -> None:
    day = "2026-09-05"
    article = {**ARTICLES[1], "article_id": "unread", "url": "https://lantern-post.example/unread"}
    (tmp_path / "unread.jsonl").write_text(json.dumps(article), encoding="utf-8")
    load_paths(place.settings, [tmp_path / "unread.jsonl"], load_on=date.fromisoformat(day), extract=False)

    def ask(seconds: float) -> list[str | None]:
        looked = look(place, clock=time.time() + seconds)
        assert isinstance(looked, dg.SensorResult)
        return [request.partition_key for request in looked.run_requests or []]

    at_once, later = ask(0), ask(SECONDS_TO_EXTRACT + 1)
    resources = {"warehouse": WarehouseResource(data=str(place.settings.data))}
    result = dg.materialize([raw_statements], partition_key=day, instance=place.instance, resources=resources)

    assert (day in at_once, day in later) == (False, True)
    assert metadata_of(result, "raw_statements")["articles"] == 1
    assert day not in ask(SECONDS_TO_EXTRACT + 1)


def test_a_failing_day_of_a_backfill_takes_no_other_with_it_and_fails_the_run(place: Place) -> None:
    days = ["2026-09-03", "2026-09-04"]
    broken = place.settings.landing_dir / days[0] / "20260903T060000Z-aaaaaa" / "manifest.json"
    broken.parent.mkdir(parents=True)
    broken.write_text("{half of a", encoding="utf-8")
    article = {**ARTICLES[0], "article_id": "after", "url": "https://lantern-post.example/after"}
    place.drop("after.jsonl", [article], day=days[1])
    try:
        result = dg.materialize(
            [raw_articles, every_load_came_through],
            instance=place.instance,
            resources={"warehouse": WarehouseResource(data=str(place.settings.data))},
            tags={"dagster/asset_partition_range_start": days[0], "dagster/asset_partition_range_end": days[1]},
            raise_on_error=False,
        )
        looked = look(place, clock=time.time())
    finally:
        broken.unlink()

    assert not result.success
    (failure,) = [event for event in result.all_events if event.is_step_failure]
    assert "load 20260903T060000Z-aaaaaa of 2026-09-03" in str(failure.event_specific_data)
    materialised = result.get_asset_materialization_events()
    assert materialised[0].materialization.metadata["articles"].value == 1
    assert isinstance(looked, dg.SensorResult), "a load that cannot be read stops the sensor for no other day"


def test_schedule_asks_for_the_day_at_six_utc(place: Place) -> None:
    schedule = place.definitions.get_schedule_def("every_morning")
    at = datetime(2026, 10, 5, 6, 0, tzinfo=UTC)

    repository = place.definitions.get_repository_def()
    with dg.build_schedule_context(place.instance, scheduled_execution_time=at, repository_def=repository) as context:
        ticks = schedule.evaluate_tick(context)

    assert schedule.cron_schedule == "0 6 * * *"
    assert schedule.execution_timezone == "UTC"
    assert [request.partition_key for request in ticks.run_requests or []] == [DAY]
