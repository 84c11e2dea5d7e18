"""Every chart and ranked list opens its SQL: what the console answers to it is what is drawn, to the number."""

from __future__ import annotations

import json
import math
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import duckdb
import pandas as pd
import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.database import Build, fetch_records
from dashboard.settings import PROJECT
from dashboard.written_sql import fill_in
from tests.dashboard.reading import Opener

pytestmark = pytest.mark.xdist_group("published")

# The console's own worker, in a process of its own, asked several questions one after the other.
ASK = """
import decimal, json, sys
from dashboard.console.worker import answer
path, questions = json.load(sys.stdin)
tables = [answer(path, sql, 10_000, 10.0)[1].to_pylist() for sql in questions]
json.dump(tables, sys.stdout, default=lambda value: float(value) if isinstance(value, decimal.Decimal) else str(value))
"""
FILTERS: dict[str, Any] = {"stance": ["assert", "deny"], "from": "2026-10-05", "to": "2026-10-20"}
VIEWS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("overview", {}),
    ("explorer", {}),
    ("explorer", {"view": "country", "role": "outlet", "measure": "count", **FILTERS}),
    ("explorer", {"view": "time"}),
    ("explorer", {"view": "cross", "as": "subject", "role": "about"}),
    ("metrics", {"metric": "denial_rate", "by": "outlet__country_code"}),
    ("speaker", {"speaker": "select speaker_id from core.dim_speakers where latest_role is not null "
                            "order by statement_count desc, speaker_id"}),
    ("claim", {"claim": "select claim_id from core.fct_claims order by outlet_count desc, claim_id"}),
)  # fmt: skip
# The same charts once more, by other choices.
FURTHER: tuple[tuple[str, dict[str, Any]], ...] = (
    ("explorer", {"measure": "count", **FILTERS}),
    ("explorer", {"as": "subject"}),
    ("explorer", {"view": "country"}),
    ("explorer", {"view": "country", "role": "about", **FILTERS}),
    ("explorer", {"view": "time", "lines": "one", "grain": "day", "basis": "said"}),
    ("explorer", {"view": "cross", "role": "outlet", "measure": "count"}),
    ("metrics", {"metric": "statements", "by": "metric_time__week"}),
    ("metrics", {"metric": "share_of_voice", "by": "speaker__speaker_name"}),
    ("outlet", {"outlet": "select outlet_id from core.dim_outlets order by article_count desc, outlet_id"}),
    ("health", {}),
)
LISTED = re.compile(": (countries|actors) spoken about|: outlets |: roles as printed, by |: what ")
# By whom a query says what a chart says by a name of its own.
RENAMED = {"actor_id": "series_id"}
HOSTILE = "a'); drop table x; -- ?\n\\' ? “é” 😀"


def list_drawn(page: AppTest) -> list[tuple[list[Any], str]]:
    """The charts of a page, each with those right above it that share its link, or the ranked list in whose HTML the
    link stands; and the SQL that the link opens.
    """
    found: list[tuple[list[Any], str]] = []
    charts: list[Any] = []
    for each in page:
        kind = getattr(each, "type", "")
        if kind in ("vega_lite_chart", "echarts_chart"):
            charts.append(each)
        if kind == "html":
            for address in re.findall(r'href="(sql\?[^"]*)"', each.proto.body):
                sql = parse_qs(urlsplit(unescape(address)).query)["sql"][0]
                if 'class="hs-rank"' in each.proto.body:
                    found.append(([each], sql))
                    continue
                found.append((charts, sql))
                charts = []
    assert not charts, "a chart without a link to its SQL"
    return found


def ask_console(build: Build, questions: list[str]) -> list[list[dict[str, Any]]]:
    done = subprocess.run([sys.executable, "-c", ASK], input=json.dumps([build.path, questions]), cwd=PROJECT,
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    tables: list[list[dict[str, Any]]] = json.loads(done.stdout)
    return tables


def list_measured(spec: Any) -> set[str]:
    """The fields that a specification draws as a quantity, but for those that it works out itself."""
    if isinstance(spec, list):
        return set().union(*map(list_measured, spec)) if spec else set()
    if not isinstance(spec, dict):
        return set()
    own = {spec["field"]} if spec.get("type") == "quantitative" and "field" in spec else set()
    made = {each.get("as") for each in spec.get("transform", ()) if "calculate" in each}
    return own.union(*map(list_measured, spec.values())) - made


def write_plainly(value: Any) -> Any:
    """A value as both sides write it: days as text, numbers to nine places, absent ones as None."""
    if value is None or value is pd.NaT or value in ("", "Unknown") or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, date | datetime):
        return value.isoformat()[:10]
    if isinstance(value, str):
        return value[:10] if re.match(r"\d{4}-\d\d-\d\d( 00:00:00)?", value) else value.casefold()
    return round(float(value), 9) if isinstance(value, int | float) else value


