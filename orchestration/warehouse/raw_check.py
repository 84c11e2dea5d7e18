"""The raw file against the schema that this release reads: a column that is missing, foreign or of another type stops
everything that writes or builds, by name.
"""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from orchestration.errors import HearsayError

COLUMNS = """
    SELECT table_name, column_name, data_type FROM duckdb_columns()
    WHERE database_name = current_database() AND schema_name = 'raw'
    ORDER BY table_name, column_index
"""
SHOWN = 12


class RawSchemaError(HearsayError):
    """The tables of raw.duckdb are not those that the models read."""


def check_columns(con: duckdb.DuckDBPyConnection, tables: Mapping[str, dict[str, str]]) -> None:
    """Raise RawSchemaError with every column that is not as `tables` (table -> column -> type) has it."""
    found: dict[str, dict[str, str]] = {}
    for table, column, kind in con.execute(COLUMNS).fetchall():
        found.setdefault(table, {})[column] = kind
    faults = [fault for table, columns in tables.items() for fault in _compare(con, table, columns, found.get(table))]
    if faults:
        shown = "\n".join(f"  - {fault}" for fault in faults[:SHOWN])
        more = f"\n  … and {len(faults) - SHOWN} more" if len(faults) > SHOWN else ""
        raise RawSchemaError(
            f"raw.duckdb does not have the columns that this release reads, and nothing was written.\n{shown}{more}\n"
            "Restore the file, or load the articles of data/landing into a new one."
        )


def _compare(
    con: duckdb.DuckDBPyConnection, table: str, columns: dict[str, str], found: dict[str, str] | None
) -> list[str]:
    if found is None:
        return [f"raw.{table} is missing"]
    missing = [f"raw.{table}.{name} ({kind}) is missing" for name, kind in columns.items() if name not in found]
    foreign = [f"raw.{table}.{name} ({kind}) is not known" for name, kind in found.items() if name not in columns]
    kinds = _spell(con, {name: kind for name, kind in columns.items() if name in found})
    other = [
        f"raw.{table}.{name} is {found[name]} and should be {kind}"
        for name, kind in kinds.items()
        if found[name] != kind
    ]
    return missing + foreign + other


def _spell(con: duckdb.DuckDBPyConnection, columns: dict[str, str]) -> dict[str, str]:
    """The types as DuckDB itself writes them: TIMESTAMPTZ is TIMESTAMP WITH TIME ZONE."""
    nulls = ", ".join(f'NULL::{kind} AS "{name}"' for name, kind in columns.items())
    return {row[0]: row[1] for row in con.execute(f"DESCRIBE SELECT {nulls}").fetchall()} if columns else {}
