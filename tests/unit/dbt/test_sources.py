"""The raw schema in Python and the sources that dbt reads name the same tables, columns and types."""

from __future__ import annotations

from pathlib import Path

import yaml

from orchestration.warehouse.raw_schema import TABLES, VIEWS

WRITTEN = {**TABLES, **VIEWS}
SOURCES = Path(__file__).resolve().parents[3] / "dbt_project" / "models" / "staging" / "_sources.yml"


def declared() -> dict[str, dict[str, str]]:
    """Table -> column -> type, as the sources file has them."""
    (source,) = yaml.safe_load(SOURCES.read_text(encoding="utf-8"))["sources"]
    return {
        table["name"]: {column["name"]: column["data_type"] for column in table["columns"]}
        for table in source["tables"]
    }


def test_sources_are_the_raw_tables_with_their_columns_and_types() -> None:
    written = {table: {column: kind.lower() for column, kind in columns.items()} for table, columns in WRITTEN.items()}

    assert declared() == written


def test_columns_of_sources_stand_in_the_order_of_the_file() -> None:
    assert {table: list(columns) for table, columns in declared().items()} == {
        table: list(columns) for table, columns in WRITTEN.items()
    }


def test_every_column_of_a_source_is_described() -> None:
    (source,) = yaml.safe_load(SOURCES.read_text(encoding="utf-8"))["sources"]
    columns = [(table["name"], column) for table in source["tables"] for column in table["columns"]]

    assert len(columns) > 80, "the columns were not found"
    assert [f"{table}.{column['name']}" for table, column in columns if not column.get("description")] == []
