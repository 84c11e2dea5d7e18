"""From attributions of words to statements of characters, without what says nothing was said.

Contents are trimmed, take in the quotation marks at their ends, stay within the cue's paragraph unless a quotation
carries on into the next, and go on after the cue when the quotation does.
"""

from __future__ import annotations

import re

from orchestration.extraction.contents.continued_quotes import carry_on, fill_paragraphs
from orchestration.extraction.contents.findings import is_finding, is_made_clear, is_talked_of
from orchestration.extraction.contents.said_of_somebody import is_said_of_somebody
from orchestration.extraction.contents.unsaid import (
    is_accused,
    is_hypothetical,
    is_naming,
    is_said_of,
    is_state,
    is_told,
    is_topic,
    is_unsaid,
    is_withheld,
)
from orchestration.extraction.rules.vocabulary import Cues
from orchestration.extraction.text.attribution import Attribution, WordSpan
from orchestration.extraction.text.datelines import dateline_end
from orchestration.extraction.text.quotations import MARKS, Quotations
from orchestration.extraction.text.segment import HYPHENS, Segments, Span, overlaps, plain_words, trim
from orchestration.extraction.text.spans import SpanIndex
from orchestration.extraction.text.statement import MOSTLY, TITLE, Statement, statement_type_of

APPOSITION = re.compile(r",\s(?:an?|including|such\sas)\s[^,;:.“”\"\n]{3,160}(?=\.(?:\s|$))")
ACCORDING_TO = "according to"
LEFT_OUT = re.compile(r"\s*\w+(?:\s+\w+)?\s*|\s*[,–—]\s*")
TRIM = " \t\r\n,;:–—-"
WHOLLY = 0.7  # share of the letters inside quotation marks from which on a content is quoted as a whole
# A content of these words alone points at something said elsewhere.
EMPTY = frozenset(
    """that this it them him her which who what so as one these those there by in on at of to for and but or the
    something anything things""".split()
)


def draft(
    field: str, segments: Segments, quotations: Quotations, attributions: list[Attribution], cues: Cues
) -> list[Statement]:
    """Statements of one field in the order of their contents."""
    out = []
    for attribution in attributions:
        if not attribution.content or _is_state(segments, attribution) or _is_named_so(segments, attribution):
            continue
        content = _content(segments, quotations, attribution)
        if not content:
            continue
        source = [_whole_word(segments.text, span) for span in _chars(segments, attribution.source)]
        statement = Statement(
            field,
            [_without_source(segments.text, span, source) for span in content],
            cue=_chars(segments, attribution.cue),
            source=source,
            probability=_probability(attribution),
        )
        if is_said(segments.text, statement, quotations, cues):
            out.append(statement)
            if attribution.cue and statement.source:
                given = _chars(segments, attribution.content)
                further = fill_paragraphs(segments, quotations, given, attribution.cue[-1].first, content)
                out += [Statement(field, [span], [], list(statement.source), statement.probability) for span in further]
    out = carry_on(segments, quotations, out)
    _take_in_appositions(segments, quotations, out)
    for statement in out:
        statement.statement_type = statement_type(segments.text, quotations, statement.content)
    return sorted(out, key=lambda s: (s.start, s.end))


def keep_first(statements: list[Statement]) -> list[Statement]:
    """The statements, of those with the same content the first: a statement is known by where its words stand."""
    return list({tuple(s.content): s for s in reversed(statements)}.values())[::-1]


def _is_state(segments: Segments, attribution: Attribution) -> bool:
    """Whether the one word of the cue is a noun: "four states"."""
    cue = attribution.cue
    if len(cue) != 1 or cue[0].end - cue[0].first != 1 or cue[0].first == 0:
        return False
    return is_state(segments.tokens[cue[0].first - 1], segments.tokens[cue[0].first])


def _is_named_so(segments: Segments, attribution: Attribution) -> bool:
    """Whether the one word of the cue is part of a name: "Said bin Taimur", "Qaboos bin Said"."""
    cue, tokens = attribution.cue, segments.tokens
    if len(cue) != 1 or cue[0].end - cue[0].first != 1 or tokens[cue[0].first] != "Said":
        return False
    i = cue[0].first
    return bool({"bin", "ibn"} & {tokens[j].lower() for j in (i - 1, i + 1) if 0 <= j < len(tokens)})


