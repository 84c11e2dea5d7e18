"""The SQL console tells nothing of the machine that it runs on, whatever is asked."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from dashboard.console.asking import AskingError, ask
from dashboard.database import Build
from dashboard.settings import PROJECT

pytestmark = [pytest.mark.xdist_group("published"), pytest.mark.usefixtures("in_one_process")]

LISTS = """
    select distinct function_name || '()' from duckdb_functions()
    where function_type in ('table', 'table_macro') and function_name <> 'test_all_types'
    union all select schema_name || '.' || view_name from duckdb_views()
    union all select unnest(['(show databases)', '(show all tables)'])
    order by all"""


def test_nothing_that_the_database_lists_of_itself_tells_where_files_lie(build: Build) -> None:
    with duckdb.connect() as con:
        lists = [row[0] for row in con.execute(LISTS).fetchall()]
    refused = []
    for each in lists:
        try:
            answer = str(ask(build.path, f"select * from {each}").table.to_pylist())
        except AskingError as error:
            answer = str(error)
            refused += [each] if "of this machine" in answer else []
        assert not any(str(place) in answer for place in (Path(build.path).parent, PROJECT, Path.home())), each

    assert len(lists) > 80
    assert {"duckdb_databases()", "duckdb_extensions()", "duckdb_external_file_cache()", "duckdb_logs()",
            "duckdb_log_contexts()", "duckdb_secrets()", "duckdb_settings()", "duckdb_temporary_files()",
            "main.duckdb_databases", "pg_catalog.pg_settings", "(show databases)"} <= set(refused)  # fmt: skip
    assert "duckdb_tables()" not in refused


@pytest.mark.parametrize(
    "sql",
    [
        "select current_setting('allowed_paths')",
        """select "current_setting" ('temp_directory')""",
        "select Current_Setting('temp_directory')",
        "select * from json_execute_serialized_sql(json_serialize_sql('select current_setting(''temp_directory'')'))",
        "explain select current_setting/**/('allowed_paths')",
        "select * from query('select current_set' || 'ting(''allowed_paths'')')",
        "select * from query('from duckdb_sett' || 'ings()')",
        "with a as materialized (select path from duckdb_databases()) from a",
        "select 1 where exists (select 1 from duckdb_databases() where path like '/%')",
        "summarize from duckdb_settings()",
    ],
)
def test_a_question_for_the_machine_is_refused(build: Build, sql: str) -> None:
    with pytest.raises(AskingError, match="of this machine"):
        ask(build.path, sql)


def test_words_of_such_questions_may_be_looked_for(build: Build) -> None:
    sql = "select 'query' as word, count(*) as n from fct_statements where content_text not like '%current_setting%'"

    assert ask(build.path, sql).table.to_pylist()[0]["n"] > 100
