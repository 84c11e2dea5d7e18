"""What a collected file's origin adds to the articles in it, and what of theirs is not believed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.ingest.article import Reject
from orchestration.ingest.origin import Origin, complete_reading
from orchestration.ingest.readers.reading import Record, Unreadable

ORIGIN = Origin(
    url="https://www.lantern.example/a",
    listed_by="https://lantern.example/rss",
    fetched_at="2026-11-20T06:00:00+00:00",
    outlet="Lantern Post",
    outlet_country="EE",
    title="From the feed",
    authors=("Ada Brenk",),
    published_on="2026-11-19",
)


def complete(origin: Origin = ORIGIN, **fields: Any) -> Record:
    found = complete_reading(Record(1, fields, date_basis="page"), origin)
    assert isinstance(found, Record)
    return found


def test_what_the_page_says_wins_and_what_it_lacks_comes_from_the_feed() -> None:
    found = complete(title="From the page", authors=[], published_on=None, outlet="lantern")
    assert found.fields["title"] == "From the page"
    assert found.fields["authors"] == ["Ada Brenk"]
    assert found.fields["outlet"] == "Lantern Post"
    assert found.fields["outlet_country"] == "EE"
    assert (found.fields["published_on"], found.date_basis) == ("2026-11-19", "record")
    assert complete(published_on="2026-11-18").date_basis == "page"


@pytest.mark.parametrize(
    ("own", "kept"),
    [
        ("https://lantern.example/canonical", True),
        ("https://m.lantern.example/a", True),
        ("https://other.example/a", False),
        ("https://evillantern.example/a", False),
        ("https://lantern.example.evil.example/a", False),
        ("https://lantern.example/", False),
        ("javascript:alert(1)", False),
        ("http://[", False),
        (None, False),
        (["https://lantern.example/a"], False),
    ],
)
def test_an_address_of_its_own_is_believed_within_the_site_only(own: object, kept: bool) -> None:
    assert complete(url=own).fields["url"] == (own if kept else ORIGIN.url)


@pytest.mark.parametrize(
    ("fetched", "own", "kept"),
    [
        ("https://www.google.com/amp/s/lantern.example/a", "https://lantern.example/b", False),
        ("https://groups.google.com/a", "https://www.google.com/amp/s/lantern.example/a", False),
        ("https://lantern.example/a", "https://www.google.com/amp/s/lantern.example/b", True),
    ],
)
def test_the_site_is_the_host_that_was_asked_and_not_the_one_of_a_copy(fetched: str, own: str, kept: bool) -> None:
    origin = replace(ORIGIN, url=fetched)
    assert complete(origin, url=own).fields["url"] == (own if kept else fetched)


def test_records_of_a_feed_keep_their_own_addresses() -> None:
    origin = Origin("https://feeds.example/x", "https://feeds.example/x", "", "A", holds_records=True)
    assert complete(origin, url="https://lantern.example/a").fields["url"] == "https://lantern.example/a"


def test_what_is_no_record_and_what_has_no_origin_stays_as_it_is() -> None:
    unreadable, record = Unreadable(1, Reject("no_text", "none")), Record(1, {"title": "x"})
    assert complete_reading(unreadable, ORIGIN) is unreadable
    assert complete_reading(record, None) is record


@given(st.text(max_size=40))
def test_any_address_is_answered(own: str) -> None:
    assert complete(url=own).fields["url"] in (own, ORIGIN.url)
    assert complete(url=f"https://{own}").fields["url"] in (f"https://{own}", ORIGIN.url)
