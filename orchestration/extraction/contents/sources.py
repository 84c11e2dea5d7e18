"""Complete the sources that the tagger left out or took into the content."""

from __future__ import annotations

from orchestration.extraction.by_rules.clauses import NONE, VERB_MONTHS, Clauses
from orchestration.extraction.by_rules.subjects import NO_SOURCE
from orchestration.extraction.by_rules.units import UnitReader
from orchestration.extraction.naming.names import PASSIVE, PREPOSITIONS, Name
from orchestration.extraction.text.attribution import Attribution, WordSpan
from orchestration.extraction.text.segment import Segments

OPENS_SUBJECT = frozenset([",", "”", '"'])
NO_SUBJECT = (
    NO_SOURCE | PREPOSITIONS | frozenset("among amongst amid amidst per via despite during after before".split())
)
TAKES_FROM = frozenset({"citing", "quoting", "responding", "speaking"})  # from somebody else
TOLD = frozenset({"tell", "tells", "told", "telling"})
BETWEEN = frozenset("has have had also already later then reportedly repeatedly just again recently earlier".split())


def free_sources(reader: UnitReader, attributions: list[Attribution]) -> None:
    """Give an attribution without a source the subject beside its cue that stands in its content.

    "…, the minister reportedly stated" and "…, said Gen. X, deputy chief of …": the tagger may read on into who speaks.
    """
    clauses, subjects = reader.clauses, reader.subjects
    paragraph_of = clauses.segments.paragraph_of
    for attribution in attributions:
        if len(attribution.cue) != 1 or not attribution.content:
            continue
        cue = attribution.cue[0]
        # Who is named in another paragraph seldom speaks where somebody stands beside the cue.
        if any(paragraph_of[span.first] == paragraph_of[cue.first] for span in attribution.source):
            continue
        if clauses.low[cue.end - 1] == "of" or any(clauses.low[i] in PASSIVE for i in range(cue.first - 1, cue.end)):
            continue
        held = next((span for span in attribution.content if cue.first - 2 <= span.end <= cue.first), None)
        found = None
        if held is not None:
            found = subjects.before(held.first, held.end)
        elif attribution.content[0].end <= cue.first:
            held = next((span for span in attribution.content if span.first == cue.end), None)
            found = subjects.after(cue.end, held.end) if held is not None else None
        if found is None or held is None or (found[0] > held.first and clauses.low[found[0] - 1] not in OPENS_SUBJECT):
            continue
        attribution.source = [WordSpan(*found, held.probability)]
        kept = (held.first, found[0]) if found[1] >= held.end - 1 else (found[1], held.end)
        attribution.content = [span for span in attribution.content if span is not held]
        if kept[0] < kept[1]:
            attribution.content.append(WordSpan(*kept, held.probability))
            attribution.content.sort(key=lambda span: span.first)


def end_before_months(clauses: Clauses, attributions: list[Attribution]) -> None:
    """End a source before "in May", where the tagger took the month for a verb: "the ministry | in May | warned"."""
    for attribution in attributions:
        if not attribution.source or not attribution.cue or attribution.cue[0].first < attribution.source[-1].end:
            continue
        last, month = attribution.source[-1], attribution.cue[0].first - 1
        is_when = clauses.tokens[month] in VERB_MONTHS and clauses.low[month - 1] == "in"
        if is_when and last.first < month - 1 <= last.end and not clauses.low[month - 2].endswith("ed"):
            attribution.source[-1] = WordSpan(last.first, month - 1, last.probability)


def end_at_colons(clauses: Clauses, attributions: list[Attribution]) -> None:
    """End a source at the colon that says of whom it was said: "according to three advisers | : Ada Weir".

    And at "via", which leads to an outlet.
    """
    for attribution in attributions:
        if not attribution.source or not attribution.cue:
            continue
        last = attribution.source[-1]
        colon = next((i for i in range(last.first + 1, last.end - 1) if clauses.low[i] in (":", "via")), None)
        if colon is not None and clauses.low[attribution.cue[-1].end - 1] == "to":
            attribution.source[-1] = WordSpan(last.first, colon, last.probability)


def share_subjects(reader: UnitReader, attributions: list[Attribution]) -> None:
    """Give an attribution without a source the subject that stands beside its cue, whomever else it speaks for.

    “…,” she said, adding: “…”: the tagger gives each word to one attribution, and "she" to the second.
    """
    clauses = reader.clauses
    for attribution in attributions:
        if attribution.source or not attribution.cue or not attribution.content:
            continue
        cue = attribution.cue[0]
        is_passive = any(clauses.low[i] in PASSIVE for i in range(max(0, cue.first - 1), cue.end))
        found = None if is_passive or not _says(reader, attribution) else _beside(reader, attribution)
        if found and clauses.low[found[0]] not in NO_SUBJECT and reader.subjects.is_somebody(*found):
            attribution.source = [WordSpan(*found, cue.probability)]


