"""Whose statement an outlet's report is: the one who spoke instead of the outlet that passes it on.

The tagger gives each word one role, so of “…,” he said, according to Reuters, one attribution gets the content and the
other none. The one who said it is the source; Reuters is found again as the relay.
"""

from __future__ import annotations

from bisect import bisect_right

from orchestration.extraction.by_rules.clauses import NONE
from orchestration.extraction.by_rules.contents import Said
from orchestration.extraction.by_rules.units import UnitReader
from orchestration.extraction.contents.cited import give_to_the_cited
from orchestration.extraction.naming.names import PREPOSITIONS, Name, singular
from orchestration.extraction.naming.outlets import OutletMention, names_outlet
from orchestration.extraction.rules.vocabulary import Cues
from orchestration.extraction.text.attribution import Attribution, WordSpan
from orchestration.extraction.text.segment import Segments

CITING = frozenset({"cite", "quote"})
LONGEST_NAME = 12  # words


def give_to_speakers(
    segments: Segments,
    reader: UnitReader,
    attributions: list[Attribution],
    outlets: list[OutletMention],
    names: list[Name],
    cues: Cues,
) -> list[Attribution]:
    """`attributions` with content, each from whoever spoke where an outlet and a speaker share one sentence."""
    attributions = _by_clauses(reader, attributions, outlets, cues)
    attributions = _by_spare_sources(reader, attributions, outlets, cues)
    _to_the_quoted(reader, attributions, names)
    _to_the_one_named_after(reader, attributions, outlets, cues)
    give_to_the_cited(reader, attributions)
    return attributions


def _by_clauses(
    reader: UnitReader, attributions: list[Attribution], outlets: list[OutletMention], cues: Cues
) -> list[Attribution]:
    """`attributions` with each outlet's report given to whoever speaks in it, where the sentence says who.

    “…,” he said, according to Reuters / X warned that …, Reuters reports: the tagger may give all of it to Reuters.
    What the rules engine reads in the same sentence tells the speaker; Reuters is found again as the relay.
    """
    clauses = reader.clauses
    dropped: set[int] = set()
    starts = [first for first, _ in clauses.units]
    by_unit: dict[int, list[Attribution]] = {}
    for a in attributions:
        if not a.cue:
            continue
        is_report = _is_outlet(a, outlets) or _is_behind_outlet(a, outlets)
        if is_report or _is_record(a, reader) or _ends_in_speech(a, reader):
            by_unit.setdefault(bisect_right(starts, a.cue[-1].first) - 1, []).append(a)
    for number, reports in sorted(by_unit.items()):
        unit = clauses.units[number]
        spoken = [said for said in reader.read(unit) if _is_spoken(said, outlets, cues, reader)]
        for report in reports:
            for said in spoken:
                words = {i for first, end in said.content for i in range(first, end)}
                held = {i for span in report.content for i in range(span.first, span.end)}
                if not said.source or len(words & held) * 2 < len(words):
                    continue
                inner = [a for a in attributions if a is not report and a.cue and _overlaps(a.cue, said.cue)]
                dropped |= {id(a) for a in inner}
                _hand_over(report, said, unit)
                break
    return [a for a in attributions if id(a) not in dropped]


def _hand_over(report: Attribution, said: Said, unit: tuple[int, int]) -> None:
    """Make an outlet's report in `unit` the statement of who speaks in it, without the words that name the outlet."""
    probability = report.cue[0].probability
    own = {i for span in report.source + report.cue for i in range(span.first, span.end)}
    own -= set(range(*said.cue))
    parts: list[list[int]] = []
    for first, end in said.content:
        for i in range(first, end):
            if i in own:
                continue
            if parts and parts[-1][-1] == i - 1:
                parts[-1].append(i)
            else:
                parts.append([i])
    after = [span for span in report.content if span.first >= unit[1]]
    report.source, report.cue = [WordSpan(*said.source or (0, 0), probability)], [WordSpan(*said.cue, probability)]
    report.content = [WordSpan(part[0], part[-1] + 1, probability) for part in parts] + after


def _is_spoken(said: Said, outlets: list[OutletMention], cues: Cues, reader: UnitReader) -> bool:
    """Whether somebody who is no outlet says something by a verb of speech."""
    if not said.source or not said.content or said.pattern in ("according", "shared", "credit"):
        return False
    if names_outlet(outlets, *said.source) or not reader.is_sound(said):
        return False
    return any(cues.lemma(reader.clauses.low[i]) in cues.verbs for i in range(*said.cue))


