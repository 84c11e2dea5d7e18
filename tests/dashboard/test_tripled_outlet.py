"""Coverage is not attention: an outlet that is read three times as much does not quote anybody more."""

from __future__ import annotations

from dataclasses import replace
from html import unescape
from pathlib import Path

import duckdb
import pytest

from dashboard.database import Build, fetch_records, find_current_build
from dashboard.filters import Filters
from dashboard.panels.outlet_mean import KEYS, WORDS
from dashboard.profiles import Subject
from dashboard.queries import claims, overview, profiles
from dashboard.queries.weights import average_over_outlets, weigh_outlets
from dashboard.settings import DashboardSettings
from dashboard.wording import write_counted, write_share
from tests.dashboard.published import publish_copy, renew_speaker_rows
from tests.dashboard.reading import Opener, read_html

pytestmark = pytest.mark.xdist_group("published")


@pytest.fixture(scope="module")
def outlet_id(build: Build) -> str:
    """The outlet of which most was read."""
    sql = "select outlet_id from core.dim_outlets order by article_count desc, outlet_id limit 1"
    return str(fetch_records(build, sql)[0]["outlet_id"])


@pytest.fixture(scope="module")
def tripled(tmp_path_factory: pytest.TempPathFactory, sample_build: Path, outlet_id: str) -> Build:
    """The build with every article of that outlet, and all that is said in it, two more times."""
    folder = tmp_path_factory.mktemp("tripled")
    path = publish_copy(folder, sample_build, "20261101T000000Z-3a3b3c")
    with duckdb.connect(str(path)) as con:
        for copy in ("b", "c"):
            con.execute(
                "insert into core.bridge_statement_speakers by name select p.* replace (p.statement_id || ? as "
                "statement_id) from core.bridge_statement_speakers p join core.fct_statements s using (statement_id) "
                "where s.outlet_id = ? and s.article_id not like '%#%'",
                [copy, outlet_id],
            )
            con.execute(
                "insert into reporting.rpt_explorer_statements by name select n.* replace (n.statement_id || ? as "
                "statement_id, hash(n.article_number, ?) as article_number) from reporting.rpt_explorer_statements n "
                "join core.fct_statements s using (statement_id) where s.outlet_id = ? and s.article_id not like '%#%'",
                [copy, copy, outlet_id],
            )
            for table, extra in (("fct_statements", ", statement_id || ? as statement_id"), ("dim_articles", "")):
                con.execute(
                    f"insert into core.{table} by name select * replace (article_id || '#' || ? as article_id{extra}) "
                    f"from core.{table} where outlet_id = ? and article_id not like '%#%'",
                    [copy, *([copy] if extra else []), outlet_id],
                )
        renew_speaker_rows(con)
    found = find_current_build(DashboardSettings(data=folder))
    assert found is not None
    return found


def test_a_tripled_outlet_keeps_its_shares(build: Build, tripled: Build, outlet_id: str) -> None:
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


def test_a_tripled_outlet_moves_no_mean_over_outlets(build: Build, tripled: Build) -> None:
    for axis, filters in (("actor", Filters()), ("actor", Filters(stances=("assert",))), ("country", Filters())):
        if axis == "actor":
            values = tuple(claims.count_by_actor(build, filters, "share")["speaker_id"])
        else:
            values = tuple(claims.count_by_country(build, filters)["country_code"].dropna())
        before, after = (
            average_over_outlets(each, filters, axis, values).set_index(KEYS[axis])["even_share"].to_dict()
            for each in (build, tripled)
        )
        assert len(before) == len(values) > 3
        assert after == pytest.approx(before)
    # A share of all articles does move, which the page says. (What the build has counted by day was not tripled.)
    asserted = Filters(stances=("assert",))
    pooled = [claims.count_by_country(each, asserted).set_index("country_code")["article_count"]
              / claims.count_selection(each, Filters())["article_read_count"] for each in (build, tripled)]  # fmt: skip
    assert (pooled[0] - pooled[1]).abs().max() > 0.02