def statement_type(text: str, quotations: Quotations, content: list[Span]) -> str:
    """Direct, mixed or indirect, by how much of the content stands inside quotation marks."""
    return statement_type_of(quotations.share(text, content))


def is_said(text: str, statement: Statement, quotations: Quotations, cues: Cues) -> bool:
    """Whether the cue communicates: a word of speech, or none but a quotation with somebody to say it."""
    if not statement.cue and (_is_label(text, statement) or _leads_headline(text, statement)):
        return True
    if not any(word not in EMPTY for word in printed_words(text, statement.content)):
        return False
    if is_naming(text, statement.source, statement.cue, statement.content):
        return False
    if is_accused(text, statement.source, statement.cue, statement.content) or is_unsaid(text, statement):
        return False
    words = printed_words(text, statement.cue)
    phrase = " ".join(words)
    if any(p in phrase for p in cues.phrases):
        return True
    lemmas = [lemma for word in words if (lemma := cues.lemma(word))]
    share = quotations.share(text, statement.content)
    if share > WHOLLY or (share > MOSTLY and not words):
        return True
    is_only_topic = not share and is_topic(text, statement)
    if (
        is_only_topic
        or is_hypothetical(text, statement, lemmas)
        or is_told(text, statement)
        or is_said_of(text, statement)
    ):
        return False
    is_kept_back = is_withheld(text, statement, words)
    if share > MOSTLY:
        return not is_kept_back and any(cues.tells_beside_marks(word) for word in words)
    # "It is widely suspected that …": without marks and without anybody who says it nothing is attributed.
    if not statement.source:
        return is_said_of_somebody(text, statement) and not is_kept_back
    if lemmas == ["seek"] and text[statement.start : statement.start + 3].lower() == "to ":
        return False  # what somebody is after: "seeks to retake control"
    is_told_of = is_finding(text, statement, lemmas, cues) or is_made_clear(text, statement)
    is_told_of = is_told_of or is_talked_of(text, statement)
    if is_told_of or any(lemma in cues.verbs for lemma in lemmas):
        return not is_kept_back
    return any(cues.stance(word) for word in words)


def _leads_headline(text: str, statement: Statement) -> bool:
    """Whether a colon stands between source and content of a headline; titles.py says whose label speaks."""
    if statement.field != TITLE or len(statement.source) != 1:
        return False
    return text[statement.source[0][1] : statement.start].rstrip().endswith(":")


def _is_label(text: str, statement: Statement) -> bool:
    """Whether the source is a name in capitals at the head of a line with a colon, as transcripts have it."""
    if len(statement.source) != 1:
        return False
    start, end = statement.source[0]
    opens_line = not text[text.rfind("\n", 0, start) + 1 : start].strip()
    return opens_line and text[start:end].isupper() and text.startswith(":", end) and statement.start > end


def printed_words(text: str, spans: list[Span]) -> list[str]:
    """The words of `spans` in lower case."""
    return [word for start, end in spans for word in plain_words(text[start:end])]


def _chars(segments: Segments, spans: list[WordSpan]) -> list[Span]:
    return [bare for s in spans if (bare := trim(segments.text, segments.chars(s.first, s.end), TRIM, TRIM))]


def _whole_word(text: str, span: Span) -> Span:
    """From the begin of its first word, of which a hyphen may have cut off a part: "state-run media"."""
    start, end = span
    if start > 1 and text[start - 1] in HYPHENS and text[start - 2].isalnum():
        while start and (text[start - 1].isalnum() or text[start - 1] in HYPHENS):
            start -= 1
    return start, end


def _without_source(text: str, span: Span, source: list[Span]) -> Span:
    """The part of a content without who says it at one of its ends: “…,” Ada Weir | was quoted as saying."""
    start, end = span
    for first, last in source:
        if first == start and last < end:
            start = last
        elif last == end and first > start:
            end = first
    if (start, end) == span:
        return span
    return trim(text, (start, end), TRIM, TRIM) or span


