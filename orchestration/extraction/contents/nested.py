"""Attributions inside what somebody else says, which the tagger cannot see: its training labels give each word one
role.

Five forms, each only where no attribution has been found yet: "according to X" within a content, "X denies that",
a name directly before a verb of speech, "a plan that she said would fail", and a clause in which the rules engine finds
somebody speaking. Each becomes a statement of its own with the outer one as parent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from orchestration.extraction.by_rules.clauses import Clauses
from orchestration.extraction.by_rules.contents import Said
from orchestration.extraction.by_rules.units import UnitReader
from orchestration.extraction.contents.informants import OPENING, informants_within
from orchestration.extraction.contents.unsaid import is_accused, is_state
from orchestration.extraction.naming.names import Name
from orchestration.extraction.naming.outlets import OutletMention, holds_outlet
from orchestration.extraction.rules.vocabulary import Cues, People
from orchestration.extraction.text.quotations import DOUBLE
from orchestration.extraction.text.segment import HYPHENS, Segments, Span, trim
from orchestration.extraction.text.statement import Statement

CLAUSE_END = re.compile(r"[,;:“”\"()\n–—]|(?<![A-Z])\.(?=\W|$)|\s-\s")  # not the stops of "U.S."
# "She announced a plan that the board said would cost more": a clause about a noun names somebody who said it.
RELATIVE = re.compile(
    r"\b(?:that|which|who|what)\s(he|she|it|they|[Tt]he\s(?:[\w.’'-]+\s){0,3}?[\w.’'-]+)\s(?:ha[sd]\s|have\s)?"
    r"(said|says?|claim(?:s|ed)?|argue[sd]?|allege[sd]?|insist(?:s|ed)?|contend(?:s|ed)?)\s"
    r"(?=(?:would|will|could|can|may|might|is|are|was|were|has|have|had|does|did|do)\b)"
)
AUXILIARIES = frozenset({"has", "have", "had", "also", "already", "repeatedly", "strongly", "flatly"})
SPEECH = frozenset(
    """say tell claim announce declare warn insist admit pledge promise vow argue state allege assert acknowledge report
    demand""".split()
)
CLAUSE_MARKS = frozenset(',;:“”"—–.()')
# Verbs that in indirect speech tell what somebody said, seldom what a thing shows.
TOLD_OF = frozenset(
    """inform deny write stress describe accuse urge ask call promise request condemn notify assure order
    threaten""".split()
)
INFORMING = frozenset({"inform", "notify"})
TOLD_OF_THING = re.compile(r"\bof\s")
NAMING = frozenset({"call", "describe"})
NOT_YET = frozenset("will would may might could should must can never not t if".split())
NOBODY = frozenset("that this it there which what who whom i we you these those all".split())
LONGEST_SUBJECT = 9  # words
# Nouns in the plural as often as verbs: "the Baltic states", "reports of delays".
NOUNS = frozenset("states reports requests demands promises pledges charges".split())
BEHIND_VERB = frozenset("that he she it they there ,".split()) | DOUBLE
# With one of these it is no subject: "the investigation before he was | dismissed", "the press to play up | reports".
NO_SUBJECT = frozenset("to was were is are did does do not than".split())
PREPOSITIONS = frozenset("in of at from for to with on by near around across among against".split())
FEWEST = 2  # words of what is said
EDGES = ' \t\n,;:–—-“”"«»'
PROBABILITY = 0.6  # these rules have no score of their own; this is the share seen right


def find_nested(
    segments: Segments,
    clauses: Clauses,
    statements: list[Statement],
    names: list[Name],
    outlets: list[OutletMention],
    cues: Cues,
    people: People,
) -> list[Statement]:
    """New statements found inside the contents of `statements`, parents set."""
    reader = UnitReader(clauses, cues, people)
    inner = InnerClauses(segments, reader, cues)
    taken = {i for s in statements for span in s.cue for i in range(*span)}
    ends = {name.end: name for name in names if name.kind != "role_only" and not name.is_possessive}
    out = []
    for parent in statements:
        reports = holds_outlet(segments, parent.source, outlets)
        found = (
            *informants_within(clauses, parent),
            *_relative(segments, parent),
            *_spoken(segments, reader, parent, ends, cues, reports),
            *inner.spoken_in(parent),
        )
        for parts, cue, source in found:
            content = [bare for part in parts if (bare := _bare(segments.text, part))]
            if content and taken.isdisjoint(range(*cue)) and not is_accused(segments.text, [source], [cue], content):
                taken.update(range(*cue))
                out.append(Statement(parent.field, content, [cue], [source], PROBABILITY, parent=parent))
    return out


class InnerClauses:
    """Contents that themselves report what somebody says: "… that her father warned her", by the rules engine.

    Only a content's main clause, and what a speaker is said to call something ("what the ministry called a trick"):
    further inside, a verb of speech tells what happened more often than what was said.
    """

    def __init__(self, segments: Segments, reader: UnitReader, cues: Cues) -> None:
        self._segments, self._cues, self._reader = segments, cues, reader

    def spoken_in(self, parent: Statement) -> Iterator[tuple[list[Span], Span, Span]]:
        """Content, cue and source of each, in characters."""
        text = self._segments.text
        for unit in self._sentences(parent) if parent.statement_type != "direct" else ():
            for said in self._reader.read(unit):
                if said.source and said.content and self._is_report(said, unit):
                    parts = [_bare(text, self._segments.chars(*part)) for part in said.content]
                    spans = [self._without_told(part, said) for part in parts if part]
                    yield spans, self._segments.chars(*said.cue), self._segments.chars(*said.source)

    def _without_told(self, part: Span, said: Said) -> Span:
        """From "of" on, where somebody is informed of something: "informed the mother | of his death"."""
        lemmas = {self._cues.lemma(self._segments.tokens[i]) for i in range(*said.cue)}
        of = TOLD_OF_THING.search(self._segments.text, *part) if lemmas & INFORMING else None
        return (of.start(), part[1]) if of and of.start() > part[0] else part

    def _sentences(self, parent: Statement) -> Iterator[tuple[int, int]]:
        """The sentences of the parent's content as word ranges, cut where the content is."""
        segments = self._segments
        for start, end in parent.content:
            first, stop = segments.word_at(start), segments.word_at(end - 1) + 1
            while first < stop:
                after = first
                while after < stop and segments.sentence_of[after] == segments.sentence_of[first]:
                    after += 1
                yield first, after
                first = after

    def _is_report(self, said: Said, unit: tuple[int, int]) -> bool:
        tokens, first = self._segments.tokens, said.source[0] if said.source else 0
        before = tokens[first - 1].lower() if first else ""
        opens = first == unit[0] or (first == unit[0] + 1 and before in OPENING)
        if tokens[first].lower() in NOBODY or said.pattern == "shared" or not (opens or before == "what"):
            return False
        if NOT_YET.intersection(self._reader.clauses.low[first : said.cue[1]]):
            return False
        if before != "what" and not self._reader.is_sound(said):
            return False
        lemmas = {self._cues.lemma(tokens[i]) for i in range(*said.cue)}
        quoted = self._segments.text[self._segments.words[said.content[0][0]][0]] in DOUBLE
        return bool(lemmas & (SPEECH | TOLD_OF)) and (quoted or before == "what" or not lemmas & NAMING)


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


