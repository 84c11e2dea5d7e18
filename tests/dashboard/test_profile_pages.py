"""The pages of a speaker and an outlet, run by Streamlit over the sample: what they say, where numbers lead."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import duckdb
import pandas as pd
import pytest

from dashboard.chart_axes import time_axis
from dashboard.database import Build, fetch_records
from dashboard.profiles import Part, Subject
from dashboard.queries import outlets, profiles, speakers
from dashboard.wording import write_date, write_range
from tests.dashboard.published import HOSTILE_SPEAKER_ID, publish_copy, renew_speaker_rows
from tests.dashboard.reading import Elements, Opener, list_heading, read_address_of, read_headings, read_html

pytestmark = pytest.mark.xdist_group("published")

COUNTED = re.compile(r'<a class="hs-count" href="([^"]+)"[^>]*>([\d,]+)</a>')


@pytest.fixture
def speaker_id(build: Build) -> str:
    return str(speakers.list_speakers(build, 1)["speaker_id"].iloc[0])


@pytest.fixture
def outlet_id(build: Build) -> str:
    return str(outlets.list_outlets(build, 1)["outlet_id"].iloc[0])


def test_a_speaker_is_shown_by_role_subject_carrier_and_denial(
    open_page: Opener, build: Build, speaker_id: str
) -> None:
    page = open_page("speaker", speaker=speaker_id)
    speaker = speakers.find_speaker(build, speaker_id)
    assert speaker is not None

    expected = {"Roles as printed", "Countries spoken about", "Who carries them", "Actors spoken about"}
    expected |= {speaker["speaker_name"], "What they do", "Through whom", "What they deny"}
    assert expected <= set(read_headings(page))
    assert len(page.get("vega_lite_chart")) == 2
    assert list_heading(page).startswith(f"{speaker['statement_count']} statements in {speaker['article_count']} art")
    html = read_html(page)
    assert f"Build {build.build_id}" in html
    for row in profiles.list_part(build, Subject("speaker", speaker_id), Part("stance", "deny"), 1, 5):
        assert f"evidence?statement={row['statement_id']}" in html


def test_a_speaker_and_an_outlet_without_a_dated_statement_have_a_page(
    open_page: Opener, build: Build, sample_build: Path, tmp_path: Path, speaker_id: str
) -> None:
    of_speaker = "select statement_id from core.bridge_statement_speakers where speaker_id = ?"
    with duckdb.connect(str(publish_copy(tmp_path, sample_build, "20261101T000000Z-0da7e1"))) as con:
        # The articles of the outlet have dates over more than three weeks, and none of a statement.
        found = con.execute("select outlet_id from core.dim_articles where is_current and published_on is not null "
                            "group by 1 order by max(published_on) - min(published_on) desc, 1 limit 1")  # fmt: skip
        (outlet_id,) = found.fetchone() or ("",)
        for table in ("core.fct_statements", "reporting.rpt_explorer_statements"):
            undated = f"outlet_id = ? or statement_id in ({of_speaker})"
            con.execute(f"update {table} set published_on = null where {undated}", [outlet_id, speaker_id])
        renew_speaker_rows(con)
    for address in ({"speaker": speaker_id}, {"outlet": outlet_id}):
        page = open_page(next(iter(address)), data=tmp_path, **address)
        assert "No statement here stands in a dated article, so" in "".join(info.value for info in page.info)
        assert list_heading(page)


def test_an_axis_of_weeks_without_a_week_has_no_tick() -> None:
    assert time_axis("week", pd.Series([], dtype="datetime64[ns]")).values == []


@pytest.mark.parametrize("kind", ["speaker", "outlet"])
def test_each_number_of_a_page_opens_as_many_statements(
    open_page: Opener, kind: str, speaker_id: str, outlet_id: str
) -> None:
    page = open_page(kind, **{kind: speaker_id if kind == "speaker" else outlet_id})
    links = COUNTED.findall(read_html(page))
    assert len(links) > 15
    seen = set()
    for link, number in links:
        query = parse_qs(urlsplit(unescape(link)).query)
        part_kind = query["pick"][0].partition(":")[0]
        if part_kind in seen:
            continue
        seen.add(part_kind)
        opened = open_page(kind, **query)
        assert re.match(rf"{number} statements? in", list_heading(opened))
        assert "Close this list" in read_html(opened)
    assert len(seen) >= 4


def test_an_outlet_says_whose_it_is_in_words(open_page: Opener, build: Build) -> None:
    rows = outlets.list_outlets(build, 500)
    classed = rows[rows["state_media_class"].notna()]
    assert len(classed), "no outlet of the sample has a class"
    html = read_html(open_page("outlet", outlet=classed["outlet_id"].iloc[0]))

    for term in ("Country", "Owner", "State media", "Domains"):
        assert f"<dt>{term}</dt>" in html
    assert re.search(r"state-controlled|captured|independent", html)
    assert "funding is not editorial control" in html


def test_an_outlet_says_whose_it_was(open_page: Opener, build: Build) -> None:
    sql = "select outlet_id from core.dim_outlet_periods where not is_current group by 1 having count(*) = 2 limit 1"
    (row,) = fetch_records(build, sql)
    outlet = outlets.find_outlet(build, row["outlet_id"])
    assert outlet is not None
    later, earlier = outlet["formers"]
    html = read_html(open_page("outlet", outlet=row["outlet_id"]))
    assert f"{later['owner_name']}, {write_range(later['valid_from'], later['valid_to'])}; " in html
    assert f"{earlier['owner_name']}, until {write_date(earlier['valid_to'])}" in html


def test_an_outlet_shows_its_median_delay(open_page: Opener, build: Build, outlet_id: str) -> None:
    html = read_html(open_page("outlet", outlet=outlet_id))
    lag = outlets.measure_lag(build, Subject("outlet", outlet_id))

    assert re.search(rf"Median delay</dt><dd class=\"hs-number\">{lag['median_days']:.0f} days?</dd>", html)
    assert f"of {lag['dated_count'] - lag['ahead_count']} statements whose day is given and not after print" in html


def test_an_outlet_that_is_only_credited_has_a_page(open_page: Opener, build: Build) -> None:
    rows = outlets.list_outlets(build, 500)
    only_credited = rows[(rows["article_count"] == 0) & (rows["relayed_count"] > 0)]
    assert len(only_credited)
    page = open_page("outlet", outlet=only_credited["outlet_id"].iloc[0])

    assert "No article of this outlet was read" in page.info[0].value
    assert COUNTED.findall(read_html(page)), "who credits it is not shown"


@pytest.mark.parametrize(("kind", "heading"), [("speaker", "Speakers"), ("outlet", "Outlets")])
def test_without_or_with_an_unknown_id_the_list_is_shown(open_page: Opener, kind: str, heading: str) -> None:
    page = open_page(kind)
    assert page.title[0].value == heading
    assert len(page.dataframe[0].value) > 10
    assert f'href="{kind}?{kind}=' in read_html(page)

    unknown = open_page(kind, **{kind: "nobody-of-that-id"})
    assert f"no such {kind}" in unknown.warning[0].value
    assert len(unknown.dataframe[0].value) == len(page.dataframe[0].value)


def test_the_list_turns_its_pages_in_the_address(open_page: Opener, speaker_id: str) -> None:
    page = open_page("speaker", speaker=speaker_id, pick="all:")
    first = re.findall(r"evidence\?statement=(\w+)", read_html(page))[:20]
    page.button(key="page_older").click().run()

    assert read_address_of(page) == {"speaker": [speaker_id], "pick": ["all:"], "page": ["2"]}
    second = re.findall(r"evidence\?statement=(\w+)", read_html(page))[:10]
    assert second
    assert not set(first) & set(second)


def test_a_pick_that_is_none_shows_the_whole_page(open_page: Opener, speaker_id: str) -> None:
    page = open_page("speaker", speaker=speaker_id, pick="lag:never", page="x")

    assert "Close this list" not in read_html(page)
    assert "What they deny" in read_headings(page)


@pytest.mark.parametrize("address", [{"speaker": HOSTILE_SPEAKER_ID}, {"outlet": "hostile"}])
@pytest.mark.parametrize("part", [{}, {"pick": "all:"}, {"pick": "stance:deny"}])
def test_a_hostile_name_is_only_text(
    open_page: Opener, hostile_build: Path, address: dict[str, str], part: dict[str, str]
) -> None:
    html = read_html(open_page(next(iter(address)), data=hostile_build, **address, **part))
    found = Elements()
    found.feed(html)

    assert "hacked" in html
    assert not {"script", "img", "style", "b", "i", "iframe"} & {tag for tag, _ in found.seen}
    assert [name for _, given in found.seen for name in given if name.startswith("on")] == []


def test_a_hostile_role_stays_in_its_link(open_page: Opener, hostile_build: Path) -> None:
    role = '"><img src=x onerror=window.hacked=7>'
    page = open_page("speaker", data=hostile_build, speaker=HOSTILE_SPEAKER_ID, pick=f"role:{role}")
    found = Elements()
    found.feed(read_html(page))

    assert "img" not in {tag for tag, _ in found.seen}
    assert role in list_heading(page)
