"""Addresses of earlier days: an old id leads to the speaker or outlet of now, and no search is left behind."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from dashboard.database import Build, fetch_records
from dashboard.filters import Exploration, Filters, Pick, list_speaker_ids, rename_speakers
from dashboard.queries import speakers
from tests.dashboard.published import publish_copy
from tests.dashboard.reading import Opener, list_heading, read_address_of, read_headings

pytestmark = pytest.mark.xdist_group("published")


@pytest.fixture
def joined(tmp_path: Path, sample_build: Path, build: Build) -> tuple[Path, str]:
    """A build in which an id of an earlier day leads to the most quoted speaker, and that speaker's id."""
    speaker_id = str(speakers.list_speakers(build, 1)["speaker_id"].iloc[0])
    path = publish_copy(tmp_path, sample_build, "20261101T000000Z-01d1d0")
    with duckdb.connect(str(path)) as con:
        con.execute(
            "insert into core.dim_speaker_ids by name select * replace ('an-old-id' as given_id) "
            "from core.dim_speaker_ids where given_id = ?",
            [speaker_id],
        )
    return tmp_path, speaker_id


def test_the_page_of_an_old_id_is_that_of_the_speaker_now(open_page: Opener, joined: tuple[Path, str]) -> None:
    data, speaker_id = joined
    page = open_page("speaker", data=data, speaker="an-old-id")

    assert read_headings(page) == read_headings(open_page("speaker", data=data, speaker=speaker_id))
    assert read_address_of(page) == {"speaker": [speaker_id]}


def test_an_old_id_among_filters_and_picks_counts_the_speaker_now(open_page: Opener, joined: tuple[Path, str]) -> None:
    data, speaker_id = joined
    for now, old in (
        ({"actor": speaker_id}, {"actor": "an-old-id"}),
        ({"pick": f"actor:{speaker_id}"}, {"pick": "actor:an-old-id"}),
    ):
        page = open_page("explorer", data=data, **old)
        assert list_heading(page) == list_heading(open_page("explorer", data=data, **now))
        assert read_address_of(page) == {key: [value] for key, value in now.items()}


def test_the_name_that_an_outlet_went_by_leads_to_its_page_and_filters_by_it(open_page: Opener, build: Build) -> None:
    sql = """
        select i.given_id, i.outlet_id from core.dim_outlet_ids i join core.dim_outlets o using (outlet_id)
        where i.given_id <> i.outlet_id and not o.is_known and o.article_count > 0 order by all limit 1"""
    found = fetch_records(build, sql)[0]
    old, now = (open_page("outlet", outlet=found[each]) for each in ("given_id", "outlet_id"))

    assert read_headings(old) == read_headings(now)
    assert read_address_of(old) == {"outlet": [found["outlet_id"]]}
    old, now = (open_page("explorer", outlet=found[each]) for each in ("given_id", "outlet_id"))
    assert list_heading(old) == list_heading(now)
    assert not list_heading(old).startswith("0 ")
    assert read_address_of(old) == {"outlet": [found["outlet_id"]]}
    sql = "select content_text from core.fct_statements where outlet_id = ? and is_current limit 1"
    word = max(fetch_records(build, sql, [found["outlet_id"]])[0]["content_text"].split(), key=len)
    old, now = (open_page("search", q=word, outlet=found[each]) for each in ("given_id", "outlet_id"))
    assert read_headings(old) == read_headings(now)
    assert not [heading for heading in read_headings(old) if heading.startswith("0 ")]
    assert read_address_of(old) == {"q": [word], "outlet": [found["outlet_id"]]}


def test_the_name_that_an_outlet_went_by_is_picked_as_its_id_of_now(open_page: Opener, build: Build) -> None:
    sql = """
        select i.given_id, i.outlet_id, s.speaker_id from core.dim_outlet_ids i
        join core.fct_statements s on s.outlet_id = i.outlet_id and s.is_current and s.speaker_id <> 'unknown'
        where i.given_id <> i.outlet_id order by all limit 1"""
    found = fetch_records(build, sql)[0]
    old, now = (
        open_page("speaker", speaker=found["speaker_id"], pick=f"outlet:{found[each]}")
        for each in ("given_id", "outlet_id")
    )

    assert list_heading(old) == list_heading(now)
    assert not list_heading(old).startswith("0 ")


def test_ids_that_lead_to_one_speaker_become_one() -> None:
    chosen = Exploration(Filters(actors=("a", "b", "c")), pick=Pick("period", "2026-03-02", "b"))

    assert list_speaker_ids(chosen) == ("a", "b", "c")
    renamed = rename_speakers(chosen, {"a": "a", "b": "a", "c": "c"})
    assert renamed.filters.actors == ("a", "c")
    assert renamed.pick == Pick("period", "2026-03-02", "a")


def test_an_opened_statement_leaves_the_search_before_it_behind(open_page: Opener, build: Build) -> None:
    found = fetch_records(build, "select statement_id from core.fct_statements where is_current limit 1")[0]
    page = open_page("evidence", q="river", **{"statement": found["statement_id"]})
    assert read_address_of(page) == {"statement": [found["statement_id"]]}

    page.query_params.clear()
    page.run()
    assert page.text_input(key="evidence_search").value == ""


def test_a_search_leaves_a_statement_that_was_not_found_behind(open_page: Opener) -> None:
    page = open_page("evidence", statement="nothing")
    page.text_input(key="evidence_search").set_value("river").run()

    assert read_address_of(page) == {"q": ["river"]}
    assert not page.warning


def test_an_old_id_picked_on_an_outlets_page_lists_the_speaker_now(
    open_page: Opener, build: Build, joined: tuple[Path, str]
) -> None:
    data, speaker_id = joined
    sql = "select outlet_id from core.fct_statements where speaker_id = ? and is_current limit 1"
    outlet_id = fetch_records(build, sql, [speaker_id])[0]["outlet_id"]
    old, now = (
        open_page("outlet", data=data, outlet=outlet_id, pick=f"speaker:{given}") for given in ("an-old-id", speaker_id)
    )

    assert list_heading(old) == list_heading(now)
    assert not list_heading(old).startswith("0 ")
