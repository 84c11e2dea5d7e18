"""The published build in other tools' formats: every table as Parquet or CSV, statements as schema.org Quotations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from orchestration.csv_text import write_csv
from orchestration.errors import HearsayError
from orchestration.plain_values import write_json
from orchestration.settings import Settings
from orchestration.warehouse.connection import CONFIG
from orchestration.warehouse.publish import resolve_published
from orchestration.warehouse.quotations import QUOTATIONS, to_quotation

SCHEMAS = ("core", "reporting")
ROWS_A_BATCH = 20_000


class ExportFormat(StrEnum):
    """What the files are."""

    parquet = "parquet"
    csv = "csv"
    jsonld = "jsonld"


@dataclass(frozen=True)
class Exported:
    """One file that was written."""

    path: Path
    row_count: int


def export_published(settings: Settings, folder: Path, to: ExportFormat) -> Iterator[Exported]:
    """Write the current build into `folder`, which is made, one file a table; files of these names are replaced.

    JSON-LD is one file, quotations.jsonld, with a Quotation a line. A file is complete or not there: it is written
    beside its place and moved. Raises HearsayError where nothing is published or the folder cannot be written.
    """
    build = resolve_published(settings)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with duckdb.connect(str(build), read_only=True, config={**CONFIG, "enable_external_access": "false"}) as con:
            if to is ExportFormat.jsonld:
                path = folder / "quotations.jsonld"
                yield Exported(path, _write_whole(path, lambda part: _write_quotations(con, part)))
                return
            for schema, table in _tables(con):
                path = folder / f"{table}.{to}"
                query = f'select * from "{schema}"."{table}"'
                write = _write_parquet if to is ExportFormat.parquet else _write_csv
                yield Exported(path, _write_whole(path, lambda part, w=write, q=query: w(con, q, part)))
    except OSError as error:
        raise HearsayError(f"{folder} cannot be written ({error.strerror}): name a folder of yours.") from error


def _tables(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    rows = con.execute(
        "select table_schema, table_name from information_schema.tables"
        " where table_schema in (select unnest(?)) order by all",
        [list(SCHEMAS)],
    ).fetchall()
    return [(str(schema), str(table)) for schema, table in rows]


def _write_whole(path: Path, write: Any) -> int:
    part = path.with_name(path.name + ".part")
    try:
        count: int = write(part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return count


def _write_parquet(con: duckdb.DuckDBPyConnection, query: str, path: Path) -> int:
    reader: pa.RecordBatchReader = con.sql(query).to_arrow_reader(ROWS_A_BATCH)
    count = 0
    with pq.ParquetWriter(path, reader.schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(batch)
            count += batch.num_rows
    return count


def _write_csv(con: duckdb.DuckDBPyConnection, query: str, path: Path) -> int:
    cursor = con.execute(query)
    columns = [str(column[0]) for column in cursor.description or []]
    with path.open("w", encoding="utf-8", newline="") as stream:
        return write_csv(stream, columns, iter(lambda: cursor.fetchmany(ROWS_A_BATCH), []))


def _write_quotations(con: duckdb.DuckDBPyConnection, path: Path) -> int:
    cursor = con.execute(QUOTATIONS)
    columns = [str(column[0]) for column in cursor.description or []]
    count = 0
    with path.open("w", encoding="utf-8") as stream:
        while rows := cursor.fetchmany(ROWS_A_BATCH):
            for row in rows:
                record = to_quotation(dict(zip(columns, row, strict=True)))
                stream.write(write_json(record) + "\n")
            count += len(rows)
    return count