def test_a_mean_over_outlets_is_that_of_their_own_shares(build: Build) -> None:
    speaker = claims.count_by_actor(build, Filters(), "share")["speaker_id"].iloc[0]
    sql = "select distinct outlet_id from core.dim_articles where is_current and outlet_id is not null"
    outlets = [row["outlet_id"] for row in fetch_records(build, sql)]
    shares = []
    for outlet in outlets:
        filters = Filters(outlets=(outlet,))
        quoting = claims.count_selection(build, replace(filters, actors=(speaker,)))["article_count"]
        shares.append(quoting / claims.count_selection(build, filters)["article_read_count"])
    mean = average_over_outlets(build, Filters(), "actor", (speaker,))["even_share"].item()

    assert mean == pytest.approx(sum(shares) / len(shares))
    assert 0 < mean < 1


def test_articles_of_no_known_outlet_are_of_none(
    open_page: Opener, build: Build, sample_build: Path, tmp_path: Path, outlet_id: str
) -> None:
    path = publish_copy(tmp_path, sample_build, "20261101T000000Z-0a7130")
    with duckdb.connect(str(path)) as con:
        for table in ("core.dim_articles", "core.fct_statements", "reporting.rpt_explorer_statements"):
            con.execute(f"update {table} set outlet_id = 'unknown' where outlet_id = ?", [outlet_id])
        renew_speaker_rows(con)
    nameless = Build(path.stem, str(path))
    before, after = weigh_outlets(build, Filters()), weigh_outlets(nameless, Filters())
    speaker = claims.count_by_actor(nameless, Filters(), "share")["speaker_id"].iloc[0]
    known = after["outlet_count"]
    shares = average_over_outlets(nameless, Filters(), "actor", (speaker,))["even_share"].item()
    told = overview.describe_build(nameless)

    assert known == told["outlet_count"] == before["outlet_count"] - 1
    assert after["outletless_count"] == told["outletless_count"] == before["most_count"]
    assert before["outletless_count"] == 0
    of_known = "select outlet_id from core.dim_articles where is_current and outlet_id <> 'unknown' group by 1"
    quoting = [
        claims.count_selection(nameless, Filters(outlets=(row["outlet_id"],), actors=(speaker,)))["article_count"]
        / claims.count_selection(nameless, Filters(outlets=(row["outlet_id"],)))["article_read_count"]
        for row in fetch_records(nameless, of_known)
    ]
    assert shares == pytest.approx(sum(quoting) / known)
    own = Filters(outlets=(outlet_id,))
    quoted = claims.count_by_actor(build, own, "share")["speaker_id"].iloc[0]
    theirs = Filters(outlets=("unknown",))
    assert claims.count_by_actor(nameless, theirs, "share").set_index("speaker_id")["outlet_count"][quoted] == 0
    speaking = Subject("speaker", quoted)
    printed = [profiles.count_part(each, speaking, None)["outlet_count"] for each in (build, nameless)]
    assert printed[1] == printed[0] - 1
    said = f"{write_counted(before['most_count'], 'article')} of no known outlet"
    for page in ("overview", "explorer"):
        assert said in unescape(read_html(open_page(page, data=tmp_path)))


def test_the_page_says_who_weighs_most_in_a_share(open_page: Opener, build: Build, outlet_id: str) -> None:
    weights = weigh_outlets(build, Filters())
    own = weigh_outlets(build, Filters(outlets=(outlet_id,)))
    said = f"{weights['outlet_name']} alone has {write_share(weights['most_count'], weights['article_read_count'])}"

    assert (own["most_count"], own["outlet_count"]) == (weights["most_count"], 1)
    html = unescape(read_html(open_page("explorer")))
    assert f"{said} of the articles read, the 3 most read together" in html
    assert WORDS in html
