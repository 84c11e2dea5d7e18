"""The evidence page: the sentence where it is printed, the search for one, and hostile text that stays text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.database import Build
from dashboard.queries import evidence, overview
from dashboard.queries.search import find_statements
from dashboard.searches import Search
from tests.dashboard.published import HOSTILE_CLAIM_ID, HOSTILE_STATEMENT, publish_copy
from tests.dashboard.reading import Elements, Opener, read_address_of, read_html

pytestmark = pytest.mark.xdist_group("published")

OWN_LINK = re.compile(r"(https?://[\w.-]+\.example/|(evidence|claims?|speaker|outlet|sql)(\?|$)|#the-words$)")


def test_evidence_shows_the_sentence_the_dates_and_the_way(open_page: Opener, build: Build, sample_build: Path) -> None:
    with duckdb.connect(str(publish_copy(sample_build.parent / "way", sample_build, "way"))) as con:
        found = con.execute(
            "select statement_id from core.fct_statements where is_current and relay_count > 0 "
            "and said_on_precision = 'day' and content_spans[1].end_char > 0 order by 1 limit 1"
        ).fetchone()
    assert found is not None
    html = read_html(open_page("evidence", statement=found[0]))
    statement = evidence.find_statement(build, found[0])
    relays = evidence.list_relays(build, found[0])
    assert statement is not None

    assert '<mark class="hs-content"' in html
    assert '<mark class="hs-source"' in html
    for term in ("Date said", "Date printed", "Speaker", "Outlet", "Stance", "Confidence", "Original", "Addressed to"):
        assert f"<dt>{term}</dt>" in html
    assert "tagger, version" in html
    assert re.search(r">\d+\. [^<]+ \((asserts|denies|asks|promises)\): ", html)
    assert html.count('class="hs-node"') == 2 + len({relay["hop_number"] for relay in relays})
    way = [relays[0]["outlet_name"], statement["outlet_name"]]
    chain = html[html.index("hs-chain") : html.index("</ol>")]
    assert chain.index(way[0]) < chain.rindex(way[1])


def test_an_unknown_statement_leads_to_the_search(open_page: Opener) -> None:
    page = open_page("evidence", statement="no-such-statement")

    assert "no such statement" in page.warning[0].value
    assert page.text_input(key="evidence_search")


def test_searching_finds_statements_and_keeps_the_words_in_the_address(open_page: Opener, build: Build) -> None:
    words = overview.list_newest(build, None, 1)[0]["speaker_name"]
    page = open_page("evidence")
    page.text_input(key="evidence_search").set_value(words).run()

    assert read_address_of(page) == {"q": [words]}
    found = find_statements(build, Search(words), 20)
    assert found
    assert all(f"evidence?statement={row['statement_id']}" in read_html(page) for row in found)
    assert read_html(open_page("evidence", q=words)) == read_html(page)


def test_titles_are_found_by_each_word_in_any_order_without_accents(build: Build) -> None:
    title = evidence.search_articles(build, "", 1)[0]["title"]
    first, second, *_, last = title.split()
    accented = first.lower().translate(str.maketrans("aeiou", "áéíóú"))

    def find(words: str) -> set[str]:
        return {row["title"] for row in evidence.search_articles(build, words, 99)}

    assert accented != first.lower()
    for words in (f"{last} {first}", f"{accented} {last}", f'"{first} {second}"'):
        assert title in find(words)
    assert title not in find(f'"{second} {first}"')
    assert find(f"{first} xyzzy") == set()


def test_a_hostile_article_is_only_text(open_page: Opener, hostile_build: Path) -> None:
    pages: list[Any] = [
        open_page("evidence", data=hostile_build, statement=HOSTILE_STATEMENT),
        open_page("overview", data=hostile_build),
        open_page("explorer", data=hostile_build),
        open_page("evidence", data=hostile_build, q="hacked"),
        open_page("claim", data=hostile_build, claim=HOSTILE_CLAIM_ID),
    ]
    for page in pages:
        html = read_html(page)
        assert "hacked" in html, "the hostile text is not on this page"
        found = Elements()
        found.feed(html)
        assert not {"script", "img", "style", "b", "i", "iframe", "svg"} & {tag for tag, _ in found.seen}
        assert [name for _, given in found.seen for name in given if name.startswith("on")] == []
        links = [given["href"] or "" for tag, given in found.seen if tag == "a"]
        assert links
        assert [link for link in links if not OWN_LINK.match(link)] == []
    # Three statements over each other, each with a number, and the letters under them as printed.
    shown = read_html(pages[0])
    assert shown.count('class="hs-ref') == 3
    assert "&lt;script&gt;window.hacked=2&lt;/script&gt;" in shown
