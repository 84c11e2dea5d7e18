"""Quotations that go on: behind the cue, in paragraphs of their own, and over the end of a paragraph."""

from __future__ import annotations

from orchestration.extraction.text.quotations import Quotation, Quotations
from orchestration.extraction.text.segment import Segments, Span
from orchestration.extraction.text.spans import SpanIndex
from orchestration.extraction.text.statement import Statement

EDGES = " \t\r\n,;:–—-."
SHORTEST = 12  # characters of a quotation that goes on behind “A,” he said.
LONGEST_REST = 9  # words behind "she said": "late on Friday, shortly before midnight"
# How such words begin.
WHEN = frozenset(
    """late early on in at during after before shortly later yesterday today last this earlier monday tuesday wednesday
    thursday friday saturday sunday via from when while as""".split()
)
SHORTEST_PARAGRAPH = 40  # characters of one that fills a paragraph and is nobody's yet


def fill_paragraphs(
    segments: Segments, quotations: Quotations, given: list[Span], cue: int, content: list[Span]
) -> list[Span]:
    """The quotations of `given` that fill the paragraphs right after `content` and the word `cue`.

    A new paragraph is a new statement, but for a quotation left open, which `carry_on` goes on with.
    """
    last = quotations.at(content[-1][1] - 1)
    if last is not None and last.continues:
        return []
    number = max(segments.paragraph_at(content[-1][1] - 1), segments.paragraph_of[cue])
    out: list[Span] = []
    for span in sorted(given):
        quotation = quotations.at(span[0])
        if quotation is None or segments.paragraph_at(span[0]) != number + 1:
            continue
        number += 1
        start, end = segments.paragraphs[number]
        fills = quotation.start == start and not segments.text[quotation.end : end].strip(EDGES)
        if fills and not _is_printed_again(segments.text, (start, end)):
            out.append((quotation.start, quotation.end))
    return out


def find_unclaimed(
    field: str, segments: Segments, quotations: Quotations, statements: list[Statement]
) -> list[Statement]:
    """New statements from quotations that fill a paragraph and are nobody's, of whoever was quoted right before.

    The paragraph before ends with a quotation, with who says it, or with what one person is told to have said; somebody
    else would be named. What is a statement without a speaker already is given that speaker in place.
    """
    covered = _contents(statements)
    last: dict[int, Statement] = {}
    for statement in sorted(statements, key=lambda s: s.end):
        last[segments.paragraph_at(statement.end - 1)] = statement
    out: list[Statement] = []
    for number, (start, end) in enumerate(segments.paragraphs):
        quotation, before = quotations.at(start), last.get(number - 1)
        if quotation is None or before is None or not before.source:
            continue
        if before.statement_type == "indirect" and not (before.cue and _is_one(segments.text, before)):
            continue
        fills = quotation.start == start and not segments.text[quotation.end : end].strip(EDGES)
        ends = max(before.end, *(stop for _, stop in before.cue + before.source))
        is_last = _ends_paragraph(segments, quotations, ends, segments.paragraphs[number - 1][1])
        if not fills or not is_last or end - start < SHORTEST_PARAGRAPH:
            continue
        span, held = (quotation.start, quotation.end), covered.within(start, end)
        if len(held) == 1 and held[0].content[0] == span and not (held[0].cue or held[0].source):
            held[0].source = list(before.source)
        elif not held and not _is_printed_again(segments.text, span):
            out.append(Statement(field, [span], [], list(before.source), before.probability, "direct"))
            last[number] = out[-1]
    return out


def _ends_paragraph(segments: Segments, quotations: Quotations, at: int, end: int) -> bool:
    """Whether no more than a few words about when or where it was said stand between `at` and the paragraph's end."""
    rest = segments.text[at:end].strip(EDGES + "”\"’'")
    is_one = segments.sentence_at(at - 1) == segments.sentence_at(end - 1)
    return not rest or (
        is_one
        and len(rest.split()) <= LONGEST_REST
        and rest.split()[0].lower() in WHEN
        and quotations.at(end - 2) is None
    )


