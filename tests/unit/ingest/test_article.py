"""A record of any source becomes an article: names of fields, values it lacks, what is kept, what is not looked at."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.errors import HearsayError
from orchestration.ingest.article import Article, LoadOptions, Reject, read_article, read_authors
from orchestration.ingest.fields import read_field_map
from orchestration.ingest.languages import detect_language

RECORD = {"title": "Bridge opens", "body": "The minister said the bridge is open.", "outlet": "The Gazette"}
NO_OPTIONS = LoadOptions()


def read(record: dict[str, Any], options: LoadOptions = NO_OPTIONS) -> Article:
    article = read_article(record, options, not_after=date(2026, 11, 22))
    assert isinstance(article, Article)
    return article


def test_fields_of_a_news_record_are_understood() -> None:
    article = read(
        {
            **RECORD,
            "article_id": "17",
            "outlet_domain": "www.gazette.example",
            "url": "http://gazette.example/a",
            "authors": "Ann Bell, Carl Dorn",
            "published_on": "2026-01-02",
            "topic": "transport",
        }
    )
    assert article.source_article_id == "17"
    assert article.outlet_domain == "gazette.example"
    assert article.authors == ["Ann Bell", "Carl Dorn"]
    assert (article.published_on, article.published_on_basis) == (date(2026, 1, 2), "record")
    assert article.topic == "transport"
    assert article.extra is None


def test_common_names_of_others_are_understood_and_the_rest_is_kept() -> None:
    article = read(
        {
            "headline": "Bridge opens",
            "text": "It is open.",
            "source": {"id": None, "name": "The Gazette"},
            "publishedAt": "2026-01-02",
            "date": "2026-01-03",
            "outlet_country": "GB",
            "score": float("nan"),
        }
    )
    assert (article.title, article.body, article.outlet_name) == ("Bridge opens", "It is open.", "The Gazette")
    assert article.published_on == date(2026, 1, 3)
    assert article.extra is not None
    assert json.loads(article.extra) == {"publishedAt": "2026-01-02", "outlet_country": "GB"}


def test_a_mapping_wins_over_the_names_known() -> None:
    options = LoadOptions(field_map=read_field_map(["body=words", "published_on = when"]))
    article = read({"words": "Mapped.", "body": "Not this.", "when": "2026-01-02", "date": "2020-01-01"}, options)
    assert article.body == "Mapped."
    assert article.published_on == date(2026, 1, 2)
    assert article.extra is not None
    assert json.loads(article.extra) == {"body": "Not this.", "date": "2020-01-01"}


@pytest.mark.parametrize("pair", ["words", "=words", "words=body", "body="])
def test_a_mapping_that_says_nothing_is_an_error_that_names_it(pair: str) -> None:
    with pytest.raises(HearsayError, match="--map"):
        read_field_map([pair])


def test_labels_are_neither_looked_at_nor_kept() -> None:
    labels = {"statements": [{"id": "s1"}], "speakers": [{"name": "X"}], "outlets": [], "attributions": [1]}
    assert read({**RECORD, **labels}) == read(RECORD)


def test_options_give_only_what_a_record_lacks() -> None:
    options = LoadOptions(published_on=date(2018, 2, 9), outlet="The Herald")
    filled = read({"title": "T", "body": "B"}, options)
    assert (filled.outlet_name, filled.published_on, filled.published_on_basis) == (
        "The Herald",
        date(2018, 2, 9),
        "given",
    )
    own = read({**RECORD, "published_on": "2026-01-02"}, options)
    assert (own.outlet_name, own.published_on, own.published_on_basis) == ("The Gazette", date(2026, 1, 2), "record")


def test_a_date_that_cannot_be_read_is_kept_as_printed() -> None:
    article = read({**RECORD, "published_on": "8/9/19"})
    assert (article.published_on, article.published_on_printed, article.published_on_basis) == (None, "8/9/19", "none")


def test_a_number_too_large_for_a_date_is_kept_as_printed() -> None:
    article = read({**RECORD, "published_on": 10**400, "modified_at": 10**400})
    assert (article.published_on, article.modified_at, article.published_on_basis) == (None, None, "none")
    assert article.published_on_printed == "1" + "0" * 199


def test_title_and_body_are_kept_to_the_character() -> None:
    title, body = " Two  spaces ", "\n“Quote”\xa0said.\r\n\r\nSecond \x00 paragraph. 🌉 \n"
    article = read({"title": title, "body": body})
    assert (article.title, article.body) == (title, body)


def test_a_lone_surrogate_is_replaced_one_for_one() -> None:
    article = read({"title": "T", "body": "a\ud800b", "note": "\udfff"})
    assert article.body == "a\N{REPLACEMENT CHARACTER}b"
    assert article.extra == '{"note": "\N{REPLACEMENT CHARACTER}"}'


def test_a_lone_surrogate_in_a_date_or_a_field_name_is_replaced_too() -> None:
    article = read({"title": "T", "body": "b", "published_on": "\ud83d 2018", "k\ud83d": 1, "n": {"\ud83d": 2}})
    assert article.published_on_printed == "\N{REPLACEMENT CHARACTER} 2018"
    assert json.loads(article.extra or "") == {
        "k\N{REPLACEMENT CHARACTER}": 1,
        "n": {"\N{REPLACEMENT CHARACTER}": 2},
    }


def test_a_record_without_text_or_with_too_much_is_a_reject() -> None:
    empty = read_article({"url": "https://a.example/x", "body": "  "}, NO_OPTIONS)
    assert isinstance(empty, Reject)
    assert empty.reason_code == "no_text"
    assert "a.example" in empty.excerpt
    row = read_article({"url": "https://a.example/x", "title": "Bridge opens", "words": "It opened."}, NO_OPTIONS)
    assert isinstance(row, Reject)
    assert row.reason_code == "no_body"
    assert "--map body=" in row.reason
    assert read({"title": "Bridge opens, minister says"}).body == ""  # a headline alone is all there is
    large = read_article({"body": "x" * 5_000_001}, NO_OPTIONS)
    assert isinstance(large, Reject)
    assert large.reason_code == "too_large"


def test_bylines_are_split_into_names() -> None:
    assert read_authors("By Ann Bell and Carl Dorn, Jr.; Eve Fox") == ["Ann Bell", "Carl Dorn, Jr.", "Eve Fox"]
    assert read_authors(["Ann Bell", " Ann  Bell", ""]) == ["Ann Bell"]
    assert read_authors(None) == []


def test_language_is_as_given_else_detected_and_short_text_is_english() -> None:
    french = "Le ministre a déclaré que le pont serait ouvert avant la fin de l'année prochaine."
    assert detect_language("", french) == "fr"
    assert detect_language("", french, "en-US") == "en"
    assert detect_language("", french, "no such") == "fr"
    assert detect_language("Paris: non", "") == "en"
    assert detect_language("Bridge opens", "The minister said that the bridge would be open before next year.") == "en"


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(
    ["title", "body", "authors", "published_on", "outlet", "url", "article_id", "language", "topic"]
)


@settings(deadline=None)  # the first record with a date waits for the date parser to load
@given(st.dictionaries(NAMES | st.text(max_size=6), JSON_VALUES, max_size=6))
def test_any_record_gives_an_article_that_can_be_stored_or_a_reject(record: dict[str, Any]) -> None:
    found = read_article(record, NO_OPTIONS)
    if isinstance(found, Article):
        for value in (found.title, found.body, found.article_id, found.extra or "", found.url or "", *found.authors):
            assert value.encode().decode() == value
        json.loads(found.extra or "{}")
    else:
        assert found.reason
        assert found.excerpt.encode().decode() == found.excerpt
