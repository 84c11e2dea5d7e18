"""Search: words and filters in the address, what is found and what is not, and the limit on its time."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.database import Build, QueryTimeoutError, fetch_records, fetch_records_within
from dashboard.queries import search as queries
from dashboard.queries.lookup import FOLDED, fold_terms
from dashboard.searches import MOST_WORDS, Search, read_search, write_search
from tests.dashboard.reading import Elements, Opener, list_heading, read_address_of, read_headings, read_html

pytestmark = pytest.mark.xdist_group("published")


def test_a_search_goes_through_the_address_and_back() -> None:
    search = Search('minister "power line"', ("deny",), ("tass", "x"), date(2026, 9, 1), date(2026, 10, 1))

    assert read_search(write_search(search)) == search
    assert write_search(Search()) == {}
    assert read_search({"q": ["  a  "], "stance": ["shout"], "from": ["soon"]}) == Search("a")


@pytest.mark.parametrize(
    ("words", "terms"),
    [
        ("water  Minister", ("water", "Minister")),
        ('the "power line" case', ("the", "power line", "case")),
        ("“power line”", ("power line",)),
        ('5" pipe', ("5", "pipe")),
        ('""', ()),
        ("a a b", ("a", "b")),
    ],
)
def test_words_are_looked_for_apart_and_phrases_together(words: str, terms: tuple[str, ...]) -> None:
    assert Search(words).terms == terms


def test_a_flood_of_words_is_cut() -> None:
    assert len(Search(" ".join(str(n) for n in range(100))).terms) == MOST_WORDS


def hold(row: dict[str, Any], words: tuple[str, ...], build: Build) -> bool:
    """Whether each word begins one of a found statement's own, in its text or in the names of its speakers."""
    names = fetch_records(
        build,
        "select string_agg(speaker_name, ' ') as names from core.bridge_statement_speakers where statement_id = ?",
        [row["statement_id"]],
    )[0]["names"]
    (printed,) = fold_terms(build, (f"{row['content_text']} {names}",))
    return all(any(each.startswith(word) for each in printed) for word in words)


def test_statements_are_found_by_every_word_whatever_the_order_and_capitals(build: Build) -> None:
    sample = fetch_records(build, "select statement_id, content_text from core.fct_statements where is_current "
                                  "and length(content_text) > 60 order by 1 limit 20")  # fmt: skip
    stop_words = {row["word"] for row in fetch_records(build, "select word from seeds.stop_words")}
    for row in sample:
        (words,) = fold_terms(build, (row["content_text"],))
        first, *_, last = [word for word in words if word not in stop_words and len(word) > 2]
        found = queries.find_statements(build, Search(f"{last.upper()} {first}"), 10_000)
        assert row["statement_id"] in {each["statement_id"] for each in found}
        assert len(found) == queries.count_statements(build, Search(f"{last} {first}"))["statement_count"]
        assert all(hold(each, (first, last), build) for each in found)
    assert len(sample) == 20


def test_every_statement_is_found_by_every_word_of_its_text(build: Build) -> None:
    missed = fetch_records(
        build,
        f"""with printed as (
                select n.statement_number, unnest({FOLDED.format(text="s.content_text")}) as token
                from core.fct_statements s join reporting.rpt_search_statements n using (statement_id)
            )
            select * from printed
            where token not in (select word from seeds.stop_words)
                and (token, statement_number) not in (
                    select (token, statement_number) from reporting.rpt_search_tokens)""",
    )

    assert missed == []


def test_an_unfinished_word_finds_what_begins_so_and_a_short_one_only_itself(build: Build) -> None:
    def count(words: str) -> int:
        return int(queries.count_statements(build, Search(words))["statement_count"])

    assert count("mini") > count("minister") > 0
    assert count("mini") >= count("minister") + count("ministry")
    assert count("wa") == 0
    assert count("ater") == 0


def test_a_phrase_is_found_as_it_stands(build: Build) -> None:
    row = fetch_records(build, "select statement_id, content_text from core.fct_statements where is_current "
                               "and content_text like '%does not read%' order by 1 limit 1")[0]  # fmt: skip
    for words in ('"does not read"', '"Does  NOT rea"'):
        assert row["statement_id"] in {
            each["statement_id"] for each in queries.find_statements(build, Search(words), 99)
        }
    assert queries.count_statements(build, Search('"not does read"'))["statement_count"] == 0
    assert queries.count_statements(build, Search("not does read"))["statement_count"] > 0