def _is_printed_again(text: str, span: Span) -> bool:
    """Whether what stands between the marks stands elsewhere too: the page prints a sentence once more, in large."""
    return text.count(text[span[0] + 1 : span[1] - 1].strip(EDGES)) > 1


def _is_one(text: str, statement: Statement) -> bool:
    """Whether the source is one person's name or "he", who is quoted next: not "the Herald reported", not "they"."""
    words = text[slice(*statement.source[0])].split(",")[0].split()
    return words[-1].lower() in ("he", "she") or (words[0].lower() != "the" and words[-1][0].isupper())


def carry_on(segments: Segments, quotations: Quotations, statements: list[Statement]) -> list[Statement]:
    """Give quotations that go on to the statement that they belong to.

    Three cases: "A," he said. "B." in one paragraph, a quotation that the next paragraph opens with a mark, and one
    that is left open before the paragraph that says whose it is.
    """
    out = [s for s in statements if s.cue or s.source]
    covered = _contents(out)
    given: set[Quotation] = set()
    for statement in out:
        last = quotations.at(statement.end - 1)
        added: list[Quotation] = []
        while last is not None and last.continues:
            follows = quotations.after(last.end)
            if follows is None or follows in given or covered.within(follows.start, follows.end):
                break
            added.append(follows)
            last = follows
        follows = None if added else _after_the_cue(segments, quotations, statement)
        if follows and follows not in given and not covered.within(follows.start, follows.end):
            added.append(follows)
        statement.content += [(quotation.start, quotation.end) for quotation in added]
        given.update(added)
    covered = _contents(out)
    for statement in out:
        begun = _begun_before(quotations, statement, covered, given)
        statement.content = [(quotation.start, quotation.end) for quotation in begun] + statement.content
        given.update(begun)
    covered = _contents(out)
    alone = [s for s in statements if not (s.cue or s.source) and not covered.within(s.start, s.end)]
    return out + alone


def _begun_before(
    quotations: Quotations, statement: Statement, covered: SpanIndex[Statement], given: set[Quotation]
) -> list[Quotation]:
    """The paragraphs left open before the one that says whose they are, in order: “A. | “B,” she said."""
    first, out = quotations.at(statement.start), list[Quotation]()
    while first is not None and first.start == (out[0].start if out else statement.start):
        first = quotations.carried_into(first)
        if first is None or first in given or covered.within(first.start, first.end):
            break
        out.insert(0, first)
    return out


def _contents(statements: list[Statement]) -> SpanIndex[Statement]:
    return SpanIndex((span, s) for s in statements for span in s.content)


def _in_the_sentence(segments: Segments, quotations: Quotations, statement: Statement) -> Quotation | None:
    """The second half of a quoted sentence, behind a remark: “When you say so,” she said, at the map, “you err.”"""
    behind = max(end for _, end in statement.cue + statement.source)
    end = segments.sentences[segments.sentence_at(statement.cue[-1][0])][1]
    follows = quotations.after(behind)
    said = segments.text[statement.start : statement.end].rstrip("”\"'’ ")
    if follows is None or follows.start >= end or not said.endswith(","):
        return None
    letters = segments.text[follows.start : follows.start + 2].lstrip('“"«„')
    is_second = letters[:1].islower() and segments.text[behind : follows.start].rstrip().endswith(",")
    return follows if is_second else None


def _after_the_cue(segments: Segments, quotations: Quotations, statement: Statement) -> Quotation | None:
    """The quotation that opens the sentence after "A," he said. and in the same paragraph, if there is one."""
    if not statement.cue or len(statement.content) != 1 or statement.cue[-1][0] < statement.end:
        return None
    before = quotations.at(statement.start)
    if before is None or before.start != statement.start:
        return None
    if (rest := _in_the_sentence(segments, quotations, statement)) is not None:
        return rest
    sentence = segments.sentence_at(statement.cue[-1][0])
    if sentence + 1 >= len(segments.sentences):
        return None
    start = segments.sentences[sentence + 1][0]
    same_paragraph = segments.paragraph_at(start) == segments.paragraph_at(statement.start)
    follows = quotations.at(start)
    return follows if same_paragraph and follows and follows.start == start and follows.end - start > SHORTEST else None