def find_subjects_ahead(reader: UnitReader, attributions: list[Attribution]) -> None:
    """Give a participle that opens its sentence the subject of the main clause: "Calling it “a trap,” X said …"."""
    clauses = reader.clauses
    for attribution in attributions:
        if attribution.source or len(attribution.cue) != 1 or not attribution.content:
            continue
        cue = attribution.cue[0]
        floor, limit = _sentence(clauses, cue.first)
        end = attribution.content[-1].end
        word = clauses.low[cue.first]
        if cue.first != floor or not word.endswith("ing") or word in TAKES_FROM or end >= limit:
            continue
        start = end + (clauses.low[end] in OPENS_SUBJECT)
        start += start < limit and clauses.low[start] in OPENS_SUBJECT
        if clauses.low[start - 1] not in OPENS_SUBJECT:
            continue
        others = [other.source[0] for other in attributions if other.source and other.source[0].first == start]
        found = others[0] if others else None
        if found is not None:
            attribution.source = [WordSpan(found.first, found.end, cue.probability)]


def _says(reader: UnitReader, attribution: Attribution) -> bool:
    """Whether the cue holds a verb of speech with a subject, no noun ("reports of") and no verb of something else."""
    clauses, contents, cue = reader.clauses, reader.contents, attribution.cue[0]
    verb = next((c for c in reader.cues.find(_sentence(clauses, cue.first)) if cue.first <= c.head < cue.end), None)
    if verb is None or verb.form != "finite" or verb.lemma not in contents.cues.verbs:
        return False
    if verb.lemma == "accuse" and clauses.low[verb.end : verb.end + 1] in (["of"], ["in"], ["over"]):
        return False  # "two men accused of the attack"
    is_quoted = any(clauses.has_quote(span.first, span.end) for span in attribution.content)
    return is_quoted or verb.lemma not in contents.cues.needs_clause or contents.takes(verb)


def _sentence(clauses: Clauses, word: int) -> tuple[int, int]:
    """The words of the sentence of `word`."""
    start, end = clauses.segments.sentences[clauses.segments.sentence_of[word]]
    return clauses.segments.word_at(start), clauses.segments.word_at(end - 1) + 1


def _beside(reader: UnitReader, attribution: Attribution) -> tuple[int, int] | None:
    """The subject right before the cue, or behind it where what is said stands in front: “…,” said X."""
    clauses, cue = reader.clauses, attribution.cue[0]
    floor, limit = _sentence(clauses, cue.first)
    said = [span for span in attribution.content if span.end <= cue.first]
    before = reader.subjects.before(max([floor, *(span.end for span in said)]), cue.first)
    follows = cue.first and (clauses.quote_of[cue.first - 1] != NONE or clauses.low[cue.first - 1] == ",")
    end = attribution.cue[-1].end
    if before is not None or not said or not follows or end >= limit or clauses.quote_of[end] != NONE:
        return before
    return reader.subjects.after(end, limit)


def complete_sources(segments: Segments, attributions: list[Attribution], names: list[Name]) -> None:
    """Give an attribution without a source the name directly before its cue, or after it in "said X"."""
    by_end = {name.end: name for name in names if not name.is_possessive}
    by_first = {name.first: name for name in names if not name.is_possessive}
    for attribution in attributions:
        if attribution.source or not attribution.cue:
            continue
        at, end = attribution.cue[0].first, attribution.cue[-1].end
        while at and segments.tokens[at - 1].lower() in BETWEEN:
            at -= 1
        last = segments.tokens[end - 1].lower()
        inverted = attribution.content and attribution.content[0].end <= attribution.cue[0].first
        # Behind "told" stands whoever was told.
        name = by_end.get(at) or (by_first.get(end) if inverted and last not in TOLD else None)
        # "called on New Year's Eve to say": behind a preposition stands no subject, but for "according to".
        before = segments.tokens[name.first - 1].lower() if name and name.first else ""
        is_subject = before not in PREPOSITIONS or (name is not None and name.first == end)
        if name and is_subject and not _in_content(attribution, name):
            attribution.source = [WordSpan(name.first, name.end, 0.5)]
        elif name is None and inverted:
            _part_cue(attribution, by_end.get(end))


def _part_cue(attribution: Attribution, name: Name | None) -> None:
    """Give the name that ends the cue as its source: “…,” responds Weir."""
    cue = attribution.cue[-1]
    if name is not None and cue.first < name.first:
        attribution.source = [WordSpan(name.first, name.end, cue.probability)]
        attribution.cue[-1] = WordSpan(cue.first, name.first, cue.probability)


def _in_content(attribution: Attribution, name: Name) -> bool:
    return any(span.first < name.end and name.first < span.end for span in attribution.content)
