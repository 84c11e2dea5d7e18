"""The page of a claim and the list of claims, run by Streamlit over the sample."""

from __future__ import annotations

import re
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.claim_markup import draw_countries, draw_head, draw_listed_claim
from dashboard.database import Build, fetch_records
from dashboard.queries import spread
from dashboard.queries.lookup import FOLDED
from dashboard.views.claim import add_firsts, find_said_in
from dashboard.wording import write_count, write_date
from tests.dashboard.published import HOSTILE_CLAIM_ID, HOSTILE_OLD_CLAIM_ID, publish_copy, renew_speaker_rows
from tests.dashboard.reading import Opener, read_address_of, read_headings, read_html

pytestmark = pytest.mark.xdist_group("published")


@pytest.fixture
def carried(build: Build) -> dict[str, Any]:
    """The claim of the sample that most outlets carry in most wordings."""
    sql = "select * from core.fct_claims order by outlet_count desc, wording_count desc, claim_id limit 1"
    return fetch_records(build, sql)[0]


def test_a_claim_says_its_figures_as_the_warehouse_has_them(
    open_page: Opener, build: Build, carried: dict[str, Any]
) -> None:
    html = read_html(open_page("claim", claim=carried["claim_id"]))

    for figure in ("article_count", "outlet_count", "wording_count", "denial_count"):
        assert f'<dd class="hs-number">{write_count(carried[figure])}</dd>' in html
    assert f'<dd class="hs-number">{write_date(carried["first_printed_on"])}</dd>' in html
    assert "Earliest in our corpus" in html
    assert "origin" not in html.lower()
    prints = fetch_records(build, "select statement_id from core.bridge_claim_statements where claim_id = ?",
                           [carried["claim_id"]])  # fmt: skip
    assert len(prints) == carried["statement_count"] > 2
    for row in prints:
        assert f"evidence?statement={row['statement_id']}" in html


def test_prints_are_listed_in_their_order(open_page: Opener, build: Build, carried: dict[str, Any]) -> None:
    html = read_html(open_page("claim", claim=carried["claim_id"]))
    sql = "select statement_id from core.bridge_claim_statements where claim_id = ? order by print_number"
    prints = [row["statement_id"] for row in fetch_records(build, sql, [carried["claim_id"]])]

    cards = html[html.index(f">{carried['statement_count']} prints<") :]
    assert re.findall(r'href="evidence\?statement=(\w+)"[^>]*>See the sentence', cards) == prints
    # In the order given, whatever their ids say.
    assert [row["statement_id"] for row in spread.list_cards(build, tuple(prints[::-1]))] == prints[::-1]


def test_of_several_outlets_of_a_day_none_is_first_in_its_country() -> None:
    def written(*printed: tuple[str, date | None]) -> str:
        prints = [
            {"outlet_id": name, "outlet_name": name, "country_name": "Kenya", "published_on": day}
            for name, day in printed
        ]
        country = {"country_name": "Kenya", "first_printed_on": printed[0][1], "first_statement_id": "s",
                   "outlet_name": printed[0][0], "outlet_count": 3, "statement_count": 4}  # fmt: skip
        return re.sub("<[^>]*>", "", draw_countries(add_firsts([country], prints)))

    first, second = date(2026, 3, 1), date(2026, 3, 2)
    assert written(("Hill Radio", first), ("River Post", second)).startswith("Kenya: 1 Mar 2026, first Hill Radio · ")
    assert written(("Hill Radio", first), ("Hill Radio", first)).startswith("Kenya: 1 Mar 2026, first Hill Radio · ")
    shared = written(("Hill Radio", first), ("River Post", first), ("Tide Daily", second))
    assert shared.startswith("Kenya: 1 Mar 2026, Hill Radio and 1 other that day · 3 outlets, 4 prints")
    assert written(("Hill Radio", None), ("River Post", None)).startswith("Kenya: undated · ")


def test_a_claim_without_a_dated_print_says_so(
    open_page: Opener, sample_build: Path, tmp_path: Path, carried: dict[str, Any]
) -> None:
    with duckdb.connect(str(publish_copy(tmp_path, sample_build, "20261101T000000Z-0da7e0"))) as con:
        con.execute("update core.fct_claims set first_printed_on = null, last_printed_on = null")
        for table in ("core.fct_statements", "reporting.rpt_search_statements", "reporting.rpt_explorer_statements"):
            con.execute(f"update {table} set published_on = null")
        renew_speaker_rows(con)
    html = read_html(open_page("claim", data=tmp_path, claim=carried["claim_id"]))

    assert "no print carries a date" in html
    assert "<dd>No print carries a date; by " in html
    assert "same day" not in html
    assert "that day" not in html
    assert "–" not in html[html.index("Latest") : html.index("Wordings")]


