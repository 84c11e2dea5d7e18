"""The marts at their edges: a warehouse with nothing in it, and raw rows that must not become a build."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.build import WITHOUT_UNIT_TESTS
from tests.integration.marts_rows import ROWS, STATEMENTS
from tests.integration.marts_warehouse import WITHOUT_TESTS, build_marts, identify, run_dbt, write_raw

pytestmark = pytest.mark.xdist_group("marts-edges")


def test_empty_warehouse_builds_and_passes_every_test(tmp_path: Path, parsed: Path) -> None:
    marts = build_marts(tmp_path, {}, parsed, *WITHOUT_UNIT_TESTS)

    with duckdb.connect(str(marts), read_only=True) as con:
        met = con.execute(
            """select (select count(*) from core.fct_statements), (select count(*) from core.dim_articles),
                      (select count(*) from core.dim_speakers), (select count(*) from core.dim_dates),
                      (select count(*) from core.dim_outlets where article_count > 0 or not is_known)"""
        ).fetchone()
        build = con.execute(
            "select build_id, extractor_version, newest_published_on from reporting.rpt_build"
        ).fetchall()

    assert met == (0, 0, 0, 0, 0)
    assert build == [("the-build", "", None)]


# What the rows must never say, by the dbt test that has to find it; each breaks a statement of its own.
BROKEN: dict[str, tuple[str, dict[str, Any]]] = {
    "content_is_the_printed_text": ("alive", {"content_text": "The treaty is dead"}),
    "refers_to_fct_statements_parent": ("road", {"parent_statement_id": "denial"}),
    "relationships_bridge_statement_countries_country_code": (
        "joint",
        {"about_countries": [{"country_code": "ZZ", "start_char": 1, "end_char": 2}]},
    ),
    "only_values_fct_statements": ("waited", {"stance": "shout"}),
    "holds_fct_statements_bounds": ("denial", {"confidence": 1.5}),
}

MEANT = [*BROKEN, "one_row_per_fct_statements", "source_one_row_per_raw_statements", "source_refers_to_raw_statements"]


def failed_tests(output: str) -> list[str]:
    """The names of the tests that dbt says have failed."""
    return re.findall(r" FAIL \d+ (\w+)", output)


@pytest.fixture(scope="module")
def failures(tmp_path_factory: pytest.TempPathFactory, parsed: Path) -> list[str]:
    """The dbt tests that fail over a warehouse whose statements are broken in every way at once."""
    folder = tmp_path_factory.mktemp("broken")
    changed = dict(BROKEN.values())
    broken = [{**each, **changed.get(each["statement_id"], {})} for each in STATEMENTS]
    write_raw(folder / "raw.duckdb", {**ROWS, "statements": [*broken, STATEMENTS[0]]})
    identify(folder)
    # A failed test keeps everything after it from being built; so the models are all built before the tests are run.
    built = run_dbt(folder, "build", *WITHOUT_TESTS, parsed=parsed)
    assert built.returncode == 0, built.stdout
    # No model can be built over a statement of no article: it comes last.
    write_raw(
        folder / "raw.duckdb", {"statements": [{**STATEMENTS[1], "statement_id": "gone", "article_version": "gone"}]}
    )
    tested = run_dbt(folder, "test", "--select", *(f"{name}*" for name in MEANT))
    assert tested.returncode == 1, tested.stdout
    return failed_tests(tested.stdout)


@pytest.mark.parametrize("test_name", MEANT)
def test_broken_statement_fails_the_test_that_is_meant_for_it(failures: list[str], test_name: str) -> None:
    assert [name for name in failures if name.startswith(test_name)] != []
