"""What a page run by Streamlit's AppTest has put out, as a reader or a browser would take it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser

from streamlit.testing.v1 import AppTest

Opener = Callable[..., AppTest]


def read_html(page: AppTest) -> str:
    """All HTML that the page has put out, but for its stylesheet."""
    bodies = [element.proto.body for element in page.get("html")]
    return "\n".join(body for body in bodies if not body.startswith("<style>"))


def read_headings(page: AppTest) -> list[str]:
    return [unescape(words) for words in re.findall(r'<h2 class="hs-heading">(.*?)</h2>', read_html(page))]


def read_address_of(page: AppTest) -> dict[str, list[str]]:
    params = page.query_params.items()
    return {key: [values] if isinstance(values, str) else list(values) for key, values in params}


class Elements(HTMLParser):
    """What a browser would make of some HTML: its elements with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def list_heading(page: AppTest) -> str:
    return next(heading for heading in read_headings(page) if re.match(r"[\d,]+ statements?", heading))
