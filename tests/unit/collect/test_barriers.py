"""Where an article's address may lead without being the article, and where it may."""

from __future__ import annotations

import pytest

from orchestration.collect.barriers import find_barrier

ARTICLE = "https://gazette.example/2026/bridge"


@pytest.mark.parametrize(
    ("answered", "code"),
    [
        ("https://gazette.example/", "redirected_away"),
        ("https://www.gazette.example/?utm_source=gone", "redirected_away"),
        ("https://consent.gazette.example/v2/collect?continue=x", "barrier"),
        ("https://login.wire.example/oauth", "barrier"),
        ("https://gazette.example/captcha.html?to=/2026/bridge", "barrier"),
    ],
)
def test_what_stands_in_the_way_is_not_taken_for_the_article(answered: str, code: str) -> None:
    failure = find_barrier(ARTICLE, answered)
    assert failure is not None
    assert (failure.code, failure.is_passing) == (code, code == "barrier")
    assert answered in failure.reason


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        (ARTICLE, ARTICLE),
        (ARTICLE, "https://m.gazette.example/2026/bridge"),
        (ARTICLE, "https://gazette.example/2026/11/the-paywall-debate"),
        (ARTICLE, "https://consent-times.example/2026/bridge"),
        ("https://gazette.example/paywall/1", "https://gazette.example/paywall/1-why-we-ask"),
        ("https://login.gazette.example/a", "https://login.gazette.example/b"),
        ("https://gazette.example/", "https://gazette.example/"),
    ],
)
def test_an_article_that_has_only_moved_is_one(asked: str, answered: str) -> None:
    assert find_barrier(asked, answered) is None