def free_own(statements: list[Statement]) -> None:
    """Take the parent from each statement of the same speaker as its parent's: nobody reports it but who said it."""
    for statement in statements:
        parent = statement.parent
        if parent and statement.speakers and _names(statement) == _names(parent):
            statement.parent = parent.parent


def _names(statement: Statement) -> list[str]:
    return [speaker.name for speaker in statement.speakers]


def _size(statement: Statement) -> int:
    return sum(end - start for start, end in statement.content)


def _inside(inner: Statement, outer: Statement) -> bool:
    return all(any(a <= s and e <= b for a, b in outer.content) for s, e in inner.content + inner.cue)


def _relative(segments: Segments, parent: Statement) -> Iterator[tuple[list[Span], Span, Span]]:
    if parent.statement_type == "direct":
        return
    for start, end in parent.content:
        for match in RELATIVE.finditer(segments.text, start, end):
            limit = CLAUSE_END.search(segments.text, match.end(), end)
            content = _bare(segments.text, (match.end(), limit.start() if limit else end))
            if content:
                yield [content], match.span(2), match.span(1)


def _spoken(
    segments: Segments, reader: UnitReader, parent: Statement, ends: dict[int, Name], cues: Cues, reports: bool
) -> Iterator[tuple[list[Span], Span, Span]]:
    tokens = segments.tokens
    # An outlet's report is one stretch of text, however the tagger has cut it.
    contents = [(parent.start, parent.end)] if reports else parent.content
    for start, end in contents:
        for i in range(segments.word_at(start), segments.word_at(end - 1) + 1):
            lemma = cues.lemma(tokens[i])
            denies = lemma is not None and cues.verbs.get(lemma) == "deny"
            # In plain indirect speech the tagger saw the inner verb and chose; it is overruled only where it could not.
            if not denies and not (lemma in SPEECH and (reports or parent.statement_type == "direct")):
                continue
            if not _may_be_verb(tokens, i):
                continue
            first = segments.word_at(start)
            source = _subject(segments, ends, i, first) or (_clause_subject(segments, i, first) if reports else None)
            if source is None:
                continue
            is_cited = tokens[i].lower() == "saying" and tokens[i - 1].lower() == "as"
            if not (denies or is_cited or reader.cues.is_spoken((first, len(tokens)), i)):
                continue
            limit = CLAUSE_END.search(segments.text, segments.words[i][1], end) if denies else None
            begin = _after_addressee(segments, i, end) if lemma == "tell" else segments.words[i][1]
            after = (begin, limit.start() if limit else _sentence_end(segments, i, end))
            content = _bare(segments.text, after)
            if content is None and reports:
                # "…," he said, in what an outlet reports: the content stands before its speaker.
                content = _bare(segments.text, (max(start, segments.sentences[segments.sentence_of[i]][0]), source[0]))
            if content and (denies or len(segments.text[slice(*content)].split()) >= FEWEST):
                yield [content], segments.words[i], source


