"""Building a data folder by the real dbt, and comparing two warehouses row by row."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import duckdb

from orchestration.build import prepare_raw
from orchestration.settings import Settings
from orchestration.warehouse.lock import writer_lock
from orchestration.warehouse.marts import dbt_variables
from tests.integration.marts_warehouse import FILES, WITHOUT_TESTS

# What depends on when a load or a build was, not on what was loaded.
TIMES = ("load_id", "loaded_at", "build_id", "built_at", "newest_loaded_at", "digest", "member_digest")
# The loads themselves; lists made anew by every build; claim ids that were given up on the way.
HISTORY = ("rpt_loads", "rpt_rejects", "rpt_rejects_by_load", "bridge_claim_aliases")
TABLES = """
    SELECT schema_name, table_name FROM duckdb_tables()
    WHERE database_name = 'one' AND schema_name IN ('core', 'intermediate', 'reporting')
        AND NOT ends_with(table_name, '__touched')
    ORDER BY ALL
"""


def run_models(settings: Settings, cache: Path, *arguments: str) -> None:
    """Everything that a build does before its tests: who is who, what says the same, and every model of dbt.

    `cache` keeps what dbt has read of its project between runs.
    """
    with writer_lock(settings, purpose="build"):
        prepare_raw(settings)
        project = str(settings.dbt_project_dir)
        answer = subprocess.run(
            [
                *(str(Path(sys.executable).with_name("dbt")), "build", *WITHOUT_TESTS),
                *("--project-dir", project, "--profiles-dir", project),
                *("--target-path", str(cache / "target"), "--log-path", str(cache / "logs"), *arguments),
            ],
            env={**os.environ, **dbt_variables(settings, "the-build"), **FILES},
            cwd=settings.data,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
    assert answer.returncode == 0, answer.stdout


def read_written(marts: Path) -> dict[str, tuple[int, int, str | None]]:
    """Model -> rows deleted, rows inserted, and why it was built whole, in the last build, but for lists of keys."""
    with duckdb.connect(str(marts), read_only=True) as con:
        rows = con.execute(
            """SELECT model_name, deleted_count, inserted_count, whole_because FROM changes.builds
               WHERE NOT is_list AND built_by = (SELECT last(built_by) FROM changes.builds)"""
        ).fetchall()
    return {name: (deleted, inserted, why) for name, deleted, inserted, why in rows}


def find_differences(one: Path, other: Path, *, same_raw: bool) -> list[str]:
    """Tables of two marts files that do not hold the same rows, each as often, with the first of them.

    Over the same raw file all must be equal, but for the build's own id and time. Over two that were loaded in another
    order, loads, their times, and the names of claims (not what is in them) may differ.
    """
    found = []
    with duckdb.connect(":memory:") as con:
        con.execute("SET TimeZone = 'UTC'")
        con.execute(f"ATTACH '{one}' AS one (READ_ONLY)")
        con.execute(f"ATTACH '{other}' AS other (READ_ONLY)")
        tables = con.execute(TABLES).fetchall()
        assert len(tables) > 50
        for schema, table in tables:
            if not same_raw and table in HISTORY:
                continue
            sides = [_rows(con, side, schema, table, same_raw=same_raw) for side in ("one", "other")]
            extra, missing = (
                con.execute(f"{left} EXCEPT ALL {right}").fetchall() for left, right in (sides, sides[::-1])
            )
            if extra or missing:
                first = [str(rows[0])[:300] for rows in (extra, missing) if rows]
                found.append(f"{schema}.{table}: {len(extra)} more, {len(missing)} less, {' / '.join(first)}")
    return found


def _rows(con: duckdb.DuckDBPyConnection, side: str, schema: str, table: str, *, same_raw: bool) -> str:
    columns = [
        row[0]
        for row in con.execute(
            "SELECT column_name FROM duckdb_columns() WHERE database_name = ? AND schema_name = ? AND table_name = ?"
            " ORDER BY column_index",
            [side, schema, table],
        ).fetchall()
    ]
    # A claim's number is made of its id, and so of the order of loading.
    left_out = ("build_id", "built_at") if same_raw else (*TIMES, "claim_key")
    listed = ", ".join(
        f"coalesce(named.core_id, {column}) AS {column}" if column == "claim_id" and not same_raw else f"t.{column}"
        for column in columns
        if column not in left_out
    )
    query = f"SELECT {listed} FROM {side}.{schema}.{table} AS t"
    if "claim_id" in columns and not same_raw:
        # A claim by the least of its statements, as the order of loading decides which id it has.
        query += f"""
            LEFT JOIN (
                SELECT claim_id AS known_id, min(statement_id) AS core_id
                FROM {side}.intermediate.int_statements__claimed GROUP BY claim_id
            ) AS named ON t.claim_id = named.known_id
        """
    retired = " WHERE NOT is_retired" if table == "dim_speaker_ids" and not same_raw else ""
    return f"({query}{retired})"