def test_phrases_are_found_wherever_the_folded_text_has_them(build: Build) -> None:
    folded = {
        name: f"' ' || array_to_string({FOLDED.format(text=name)}, ' ')" for name in ("content_text", "speaker_name")
    }
    sampled = f"select {folded['content_text']} as words from core.fct_statements"
    texts = fetch_records(
        build, f"{sampled} where is_current and length(content_text) > 40 order by statement_id limit 12"
    )
    stop_words = {row["word"] for row in fetch_records(build, "select word from seeds.stop_words")}
    phrases = [" ".join(row["words"].split()[at : at + 3]) for at, row in enumerate(texts)]
    sought = [each for each in phrases if not set(each.split()) <= stop_words]
    standing = " or ".join(f"contains({text}, ' ' || ?)" for text in folded.values())
    for phrase in sought:
        plain = f"select statement_id from core.fct_statements where is_current and ({standing})"
        expected = {row["statement_id"] for row in fetch_records(build, plain, [phrase, phrase])}
        found = queries.find_statements(build, Search(f'"{phrase}"'), 10_000)
        assert {row["statement_id"] for row in found} == expected, phrase
        assert expected
    assert len(sought) > 8


def test_words_that_stand_everywhere_are_left_out_and_alone_find_nothing(build: Build) -> None:
    alone = queries.count_statements(build, Search("the of"))

    assert (alone["statement_count"], alone["is_searchable"]) == (0, False)
    assert queries.count_statements(build, Search("the water")) == queries.count_statements(build, Search("water"))


def test_the_filters_narrow_what_is_found_as_plain_sql_does(build: Build) -> None:
    plain = "from core.fct_statements where is_current and content_text || ' ' || speaker_name ilike '%water%'"
    found = f"select outlet_id, published_on {plain} and stance = 'deny' order by 2 limit 1"
    outlet, day = fetch_records(build, found)[0].values()
    search = Search("water", ("deny",), (outlet,), day, day)
    expected = fetch_records(
        build, f"select count(*) as n {plain} and stance = 'deny' and outlet_id = ? and published_on = ?", [outlet, day]
    )[0]["n"]

    counted = queries.count_statements(build, search)
    assert counted["statement_count"] == expected > 0
    assert (counted["first_on"], counted["last_on"]) == (day, day)
    assert queries.count_statements(build, Search("water", to_on=date(1900, 1, 1)))["statement_count"] == 0


def _set(monkeypatch: pytest.MonkeyPatch, **limits: object) -> None:
    """Other limits than those of the search, and nothing of what was asked under these."""
    for name, value in limits.items():
        monkeypatch.setattr(queries, name, value)
    queries.count_statements.clear()
    queries.find_statements.clear()


