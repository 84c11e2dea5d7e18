"""Try it: a pasted text read by the real extractor, marked and explained, and hostile text that stays text."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import duckdb
import pytest

from dashboard.trial_cards import Reason, draw_trial_card
from dashboard.views.try_it import EXAMPLE, LONGEST_BODY, load_extractor, read_statements
from tests.dashboard.published import publish_copy
from tests.dashboard.reading import Elements, Opener, read_headings, read_html

pytestmark = pytest.mark.xdist_group("published")

HOSTILE = (
    "<script>window.hacked=1</script> Minister Ana <img src=x onerror=alert(1)> Petrova said on Tuesday that "
    "**nobody** would be ![p](http://evil.example/p.png) cut off. مرحبا 😀 " + "x" * 3000
)


def test_the_example_is_read_with_speaker_date_relay_stance_and_reasons(open_page: Opener) -> None:
    page = open_page("try_it")
    assert "Find the statements" in [button.label for button in page.button]
    next(button for button in page.button if button.label == "Put in an example").click().run()
    html = read_html(page)

    heading = next(words for words in read_headings(page) if words.endswith("found"))
    count = int(heading.split()[0])
    assert count >= 4
    assert html.count('<article class="hs-card"') == count == html.count("<summary>Why:")
    for words in (
        "Ana Petrova",
        "Ivan Kolev",
        "denies",
        "said 3 Nov 2026",
        "through Reuters",
        '<th scope="row">Stance',
    ):
        assert words in html
    # Each number in the text leads to a card of this page.
    assert set(re.findall(r'href="#(statement-\w+)"', html)) == set(re.findall(r'id="(statement-\w+)"', html))
    assert page.get("download_button")


def test_a_typed_text_is_read_when_it_is_asked_for(open_page: Opener) -> None:
    page = open_page("try_it")
    page.text_area(key="t_body").set_value("The mayor denied that the bridge was closed.")
    page.button[-1].click().run()

    assert "1 statement found" in read_headings(page)
    assert "cannot be reckoned" in read_html(page)
    page.text_area(key="t_body").set_value("  ")
    page.button[-1].click().run()
    assert "There is no text to read" in page.warning[0].value


def test_an_extractor_that_fails_says_so_in_the_log_and_not_a_word_of_the_text(
    open_page: Opener, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*given: object) -> None:
        raise ValueError(given[2])

    monkeypatch.setattr("dashboard.views.try_it.read_statements", fail)
    page = open_page("try_it")
    page.text_area(key="t_body").set_value("A secret sentence, said the mayor.")
    page.button[-1].click().run()

    assert "could not read this text" in page.error[0].value
    assert "ValueError" in caplog.text
    assert "test_try_it.py" in caplog.text
    assert "secret sentence" not in caplog.text.lower()


def test_an_engine_that_the_warehouse_was_not_read_by_is_not_called_its_own(
    open_page: Opener, sample_build: Path, tmp_path: Path
) -> None:
    with duckdb.connect(str(publish_copy(tmp_path, sample_build, "20261101T000000Z-0e0e0e"))) as con:
        con.execute("update core.fct_statements set engine = 'rules'")
    page = open_page("try_it", data=tmp_path)
    next(button for button in page.button if button.label == "Put in an example").click().run()

    assert "; the warehouse has statements by rules." in read_html(page)
    assert "as in the warehouse" not in read_html(page)


def test_every_span_of_a_row_is_the_printed_text() -> None:
    extractor, _ = load_extractor()
    title, body = EXAMPLE["t_title"], EXAMPLE["t_body"]
    rows, reasons = read_statements(extractor, title, body, date(2026, 11, 4), None)

    assert len(rows) == len(reasons) >= 4
    for row, why in zip(rows, reasons, strict=True):
        printed = {"title": title, "body": body}[row["field"]]
        spans = [printed[span["start_char"] : span["end_char"]] for span in row["content_spans"]]
        assert " ".join(spans) == row["content_text"]
        assert {"content", "stance", "confidence"} <= {reason.field for reason in why}
        assert all(reason.why for reason in why)


def test_a_hostile_text_is_only_text(open_page: Opener) -> None:
    page = open_page("try_it")
    page.text_area(key="t_body").set_value(HOSTILE)
    page.text_input(key="t_title").set_value("<b onclick=alert(1)>Minister denies plan</b>")
    page.button[-1].click().run()
    html = read_html(page)
    found = Elements()
    found.feed(html)

    assert "window.hacked" in html
    assert "hs-article" in html
    assert not {"script", "img", "style", "b", "i", "iframe"} & {tag for tag, _ in found.seen}
    assert [name for _, given in found.seen for name in given if name.startswith("on")] == []


def test_a_card_escapes_names_and_reasons() -> None:
    row = {
        "statement_id": "a", "field": "body", "stance": "deny", "statement_type": "direct", "addressee": "<u>you</u>",
        "speakers": [{"name": "<script>x</script>", "role": "<i>r</i>", "country_code": None}],
        "content_spans": [{"start_char": 0, "end_char": 5}], "cue_spans": [], "source_spans": [],
        "relays": [{"hop_number": 1, "outlet_name": "<em>o</em>", "verb": None}], "parent_statement_id": None,
        "said_on_start": None, "said_on_end": None, "said_on_precision": "none", "said_on_basis": "none",
    }  # fmt: skip
    drawn = draw_trial_card(1, row, [Reason("<a>", "<b>v</b>", "<p>w</p>")], "<s>it</s>\n<h1>other</h1>")
    found = Elements()
    found.feed(drawn)

    assert not {"script", "i", "em", "u", "b", "s", "a", "h1"} & {tag for tag, _ in found.seen}
    assert "other" not in drawn, "more than the paragraph is shown"


def test_a_long_text_within_the_limit_is_read(open_page: Opener) -> None:
    page = open_page("try_it")
    page.text_area(key="t_body").set_value(("The mayor said that the bridge was open. " * 1000)[:LONGEST_BODY])
    page.button[-1].click().run()

    assert not page.error
    assert any(words.endswith("found") for words in read_headings(page))
