"""Charts as pictures: everything that a stranger needs is written in them, as text, and nothing is fetched."""

from __future__ import annotations

import struct
from datetime import date
from typing import Any
from xml.etree import ElementTree

import altair as alt
import pandas as pd
import pytest
import vl_convert

from dashboard.charts import draw_ranked_bars, draw_time_lines
from dashboard.pictures import SCALE, VEGALITE, WIDTH, draw_picture, write_picture
from dashboard.relay_graph import trace_relays
from dashboard.relay_picture import draw_relays

HOSTILE = "'+alert(1)+' <b>x</b> ![p](http://evil.example/p.png) \\u0027 مرحبا 😀"
BARS = pd.DataFrame(
    {"label": ["Ana", HOSTILE], "share": [0.4, 0.1], "key": ["a", "b"], "is_faded": [False, False], "detail": ["", ""]}
)


def bars() -> Any:
    return draw_ranked_bars(BARS, label="label", value="share", key="key", title="Share of articles read",
                            percent=True, ink="#1d2833")  # fmt: skip


def read_words(spec: dict[str, Any]) -> list[str]:
    svg = vl_convert.vegalite_to_svg(spec, vl_version=VEGALITE, allowed_base_urls=[])
    drawn = ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    return [line for each in drawn for line in each.itertext()]


def test_a_picture_says_title_unit_base_dates_and_build() -> None:
    notes = [
        "604 statements in 78 articles, 98.7% of the 79 articles read.",
        "Build 20261101T000000Z-abc. Dates in UTC.",
    ]
    words = read_words(write_picture(bars(), title="Who is quoted", notes=notes, theme="light"))

    assert {"Who is quoted", "Share of articles read", "Ana", "40.0%", *notes} <= set(words)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_picture_is_a_png_of_the_width_that_was_asked_for(theme: str) -> None:
    drawn = draw_picture(bars(), title="Who is quoted", notes=["n = 604"], theme=theme)

    assert drawn.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", drawn[16:24])
    assert width >= WIDTH * SCALE
    assert height > 200


def test_two_charts_stand_over_each_other_in_one_picture() -> None:
    words = read_words(write_picture(alt.vconcat(bars(), bars()), title="Both", notes=["n"], theme="light"))

    assert words.count("Share of articles read") == 2


def test_lines_have_one_legend() -> None:
    rows = pd.DataFrame(
        [{"period": pd.Timestamp(2026, 10, 5 + 7 * week), "period_key": "", "series": name, "series_id": name,
          "share": 0.1 * week, "detail": "", "is_faded": False, "is_thin": False}
         for week in range(3) for name in ("Ana", "Bo")]
    )  # fmt: skip
    chart = draw_time_lines(rows, is_share=True, grain="week")

    assert read_words(write_picture(chart, title="T", notes=[], theme="light")).count("Bo") == 1


def test_hostile_words_are_words() -> None:
    words = read_words(write_picture(bars(), title=HOSTILE, notes=[HOSTILE, "x" * 3000], theme="dark"))

    assert HOSTILE in words
    assert any(line.startswith("'+alert(1)+' <b>x") for line in words)


def test_the_way_of_a_claim_is_drawn_with_names_that_cannot_leave_their_place() -> None:
    prints = [
        {"statement_id": f"s{day}", "article_id": f"a{day}", "outlet_id": f"o{day}", "outlet_name": name,
         "published_on": date(2026, 3, day), "content_text": "the dam will hold", "syndicated_from_article_id": None}
        for day, name in ((1, "Wire"), (2, HOSTILE))
    ]  # fmt: skip
    credited = [{"statement_id": "s2", "hop_number": 1, "outlet_id": "radio", "outlet_name": "Radio"}]
    graph = trace_relays(prints, credited)
    chart = draw_relays(graph, denials=[("o2", date(2026, 3, 6), "Ana"), ("elsewhere", date(2026, 3, 9), "Bo")],
                        first_said_on=date(2026, 2, 27), ink="#1d2833", color="#0f5c7a", warning="#c4552d")  # fmt: skip
    words = read_words(write_picture(chart, title="T", notes=[], theme="light"))

    assert {"Wire", "Radio", "1 Mar 2026", "2 Mar 2026"} <= set(words)
    assert any(line.startswith(HOSTILE[:24]) for line in words)
    assert {"credited in the text", "inferred from like words", "earliest in our corpus"} <= set(words)
    # As on the page: the denial on its day, in the row of whoever printed it, and the day that the claim was said.
    assert {"a denial", "6 Mar 2026", "said 27 Feb 2026"} <= set(words)
    assert "9 Mar 2026" not in words
    undenied = draw_relays(graph, denials=[], first_said_on=None, ink="#1d2833", color="#0f5c7a", warning="#c4552d")
    assert not {"a denial", "said 27 Feb 2026"} & set(read_words(write_picture(undenied, title="T", notes=[],
                                                                                theme="light")))  # fmt: skip


def test_no_address_is_asked_for() -> None:
    chart = alt.Chart(alt.UrlData("http://127.0.0.1:9/data.json")).mark_bar().encode(x="a:Q")

    with pytest.raises(ValueError, match=r"127\.0\.0\.1"):
        draw_picture(chart, title="T", notes=[], theme="light")
