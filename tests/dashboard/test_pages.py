"""Each page, run by Streamlit itself over the sample: what it says, and what its controls do."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.database import Build, find_current_build
from dashboard.filters import Filters
from dashboard.queries import claims, overview
from dashboard.settings import DashboardSettings
from dashboard.wording import write_count
from tests.dashboard.published import publish_copy
from tests.dashboard.reading import Opener, list_heading, read_address_of, read_headings, read_html

pytestmark = pytest.mark.xdist_group("published")

PAGES = tuple("overview explorer claim speaker outlet search evidence try_it metrics sql health".split())


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_from_which_build_and_in_which_zone(open_page: Opener, build: Build, name: str) -> None:
    html = read_html(open_page(name))

    assert f"Build {build.build_id}" in html
    assert "newest article of" in html
    assert "All times in UTC" in html


@pytest.mark.parametrize("name", PAGES)
def test_without_a_build_a_page_says_what_to_do(open_page: Opener, tmp_path: Path, name: str) -> None:
    html = read_html(open_page(name, data=tmp_path))

    assert "Nothing has been published yet." in html
    assert "hearsay load data/sample\nhearsay build" in html
    assert str(tmp_path) not in html


def test_without_a_build_a_text_can_be_tried(open_page: Opener, tmp_path: Path) -> None:
    page = open_page("try_it", data=tmp_path)
    next(button for button in page.button if button.label == "Put in an example").click().run()

    assert any(words.endswith(" statements found") for words in read_headings(page))
    assert "the warehouse has statements by none yet" in read_html(page)


def test_the_overview_says_how_far_its_newest_article_lies_behind(
    open_page: Opener, sample_build: Path, tmp_path: Path
) -> None:
    for days, said in ((1, "that day may be incomplete"), (400, "newest article, 13 months before this build")):
        later = f"update reporting.rpt_build set built_at = newest_published_on + interval {days} day"
        data = publish_altered(tmp_path / str(days), sample_build, f"20261101T000000Z-0ld{days:03}", later)
        assert said in read_html(open_page("overview", data=data))


def publish_altered(data: Path, source: Path, build_id: str, sql: str) -> Path:
    """A data folder with a copy of a build, altered by SQL."""
    with duckdb.connect(str(publish_copy(data, source, build_id))) as con:
        con.execute(sql)
    return data


@pytest.fixture(scope="module")
def emptied(tmp_path_factory: pytest.TempPathFactory, sample_build: Path) -> Path:
    delete = "delete from core.dim_articles; delete from core.fct_statements"
    return publish_altered(tmp_path_factory.mktemp("emptied"), sample_build, "20261101T000000Z-e00001", delete)


@pytest.fixture(scope="module")
def misshapen(tmp_path_factory: pytest.TempPathFactory, sample_build: Path) -> Path:
    drop = "drop table reporting.rpt_build"
    return publish_altered(tmp_path_factory.mktemp("misshapen"), sample_build, "20261101T000000Z-0dd000", drop)


@pytest.fixture(scope="module")
def without_claims(tmp_path_factory: pytest.TempPathFactory, sample_build: Path) -> Path:
    drop = "drop table core.fct_claims"
    return publish_altered(tmp_path_factory.mktemp("without"), sample_build, "20261101T000000Z-0dd001", drop)


@pytest.mark.parametrize("name", PAGES)
def test_an_empty_warehouse_says_what_to_do(open_page: Opener, emptied: Path, name: str) -> None:
    assert "The warehouse is empty." in read_html(open_page(name, data=emptied))


@pytest.mark.parametrize("name", PAGES)
def test_a_build_of_another_shape_says_to_build_again(open_page: Opener, misshapen: Path, name: str) -> None:
    html = read_html(open_page(name, data=misshapen))

    assert "This build cannot be read." in html
    assert "hearsay build" in html


@pytest.mark.parametrize("name", ["claim", "overview", "explorer"])
def test_a_build_that_lacks_a_table_of_the_page_says_to_build_again(
    open_page: Opener, without_claims: Path, name: str
) -> None:
    assert "This build cannot be read." in read_html(open_page(name, data=without_claims))


def test_a_damaged_build_is_told_without_where_it_lies(open_page: Opener, tmp_path: Path) -> None:
    published = tmp_path / "published"
    published.mkdir()
    (published / "20261101T000000Z-0dd002.duckdb").write_text("no database " * 500)
    (published / "current").symlink_to("20261101T000000Z-0dd002.duckdb")
    html = read_html(open_page("overview", data=tmp_path))

    assert "This build cannot be read." in html
    assert "20261101T000000Z-0dd002.duckdb" in html
    assert str(tmp_path) not in html


def test_the_overview_gives_each_figure_with_its_base(open_page: Opener, build: Build) -> None:
    html = read_html(open_page("overview"))
    about = overview.describe_build(build)

    for figure in (about["article_count"], about["statement_count"], about["speaker_count"], about["outlet_count"]):
        assert f'<dd class="hs-number">{write_count(figure)}</dd>' in html
    assert "per article read" in html
    assert "incomplete" in html


def test_the_overview_lists_denials_and_the_newest(open_page: Opener, build: Build) -> None:
    page = open_page("overview", since="2100-01-01T00:00:00")

    assert {"Latest denials", "Newest statements", "Most quoted", "What was read"} <= set(read_headings(page))
    for row in [*overview.list_newest(build, "deny", 5), *overview.list_newest(build, None, 5)]:
        assert f"evidence?statement={row['statement_id']}" in read_html(page)
    assert len(page.get("vega_lite_chart")) == 4


def test_the_overview_lists_no_denial_twice_where_everything_is_new(open_page: Opener, build: Build) -> None:
    page = open_page("overview", since="2000-01-01T00:00:00")
    headings = read_headings(page)

    assert headings.count("Newest statements") == headings.count("Denied") == 1
    assert "Latest denials" not in headings
    newest = {row["statement_id"] for row in overview.list_newest(build, None, 5)}
    denials = {row["statement_id"] for row in overview.list_newest(build, "deny", 5)} - newest
    assert denials
    assert {read_html(page).count(f'href="evidence?statement={each}"') for each in denials} == {1}


@pytest.mark.parametrize(("view", "charts"), [("actor", 1), ("country", 2), ("time", 1)])
def test_each_view_has_its_chart_and_its_table(open_page: Opener, view: str, charts: int) -> None:
    page = open_page("explorer", view=view)

    assert len(page.get("vega_lite_chart")) == charts
    assert len(page.dataframe) == 1
    assert len(page.dataframe[0].value) > 3
    assert page.get("download_button")


def test_choosing_a_speaker_counts_its_statements_and_goes_into_the_address(open_page: Opener, build: Build) -> None:
    speaker = claims.count_by_actor(build, Filters(), "share")["speaker_id"].iloc[0]
    page = open_page("explorer")
    page.multiselect(key="f_actor").set_value([speaker]).run()

    expected = claims.count_selection(build, Filters(actors=(speaker,)))
    assert list_heading(page).startswith(f"{write_count(expected['statement_count'])} statement")
    assert read_address_of(page) == {"actor": [speaker]}


def test_every_control_narrows_the_selection_or_changes_what_is_drawn(open_page: Opener, build: Build) -> None:
    page = open_page("explorer")
    page.multiselect(key="f_stance").set_value(["deny"]).run()
    page.multiselect(key="f_type").set_value(["indirect"]).run()
    page.selectbox(key="f_role").set_value("outlet").run()
    page.multiselect(key="f_country").set_value(["KE", "KZ", "IN"]).run()
    page.date_input(key="f_from").set_value(date(2026, 9, 22)).run()
    page.date_input(key="f_to").set_value(date(2026, 11, 2)).run()
    page.get("segmented_control")
    page.session_state["f_measure"] = "count"
    page.run()

    filters = Filters(country_role="outlet", countries=("KE", "KZ", "IN"), types=("indirect",), stances=("deny",),
                      from_on=date(2026, 9, 22), to_on=date(2026, 11, 2))  # fmt: skip
    expected = claims.count_selection(build, filters)["statement_count"]
    assert expected > 0
    assert list_heading(page).startswith(f"{expected} statement")
    assert read_address_of(page) == {
        "stance": ["deny"], "type": ["indirect"], "role": ["outlet"], "country": ["KE", "KZ", "IN"],
        "from": ["2026-09-22"], "to": ["2026-11-02"], "measure": ["count"],
    }  # fmt: skip
    assert "Undated statements are left out" in read_html(page)


def test_a_copied_address_gives_the_same_view(open_page: Opener, build: Build) -> None:
    speaker = claims.count_by_actor(build, Filters(), "share")["speaker_id"].iloc[0]
    address = {"view": "time", "grain": "month", "basis": "said", "lines": "one", "stance": ["assert", "deny"],
               "pick": f"actor:{speaker}"}  # fmt: skip
    first, second = open_page("explorer", **address), open_page("explorer", **address)

    assert read_html(first) == read_html(second)
    assert first.session_state["f_grain"] == "month"
    assert first.multiselect(key="f_stance").value == ["assert", "deny"]
    filters = Filters(stances=("assert", "deny"), date_basis="said", actors=(speaker,))
    assert list_heading(first).startswith(f"{claims.count_selection(build, filters)['statement_count']} statement")
    assert read_address_of(first) == {
        key: [value] if isinstance(value, str) else value for key, value in address.items()
    }


def test_undoing_a_click_shows_the_selection_again(open_page: Opener, build: Build) -> None:
    page = open_page("explorer", pick="country:unknown")
    narrowed = list_heading(page)
    page.button(key="undo_pick").click().run()

    assert "for Unknown" in narrowed
    assert list_heading(page).startswith(f"{claims.count_selection(build, Filters())['statement_count']} statement")
    assert read_address_of(page) == {}


def test_the_list_turns_its_pages(open_page: Opener) -> None:
    page = open_page("explorer")
    first = re.findall(r"evidence\?statement=(\w+)", read_html(page))
    page.button(key="page_older").click().run()
    second = re.findall(r"evidence\?statement=(\w+)", read_html(page))

    assert len(first) == len(second) == 20
    assert not set(first) & set(second)
    assert read_address_of(page) == {"page": ["2"]}


def test_clearing_the_filters_clears_the_address(open_page: Opener) -> None:
    page = open_page("explorer", stance="deny", view="country")
    next(button for button in page.button if button.label == "Clear all filters").click().run()

    assert page.multiselect(key="f_stance").value == []
    assert read_address_of(page) == {}


def test_a_selection_of_nothing_says_so(open_page: Opener) -> None:
    page = open_page("explorer", actor="nobody", view="country")

    assert "No statement fits these filters" in page.info[0].value
    assert read_address_of(page) == {"actor": ["nobody"], "view": ["country"]}


def test_an_unknown_country_is_said_beside_the_bars(open_page: Opener) -> None:
    page = open_page("explorer", view="country")

    assert any(written.value.startswith("**Unknown**: the speaker's country of") for written in page.markdown)
    page.button(key="pick_unknown").click().run()
    assert "for Unknown" in list_heading(page)


def test_a_newer_build_is_announced(
    open_page: Opener, tmp_path: Path, sample_build: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_copy(tmp_path, sample_build, "20261101T000000Z-aaaaaa")
    monkeypatch.setenv("HEARSAY_DATA", str(tmp_path))
    shown = find_current_build(DashboardSettings(data=tmp_path))
    assert shown is not None
    publish_copy(tmp_path, sample_build, "20261102T000000Z-bbbbbb")
    script = (
        "from dashboard.database import Build\nfrom dashboard.frame import watch_for_newer_build\n"
        "from dashboard.settings import load_settings\n"
        f"watch_for_newer_build(load_settings(), Build({shown.build_id!r}, {shown.path!r}))\n"
    )
    page = AppTest.from_string(script).run()

    assert "A newer build is there" in page.info[0].value
    assert page.button(key="reload_newer_build").label == "Reload"


def test_a_long_range_is_drawn_more_coarsely_and_says_so(open_page: Opener, tmp_path: Path, sample_build: Path) -> None:
    path = publish_copy(tmp_path, sample_build, "20261101T000000Z-10a600")
    with duckdb.connect(str(path)) as con:
        con.execute("update core.dim_articles set published_on = date '1950-03-01' where article_id in "
                    "(select article_id from core.dim_articles where is_current order by 1 limit 1)")  # fmt: skip
    page = open_page("explorer", data=tmp_path, view="time", grain="day", lines="one")

    assert any(note.value.startswith("By year: so many days") for note in page.caption)
    assert read_address_of(page)["grain"] == ["day"]
    assert len(page.dataframe[0].value) == 2026 - 1950 + 1
