"""Block quotations: "As the Times reports:", and then a paragraph that is the outlet's own, without any mark.

What nobody else is said to have said in that paragraph, the outlet says; for the rest it is the relay (relays.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from orchestration.extraction.naming.outlets import OutletMention
from orchestration.extraction.rules.vocabulary import Cues
from orchestration.extraction.text.quotations import Quotations
from orchestration.extraction.text.segment import Segments, Span, overlaps, trim
from orchestration.extraction.text.statement import Statement, statement_type_of

REPORTS = frozenset(
    {"report", "say", "write", "note", "add", "quote", "cite", "publish", "post", "disclose", "reveal", "broadcast"}
)
NEAR = 4  # words between the outlet and its verb
SHORTEST = 25  # characters of a sentence that can be a statement; shorter ones are headings
EDGES = " \t\n.…"
PROBABILITY = 0.8  # these have no score of their own; too few are labelled to measure it


@dataclass(frozen=True, slots=True)
class Announced:
    """An outlet to which the paragraph after the one it stands in belongs, with the span of the word that says so."""

    mention: OutletMention
    cue: Span


def find_announced(segments: Segments, outlets: list[OutletMention], cues: Cues) -> dict[int, Announced]:
    """By paragraph, the outlet that it was handed to: "The Times reports:", "According to the AP:"."""
    out: dict[int, Announced] = {}
    for mention in outlets:
        paragraph = segments.paragraph_of[mention.first]
        if segments.text[segments.paragraphs[paragraph][1] - 1] == ":" and paragraph + 1 < len(segments.paragraphs):
            cue = _verb_after(segments, mention, cues) or _according_before(segments, mention)
            if cue:
                out[paragraph + 1] = Announced(mention, cue)
    return out


def find_block_quotes(
    field: str,
    segments: Segments,
    quotations: Quotations,
    statements: list[Statement],
    announced: dict[int, Announced],
) -> list[Statement]:
    """New statements of the outlet for announced paragraphs, of their sentences that belong to no other statement.

    Where the engine has read the announcement as a cue, that statement gets the sentences instead.
    """
    out = []
    near = by_paragraph(segments, statements) if announced else {}
    for paragraph, by in announced.items():
        own = next((s for s in near.get(paragraph - 1, []) if overlaps(s.cue, by.cue)), None)
        others = [s for s in near.get(paragraph, []) + near.get(paragraph + 1, []) if s is not own]
        content = free_sentences(segments, segments.paragraphs[paragraph], others)
        if not content:
            continue
        if own is None:
            source = segments.chars(_article_before(segments, by.mention), by.mention.end)
            own = Statement(field, content, [by.cue], [source], PROBABILITY)
            out.append(own)
        else:
            for number in (paragraph, paragraph + 1):
                near.setdefault(number, []).append(own)
        # What the engine has found beyond the paragraph stays: a quotation may run over several.
        own.content = content + [span for span in own.content if span[0] >= segments.paragraphs[paragraph][1]]
        own.statement_type = statement_type_of(quotations.share(segments.text, own.content))
    return out


def _article_before(segments: Segments, mention: OutletMention) -> int:
    """The first word of a mention, "the" before it included."""
    return mention.first - (mention.first > 0 and segments.tokens[mention.first - 1].lower() == "the")


def by_paragraph(segments: Segments, statements: list[Statement]) -> dict[int, list[Statement]]:
    """The statements that have a part in each paragraph, in the order given."""
    out: dict[int, list[Statement]] = {}
    for statement in statements:
        parts = statement.content + statement.cue + statement.source
        ends = [(segments.paragraph_at(a), segments.paragraph_at(b - 1)) for a, b in parts]
        for number in {number for first, last in ends for number in range(first, last + 1)}:
            out.setdefault(number, []).append(statement)
    return out


def free_sentences(segments: Segments, paragraph: Span, others: list[Statement]) -> list[Span]:
    """The sentences of a paragraph that none of `others` touches, neighbours joined, without the full stop behind."""
    taken = [span for s in others for span in s.content + s.cue + s.source]
    out: list[Span] = []
    joins = False
    first, last = segments.sentence_at(paragraph[0]), segments.sentence_at(paragraph[1] - 1)
    for start, end in segments.sentences[first : last + 1]:
        is_free = end - start >= SHORTEST and not overlaps(taken, (start, end))
        if is_free and joins:
            out[-1] = (out[-1][0], end)
        elif is_free:
            out.append((start, end))
        joins = is_free
    return [bare for span in out if (bare := trim(segments.text, span, EDGES, EDGES))]


def _verb_after(segments: Segments, mention: OutletMention, cues: Cues) -> Span | None:
    for i in range(mention.end, min(mention.end + NEAR, len(segments.tokens))):
        if (
            segments.paragraph_of[i] == segments.paragraph_of[mention.first]
            and cues.lemma(segments.tokens[i]) in REPORTS
        ):
            return segments.words[i]
    return None


def _according_before(segments: Segments, mention: OutletMention) -> Span | None:
    first = _article_before(segments, mention)
    if first >= 2 and [t.lower() for t in segments.tokens[first - 2 : first]] == ["according", "to"]:
        return segments.chars(first - 2, first)
    return None
