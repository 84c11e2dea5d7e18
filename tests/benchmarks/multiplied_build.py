"""A large published build made from a small one: every row so many times, each time as if of others.

    python -m tests.benchmarks.multiplied_build SOURCE TARGET --copies 24

SOURCE and TARGET are data folders; what SOURCE has published is read. It says what the dashboard takes over many rows,
and nothing about loading and building: ten_million.py makes what these need, and takes hours for it. Each copy has its
own statements, articles, claims and days; five copies share their speakers, and every fifth the outlets. Rows lie by
day printed, as in a warehouse that was built day by day. Words stay, so that a word is as much more frequent. What only
small pages show (loads, rejects, reviews, the network of relays) is there once.

Time: about a minute of the processor for a million statements.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

import duckdb

from dashboard.settings import DashboardSettings

SHARED = 5
WEEK_STEP, WEEKS = 53, 300
DAYS_AT_ONCE = 400
# 46 bits below the day, of which 11 are a statement's place in its article: see macros/search.sql.
DAY_OF_NUMBER, PLACES = 1 << 46, 1 << 11

MACROS = (
    f"create macro moved(k) as 7 * (k * {WEEK_STEP} % {WEEKS})::integer",
    "create macro copied(id, k) as left(md5(id || '/' || k), length(id))",
    f"create macro of_speaker(id, k) as case when id = 'unknown' then id else copied(id, k // {SHARED}) end",
    f"create macro of_outlet(id, k) as case when k % {SHARED} = 0 then id else id || '-' || (k % {SHARED}) end",
    "create macro of_article(id, k) as id || '#' || k",
    """create macro of_number(n, k) as case when n = 0 then 0::ubigint
        else ('0x' || copied(format('{:016x}', n), k // 5))::ubigint end""",
    """create macro of_speakers(ids, k) as
        array_to_string(list_transform(string_split(ids, ' '), lambda id: of_speaker(id, k)), ' ')""",
    f"""create macro of_search(n, k) as
        (case when n < {DAY_OF_NUMBER} then 0 else n // {DAY_OF_NUMBER} + moved(k) end) * {DAY_OF_NUMBER}
        + ((n % {DAY_OF_NUMBER}) // {PLACES} + k * 104729) % {DAY_OF_NUMBER // PLACES} * {PLACES} + n % {PLACES}""",
)
# What a column becomes in copy k, by its name; days by their type.
COLUMNS = {
    "of_speaker": ("speaker_id", "given_id"),
    "of_outlet": ("outlet_id", "first_outlet_id", "taken_by_outlet_id", "taken_from_outlet_id"),
    "of_article": ("article_id", "first_article_id", "syndication_group_id", "syndicated_from_article_id", "url"),
    "of_number": ("speaker_number", "named_number"),
    "of_speakers": ("more_speakers", "more_unnamed", "earlier_speakers"),
    "of_search": ("statement_number",),
    "hash": ("article_number",),
    "copied": (
        "statement_id", "parent_statement_id", "first_statement_id", "last_statement_id", "claim_id", "alias_claim_id",
        "speaker_role_id",
    ),
}  # fmt: skip
BY_COLUMN = {name: macro for macro, names in COLUMNS.items() for name in names}
# Tables by what they are made once for; all others have a row in every copy.
OF_SPEAKERS = ("dim_speakers", "dim_speaker_ids", "dim_speaker_roles", "rpt_speaker_subjects",
               "rpt_statements_by_actor_country")  # fmt: skip
OF_OUTLETS = ("dim_outlets",)
ONCE = ("dim_actors", "dim_countries", "dim_dates", "dim_outlet_domains", "fct_corrections", "rpt_accuracy",
        "rpt_build", "rpt_loads", "rpt_rejects", "rpt_rejects_by_load", "rpt_relay_network", "rpt_relays_by_day",
        "rpt_speaker_reviews", "rpt_voice_by_month")  # fmt: skip
BY_DAY = {
    "fct_statements": "published_on nulls first, article_id",
    "dim_articles": "published_on nulls first, article_id",
    "rpt_explorer_statements": "published_on nulls first, article_number, statement_id",
}
# The orders of the models. Words are the same in every copy, and lie together as it is.
ORDERS = {
    "fct_claims": "statement_count = 1 and not is_denied, claim_id",
    "bridge_claim_statements": "count(*) over (partition by claim_id) = 1, claim_id, print_number",
    "bridge_claim_countries": "claim_id",
    "bridge_statement_speakers": "speaker_id, statement_id",
    "rpt_claim_texts": "claim_id, statement_id",
    "rpt_search_statements": "statement_id",
    "rpt_speaker_statements": "named_number, published_on nulls first, article_number, statement_id",
}
COUNTS = ("statement_count", "article_count", "subject_weight", "denial_count")


def multiply(source: Path, target: Path, copies: int) -> None:
    """Write the file of a build so many times as large. The target must not be there."""
    with duckdb.connect(str(target), config={"memory_limit": "8GB"}) as con:
        con.execute(f"attach '{source}' as source (read_only)")
        for macro in MACROS:
            con.execute(macro)
        tables = con.execute(
            "select schema_name, table_name from duckdb_tables() where database_name = 'source' "
            "and schema_name in ('core', 'reporting', 'seeds')"
        ).fetchall()
        for schema, table in tables:
            began = time.process_time()
            con.execute(f"create schema if not exists {schema}")
            _write_table(con, schema, table, copies)
            print(f"{schema}.{table}: {time.process_time() - began:,.1f} s of the processor", flush=True)
        con.execute("detach source")


def _write_table(con: duckdb.DuckDBPyConnection, schema: str, table: str, copies: int) -> None:
    named = f"{schema}.{table}"
    con.execute(f"create table {named} as from source.{named} limit 0")
    if schema == "seeds" or table in ONCE:
        con.execute(f"insert into {named} from source.{named}")
        return
    if table == "rpt_search_names":
        for kind, macro, step, most in (("speaker", "of_speaker", SHARED, copies), ("outlet", "of_outlet", 1, SHARED)):
            con.execute(
                f"insert into {named} select t.* replace ({macro}(subject_id, k) as subject_id, "
                f"subject_weight * {SHARED} as subject_weight) from source.{named} t, range(0, ?, ?) r(k) "
                "where subject_kind = ? order by token", [most, step, kind],
            )  # fmt: skip
        return
    columns = con.execute(
        "select column_name, data_type from duckdb_columns() where database_name = 'source' and schema_name = ? "
        "and table_name = ?", [schema, table],
    ).fetchall()  # fmt: skip
    changes = _list_changes(columns)
    if table in OF_SPEAKERS or table in OF_OUTLETS:
        changes += [f"{name} * {SHARED} as {name}" for name, _ in columns if name in COUNTS]
        most, step = (copies, SHARED) if table in OF_SPEAKERS else (SHARED, 1)
        con.execute(
            f"insert into {named} select t.* replace ({', '.join(changes)}) from source.{named} t, "
            f"range(0, ?, ?) r(k) where k = 0 or {'speaker_id' if step > 1 else 'outlet_id'} <> 'unknown'",
            [most, step],
        )
        return
    made = f"select t.* replace ({', '.join(changes)}) from source.{named} t, range(?) r(k)"
    if table not in BY_DAY:
        order = f" order by {ORDERS[table]}" if table in ORDERS else ""
        con.execute(f"insert into {named} from ({made}){order}", [copies])
        return
    # Some hundred days at once, so that no sort is of everything.
    order = BY_DAY[table]
    day = "t.published_on + moved(k)"
    first, last = con.execute(
        f"select min(published_on), max(published_on) + 7 * {WEEKS} from source.{named}"
    ).fetchall()[0]
    con.execute(f"insert into {named} {made} where t.published_on is null order by {order}", [copies])
    for start in range(0, (last - first).days + 1, DAYS_AT_ONCE):
        con.execute(
            f"insert into {named} {made} where {day} - ?::date between ? and ? order by {order}",
            [copies, first, start, start + DAYS_AT_ONCE - 1],
        )


def _list_changes(columns: Sequence[tuple[str, str]]) -> list[str]:
    changes = [f"{BY_COLUMN[name]}({name}, k) as {name}" for name, _ in columns if name in BY_COLUMN]
    if "loaded_at" in [name for name, _ in columns]:
        # Loaded on the day after its print; what has no day, long ago.
        changes.append("coalesce(published_on + moved(k) + 1, date '2000-01-01')::timestamptz as loaded_at")
    return changes + [f"{name} + moved(k) as {name}" for name, kind in columns if kind == "DATE"]


def main() -> None:
    """Read the arguments, write the build and publish it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--copies", type=int, default=24)
    given = parser.parse_args()
    current = DashboardSettings(data=given.source).current_path.resolve(strict=True)
    published = DashboardSettings(data=given.target).current_path
    published.parent.mkdir(parents=True)
    made = published.parent / f"{current.stem}-{given.copies}.duckdb"
    multiply(current, made, given.copies)
    published.symlink_to(made.name)
    print(f"{made}: {made.stat().st_size / 1e6:,.0f} MB")


if __name__ == "__main__":
    main()
