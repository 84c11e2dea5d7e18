"""The process that runs one reader's question: `python -m dashboard.console.worker`, a request in, an answer out.

It opens the published file read-only, with no way to files, network, extensions or settings, and with limits on memory,
rows and time. Who asks stops the process where it does not stop by itself. See `console.asking` for the other side.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from dashboard.console.machine import asks_for_the_machine

SEARCH_PATH = "core,reporting"
MEMORY = 512_000_000  # bytes, of DuckDB
# What a question may hold beyond what the process has once it can answer: what DuckDB may, and room for the rows of the
# answer, of which there are two copies while they grow.
MOST_HELD = MEMORY + 256_000_000
MOST_BYTES = 50_000_000
ALLOWED = ("SELECT", "EXPLAIN")
CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "memory_limit": f"{MEMORY}B",
    "max_temp_directory_size": "0KB",
    "threads": 1,
}


class RefusedError(Exception):
    """A question that is not run; the message says why and what would be."""


def answer(path: str, sql: str, most_rows: int, seconds: float) -> tuple[dict[str, Any], pa.Table]:
    """The rows of one read-only question, at most `most_rows`, and what is said of them: is_cut, seconds.

    Raises:
        RefusedError: it is not one statement that reads, it asks for the machine, or the answer is larger than
            MOST_BYTES.
        MemoryError, duckdb.OutOfMemoryException: it takes more than MEMORY, or MOST_HELD in all.
        duckdb.Error: the SQL is wrong, or was interrupted after `seconds`.
    """
    statement = pick_statement(sql)
    with duckdb.connect(path, read_only=True, config=CONFIG) as con:
        con.execute("set timezone = 'UTC'")
        con.execute(f"set search_path = '{SEARCH_PATH}'")
        # The answer goes where it would be drawn.
        con.execute("set enable_progress_bar = false")
        con.execute("set lock_configuration = true")
        _limit_memory(con)
        timer = threading.Timer(seconds, con.interrupt)
        timer.daemon = True
        timer.start()
        started = time.monotonic()
        try:
            if asks_for_the_machine(con, statement):
                raise RefusedError("Settings of this machine and places on it are not told. The tables stand beside.")
            table = _read_up_to(con, statement, most_rows + 1)
        finally:
            timer.cancel()
    took = time.monotonic() - started
    return {"is_cut": table.num_rows > most_rows, "seconds": took}, table.slice(0, most_rows)


def pick_statement(sql: str) -> duckdb.Statement:
    """The one statement of a question. Raises RefusedError where there are none, several, or one that does not read."""
    statements = duckdb.extract_statements(sql)
    if not statements:
        raise RefusedError("There is no statement in it.")
    if len(statements) > 1:
        raise RefusedError(f"There are {len(statements)} statements in it: ask one at a time.")
    kind = statements[0].type.name
    if kind == "MULTI":
        raise RefusedError("This needs several statements: for a pivot, name the values with IN (…).")
    if kind not in ALLOWED:
        raise RefusedError(f"A statement of the kind {kind} is not run here: only SELECT, and EXPLAIN of one, are.")
    return statements[0]


def _read_up_to(con: duckdb.DuckDBPyConnection, statement: duckdb.Statement, most_rows: int) -> pa.Table:
    # The limit is part of the query, so that a question for all of a large table stops there and is not gathered.
    if statement.type.name == "SELECT":
        table = con.sql(statement.query).limit(most_rows).to_arrow_table()
    else:
        table = con.execute(statement).to_arrow_table()
    if table.nbytes > MOST_BYTES:
        raise RefusedError(f"The answer is larger than {MOST_BYTES // 1_000_000} MB: ask for fewer columns or rows.")
    return table


def _limit_memory(con: duckdb.DuckDBPyConnection) -> None:
    """No more than MOST_HELD from now on: DuckDB does not count all that it holds against its own limit.

    On Linux alone, which says what a process has and keeps it to it. Addresses that nothing was written to are none of
    it: the threads of DuckDB reserve more of them than any question takes.
    """
    try:
        import resource

        held = read_memory("VmData")
    except (ImportError, OSError):
        return
    # What the first answer of all takes is no question's.
    con.sql("select 1").to_arrow_table()
    held = max(held, read_memory("VmData"))
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    most = held + MOST_HELD if hard == resource.RLIM_INFINITY else min(held + MOST_HELD, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def read_memory(kind: str) -> int:
    """Bytes of this process by a line of /proc/self/status: VmData (its own memory), VmHWM (the most in memory so far).

    Raises OSError where the system has no such file.
    """
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{kind}:"))


def _forbid_files() -> None:
    """No file may grow: the last of the locks, where the system has it."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def main() -> None:
    """Reads one request from standard input and writes a line of JSON and, after it, the rows as an Arrow stream."""
    request = json.loads(sys.stdin.buffer.read())
    _forbid_files()
    table = None
    try:
        head, table = answer(request["path"], request["sql"], request["most_rows"], request["seconds"])
    except RefusedError as error:
        head = {"refused": str(error)}
    except (MemoryError, duckdb.OutOfMemoryException):
        head = {"greedy": True}
    except duckdb.InterruptException:
        head = {"late": True}
    except (duckdb.Error, pa.ArrowException) as error:
        head = {"wrong": str(error)}
    out = sys.stdout.buffer
    out.write(json.dumps(head).encode("utf-8") + b"\n")
    if table is not None:
        with pa.ipc.new_stream(out, table.schema) as stream:
            stream.write_table(table)
    out.flush()


if __name__ == "__main__":
    main()