def publish_denied(folder: Path, source: Path, claim_id: str, most: int) -> Build:
    """A build in which the first `most` prints of a claim deny it."""
    path = publish_copy(folder, source, f"20261101T000000Z-de21e{most}")
    with duckdb.connect(str(path)) as con:
        prints = "select statement_id from core.bridge_claim_statements where claim_id = ? and print_number <= ?"
        for table in ("core.fct_statements", "reporting.rpt_explorer_statements"):
            con.execute(f"update {table} set stance = 'deny' where statement_id in ({prints})", [claim_id, most])
    return Build(path.stem, str(path))


def test_a_claim_is_not_given_to_who_denies_it(
    open_page: Opener, sample_build: Path, tmp_path: Path, carried: dict[str, Any]
) -> None:
    claim_id, prints = carried["claim_id"], carried["statement_count"]
    once = spread.count_speakers(publish_denied(tmp_path / "once", sample_build, claim_id, 1), claim_id)
    publish_denied(tmp_path / "all", sample_build, claim_id, prints)
    page = read_html(open_page("claim", data=tmp_path / "all", claim=claim_id))
    name = once[0]["speaker_name"]

    assert [(row["speaker_name"], row["is_denial"], row["statement_count"]) for row in once] == [
        (name, False, prints - 1),
        (name, True, 1),
    ]
    head = re.sub("<[^>]*>", "", draw_head(carried, once))
    assert head.startswith(f"{name} ({prints - 1} prints); denied by {name} (1 print)")
    assert '<p class="hs-by">Denied by <strong>' in page
    assert "<dt>First said</dt><dd>Every print denies it.</dd>" in page


def test_a_listed_claim_leads_to_who_said_it(open_page: Opener, build: Build) -> None:
    html = read_html(open_page("claim"))
    listed = spread.list_claims(build, "outlets", "", 5).to_dict("records")

    assert [row["speaker_id"] for row in listed if row["speaker_name"]]
    for row in listed:
        if row["speaker_name"]:
            assert f'<a href="speaker?speaker={row["speaker_id"]}">{escape(row["speaker_name"])}</a>' in html


def test_a_listed_claim_names_no_outlet_as_first_that_shares_its_day(build: Build) -> None:
    listed = spread.list_claims(build, "outlets", "", 1_000).to_dict("records")
    sql = """
        select c.claim_id, count(distinct s.outlet_id) as n from core.fct_claims c
        join core.fct_statements s using (claim_id)
        where s.is_current and s.published_on = c.first_printed_on and c.outlet_count > 1 group by 1"""
    outlets = {row["claim_id"]: row["n"] for row in fetch_records(build, sql)}
    shared = {row["claim_id"]: "and others that day" in draw_listed_claim(row) for row in listed}

    assert shared == {claim_id: number > 1 for claim_id, number in outlets.items()}
    assert set(shared.values()) == {True, False}


def test_a_denial_says_on_no_day_that_it_was_said() -> None:
    day = date(2026, 3, 1)
    denied = {"statement_id": "a", "stance": "deny", "said_on_precision": "day", "said_on_start": day}
    said = {**denied, "statement_id": "b", "stance": "assert"}

    assert find_said_in({"first_said_on": day}, [denied, said]) == said
    assert find_said_in({"first_said_on": day}, [denied]) is None


def test_wordings_stand_beside_each_other_with_what_differs_marked(open_page: Opener, carried: dict[str, Any]) -> None:
    page = open_page("claim", claim=carried["claim_id"])
    html = read_html(page)

    assert html.count('<article class="hs-pair">') == carried["wording_count"] > 1
    assert "<del " in html
    assert "<ins " in html
    page.selectbox(key="claim_compared").set_value(1).run()
    assert read_html(page) != html


def test_the_graph_has_a_node_for_each_outlet_and_day(open_page: Opener, build: Build, carried: dict[str, Any]) -> None:
    page = open_page("claim", claim=carried["claim_id"])
    sql = """select count(*) as n from (
        select distinct s.outlet_id, s.published_on from core.bridge_claim_statements b
        join core.fct_statements s using (statement_id) where b.claim_id = ? and s.published_on is not null)"""
    nodes = fetch_records(build, sql, [carried["claim_id"]])[0]["n"]

    assert len(page.get("echarts_chart")) == 1
    page.session_state["opened_claim_way"] = True
    drawn = page.run().dataframe[0].value["what"]
    assert sum("1 print" in what or "prints" in what for what in drawn) == nodes


def test_a_picked_node_lists_its_prints_alone(open_page: Opener, build: Build, carried: dict[str, Any]) -> None:
    first = spread.list_prints(build, carried["claim_id"])[0]
    page = open_page("claim", claim=carried["claim_id"], pick=f"{first['published_on']}~{first['outlet_id']}")

    assert f"1 print by {first['outlet_name']} on {write_date(first['published_on'])}" in read_headings(page)
    assert read_html(page).count('<article class="hs-card">') == 1


