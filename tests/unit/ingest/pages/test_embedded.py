"""The text of a page that leaves it to a script to print it, from the data that it carries for that."""

from __future__ import annotations

import json
from typing import Any

import pytest

from orchestration.ingest.pages.extraction import extract_page
from tests.unit.ingest.pages.page_parts import FIRST, MARKED, PARAGRAPHS, SECOND, THIRD, linked_data

TITLE = "Bridge over the Ister opens"
OTHER = {"title": "Ferry over the Ister ends", "body": "The ferry ended its service, the crew said. " * 40}


DECLARED = '<meta property="og:type" content="article">'


def read(script: str, *, printed: str = "", head: str = DECLARED) -> list[str]:
    """The paragraphs of a page with this title that prints as little as said."""
    title = f"<title>{TITLE} | River Gazette</title>"
    body = f"<div id='app'>{printed}</div>{script}"
    text = extract_page(f"<html><head>{title}{head}</head><body>{body}</body></html>").get("body", "")
    return text.split("\n\n") if text else []


def as_json(value: Any) -> str:
    return f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(value)}</script>'


@pytest.mark.parametrize(
    "article",
    [
        {"title": TITLE, "body": MARKED},
        {"headline": TITLE, "text": "\n\n".join(PARAGRAPHS)},
        {"headlines": {"basic": TITLE}, "content_elements": [{"type": "text", "content": text} for text in PARAGRAPHS]},
        {"title": TITLE, "blocks": [{"type": "paragraph", "model": {"text": text}} for text in PARAGRAPHS]},
        {
            "title": TITLE,
            "parts": {"main": [{"blocks": [{"text": FIRST}, {"text": SECOND}]}, {"blocks": [{"text": THIRD}]}]},
        },
        {
            "title": TITLE,
            "body": [
                {"content": [{"value": text[:20]}, {"value": text[20:35]}, {"value": text[35:]}]} for text in PARAGRAPHS
            ],
        },
        {
            "title": TITLE,
            "body": [{"type": "text", "content": FIRST}, {"type": "image", "content": SECOND}, SECOND, THIRD],
        },
        {"title": TITLE, "body": f'{MARKED}<aside>{FIRST}</aside><p class="caption">The bridge at noon.</p>'},
    ],
)
def test_the_text_is_read_from_data_of_many_makes(article: dict[str, Any]) -> None:
    assert read(as_json({"props": {"page": {"articles": [OTHER, article]}}})) == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "script",
    [
        "window.Site = window.Site || {{}}; Site.globalContent = {data}; Site.other = [1];",
        "var a = {{b: 1}}; window.__STATE__={data}",
        "window.__STATE__ = JSON.parse({quoted});",
    ],
)
def test_data_that_a_script_assigns_are_read(script: str) -> None:
    data = json.dumps({"story": {"title": TITLE, "body": MARKED}, "other": OTHER})
    assert read(f"<script>{script.format(data=data, quoted=json.dumps(data))}</script>") == list(PARAGRAPHS)


def test_the_pieces_of_a_stream_are_put_together() -> None:
    rows = [
        ':HL["/style.css","style"]\n1:"$Sreact.fragment"\n',
        f"a:T{len(MARKED.encode()):x},{MARKED}",
        f"b:{json.dumps(['$', 'div', None, {'article': {'title': TITLE, 'html': '$a'}}])}\n",
    ]
    stream = "".join(rows)
    pieces = [stream[:90], stream[90:200], stream[200:]]
    pushed = "".join(f"<script>self.__next_f.push({json.dumps([1, piece])})</script>" for piece in pieces)
    assert read(pushed) == list(PARAGRAPHS)


def test_text_that_stands_with_another_title_is_not_the_pages() -> None:
    assert read(as_json({"articles": [OTHER], "title": "River Gazette"})) == []
    assert read(as_json({"title": TITLE, "consent": {"text": OTHER["body"]}, "related": [OTHER]})) == []
    front_page = {"title": TITLE, "articles": [OTHER], "body": MARKED}
    assert read(as_json(front_page), head='<meta property="og:type" content="website">') == []


def test_a_page_that_prints_most_of_its_text_or_asks_to_be_paid_is_read_as_printed() -> None:
    data = as_json({"title": TITLE, "body": MARKED})
    printed = f"<p>{FIRST}</p><p>{SECOND}</p>"
    assert read(data, printed=printed) == [FIRST, SECOND]
    paid = linked_data({"@type": "NewsArticle", "headline": TITLE, "isAccessibleForFree": False})
    assert read(data, printed=f"<p>{FIRST}</p>", head=paid) == [FIRST]


@pytest.mark.parametrize(
    "script",
    [
        as_json("[" * 100_000),
        '<script type="application/json">' + '{"title":' * 5_000 + "</script>",
        "<script>" + "a={" * 5_000 + "</script>",
        '<script>self.__next_f.push([1,"a:Tffffffff,short"])</script>',
        as_json({"title": TITLE, "body": f"\x00\x01\ud83d<p>{FIRST * 9}\x02</p>"}),
    ],
)
def test_data_that_cannot_be_read_cost_nothing(script: str) -> None:
    assert FIRST in "".join(read(script, printed=f"<p>{FIRST}</p><p>{SECOND}</p>"))