def test_above_the_limit_counts_are_estimates_that_say_so(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    exact = queries.count_statements(build, Search("water"))
    _set(monkeypatch, MOST_COUNTED=1)
    about = queries.count_statements(build, Search("water"))
    _set(monkeypatch)

    assert about["is_estimate"]
    assert not exact["is_estimate"]
    assert about["statement_count"] == pytest.approx(exact["statement_count"], rel=0.2)


def test_a_phrase_of_frequent_words_is_counted_among_the_newest_and_says_so(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = Search('"water minister"')
    every = queries.find_statements(build, search, 99)
    most = len(every) - 1
    _set(monkeypatch, CHECKED=(1, most))
    counted = queries.count_statements(build, search)
    _set(monkeypatch, CHECKED=(most, 20_000), FEW=1)
    enough = queries.count_statements(build, search)
    exported = queries.export_statements(build, search)
    _set(monkeypatch, FEW=100, FIRST_SHOWN=3)
    counted_all, page = queries.count_statements(build, search), queries.find_statements(build, search, 2)
    monkeypatch.undo()
    _set(monkeypatch)

    assert counted["is_least"]
    assert 0 < counted["statement_count"] <= most
    assert enough["is_least"]
    assert 0 < enough["statement_count"] == len(exported) <= most
    assert not counted_all["is_least"]
    assert counted_all["statement_count"] == len(every)
    assert page == every[:2]
    assert queries.count_statements(build, search) == counted_all


def test_two_frequent_words_are_counted_among_the_newest_and_say_so(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = Search("water minister")
    every, exact = queries.find_statements(build, search, 99), queries.count_statements(build, search)
    _set(monkeypatch, MOST_JOINED=12, FIRST_JOINED=9, FEW=2)
    counted = queries.count_statements(build, search)
    page, all_the_same = queries.find_statements(build, search, 3), queries.find_statements(build, search, 99)
    exported = queries.export_statements(build, search)
    _set(monkeypatch, FEW=100)
    counted_all = queries.count_statements(build, search)
    monkeypatch.undo()
    _set(monkeypatch)

    assert not exact["is_least"]
    assert exact["statement_count"] == len(every) == counted_all["statement_count"]
    assert counted["is_least"]
    assert 2 <= counted["statement_count"] < exact["statement_count"]
    assert counted["last_on"] == exact["last_on"]
    assert page == every[:3]
    assert all_the_same == every
    assert not counted_all["is_least"]
    assert len(exported) == counted["statement_count"]


def test_newest_are_found_first_and_undated_last(build: Build) -> None:
    every = queries.find_statements(build, Search("minister"), 10_000)
    days = [row["published_on"] or date.min for row in every]

    assert days == sorted(days, reverse=True)
    newest = queries.find_statements(build, Search("minister"), 5)
    assert [row["published_on"] for row in newest] == [row["published_on"] for row in every[:5]]


def test_people_are_found_without_their_accents_and_by_another_printed_name(build: Build) -> None:
    accented = fetch_records(build, "select speaker_id, strip_accents(speaker_name) as plain from core.dim_speakers "
                                    "where speaker_name <> strip_accents(speaker_name) and speaker_kind = 'person' "
                                    "and statement_count > 0")  # fmt: skip
    assert accented
    for row in accented:
        found = queries.find_people(build, Search(row["plain"].upper()).terms, 50)
        assert row["speaker_id"] in {each["speaker_id"] for each in found}


def test_signs_of_patterns_are_only_signs(build: Build) -> None:
    for words in ("%%%", "_____", "' or 1=1 --", "\\"):
        assert queries.count_statements(build, Search(words))["statement_count"] == 0


def test_outlets_are_found_by_name_and_domain(build: Build) -> None:
    row = fetch_records(build, "select o.outlet_id, o.outlet_name, d.domain from core.dim_outlets o "
                               "join core.dim_outlet_domains d using (outlet_id) "
                               "where o.article_count > 0 limit 1")[0]  # fmt: skip
    for words in (row["outlet_name"].lower(), row["domain"]):
        assert row["outlet_id"] in {each["outlet_id"] for each in queries.find_outlets(build, Search(words).terms, 50)}


def test_a_query_that_takes_too_long_is_stopped(build: Build) -> None:
    started = time.monotonic()
    with pytest.raises(QueryTimeoutError, match=r"0\.3 seconds"):
        fetch_records_within(build, 0.3, "select count(*) from range(10000000000) a, range(1000) b")

    assert time.monotonic() - started < 10
    assert fetch_records_within(build, 5, "select 1 as one") == [{"one": 1}]


def test_the_page_finds_all_three_and_keeps_the_search_in_the_address(open_page: Opener, build: Build) -> None:
    name = queries.find_people(build, ("a",), 1)[0]["speaker_name"]
    page = open_page("search")
    page.text_input(key="s_words").set_value(name).run()

    assert read_address_of(page) == {"q": [name]}
    assert {"People and organisations", "Outlets"} <= set(read_headings(page))
    counts = queries.count_statements(build, Search(name))
    assert list_heading(page) == f"{counts['statement_count']} statements in {counts['article_count']} articles"
    assert "speaker?speaker=" in read_html(page)
    assert "evidence?statement=" in read_html(page)
    assert read_html(open_page("search", q=name)) == read_html(page)

    page.multiselect(key="s_stance").set_value(["deny"]).run()
    assert read_address_of(page) == {"q": [name], "stance": ["deny"]}


def test_a_search_for_nothing_and_one_without_a_find_say_so(open_page: Opener) -> None:
    assert "Type words or a name" in open_page("search").info[0].value
    page = open_page("search", q="xyzzyplugh")

    assert "No statement has all of these words" in page.info[0].value
    assert "No speaker&#x27;s name has these words." in read_html(page)


def test_what_is_searched_for_and_found_is_only_text(open_page: Opener, hostile_build: Path) -> None:
    found = Elements()
    shown = read_html(open_page("search", data=hostile_build, q="hacked"))
    assert "window.hacked" in shown, "the hostile article is not found"
    found.feed(shown)
    found.feed(read_html(open_page("search", data=hostile_build, q="<img src=x onerror=alert(1)>")))

    assert not {"script", "img", "style", "b", "i", "iframe"} & {tag for tag, _ in found.seen}
