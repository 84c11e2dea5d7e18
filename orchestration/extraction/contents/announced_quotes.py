"""Quotations that the paragraph before announces: "The governor added:", and then a paragraph of the governor's words.

Outlets that hand over a paragraph are found in block_quotes.py; people and bodies need a verb of speech.
"""

from __future__ import annotations

import re

from orchestration.extraction.by_rules.units import UnitReader
from orchestration.extraction.contents.block_quotes import by_paragraph, free_sentences
from orchestration.extraction.naming.names import Name
from orchestration.extraction.text.quotations import DOUBLE, Quotations
from orchestration.extraction.text.segment import Span, overlaps
from orchestration.extraction.text.statement import Statement, statement_type_of

PROBABILITY = 0.8  # these have no score of their own; too few are labelled to measure it
LONGEST_ANNOUNCEMENT = 14  # words of "As the governor wrote last week:", where no marks show what is hers
LONGEST_TAIL = 4  # words behind its verb
PUTS_IT = re.compile(r"\b(?:puts?|explains?|tells?|sees?)\s+it\b(?=(?:\s[\w’']+){0,4}\W*$)")
SPEAKING = frozenset({"person", "outlet", "organisation", "actor", "bare"})  # kinds of names
# How the words behind the verb begin that say when, or where.
WHEN = frozenset("last this yesterday today earlier late early recently on in at back via again it , then".split())
FOLLOWING = ["the", "following"]
NOT_YET = frozenset({"will", "would", "could", "should", "may", "might", "if"})


def find_announced_quotes(
    field: str, reader: UnitReader, quotations: Quotations, statements: list[Statement], names: list[Name]
) -> list[Statement]:
    """New statements, and a source for those of `statements` that an announcement belongs to and that have none.

    "Then the governor took the stage:" says no more than who comes next: enough where the quotation is nobody's.
    """
    segments, out = reader.clauses.segments, []
    is_any = any(segments.text[end - 1] == ":" for _, end in segments.paragraphs[:-1])
    near = by_paragraph(segments, statements) if is_any else {}
    for number, (start, end) in enumerate(segments.paragraphs[:-1]):
        if segments.text[end - 1] != ":":
            continue
        spoken = _announcement(reader, start, end)
        content = _quoted(segments.paragraphs, number + 1, segments.text, quotations)
        following = near.get(number + 1, [])
        if spoken is None and content and (who := _introduced(reader, start, end, names)):
            for statement in following:
                if statement.start == content[0] and not statement.source and not statement.cue:
                    statement.source = [who]
        if spoken is None or (not content and not spoken[2]):
            continue
        source, cue, _ = spoken
        if content is None:
            follows = segments.paragraphs[number + 1]
            others = following + near.get(number + 2, [])
            free = free_sentences(segments, follows, others) if segments.text[follows[0]] not in DOUBLE else []
            if free and free[0][0] == follows[0]:
                out.append(Statement(field, free, [cue], [source], PROBABILITY, "indirect"))
            continue
        held = [s for s in following if overlaps(s.content, content)]
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
    cues = reader.cues.find(unit)
    is_only = sum(cue.form != "according" for cue in cues) == 1
    for cue in reversed(cues):
        if cue.form != "finite" or cue.lemma not in reader.contents.cues.verbs:
            continue
        source = _subject(reader, unit[0], cue.first)
        if source is not None and reader.subjects.is_somebody(*source):
            is_short = is_only and _is_short(reader, unit, cue.end, source)
            return segments.chars(*source), segments.chars(cue.head, cue.end), is_short
    put = PUTS_IT.search(segments.text, segments.words[unit[0]][0], segments.words[unit[1]][0])
    if put is None:
        return None
    verb = segments.word_at(put.start())
    source = _subject(reader, unit[0], verb)
    if source is not None and reader.subjects.is_somebody(*source):
        return segments.chars(*source), put.span(), _is_short(reader, unit, verb + 2, source)
    return None


def _is_short(reader: UnitReader, unit: tuple[int, int], verb_end: int, source: tuple[int, int]) -> bool:
    """Whether an announcement says no more than who speaks, and when: "She added:", "As he wrote last week:"."""
    low, verb = reader.clauses.low, verb_end - 1
    tail = low[verb_end : unit[1]]
    if low[source[0]] in ("i", "we") or reader.clauses.tokens[verb][0].isupper() or len(tail) > LONGEST_TAIL:
        return tail[:3] == [",", "according", "to"]
    told = reader.contents.cues.lemma(low[verb]) == "tell"
    return unit[1] - unit[0] <= LONGEST_ANNOUNCEMENT and (not tail or told or tail[0] in WHEN or tail == FOLLOWING)


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