def count_rows(rows: list[dict[str, Any]], columns: list[str], measured: set[str]) -> Counter[tuple[Any, ...]]:
    """How often each combination of the columns' values comes up; a row without a quantity is not drawn."""
    plain = [{name: write_plainly(row[name]) for name in columns} for row in rows]
    return Counter(tuple(row.values()) for row in plain if any(row[name] is not None for name in measured))


def compare_list(body: str, rows: list[dict[str, Any]]) -> None:
    """Compares a ranked list, in its order, with what its SQL gives; a number of nothing is no link."""
    shown = [int(number.replace(",", "")) for number in re.findall(r'class="hs-count"[^>]*>([\d,]+)<', body)]
    assert shown
    assert shown == [row["statement_count"] for row in rows if row["statement_count"]]
    assert body.count("<li") == len(rows)


def compare_chart(chart: Any, rows: list[dict[str, Any]]) -> None:
    if chart.type == "html":
        compare_list(chart.proto.body, rows)
        return
    if chart.type == "echarts_chart":
        nodes = {each["name"] for each in json.loads(chart.proto.spec)["series"][0]["data"]}
        drawn = [re.search(r"^(.*), (\d+ \w+ \d{4}): (\d+) prints?", name) for name in nodes]
        expected = {(row["outlet_name"], row["published_on"], row["statement_count"]) for row in rows}
        assert {
            (node[1], datetime.strptime(node[2], "%d %b %Y").date().isoformat(), int(node[3])) for node in drawn if node
        } == expected
        return
    frames = [pa.ipc.open_stream(each.data.data).read_pandas() for each in chart.proto.datasets]
    measured = list_measured(json.loads(chart.proto.spec))
    assert rows
    assert measured
    rows = [{RENAMED.get(name, name): value for name, value in row.items()} for row in rows]
    assert measured <= set(rows[0])
    for frame in frames:
        columns = [name for name in rows[0] if name in frame.columns and (frame[name] != "").any()]
        assert len(columns) > len(measured), "no name or day stands beside the numbers"
        marks = count_rows(frame.to_dict("records"), columns, measured)
        assert sum(marks.values()) > 0
        assert count_rows(rows, columns, measured) == marks, columns


def check_views(open_page: Opener, build: Build, views: Sequence[tuple[str, dict[str, Any]]]) -> set[str]:
    """Compares every chart of some views with what its SQL gives; returns the titles that the SQL has."""
    links = []
    for name, address in views:
        # Who and what is opened is found in the build.
        found = {key: next(iter(fetch_records(build, value)[0].values())) if str(value).startswith("select") else value
                 for key, value in address.items()}  # fmt: skip
        links += [(f"{name} {found}", *each) for each in list_drawn(open_page(name, **found))]
    answers = ask_console(build, [sql for *_, sql in links])
    for (view, charts, sql), rows in zip(links, answers, strict=True):
        assert charts, f"{view}: a link without a chart"
        for chart in charts:
            try:
                compare_chart(chart, rows)
            except AssertionError as error:
                raise AssertionError(f"{view}\n{sql}") from error
    return {sql.partition("\n")[0] for *_, sql in links}


def test_the_console_gives_the_numbers_of_every_chart(open_page: Opener, build: Build) -> None:
    titles = check_views(open_page, build, VIEWS)
    # Of the lists of a speaker those that hold something, each under a title of its own.
    lists = {title for title in titles if LISTED.search(title)}
    assert len(titles - lists) == 13
    assert len(lists) >= 4


@pytest.mark.slow
def test_the_console_gives_the_numbers_of_every_chart_by_other_choices(open_page: Opener, build: Build) -> None:
    assert len(check_views(open_page, build, FURTHER)) >= 14


def test_every_chart_is_drawn_with_its_ways_out() -> None:
    # A chart elsewhere would not come up in the views above.
    root = PROJECT / "dashboard"
    sources = {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in root.rglob("*.py")}
    drawing = {name for name, source in sources.items() if re.search(r"(show|pickable|altair|echarts)_chart\(", source)}

    assert "views/overview.py" in drawing
    assert {name for name in drawing if "offer_ways(" not in sources[name]} == {"frame.py", "panels/picking.py"}


def test_a_value_written_into_sql_stays_a_value() -> None:
    values = [HOSTILE, 3, None, True, [HOSTILE, "y"], [], date(2026, 1, 2), datetime(2026, 1, 2, 3, 4)]
    sql = f"""
        select ?, '?', ? as "é?", ?, /* ? */ ?, ?::varchar[], ?::varchar[], ?::date - 1, ?::timestamp -- ?
        where '{HOSTILE.replace("'", "''")}' <> ''"""
    with duckdb.connect() as con:
        con.execute("set timezone = 'UTC'")
        expected = con.execute(sql, values).fetchall()
        assert con.execute(fill_in(sql, values)).fetchall() == expected
        with pytest.raises(duckdb.Error):
            con.execute(sql.replace("?", HOSTILE, 1))


def test_values_and_their_places_have_to_agree() -> None:
    with pytest.raises(ValueError, match="2 places for 1 values"):
        fill_in("select ?, ?", ["one"])
