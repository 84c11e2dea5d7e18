"""Coverage is not attention: an outlet that is read three times as much does not quote anybody more."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from dashboard.database import Build, fetch_records, find_current_build
from dashboard.filters import Filters
from dashboard.queries import claims
from dashboard.settings import DashboardSettings
from tests.dashboard.published import publish_copy

pytestmark = pytest.mark.xdist_group("published")


def test_a_tripled_outlet_keeps_its_shares(tmp_path: Path, sample_build: Path, build: Build) -> None:
    sql = "select outlet_id from core.dim_outlets order by article_count desc, outlet_id limit 1"
    outlet_id = str(fetch_records(build, sql)[0]["outlet_id"])
    path = publish_copy(tmp_path, sample_build, "20261101T000000Z-3a3b3c")
    with duckdb.connect(str(path)) as con:
        for copy in ("b", "c"):
            con.execute(
                "insert into core.bridge_statement_speakers by name select p.* replace (p.statement_id || ? as "
                "statement_id) from core.bridge_statement_speakers p join core.fct_statements s using (statement_id) "
                "where s.outlet_id = ? and s.article_id not like '%#%'",
                [copy, outlet_id],
            )
            for table, extra in (("fct_statements", ", statement_id || ? as statement_id"), ("dim_articles", "")):
                con.execute(
                    f"insert into core.{table} by name select * replace (article_id || '#' || ? as article_id{extra}) "
                    f"from core.{table} where outlet_id = ? and article_id not like '%#%'",
                    [copy, *([copy] if extra else []), outlet_id],
                )
    tripled = find_current_build(DashboardSettings(data=tmp_path))
    assert tripled is not None

    filters = Filters(outlets=(outlet_id,))
    before, after = (claims.count_selection(each, filters) for each in (build, tripled))
    assert after["article_read_count"] == 3 * before["article_read_count"] > 0
    shares = [
        {
            row.speaker_id: row.article_count / totals["article_read_count"]
            for row in claims.count_by_actor(each, filters, "share").itertuples()
        }
        for each, totals in ((build, before), (tripled, after))
    ]
    assert len(shares[0]) > 3
    assert shares[0] == pytest.approx(shares[1])
