"""Days loaded in any order, each built as it comes, give the warehouse that one build of everything gives."""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from orchestration.settings import load_settings
from orchestration.warehouse.connection import connect_raw
from tests.integration.incremental_builds import find_differences, read_written, run_models
from tests.integration.incremental_days import ACTIONS, BETWEEN, FERRY, FIRST, SECOND, Warehouse, correct_day
from tests.integration.marts_warehouse import PARSED

pytestmark = pytest.mark.xdist_group("increments")

BUILDS = 2


@dataclass
class Grown:
    """A warehouse that was built as it grew, and what each build wrote."""

    data: Path
    written: list[dict[str, tuple[int, int, str | None]]]

    @property
    def marts(self) -> Path:
        return self.data / "marts.duckdb"


def grow(folder: Path, cache: Path, order: list[str], builds: int) -> Grown:
    """Load in this order, with a build after every so many actions, and last a correction and a build."""
    scratch = folder / "given"
    scratch.mkdir(parents=True)
    warehouse = Warehouse(load_settings(data=folder / "data", workers=1, engine="rules"), scratch)
    grown = Grown(warehouse.settings.data, [])
    steps = [order[start::builds] for start in range(builds)]
    for step in [*steps, []]:
        for name in step:
            ACTIONS[name](warehouse)
        if not step:
            correct_day(warehouse)
        run_models(warehouse.settings, cache)
        grown.written.append(read_written(grown.marts))
    return grown


def build_whole(folder: Path, cache: Path, raw: Path) -> Path:
    """The marts of one build over a copy of a raw file."""
    settings = load_settings(data=folder / "whole", workers=1)
    settings.data.mkdir(parents=True)
    shutil.copyfile(raw, settings.raw_path)
    run_models(settings, cache)
    return settings.marts_path


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory, parsed: Path) -> Path:
    folder = tmp_path_factory.mktemp("dbt")
    (folder / PARSED).parent.mkdir()
    shutil.copyfile(parsed, folder / PARSED)
    return folder


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Grown:
    order = list(ACTIONS)  # with none of these seeds the correction comes before all loads: there is nothing to correct
    random.Random(4).shuffle(order)
    return grow(tmp_path_factory.mktemp("grown"), cache, order, BUILDS)


@pytest.fixture(scope="module")
def whole(grown: Grown, tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    return build_whole(tmp_path_factory.mktemp("whole"), cache, grown.data / "raw.duckdb")


def test_increments_give_the_rows_of_one_build_over_the_same_raw_file(grown: Grown, whole: Path) -> None:
    assert find_differences(grown.marts, whole, same_raw=True) == []


def test_only_the_first_build_is_whole(grown: Grown) -> None:
    first, *later = grown.written

    assert {why for _, _, why in first.values()} == {"it was not there"}
    assert {why for build in later for _, _, why in build.values()} == {None}


def test_a_small_change_writes_few_rows_whatever_the_warehouse_holds(grown: Grown) -> None:
    last = grown.written[-1]  # one statement got another day
    with duckdb.connect(str(grown.marts), read_only=True) as con:
        statements = con.execute("SELECT count(*) FROM core.fct_statements").fetchall()[0][0]

    assert statements > 300
    assert last["fct_statements"] == (1, 1, None)
    assert last["dim_articles"] == (0, 0, None)
    written = {name: deleted + inserted for name, (deleted, inserted, _) in last.items()}
    assert sum(written.values()) < 60
    assert max(written.values()) < 20


def test_a_build_over_what_has_not_changed_writes_nothing(grown: Grown, cache: Path) -> None:
    settings = load_settings(data=grown.data, workers=1)

    run_models(settings, cache)

    assert {name: rows for name, rows in read_written(grown.marts).items() if rows != (0, 0, None)} == {}


def test_a_text_that_came_again_under_an_earlier_date_has_that_date(grown: Grown) -> None:
    with connect_raw(load_settings(data=grown.data)) as con:
        first = con.execute("SELECT arg_min(load_on, loaded_at) FROM raw.articles WHERE body = ?", [FERRY["body"]])
        assert first.fetchall() == [(SECOND,)], "it came first under the earlier date: nothing was tested"
    with duckdb.connect(str(grown.marts), read_only=True) as con:
        query = "SELECT DISTINCT {}.load_on, a.is_current FROM core.dim_articles AS a JOIN core.fct_statements AS s"
        query += " USING (article_id, article_version) WHERE a.url = ? ORDER BY a.is_current"
        found = [con.execute(query.format(table), [FERRY["url"]]).fetchall() for table in "as"]

    # By arrival the second text would be the older one, and only the first would count.
    assert found == [[(FIRST, False), (BETWEEN, True)]] * 2


@pytest.mark.slow
@pytest.mark.timeout(3600)  # six warehouses
@pytest.mark.parametrize("seed", [1, 2, 5, 6, 7])
def test_every_order_of_loading_gives_the_same_warehouse(whole: Path, tmp_path: Path, cache: Path, seed: int) -> None:
    order = list(ACTIONS)  # with none of these seeds the correction comes before all loads: there is nothing to correct
    random.Random(seed).shuffle(order)

    other = grow(tmp_path, cache, order, 4)

    assert find_differences(other.marts, whole, same_raw=False) == []
