"""Pages for the tests, put together from parts; people and outlets are invented."""

from __future__ import annotations

import json
from typing import Any

FIRST = "The bridge over the Ister was opened on Friday, after eleven years of work, the mayor of Lindau Falls said."
SECOND = "“We have waited long enough,” Ann Bell told the crowd, which had come from both banks of the river."
THIRD = "The contractor denied that the delay had cost the town anything, and said its own books would show as much."
PARAGRAPHS = (FIRST, SECOND, THIRD)
MARKED = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)


def linked_data(value: Any) -> str:
    """A script element with JSON-LD."""
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def make_page(*, head: str = "", before: str = "", inside: str = "", after: str = "", texts: Any = PARAGRAPHS) -> str:
    """A page with a heading and paragraphs; `inside` stands between the first and the second paragraph."""
    first, *rest = (f"<p>{text}</p>" for text in texts)
    body = f'<div class="story">{first}{inside}{"".join(rest)}</div>'
    return (
        f'<html lang="en"><head><title>Bridge opens</title>{head}</head><body>{before}<article>'
        f"<h1>Bridge opens</h1>{body}</article>{after}</body></html>"
    )
