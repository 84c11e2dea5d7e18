"""Through whom: the outlets by which the article has a statement, innermost first, and to whom it was said.

An outlet relays a statement when it stands in the statement's sentence outside the content and the words beside it
say so ("told Reuters", "Press TV reported", "in an interview with CNN", "according to TASS"). When the outlet is
itself the source, it speaks for itself. A paragraph that ends "The Times reports:" hands the next one over whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from orchestration.extraction.circumstances.addressees import addressee_of, in_full, sentences_of
from orchestration.extraction.circumstances.called_outlets import called_outlet, quoting_outlet
from orchestration.extraction.circumstances.relations import BEFORE, INNER, OUTER, carrying, relation_of
from orchestration.extraction.contents.block_quotes import Announced
from orchestration.extraction.naming.outlets import TELLING, OutletMention, holds_outlet
from orchestration.extraction.rules.vocabulary import Cues
from orchestration.extraction.text.segment import Segments, Span, covers
from orchestration.extraction.text.statement import Relay, Statement, printed

MOSTLY_INNER = 0.65  # of an outlet's report that is somebody else's statement
FAR = 400  # characters beyond a statement: no sentence that is one goes on so long


@dataclass(frozen=True, slots=True)
class _Found:
    rank: int
    mention: OutletMention
    verb: str


def resolve_relays(
    segments: Segments,
    statements: list[Statement],
    outlets: list[OutletMention],
    announced: dict[int, Announced],
    cues: Cues,
    own: str | None,
    surnamed: dict[str, str],
) -> None:
    """Set relays and addressee of the statements of one field; `own` is the publisher, no relay of its own.

    `announced`: the paragraphs that an outlet was given whole (block_quotes.py). `surnamed`: full names by surname.
    """
    by_sentence: dict[int, list[OutletMention]] = {}
    for mention in outlets:
        by_sentence.setdefault(segments.sentence_of[mention.first], []).append(mention)
    others = [mention for mention in outlets if mention.name != own]
    previous: Statement | None = None
    for statement in sorted(statements, key=lambda s: s.start):
        start, end = _reach(statement)
        low, high = start - FAR, end + FAR
        around = (m for sentence in sentences_of(segments, statement) for m in by_sentence.get(sentence, ()))
        near = [m for m in around if low < segments.words[m.first][0] < high]
        found = _in_sentence(segments, statement, near, cues)
        told = addressee_of(segments, statement, near, cues)
        if called := called_outlet(segments, statement, told, others):
            told, near = called.name, [*near, called]
            found.append(_Found(INNER, called, segments.tokens[segments.word_at(statement.cue[-1][1] - 1)].lower()))
        told = None if any(told == speaker.name for speaker in statement.speakers) else told  # "asked by Reuters"
        if quoting := quoting_outlet(segments, statement, others):
            found.append(_Found(OUTER, *quoting))
        statement.addressee = told if any(m.name == told for m in near) else in_full(told, surnamed)
        by = announced.get(segments.paragraph_at(statement.start))
        if by and by.cue not in statement.cue and not any(f.mention.name == by.mention.name for f in found):
            found.append(_Found(OUTER, by.mention, segments.text[by.cue[0] : by.cue[1]].lower()))
        relays = [f for f in sorted(found, key=lambda f: f.rank) if f.mention.name != own]
        relays = [f for f in relays if all(f.mention.name != speaker.name for speaker in statement.speakers)]
        statement.relays = _relays(segments, relays)
        if not relays and previous and _same_breath(segments, previous, statement):
            statement.relays = previous.relays
            if segments.paragraph_at(statement.start) == segments.paragraph_at(previous.start):
                statement.addressee = statement.addressee or previous.addressee
        previous = statement


def carry_interviews(statements: list[Statement]) -> None:
    """Give a statement on the same occasion as an interview, by the same speaker, the outlet that held it.

    The occasion is the same where the date was inherited; so this comes after the dates.
    """
    held: dict[tuple[str, date], Statement] = {}
    for statement in sorted(statements, key=lambda s: s.start):
        if not statement.speakers or statement.said_on is None:
            continue
        occasion = (statement.speakers[0].name, statement.said_on.start)
        told = [relay for relay in statement.relays if BEFORE.get(relay.verb) == INNER]
        if told:
            held[occasion] = statement
        elif not statement.relays and statement.said_on.basis == "inherited" and occasion in held:
            source = held[occasion]
            statement.relays = [relay for relay in source.relays if BEFORE.get(relay.verb) == INNER]


def without_relaying(segments: Segments, statements: list[Statement], outlets: list[OutletMention]) -> list[Statement]:
    """`statements` without those in which an outlet only passes on what somebody else is quoted as saying.

    "X says that …, Press TV reported": what Press TV reports is X's statement, so Press TV is its relay.
    """
    children: dict[int, list[Statement]] = {}
    for statement in statements:
        if statement.parent:
            children.setdefault(id(statement.parent), []).append(statement)
    out = []
    relaying = {id(s) for s in statements if s.parent and _only_passes_on(segments, s, s.parent, outlets)}
    for statement in statements:
        is_outlets = holds_outlet(segments, statement.source, outlets)
        if is_outlets and _is_only_told(segments, statement):
            continue
        if id(statement) in relaying and statement.parent:
            statement.parent.content = statement.content
            continue
        inner = children.get(id(statement))
        if inner and is_outlets and _covered(statement, inner) >= MOSTLY_INNER:
            for s in inner:
                s.parent = statement.parent
        else:
            out.append(statement)
    return out


def _is_only_told(segments: Segments, statement: Statement) -> bool:
    """Whether an outlet reports only who was told: "“…,” Weir told | lawmakers on Tuesday, | Reuters reported"."""
    at = segments.word_at(statement.start) - 1
    return at >= 0 and segments.tokens[at].lower() in TELLING and not covers(statement.cue, segments.words[at][0])


def _only_passes_on(segments: Segments, inner: Statement, outer: Statement, outlets: list[OutletMention]) -> bool:
    """Whether "The Times writes that …, according to the minister" was read the wrong way round."""
    if holds_outlet(segments, outer.source, outlets) or not holds_outlet(segments, inner.source, outlets):
        return False
    opens = segments.text[outer.start : inner.source[0][0]].strip().lower() in ("", "that")
    part = next((span for span in outer.content if span[0] <= inner.source[0][0] < span[1]), outer.content[0])
    start, end = _reach(inner)
    return opens and end - start >= MOSTLY_INNER * (part[1] - part[0])


def _covered(outer: Statement, inner: list[Statement]) -> float:
    """The share of the outer content that inner statements take up, with whatever stands between their parts."""
    total = sum(end - start for start, end in outer.content)
    covered = reached = 0
    for a, b in sorted(_reach(s) for s in inner):
        start, reached = max(a, reached), max(b, reached)
        covered += sum(max(0, min(b, end) - max(start, begin)) for begin, end in outer.content)
    return covered / total if total else 0.0


def _reach(statement: Statement) -> Span:
    """From the first to the last of its spans: "Weir | told lawmakers on Tuesday | that the port would open"."""
    spans = statement.content + statement.cue + statement.source
    return min(start for start, _ in spans), max(end for _, end in spans)


def _relays(segments: Segments, found: list[_Found]) -> list[Relay]:
    out: dict[str, Relay] = {}
    for f in found:
        span = segments.chars(f.mention.first, f.mention.end)
        out.setdefault(f.mention.name, Relay(f.mention.name, f.mention.outlet_id, f.verb, span))
    return list(out.values())


def _same_breath(segments: Segments, previous: Statement, statement: Statement) -> bool:
    """Whether the statement goes on in the paragraph of the one before, by the same speaker."""
    if not previous.speakers or not statement.speakers or not previous.relays:
        return False
    same = previous.speakers[0].name == statement.speakers[0].name
    apart = segments.paragraph_at(statement.start) - segments.paragraph_at(previous.start)
    is_pronoun = bool(statement.source) and printed(segments.text, statement.source).lower() in ("he", "she", "they")
    return same and (apart == 0 or (apart == 1 and is_pronoun))


def _in_sentence(segments: Segments, statement: Statement, outlets: list[OutletMention], cues: Cues) -> list[_Found]:
    out = []
    for mention in outlets:
        start, _ = segments.chars(mention.first, mention.end)
        if statement.holds(start):
            continue
        if covers(statement.source, start):
            relation = carrying(segments, statement, mention)
        else:
            relation = relation_of(segments, statement, mention, cues)
        if relation:
            out.append(_Found(relation[0], mention, relation[1]))
    return out
