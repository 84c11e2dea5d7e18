"""Which attributions say that something was said: the cue decides, with what stands beside it."""

from __future__ import annotations

import pytest

from orchestration.extraction.contents.drafts import is_said
from orchestration.extraction.rules.vocabulary import load_cues
from orchestration.extraction.text.quotations import find_quotations
from orchestration.extraction.text.segment import segment
from orchestration.extraction.text.statement import BODY, Statement


def _is_said(text: str, source: str | None, cue: str, content: list[str]) -> bool:
    def spans(parts: list[str]) -> list[tuple[int, int]]:
        return [(text.index(part), text.index(part) + len(part)) for part in parts]

    statement = Statement(BODY, spans(content), spans([cue]), spans([source] if source else []))
    return is_said(text, statement, find_quotations(segment(text)), load_cues())


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "expected"),
    [
        ("Ode did not say that the pier was shut.", "Ode", "did not say", "that the pier was shut", False),
        ("Ode has yet to say when it opens.", "Ode", "has yet to say", "when it opens", False),
        ("Ode would only say that it was shut.", "Ode", "would only say", "that it was shut", True),
        ("Ode would say that it was shut.", "Ode", "would say", "that it was shut", False),
        ("Ode could not resist noting that it leaks.", "Ode", "could not resist noting", "that it leaks", True),
        ("Ode could not, he said, help noting that it leaks.", "Ode", "noting", "that it leaks", True),
        (
            "They never seem to tire of telling how he fell.",
            "They",
            "never seem to tire of telling",
            "how he fell",
            True,
        ),
        ("Ode did not just say that it leaks.", "Ode", "did not just say", "that it leaks", True),
        (
            "Ode gave his firmest promise yet that it opens.",
            "Ode",
            "gave his firmest promise yet",
            "that it opens",
            True,
        ),
    ],
)
def test_what_is_denied_was_not_said_unless_it_was_after_all(
    text: str, source: str, cue: str, content: str, expected: bool
) -> None:
    assert _is_said(text, source, cue, [content]) is expected


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "expected"),
    [
        ("Ode talked about how the pier had been built.", "Ode", "talked about", "how the pier had been built", True),
        (
            "Ode has often talked freely of her years at sea.",
            "Ode",
            "has often talked freely of",
            "her years at sea",
            True,
        ),
        ("Ode talked about the pier.", "Ode", "talked about", "the pier", False),
        ("Ode wanted to talk about how it was built.", "Ode", "to talk about", "how it was built", False),
    ],
)
def test_what_somebody_talked_about_is_said_where_it_is_told(
    text: str, source: str, cue: str, content: str, expected: bool
) -> None:
    assert _is_said(text, source, cue, [content]) is expected


@pytest.mark.parametrize(
    ("text", "cue", "content", "expected"),
    [
        ("Ode was accused of selling the pier.", "was accused of", ["Ode", "selling the pier"], True),
        ("Ode has long been criticised for her rage.", "has long been criticised", ["Ode", "for her rage"], True),
        ("The pier is said to be shut.", "is said", ["The pier", "to be shut"], True),
        ("Ode was never accused of selling it.", "was never accused of", ["Ode", "selling it"], False),
        ("Ode was criticised that year.", "was criticised", ["Ode"], False),
        ("No deaths were reported.", "were reported", ["No deaths"], False),
        ("The pier is expected to be shut.", "is expected", ["The pier", "to be shut"], False),
    ],
)
def test_what_is_said_of_somebody_is_said_though_nobody_is_named(
    text: str, cue: str, content: list[str], expected: bool
) -> None:
    assert _is_said(text, None, cue, content) is expected