def _may_be_verb(tokens: list[str], i: int) -> bool:
    """Whether a word that looks like a verb of speech is no part of a name, no modifier and no noun in the plural."""
    follows = tokens[i + 1].lower() if i + 1 < len(tokens) else ""
    if tokens[i][0].isupper() or follows in HYPHENS:
        return False  # "the United States", "state-run"
    if tokens[i].lower() in NOUNS and follows not in BEHIND_VERB:
        return False
    return not (i and is_state(tokens[i - 1], tokens[i]))


def _after_addressee(segments: Segments, verb: int, end: int) -> int:
    """Where the content begins after "told somebody that"; the end where nothing is told."""
    words = range(verb + 1, min(verb + 1 + LONGEST_SUBJECT, len(segments.words)))
    that = next((i for i in words if segments.tokens[i].lower() == "that"), None)
    return min(end, segments.words[that][0]) if that is not None else end


def _clause_subject(segments: Segments, verb: int, first: int) -> Span | None:
    """What stands between the last comma or quotation mark and the verb: "he", "Israel's defense minister"."""
    tokens, at = segments.tokens, verb
    while at > first and verb - at < LONGEST_SUBJECT:
        # A comma or stop within a number ("13,000 claims") ends no clause.
        if tokens[at - 1] in CLAUSE_MARKS and not (tokens[at].isdigit() and tokens[at - 2].isdigit()):
            break
        at -= 1
    while at < verb and tokens[at].lower() in OPENING:
        at += 1
    end = verb
    while end > at and tokens[end - 1].lower() in AUXILIARIES:
        end -= 1
    if at >= end or verb - at >= LONGEST_SUBJECT or not NO_SUBJECT.isdisjoint(t.lower() for t in tokens[at:end]):
        return None
    return segments.chars(at, end)


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
    if begin is None or begin < first or (begin > first and tokens[begin - 1].lower() in PREPOSITIONS):
        return None
    end = verb
    while tokens[end - 1].lower() in AUXILIARIES:
        end -= 1
    return segments.chars(begin, end)


def _bare(text: str, span: Span) -> Span | None:
    bare = trim(text, span, EDGES, EDGES + ".")
    return bare if bare and bare[1] - bare[0] > 2 else None