def _probability(attribution: Attribution) -> float:
    spans = attribution.content + attribution.cue + attribution.source
    return sum(span.probability for span in spans) / len(spans)


def _content(segments: Segments, quotations: Quotations, attribution: Attribution) -> list[Span]:
    text = segments.text
    spans = sorted(_chars(segments, attribution.content))
    if not spans:
        return []
    anchor = attribution.cue[0].first if attribution.cue else attribution.content[0].first
    paragraph = segments.paragraph_of[anchor]
    near = [s for s in spans if segments.paragraph_at(s[0]) == paragraph]
    kept = [(max(a, dateline_end(segments, a)), b) for a, b in near or spans[:1]]
    kept = [(a, b) for a, b in kept if a < b] or near
    kept = _in_one_sentence(segments, quotations, attribution, kept)
    kept = [_with_marks(text, quotations, _with_lead(text, span)) for span in kept]
    return _merge(text, kept, _chars(segments, attribution.cue + attribution.source))


def _in_one_sentence(
    segments: Segments, quotations: Quotations, attribution: Attribution, spans: list[Span]
) -> list[Span]:
    """Without the parts outside quotation marks that stand in another sentence than the cue and the rest."""
    if not attribution.cue:
        return spans
    sentences = {segments.sentence_of[span.first] for span in attribution.cue}
    sentences |= {segments.sentence_of[span.end - 1] for span in attribution.cue}
    near = [s for s in spans if {segments.sentence_at(s[0]), segments.sentence_at(s[1] - 1)} & sentences]
    return [s for s in spans if s in near or quotations.share(segments.text, [s]) > MOSTLY] if near else spans


def _with_lead(text: str, span: Span) -> Span:
    """Read "According to X, …" inside what an outlet reports as one content, so that nested.py can take it apart."""
    before = text[max(0, span[0] - len(ACCORDING_TO) - 1) : span[0]]
    return (span[0] - len(ACCORDING_TO) - 1, span[1]) if before.strip().lower() == ACCORDING_TO else span


def _with_marks(text: str, quotations: Quotations, span: Span) -> Span:
    """The span with the quotation mark just outside an end that lies inside the same quotation."""
    start, end = span
    opening = quotations.at(start - 1) if start else None
    if opening and not text[opening.start : start].strip(MARKS):
        start = opening.start
    q = quotations.at(end - 1)
    if q and q.closed and q.start >= start and not text[end : q.end].strip(MARKS + " .,!?;:…") and q.end - end <= 4:
        end = q.end
    return start, end


def _merge(text: str, spans: list[Span], between: list[Span]) -> list[Span]:
    """Parts that touch, or from which only a comma was left out, or a word or two in none of `between`, as one."""
    out: list[Span] = []
    for start, end in spans:
        if out and _belongs(text, (out[-1][1], start), between):
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _belongs(text: str, gap: Span, between: list[Span]) -> bool:
    """Whether nothing stands in the gap between two parts, a comma, or a word or two that are in none of `between`."""
    printed_gap = text[gap[0] : gap[1]]
    if not printed_gap.strip():
        return True
    if text[gap[0] - 1] in MARKS and text[gap[1]] in MARKS:
        return False  # “A,” “B”
    return LEFT_OUT.fullmatch(printed_gap) is not None and not overlaps(between, gap)


def _take_in_appositions(segments: Segments, quotations: Quotations, statements: list[Statement]) -> None:
    """End an indirect content with what is said of its last name: "… in Darna, a militant stronghold on the coast"."""
    taken = SpanIndex((span, s) for s in statements for span in s.content + s.cue + s.source)
    for statement in statements:
        start, end = statement.content[-1]
        more = APPOSITION.match(segments.text, end)
        if (
            more is None
            or (statement.cue and statement.cue[-1][0] > start)
            or quotations.share(segments.text, [(start, end)])
        ):
            continue
        last = segments.tokens[segments.word_at(end - 1)]
        is_free = not taken.within(end + 1, more.end())
        if last[0].isupper() and is_free and segments.sentence_at(more.end() - 1) == segments.sentence_at(end - 1):
            statement.content[-1] = (start, more.end())
