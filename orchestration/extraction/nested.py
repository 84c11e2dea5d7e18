"""Attributions inside what somebody else says, which the tagger cannot see: its training labels give each word one
role.

Three forms, each only where no attribution has been found yet: "according to X" within a content, "X denies that",
and a name directly before a verb of speech. Each becomes a statement of its own with the outer one as parent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from orchestration.extraction.names import HYPHENS, Name
from orchestration.extraction.outlets import OutletMention, holds_outlet
from orchestration.extraction.rules.vocabulary import Cues
from orchestration.extraction.segment import Segments, Span, trim
from orchestration.extraction.statement import Statement

ACCORDING = re.compile(r"\b([Aa]ccording to)\s+((?!our\b|my\b)[^,.;:“”\"()]{2,80})")
CLAUSE_END = re.compile(r"[,.;:“”\"()\n–—]|\s-\s")
AUXILIARIES = frozenset({"has", "have", "had", "also", "already", "repeatedly", "strongly", "flatly"})
SPEECH = frozenset(
    """say tell claim announce declare warn insist admit pledge promise vow argue state allege assert acknowledge report
    demand""".split()
)
CLAUSE_MARKS = frozenset(',;:“”"—–.()')
OPENING = frozenset({"that", "and", "but", "while", "as", "because"})
LONGEST_SUBJECT = 9  # words
EDGES = ' \t\n,;:–—-“”"«»'
PROBABILITY = 0.6  # these rules have no score of their own; this is the share seen right


def find_nested(
    segments: Segments, statements: list[Statement], names: list[Name], outlets: list[OutletMention], cues: Cues
) -> list[Statement]:
    """New statements found inside the contents of `statements`, parents set."""
    taken = [span for s in statements for span in s.cue]
    ends = {name.end: name for name in names if name.kind != "role_only" and not name.is_possessive}
    out = []
    for parent in statements:
        reports = holds_outlet(segments, parent.source, outlets)
        for content, cue, source in (*_according(segments, parent), *_spoken(segments, parent, ends, cues, reports)):
            if content and not any(a < cue[1] and cue[0] < b for a, b in taken):
                taken.append(cue)
                out.append(Statement(parent.field, content, [cue], [source], PROBABILITY, parent=parent))
    return out


def set_parents(statements: list[Statement]) -> None:
    """The parent of a statement whose content and cue lie inside the content of another is the smallest such other."""
    order = sorted(statements, key=lambda s: (s.start, -s.end))
    open_ones: list[tuple[int, Statement]] = []  # those that may still hold what comes, with their sizes
    for statement in order:
        open_ones = [(size, other) for size, other in open_ones if other.end > statement.start]
        own = _size(statement)
        if statement.parent is None and statement.cue:
            holders = [
                (size, i) for i, (size, other) in enumerate(open_ones) if size > own and _inside(statement, other)
            ]
            if holders:
                statement.parent = open_ones[min(holders)[1]][1]
        open_ones.append((own, statement))


def _size(statement: Statement) -> int:
    return sum(end - start for start, end in statement.content)


def _inside(inner: Statement, outer: Statement) -> bool:
    return all(any(a <= s and e <= b for a, b in outer.content) for s, e in inner.content + inner.cue)


def _according(segments: Segments, parent: Statement) -> Iterator[tuple[list[Span], Span, Span]]:
    for start, end in parent.content:
        for match in ACCORDING.finditer(segments.text, start, end):
            sentence = segments.sentences[segments.sentence_at(match.start())]
            within = (max(start, sentence[0]), min(end, sentence[1]))
            parts = [_bare(segments.text, (within[0], match.start())), _bare(segments.text, (match.end(), within[1]))]
            yield [part for part in parts if part], match.span(1), match.span(2)


def _spoken(
    segments: Segments, parent: Statement, ends: dict[int, Name], cues: Cues, reports: bool
) -> Iterator[tuple[list[Span], Span, Span]]:
    tokens = segments.tokens
    # An outlet's report is one stretch of text, however the tagger has cut it.
    contents = [(parent.start, parent.end)] if reports else parent.content
    for start, end in contents:
        for i in range(segments.word_at(start), segments.word_at(end - 1) + 1):
            # A capital or a hyphen shows a name or a modifier: "the United States", "state-run".
            if tokens[i][0].isupper() or (i + 1 < len(tokens) and tokens[i + 1] in HYPHENS):
                continue
            lemma = cues.lemma(tokens[i])
            denies = lemma is not None and cues.verbs.get(lemma) == "deny"
            # In plain indirect speech the tagger saw the inner verb and chose; it is overruled only where it could not.
            if not denies and not (lemma in SPEECH and (reports or parent.statement_type == "direct")):
                continue
            first = segments.word_at(start)
            source = _subject(segments, ends, i, first) or (_clause_subject(segments, i, first) if reports else None)
            if source is None:
                continue
            limit = CLAUSE_END.search(segments.text, segments.words[i][1], end) if denies else None
            begin = _after_addressee(segments, i, end) if lemma == "tell" else segments.words[i][1]
            after = (begin, limit.start() if limit else _sentence_end(segments, i, end))
            content = _bare(segments.text, after)
            if content is None and reports:
                # "…," he said, in what an outlet reports: the content stands before its speaker.
                content = _bare(segments.text, (max(start, segments.sentences[segments.sentence_of[i]][0]), source[0]))
            if content:
                yield [content], segments.words[i], source


def _after_addressee(segments: Segments, verb: int, end: int) -> int:
    """Where the content begins after "told somebody that"; the end where nothing is told."""
    words = range(verb + 1, min(verb + 1 + LONGEST_SUBJECT, len(segments.words)))
    that = next((i for i in words if segments.tokens[i].lower() == "that"), None)
    return min(end, segments.words[that][0]) if that is not None else end


def _clause_subject(segments: Segments, verb: int, first: int) -> Span | None:
    """What stands between the last comma or quotation mark and the verb: "he", "Israel's defense minister"."""
    tokens, at = segments.tokens, verb
    while at > first and verb - at < LONGEST_SUBJECT and tokens[at - 1] not in CLAUSE_MARKS:
        at -= 1
    while at < verb and tokens[at].lower() in OPENING:
        at += 1
    end = verb
    while end > at and tokens[end - 1].lower() in AUXILIARIES:
        end -= 1
    return segments.chars(at, end) if at < end and verb - at < LONGEST_SUBJECT else None


def _sentence_end(segments: Segments, word: int, end: int) -> int:
    return min(end, segments.sentences[segments.sentence_of[word]][1])


def _subject(segments: Segments, ends: dict[int, Name], verb: int, first: int) -> Span | None:
    """The names joined directly before the verb, with the article before them."""
    tokens = segments.tokens
    at = verb
    while at - 1 > first and tokens[at - 1].lower() in AUXILIARIES:
        at -= 1
    begin = None
    while at in ends:
        begin = ends[at].first
        joined = begin - 1 if begin - 1 > first and tokens[begin - 1].lower() == "the" else begin
        begin = joined
        if joined - 1 > first and tokens[joined - 1].lower() in ("and", ",") and joined - 1 in ends:
            at = joined - 1
        else:
            break
    if begin is None or begin < first:
        return None
    end = verb
    while tokens[end - 1].lower() in AUXILIARIES:
        end -= 1
    return segments.chars(begin, end)


def _bare(text: str, span: Span) -> Span | None:
    bare = trim(text, span, EDGES, EDGES + ".")
    return bare if bare and bare[1] - bare[0] > 2 else None