def _by_spare_sources(
    reader: UnitReader, attributions: list[Attribution], outlets: list[OutletMention], cues: Cues
) -> list[Attribution]:
    """`attributions` with content, each from whoever spoke where an outlet and a speaker share one sentence."""
    segments = reader.clauses.segments
    spare = [a for a in attributions if not a.content and a.source and a.cue and not _is_outlet(a, outlets)]
    spare = [a for a in spare if any(cues.lemma(t) in cues.verbs or t == "according" for t in _cue_words(segments, a))]
    out = [a for a in attributions if a.content]
    _by_citing(reader, out, outlets, cues)
    for attribution in out:
        if not attribution.source or not _is_outlet(attribution, outlets):
            continue
        sentences = {segments.sentence_of[span.end - 1] for span in attribution.content + attribution.cue}
        near = [a for a in spare if segments.sentence_of[a.cue[0].first] in sentences]
        if near:
            attribution.source, attribution.cue = near[0].source, near[0].cue
            spare.remove(near[0])
    return out


def _by_citing(reader: UnitReader, out: list[Attribution], outlets: list[OutletMention], cues: Cues) -> None:
    """Give an outlet's report to whom it cites for it: "…, Steppe Wire reported, citing the minister".

    Where somebody else has said what is reported, "…, Weir said, according to WQRS, citing his office", nothing is left
    of who is cited.
    """
    segments = reader.clauses.segments
    for cited in [a for a in out if _cue_words(segments, a) and cues.lemma(_cue_words(segments, a)[-1]) in CITING]:
        words, at = cited.content[0], cited.cue[0].first
        if len(cited.content) > 1 or words.end - words.first > LONGEST_NAME:
            continue
        near = [a for a in out if a is not cited and a.cue]
        near = [a for a in near if segments.sentence_of[a.cue[0].first] == segments.sentence_of[at]]
        is_outlets = _is_outlet(cited, outlets) or _is_which(reader, cited, outlets)
        is_outlets = is_outlets or _is_behind_report(reader, at, outlets, cues)
        reported = [a for a in near if _is_outlet(a, outlets) or (not a.source and is_outlets)]
        if reported and _can_be_cited(reader, words, cited, reported[0]):
            reported[0].source, reported[0].cue = cited.content, cited.cue
            out.remove(cited)
            continue
        is_behind = is_outlets and words.first > at and any(a.source and a.content[-1].end <= at for a in near)
        if is_behind and reader.subjects.is_somebody(words.first, words.end):
            out.remove(cited)


def _is_which(reader: UnitReader, attribution: Attribution, outlets: list[OutletMention]) -> bool:
    """Whether the source is "which" behind an outlet: "according to WQRS, which cited his office"."""
    first = attribution.source[0].first if attribution.source else 0
    return first > 0 and reader.clauses.low[first] == "which" and any(m.end == first - 1 for m in outlets)


def _is_behind_report(reader: UnitReader, at: int, outlets: list[OutletMention], cues: Cues) -> bool:
    """Whether an outlet's verb stands before the cue at word `at`: "…, Weir said, WQRS reported, | citing its desk"."""
    low = reader.clauses.low
    return (
        at > 2 and low[at - 1] == "," and cues.lemma(low[at - 2]) == "report" and any(m.end == at - 2 for m in outlets)
    )


def _can_be_cited(reader: UnitReader, words: WordSpan, cited: Attribution, reported: Attribution) -> bool:
    """Whether `words` can name who spoke, or what an outlet cites before its verb: "internal memos"."""
    subjects, low = reader.subjects, reader.clauses.low
    if subjects.is_somebody(words.first, words.end):
        return True
    is_set_off = cited.cue[0].first < words.first and words.end < reported.cue[0].first
    people = subjects.people
    nouns = people.works | people.records | people.writings | people.organisation_words
    return is_set_off and any(singular(low[i]) in nouns for i in range(words.first, words.end))


def _to_the_quoted(reader: UnitReader, attributions: list[Attribution], names: list[Name]) -> None:
    """Make the subject of "X was quoted by Y as saying" the source, where the tagger took Y."""
    tokens = reader.clauses.tokens
    by_end = {name.end: name for name in names if not name.is_possessive}
    for attribution in attributions:
        for span in attribution.cue:
            quoted = next((i for i in range(span.first, span.end) if tokens[i].lower() in ("quoted", "cited")), None)
            if quoted is None or quoted < 2 or tokens[quoted - 1].lower() not in ("was", "is", "were", "are"):
                continue
            name = by_end.get(quoted - 1)
            if name and tokens[name.first - 1].lower() not in PREPOSITIONS:
                attribution.source = [WordSpan(name.first, name.end, 0.5)]
            elif tokens[quoted - 2].lower() in ("he", "she", "they", "it"):
                attribution.source = [WordSpan(quoted - 2, quoted - 1, 0.5)]
            elif set_off := _set_off_before(reader, quoted - 1, by_end):
                _give(attribution, set_off)
            else:
                _free_the_quoted(reader, attribution, quoted - 1)


