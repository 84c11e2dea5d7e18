"""Quotations that the paragraph before announces: "The governor added:", and then a paragraph of the governor's words.

Outlets that hand over a paragraph are found in block_quotes.py; people and bodies need a verb of speech.
"""

from __future__ import annotations

from orchestration.extraction.by_rules.units import UnitReader
from orchestration.extraction.names import Name
from orchestration.extraction.quotations import DOUBLE, Quotations
from orchestration.extraction.segment import Span, overlaps, trim
from orchestration.extraction.statement import Statement, statement_type_of

PROBABILITY = 0.8  # these have no score of their own; too few are labelled to measure it
LONGEST_ANNOUNCEMENT = 8  # words of "The governor then added:", where no marks show what is his
EDGES = " \t\n"
SPEAKING = frozenset({"person", "outlet", "organisation", "actor", "bare"})  # kinds of names
NOT_YET = frozenset({"will", "would", "could", "should", "may", "might", "if"})


def find_announced_quotes(
    field: str, reader: UnitReader, quotations: Quotations, statements: list[Statement], names: list[Name]
) -> list[Statement]:
    """New statements, and a source for those of `statements` that an announcement belongs to and that have none.

    "Then the governor took the stage:" says no more than who comes next: enough where the quotation is nobody's.
    """
    segments, out = reader.clauses.segments, []
    for number, (start, end) in enumerate(segments.paragraphs[:-1]):
        if segments.text[end - 1] != ":":
            continue
        spoken = _announcement(reader, start, end)
        content = _quoted(segments.paragraphs, number + 1, segments.text, quotations)
        if spoken is None and content and (who := _introduced(reader, start, end, names)):
            for statement in statements:
                if statement.start == content[0] and not statement.source and not statement.cue:
                    statement.source = [who]
        if spoken is None or (not content and not spoken[2]):
            continue
        content = content or trim(segments.text, segments.paragraphs[number + 1], EDGES, EDGES)
        if content is None:
            continue
        source, cue, _ = spoken
        held = [s for s in statements if overlaps(s.content, content)]
        same = next((s for s in held if not s.source and s.start == content[0]), None)
        if same is not None:
            same.source, same.cue = [source], same.cue or [cue]
        elif not held:
            kind = statement_type_of(quotations.share(segments.text, [content]))
            out.append(Statement(field, [content], [cue], [source], PROBABILITY, kind))
    return out


def _announcement(reader: UnitReader, start: int, end: int) -> tuple[Span, Span, bool] | None:
    """Who speaks in the last sentence of a paragraph, the verb, and whether it is no more than that: "She added:"."""
    segments = reader.clauses.segments
    last = segments.sentences[segments.sentence_at(end - 1)]
    unit = segments.word_at(max(start, last[0])), segments.word_at(end - 1)
    for cue in reversed(reader.cues.find(unit)):
        if cue.form != "finite" or cue.lemma not in reader.contents.cues.verbs:
            continue
        source = _subject(reader, unit[0], cue.first)
        if source is not None and reader.subjects.is_somebody(*source):
            is_short = cue.end == unit[1] and unit[1] - unit[0] <= LONGEST_ANNOUNCEMENT
            return segments.chars(*source), segments.chars(cue.head, cue.end), is_short
    return None


def _introduced(reader: UnitReader, start: int, end: int, names: list[Name]) -> Span | None:
    """Who is the subject of the last sentence of a paragraph, by name, or alone is named there."""
    segments = reader.clauses.segments
    last = segments.sentences[segments.sentence_at(end - 1)]
    unit = segments.word_at(max(start, last[0])), segments.word_at(end - 1)
    named = [name for name in names if unit[0] <= name.first < unit[1] and name.kind in SPEAKING]
    if not named or NOT_YET.intersection(reader.clauses.low[slice(*unit)]):
        return None
    subject = reader.subjects.leading(unit, unit[1])
    if subject and any(subject[0] <= n.first and n.end <= subject[1] and not n.is_possessive for n in named):
        return segments.chars(*subject)
    return segments.chars(named[0].first, named[0].end) if len(named) == 1 else None


def _subject(reader: UnitReader, floor: int, verb: int) -> tuple[int, int] | None:
    """Who is the subject of the verb, or of the verb that it is joined to: "X shook his head and said:"."""
    return reader.subjects.before(floor, verb) or reader.subjects.leading((floor, verb), verb)


def _quoted(paragraphs: list[Span], number: int, text: str, quotations: Quotations) -> Span | None:
    """The paragraph, when it opens with a mark and all of it stands in that quotation."""
    start, end = paragraphs[number]
    quotation = quotations.at(start)
    if text[start] not in DOUBLE or quotation is None or quotation.start != start:
        return None
    rest = text[quotation.end : end].strip(" .,")
    return (start, min(quotation.end, end)) if not rest else None