def test_an_old_id_leads_to_the_claim_and_says_so(open_page: Opener, hostile_build: Path) -> None:
    page = open_page("claim", data=hostile_build, claim=HOSTILE_OLD_CLAIM_ID)

    assert "had another id until" in page.info[0].value
    assert read_html(page).count("hs-card") == read_html(
        open_page("claim", data=hostile_build, claim=HOSTILE_CLAIM_ID)
    ).count("hs-card")


def test_an_unknown_id_says_so_and_lists_claims(open_page: Opener) -> None:
    page = open_page("claim", claim="nothing")

    assert "no such claim" in page.warning[0].value
    assert "hs-card" in read_html(page)


def test_the_list_of_claims_is_ordered_searched_and_kept_in_the_address(open_page: Opener, build: Build) -> None:
    page = open_page("claim")
    several = fetch_records(build, "select count(*) as n from core.fct_claims where outlet_count > 1")[0]["n"]
    assert read_html(page).count('<article class="hs-card">') == several > 1

    page.session_state["claim_order"] = "newest"
    page.run()
    assert read_address_of(page) == {"order": ["newest"]}
    page.text_input(key="claim_words").set_value("river").run()
    assert read_address_of(page) == {"order": ["newest"], "q": ["river"]}
    assert 0 < read_html(page).count('<article class="hs-card">') < several
    page.text_input(key="claim_words").set_value("the").run()
    assert "words that stand everywhere" in page.info[0].value
    page.text_input(key="claim_words").set_value("river xyzzy").run()
    assert "No claim of this list" in page.info[0].value


def test_claims_are_found_by_all_words_of_their_prints_and_speakers(build: Build) -> None:
    sql = """
        select c.claim_id, strip_accents(lower(concat_ws(' ', s.content_text, string_agg(p.speaker_name, ' ')))) as said
        from core.fct_claims c join core.bridge_claim_statements b using (claim_id)
        join core.fct_statements s using (statement_id) left join core.bridge_statement_speakers p using (statement_id)
        where c.outlet_count > 1 group by c.claim_id, s.statement_id, s.content_text"""
    prints: dict[str, str] = {}
    for row in fetch_records(build, sql):
        words = " ".join(re.findall(r"\w+", row["said"]))
        prints[row["claim_id"]] = f"{prints.get(row['claim_id'], '')} {words}"
    counts = []
    for words in ("river", "maps riv", "Saryk", "firuza screen", "daulet reads maps", "river screen"):
        expected = {
            claim for claim, said in prints.items() if all(f" {word}" in said for word in words.lower().split())
        }
        assert set(spread.list_claims(build, "outlets", words, 500)["claim_id"]) == expected
        counts.append(len(expected))
    assert min(counts) == 0 < sorted(counts)[2]
    # A phrase stands together; accents are as good as none.
    phrase, letters = (set(spread.list_claims(build, "outlets", words, 500)["claim_id"])
                       for words in ('"read maps"', "read máps"))  # fmt: skip
    assert phrase == letters
    assert not set(spread.list_claims(build, "outlets", '"maps read"', 500)["claim_id"])
    # Denied claims of one outlet are listed too.
    denied = spread.list_claims(build, "denied", "", 500)
    alone = denied[denied["outlet_count"] == 1].iloc[0]
    word = max(re.findall(r"[A-Za-z]+", alone["claim_text"]), key=len)
    assert alone["claim_id"] in set(spread.list_claims(build, "denied", word, 500)["claim_id"])


def test_a_phrase_of_any_print_finds_the_claim(build: Build) -> None:
    sql = f"""
        select c.claim_id, {FOLDED.format(text="s.content_text")} as words
        from core.fct_claims c join core.bridge_claim_statements b using (claim_id)
        join core.fct_statements s using (statement_id)
        where c.outlet_count > 1 and b.print_number > 1 and c.wording_count > 1 order by s.statement_id limit 12"""
    prints = fetch_records(build, sql)

    for row in prints:
        phrase = " ".join(row["words"][-4:])
        assert row["claim_id"] in set(spread.list_claims(build, "outlets", f'"{phrase}"', 500)["claim_id"]), phrase
    assert len(prints) > 4


def test_every_listed_statement_leads_to_its_claim(open_page: Opener) -> None:
    for name, address in (("explorer", {}), ("overview", {}), ("search", {"q": "river"})):
        html = read_html(open_page(name, **address))
        assert html.count('href="claim?claim=') == html.count('<article class="hs-card">') > 0


def test_the_evidence_of_a_statement_leads_to_its_claim(
    open_page: Opener, build: Build, carried: dict[str, Any]
) -> None:
    shown = spread.list_prints(build, carried["claim_id"])[0]["statement_id"]
    html = read_html(open_page("evidence", statement=shown))

    assert f"claim?claim={carried['claim_id']}" in html
    assert f"{carried['statement_count']} prints by {carried['outlet_count']} known outlets" in html
