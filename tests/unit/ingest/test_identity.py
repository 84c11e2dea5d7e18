"""Which article a text is: the same in every spelling of its address, and never two for one or one for two."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.ingest.identity import canonicalise_url, hash_version, identify_article, read_asked_host, read_domain


def identify(**given_fields: object) -> str:
    fields: dict[str, object] = {
        "url": None,
        "outlet_name": None,
        "outlet_domain": None,
        "source_article_id": None,
        "title": "Bridge opens",
        "body": "The bridge is open.",
        "published_on": None,
    }
    return identify_article(**{**fields, **given_fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "spelling",
    [
        "https://gazette.example/2026/bridge",
        "http://www.gazette.example/2026/bridge/",
        "HTTPS://WWW.Gazette.Example:443/2026/bridge#top",
        "https://gazette.example//2026/bridge?utm_source=x&fbclid=1",
        "https://gazette.example./2026/bridge?WT.nav=a&mc_cid=home",
    ],
)
def test_one_address_in_every_spelling(spelling: str) -> None:
    assert canonicalise_url(spelling) == "https://gazette.example/2026/bridge"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/story?id=1", "https://a.example/story?id=2"),
        ("https://a.example/story", "https://a.example/Story"),
        ("https://a.example/story", "https://b.example/story"),
        ("https://a.example:8080/story", "https://a.example/story"),
        ("https://a.example/view?cid=1", "https://a.example/view?cid=2"),
        ("https://a.example/view?mod=1", "https://a.example/view?mod=2"),
        ("https://a.example/view?via=1", "https://a.example/view?via=2"),
        ("https://a.example/news/view?ref=1", "https://a.example/news/view?ref=2"),
        ("https://a.example/view?pk_id=1", "https://a.example/view?pk_id=2"),
        ("https://a.example/view?live=&id=1", "https://a.example/view?id=1"),
        ("https://a.example/news/amplifiers", "https://a.example/newslifiers"),
        # Letters escaped as Windows-1251 has them.
        ("https://a.example/%EF%F0%E8", "https://a.example/%CC%EE%F1"),
        ("https://a.example/view?name=%EF%F0", "https://a.example/view?name=%CC%EE"),
    ],
)
def test_different_addresses_stay_apart(one: str, other: str) -> None:
    assert canonicalise_url(one) != canonicalise_url(other)


def test_escaped_and_printed_letters_of_a_path_are_one_address() -> None:
    assert canonicalise_url("https://a.example/Assad%27s_deal") == canonicalise_url("https://a.example/Assad's_deal")
    assert canonicalise_url("https://a.example/m%C3%BCnchen") == canonicalise_url("https://a.example/münchen")


def test_order_of_parameters_does_not_matter() -> None:
    assert canonicalise_url("https://a.example/s?b=2&a=1") == canonicalise_url("https://a.example/s?a=1&b=2")


@pytest.mark.parametrize(
    "value",
    ["", "https://a.example/", "https://a.example", "ftp://a.example/x", "http:///x", "not a url", "http://[x"],
)
def test_what_is_no_articles_address_gives_none(value: str) -> None:
    assert canonicalise_url(value) is None


@given(st.text(max_size=80))
def test_canonical_form_is_a_fixed_point(text: str) -> None:
    found = canonicalise_url(text) or canonicalise_url(f"https://a.example/{text}")
    assert found is None or canonicalise_url(found) == found


def test_identity_prefers_the_address_then_the_sources_id_then_what_is_printed() -> None:
    known = {"outlet_name": "The Gazette", "outlet_domain": "gazette.example", "source_article_id": "17"}
    assert identify(url="http://gazette.example/a", **known) == "https://gazette.example/a"
    assert identify(**known) == "gazette.example:17"
    assert identify(outlet_name="The Gazette", source_article_id="17") == "The Gazette:17"
    printed = identify(outlet_name="The  Gazette", published_on=date(2026, 1, 2))
    assert printed == "The Gazette|Bridge opens|2026-01-02"
    assert (
        identify(outlet_name="The Gazette", outlet_domain="gazette.example", published_on=date(2026, 1, 2)) == printed
    )
    untitled = identify(outlet_name="The Gazette", title=" ", published_on=date(2026, 1, 2))
    assert untitled == "The Gazette|The bridge is open.|2026-01-02"


def test_a_front_page_address_does_not_make_all_articles_one() -> None:
    first = identify(url="https://gazette.example/", source_article_id="1", outlet_domain="gazette.example")
    second = identify(url="https://gazette.example/", source_article_id="2", outlet_domain="gazette.example")
    assert first != second


def test_texts_without_outlet_and_date_are_not_versions_of_each_other() -> None:
    assert identify(body="One text.") != identify(body="Another text.")
    assert identify(body="One text.") == identify(body="One text.")


def test_rows_of_two_files_with_the_same_number_are_two_articles() -> None:
    bridge, elections = identify(source_article_id="1", title="Bridge"), identify(source_article_id="1", title="Polls")
    assert bridge != elections
    assert identify(source_article_id="1", title="Bridge", body="A new version.") == bridge
    assert identify(source_article_id="urn:newsml:1", title="A") == identify(
        source_article_id="urn:newsml:1", title="B"
    )


def test_version_changes_with_title_and_with_body() -> None:
    versions = {hash_version("a", "b"), hash_version("a", "c"), hash_version("b", "b")}
    assert len(versions) == 3
    assert all(len(version) == 16 for version in versions)


def test_domain_comes_from_the_field_else_from_the_address() -> None:
    assert read_domain("WWW.Gazette.Example") == "gazette.example"
    assert read_domain("https://www.gazette.example/about") == "gazette.example"
    assert read_domain(None, "https://news.gazette.example/x") == "news.gazette.example"
    assert read_domain("gazette", None) is None
    # "m." may be the name of a domain, and "www." is none.
    assert read_domain("m.example") == "m.example"
    assert canonicalise_url("https://www.example/story") == "https://example/story"


def test_the_host_that_is_asked_is_the_caches_where_a_copy_lies_in_one() -> None:
    assert read_asked_host("https://WWW.Gazette.Example./a") == "gazette.example"
    assert read_asked_host("https://www.google.com/amp/s/gazette.example/a") == "google.com"
    assert (read_asked_host("http://[x"), read_asked_host("not an address")) == (None, None)
