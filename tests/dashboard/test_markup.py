"""Nothing from an article becomes markup, a link, or a formula."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from dashboard.downloads import write_csv
from dashboard.markup import draw_card, element, join, link_outside, link_page, shorten, text

CARD = {
    "statement_id": "abc",
    "speaker_name": "<script>alert(1)</script>",
    "speaker_role": '"><img src=x>',
    "speaker_country_name": None,
    "stance": "deny",
    "outlet_id": 'hostile"&x',
    "speaker_id": "speaker<id",
    "outlet_name": "<b>Outlet</b>",
    "statement_type": "direct",
    "relay_count": 1,
    "is_nested": True,
    "parent_content_text": "<i>around</i>",
    "content_text": "<a href='javascript:alert(1)'>words</a>",
    "said_on_start": date(2018, 2, 1),
    "said_on_end": date(2018, 2, 28),
    "said_on_precision": "month",
    "said_on_basis": "explicit",
    "published_on": date(2018, 3, 9),
}


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "//evil.example/x",
        "http:///no-host",
        "http://[bad",
        " file:///etc/passwd",
    ],
)
def test_an_address_that_is_not_of_the_web_is_text(address: str) -> None:
    drawn = link_outside(address)

    assert "<a" not in drawn
    assert "href" not in drawn


def test_an_address_of_the_web_opens_apart_and_tells_nothing() -> None:
    drawn = link_outside('https://news.example/a?b="c"&d=<e>')

    assert drawn.startswith('<a class="hs-address" href="https://news.example/a?b=&quot;c&quot;&amp;d=&lt;e&gt;"')
    assert 'target="_blank" rel="noopener noreferrer nofollow"' in drawn


def test_a_card_escapes_every_value_and_gives_both_dates() -> None:
    drawn = draw_card(CARD)

    for hostile in ("<script", "<img", "<i>", "<b>Outlet", "href='javascript"):
        assert hostile not in drawn
    assert "said February 2018 (given in the text)" in drawn
    assert "printed 9 Mar 2018" in drawn
    assert "denies" in drawn
    assert 'href="evidence?statement=abc"' in drawn


def test_an_attribute_cannot_be_left() -> None:
    drawn = element("p", text("x"), 'a" onclick="b', aria_label='"><script>')

    assert drawn == '<p class="a&quot; onclick=&quot;b" aria-label="&quot;&gt;&lt;script&gt;">x</p>'


def test_what_joins_fragments_is_text_and_an_empty_attribute_is_left_out() -> None:
    assert join([text("a"), text("b")], " <&> ") == "a &lt;&amp;&gt; b"
    assert element("p", text("x"), aria_label="") == "<p>x</p>"


def test_a_link_to_a_page_encodes_its_query() -> None:
    assert 'href="claims?actor=a%26b&amp;actor=%3Cc%3E"' in link_page("claims", {"actor": ["a&b", "<c>"]}, text("go"))


def test_a_long_text_is_cut_at_a_word() -> None:
    assert shorten("one two three", 9) == "one two …"
    assert shorten("x" * 30, 10) == "x" * 10 + " …"
    assert shorten("a " + "x" * 30, 10) == "a " + "x" * 8 + " …"
    assert shorten("short", 5) == "short"


def test_a_spreadsheet_does_not_run_a_downloaded_cell() -> None:
    rows = pd.DataFrame(
        {"said": ["=1+1", "@x", "plain", None], "count": [-1, 2, 3, 4], "=cmd()": ["\n=2", "a", "b", "c"]}
    )

    lines = write_csv(rows).decode("utf-8").splitlines()

    assert lines == ["said,count,'=cmd()", "'=1+1,-1,\"'", '=2"', "'@x,2,a", "plain,3,b", ",4,c"]
