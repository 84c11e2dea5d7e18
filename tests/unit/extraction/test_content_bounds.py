"""Contents are cut to what was said, whatever the tagger took in."""

from __future__ import annotations

import pytest

from orchestration.extraction.by_rules.clauses import Clauses
from orchestration.extraction.contents.content_bounds import mend_bounds
from orchestration.extraction.text.attribution import Attribution, WordSpan
from orchestration.extraction.text.quotations import find_quotations
from orchestration.extraction.text.segment import Segments, segment


def _span(segments: Segments, part: str) -> WordSpan:
    start = segments.text.index(part)
    return WordSpan(segments.word_at(start), segments.word_at(start + len(part) - 1) + 1, 0.9)


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "mended"),
    [
        ("Ode vowed to keep the ferry and left.", "Ode", "vowed", ["to keep the ferry and"], ["to keep the ferry"]),
        ("Ode said they met in Lagos, where", "Ode", "said", ["they met in Lagos, where"], ["they met in Lagos"]),
        # A part that goes before its speaker keeps its last word: the sentence goes on behind "he said".
        ("All of which, Ode said, was new.", "Ode", "said", ["All of which", "was new"], ["All of which", "was new"]),
        (
            "“You will hear from us,” Ode said, but the guards closed the gate.",
            "Ode",
            "said",
            ["“You will hear from us,”", "but the guards closed the gate"],
            ["“You will hear from us,”"],
        ),
        (
            "“I like him,” Ode said, but “he is wrong about the dam.”",
            "Ode",
            "said",
            ["“I like him,”", "but “he is wrong about the dam.”"],
            ["“I like him,”", "but “he is wrong about the dam.”"],
        ),
        # What stands in a clause about the speaker, and what the occasion was about.
        (
            "“The pier is shut,” Ode, who plans to resign in May, said.",
            "Ode",
            "said",
            ["“The pier is shut,”", "to resign in May"],
            ["“The pier is shut,”"],
        ),
        (
            "“The pier is shut,” Ode said in a letter announcing her choice.",
            "Ode",
            "said in a letter announcing",
            ["“The pier is shut,”", "her choice"],
            ["“The pier is shut,”"],
        ),
        (
            "The film shows not paying an architect of the tower, and the man said he was cheated twice by them.",
            "the man",
            "said",
            ["an architect", "he was cheated twice by them"],
            ["he was cheated twice by them"],
        ),
    ],
)
def test_content_keeps_what_was_said(text: str, source: str, cue: str, content: list[str], mended: list[str]) -> None:
    segments = segment(text)
    attribution = Attribution(
        source=[_span(segments, source)],
        cue=[_span(segments, cue)],
        content=[_span(segments, part) for part in content],
    )
    mend_bounds(Clauses(segments, find_quotations(segments)), [attribution])
    assert [segments.printed(span.first, span.end) for span in attribution.content] == mended