def _set_off_before(reader: UnitReader, verb: int, by_end: dict[int, Name]) -> tuple[int, int] | None:
    """Who is named before a comma and the verb, with what they are: "the captain, Ada Weir, | was quoted"."""
    clauses = reader.clauses
    if clauses.tokens[verb - 1] != "," or verb - 1 not in by_end:
        return None
    floor = clauses.segments.first_word(clauses.segments.sentence_of[verb])
    floor = next((i + 1 for i in range(verb - 1, floor, -1) if clauses.quote_of[i] != NONE), floor)
    name = by_end[verb - 1]
    return reader.subjects.before(floor, verb) or (name.first, name.end)


def _give(attribution: Attribution, source: tuple[int, int]) -> None:
    """Make the words of `source` the source, and leave them out of the content."""
    first, end = source
    attribution.source = [WordSpan(first, end, 0.5)]
    attribution.content = [
        WordSpan(s.first, min(s.end, first), s.probability) if s.first < first else s
        for s in attribution.content
        if s.first < first or s.first >= end
    ]


def _free_the_quoted(reader: UnitReader, attribution: Attribution, end: int) -> None:
    """Take the words before `end` out of the content as the source: “…,” the mayor | was quoted as saying by Y."""
    held = next((span for span in attribution.content if span.first < end <= span.end + 1), None)
    found = reader.subjects.before(held.first, end) if held is not None else None
    if held is None or found is None or found[1] < held.end:
        return
    attribution.source = [WordSpan(*found, held.probability)]
    attribution.content = [span for span in attribution.content if span is not held]
    if held.first < found[0]:
        attribution.content.append(WordSpan(held.first, found[0], held.probability))
        attribution.content.sort(key=lambda span: span.first)


def _to_the_one_named_after(
    reader: UnitReader, attributions: list[Attribution], outlets: list[OutletMention], cues: Cues
) -> None:
    """Make the minister the source in “…,” the Gazette quoted the minister; the tagger may take him for content."""
    clauses = reader.clauses
    for attribution in attributions:
        if not attribution.cue or len(attribution.content) < 2 or not _is_outlet(attribution, outlets):
            continue
        last = attribution.cue[-1].end
        held = next((span for span in attribution.content if span.first == last), None)
        if held is None or cues.lemma(clauses.low[last - 1]) not in CITING or clauses.quote_from(last) is not None:
            continue
        named = reader.subjects.after(last, held.end)
        others = [span for span in attribution.content if span is not held]
        if named and all(clauses.quote_from(span.first) is not None for span in others):
            attribution.source = [WordSpan(*named, held.probability)]
            attribution.content = others


def _is_record(attribution: Attribution, reader: UnitReader) -> bool:
    """Whether the source is what holds somebody else's words: "according to the transcript", "the book says"."""
    people, low = reader.subjects.people, reader.clauses.low
    is_according = any(low[i] == "according" for span in attribution.cue for i in range(span.first, span.end))
    words = (
        singular(low[span.end - 1]) for span in attribution.source if low[span.first] not in ("his", "her", "their")
    )
    return is_according and any(word in people.works | people.writings for word in words)


def _ends_in_speech(attribution: Attribution, reader: UnitReader) -> bool:
    """Whether a content in marks ends with who said it: “…,” Weir said | , according to WQRS."""
    clauses, cue = reader.clauses, attribution.cue[0]
    if clauses.low[cue.first] != "according" or not attribution.content:
        return False
    last = attribution.content[-1]
    closed = next((i for i in range(last.end - 1, last.first, -1) if clauses.quote_of[i] != NONE), None)
    if closed is None or closed + 1 >= last.end or last.end > cue.first:
        return False
    return any(reader.contents.cues.lemma(clauses.low[i]) in ("say", "tell") for i in range(closed + 1, last.end))


def _is_outlet(attribution: Attribution, outlets: list[OutletMention]) -> bool:
    return any(names_outlet(outlets, span.first, span.end) for span in attribution.source)


def _is_behind_outlet(attribution: Attribution, outlets: list[OutletMention]) -> bool:
    """Whether an outlet stands before the cue, though the tagger gave it to another: "Gulf Wire reported, citing …"."""
    cue = attribution.cue[0]
    return not attribution.source and any(m.end == cue.first for m in outlets)


def _cue_words(segments: Segments, attribution: Attribution) -> list[str]:
    return [segments.tokens[i].lower() for span in attribution.cue for i in range(span.first, span.end)]


def _overlaps(spans: list[WordSpan], part: tuple[int, int]) -> bool:
    return any(span.first < part[1] and part[0] < span.end for span in spans)
