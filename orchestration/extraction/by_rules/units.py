"""The patterns of one sentence: who speaks beside each of its cues, and what is said before or behind it."""

from __future__ import annotations

from dataclasses import dataclass, field

from orchestration.extraction.by_rules.clauses import DASHES, NONE, Clauses, WordRange
from orchestration.extraction.by_rules.contents import ContentReader, Said
from orchestration.extraction.by_rules.credits import CreditReader
from orchestration.extraction.by_rules.cues import ADVERBS, Cue, CueReader
from orchestration.extraction.by_rules.limits import JOINERS, LEADING, SUBORDINATORS, LimitReader
from orchestration.extraction.by_rules.subjects import NO_SOURCE, SubjectReader
from orchestration.extraction.rules.vocabulary import Cues, People

NOBODY = frozenset("that it there".split())
MOVED = frozenset("her him them us me you".split())
NEVER_ADJECTIVES = frozenset({"say", "tell", "add", "warn", "argue", "insist"})
NOT_SAID = frozenset("but and".split())
MOST_RELATIVES = 3
LONGEST_LEAD = 40  # words: "While admitting that …, X said"


@dataclass(slots=True)
class Reading:
    """A unit while it is read: its cues, what has been found, and the words that this and its contents reach to."""

    unit: WordRange
    cues: list[Cue]
    reach: int
    said: int
    found: list[Said] = field(default_factory=list)
    speaking: Said | None = None
    has_trailing: bool = False

    def add(self, said: Said) -> None:
        """Note what a cue gave."""
        self.found.append(said)
        self.has_trailing = self.has_trailing or said.pattern in ("before", "quoted")
        # What somebody said that another said is inside the first one's words.
        is_inner = self.speaking is not None and said.cue[0] < max(end for _, end in self.speaking.content)
        if said.pattern != "according" and not is_inner:
            self.speaking = said
        self.said = max(self.said, *(end for _, end in said.content), 0)
        self.reach = max(self.reach, self.said, said.cue[1], (said.source or said.cue)[1])


class UnitReader:
    """Reads the units of one text in order."""

    def __init__(self, clauses: Clauses, cues: Cues, people: People) -> None:
        self.clauses, self.cues = clauses, CueReader(clauses, cues, people)
        self.subjects, self.contents = SubjectReader(clauses, cues, people), ContentReader(clauses, cues)
        self.limits = LimitReader(clauses, self.subjects, self.contents)
        self.credits = CreditReader(clauses, self.subjects, self.contents)
        self._last: Said | None = None
        self._labelled_to = 0

    def read(self, unit: WordRange) -> list[Said]:
        """What is said in a unit."""
        if unit[0] < self._labelled_to:
            return []
        if label := self.credits.labelled(unit):
            self._last, self._labelled_to = label, label.content[0][1]
            return [label]
        if self._goes_on(unit):
            return []
        reading = Reading(unit, self.cues.find(unit), unit[0], unit[0])
        for number in range(len(reading.cues)):
            said = self._read_cue(reading, number)
            if said and (said.cue[0] >= reading.said or reading.cues[number].form == "participle"):
                reading.add(said)
        found = reading.found + self.credits.find(unit, reading.found)
        self._last = next((said for said in reversed(found) if said.content), None)
        return found

    def is_sound(self, said: Said) -> bool:
        """Whether somebody stands beside the cue, and behind it what one can say: not "758 pledged delegates".

        Where the tagger has read the words otherwise, only what is sound overrules it.
        """
        low = self.clauses.low
        if said.source is None or not said.content or not self.subjects.is_somebody(*said.source):
            return False
        if low[said.source[1] - 1].isdigit() or low[said.cue[1] - 1].endswith("ing") or low[said.cue[0] - 1] == "to":
            return False
        if self.cues.cues.lemma(low[said.cue[1] - 1]) in NEVER_ADJECTIVES:
            return True
        if low[said.source[0]].isdigit():
            return False
        whole = said.source[0], len(low)
        behind = [first for first, _ in said.content if first >= said.cue[1]]
        return not behind or any(self.cues.opens_complement(whole, i) for i in (said.cue[1], behind[0]))

    def _goes_on(self, unit: WordRange) -> bool:
        """Add a unit that is one quotation to what was quoted just before it in its paragraph; whether that was so."""
        quote = self.clauses.quote_from(unit[0])
        if quote is None or self._last is None or not self._last.content:
            return False
        if any(self.clauses.is_word(i) for i in range(min(quote[1], unit[1]), unit[1])):
            return False
        last, paragraph_of = self._last.content[-1], self.clauses.segments.paragraph_of
        is_quoted = self.clauses.quote_of[last[0]] != NONE or self.clauses.quote_of[last[1] - 1] != NONE
        if not is_quoted or paragraph_of[last[0]] != paragraph_of[unit[0]]:
            return False
        self._last.content.append(unit)
        return True

    def _read_cue(self, reading: Reading, number: int) -> Said | None:
        cue = reading.cues[number]
        if cue.form == "according":
            return self._according(reading, number)
        if cue.form == "participle":
            return self._participle(reading, number)
        if cue.form == "infinitive":
            return self._infinitive(reading, number)
        subject = self.subjects.before(self._floor(reading, number), cue.first)
        if subject:
            return self._spoken(reading, number, subject)
        return self._inverted(reading, number) or self._shared(reading, number)

    def _floor(self, reading: Reading, number: int) -> int:
        """Where a subject may begin: behind the cue before, unless that is in a relative clause of the subject."""
        for earlier in reversed(reading.cues[max(0, number - MOST_RELATIVES) : number]):
            if earlier.first == 0 or self.clauses.low[earlier.first - 1] != "who":
                return earlier.end
        return reading.unit[0] if number <= MOST_RELATIVES else reading.cues[number - 1].end

    def _spoken(self, reading: Reading, number: int, subject: WordRange) -> Said | None:
        """ "…," X said. / …, X said. / X said that …"""
        cue, contents, low = reading.cues[number], self.contents, self.clauses.low
        if low[subject[0]] in NO_SOURCE:
            return None
        stop = self.limits.stop(reading.unit, reading.cues, number)
        after = contents.goes_on(cue, cue.end, stop)
        is_last = contents.is_end(after, stop)
        quote, left = contents.quote_before(subject[0]), contents.before(reading.reach, subject[0])
        if left and quote and quote[0] >= reading.reach and (is_last or not contents.is_lead(left)):
            return Said("quoted", subject, cue.span, [left, *contents.rest(after, stop, True)])
        if left and is_last and not quote and reading.has_trailing and contents.is_lead(left):
            # "…, he said on Sunday, the agency reported": the agency relays what is his.
            return Said("according", subject, cue.span)
        if left and is_last and after + 1 >= reading.unit[1] and not reading.has_trailing:
            # "The agency lured them by promising jobs, he added": all of it is his.
            left = contents.before(reading.unit[0], subject[0])
        if left and is_last and contents.may_follow(cue) and not (after > cue.end and contents.is_lead(left)):
            quoted = self.clauses.quote_to(left[1] - 1) is not None
            return Said("before", subject, cue.span, [left, *contents.rest(after, stop, quoted)])
        opener = low[subject[0] - 1] if subject[0] > reading.unit[0] else ""
        if low[subject[0]] == "who" or opener in SUBORDINATORS:
            stop = self.limits.comma(cue.end, stop)
        return self._behind(cue, subject, stop)

    def _behind(self, cue: Cue, source: WordRange | None, stop: int, pattern: str = "behind") -> Said | None:
        """The attribution of what stands behind a cue, if there is a source and the cue can be one of speech there."""
        content = self.contents.behind(cue, stop) if source else []
        if not content:
            return None
        first = content[0][0]
        if pattern == "behind" and self.clauses.quote_of[first] != NONE:
            pattern = "quoted"
        elif pattern == "behind" and self.clauses.low[first] == "that":
            pattern = "that"
        preposition = self.contents.preposition(cue, first)
        return Said(pattern, source, (cue.first, first) if preposition else cue.span, content)

    def _inverted(self, reading: Reading, number: int) -> Said | None:
        """ "…," said X, a doctor."""
        cue, contents = reading.cues[number], self.contents
        quote, left = contents.quote_before(cue.first), contents.before(reading.reach, cue.first)
        if not left or not (quote or self.clauses.low[cue.first - 1] == ",") or cue.end >= reading.unit[1]:
            return None
        stop = self.limits.stop(reading.unit, reading.cues, number)
        subject = self.subjects.after(cue.end, stop)
        if not subject or self.clauses.low[cue.end] in NOBODY:
            return None
        after = contents.goes_on(cue, subject[1], stop)
        if not quote and not (contents.is_end(after, stop) and contents.may_follow(cue)):
            return None
        pattern = "quoted" if quote else "before"
        return Said(pattern, subject, cue.span, [left, *contents.rest(after, stop, quote is not None)])

    def _shared(self, reading: Reading, number: int) -> Said | None:
        """X said … and warned that …"""
        cue = reading.cues[number]
        if cue.first == reading.unit[0] or self.clauses.low[cue.first - 1] not in JOINERS:
            return None
        stop = self.limits.stop(reading.unit, reading.cues, number)
        return self._behind(cue, self._source_of(reading, cue), stop, "shared")

    def _participle(self, reading: Reading, number: int) -> Said | None:
        """…, adding that … / While admitting that …, X said"""
        cue, unit = reading.cues[number], reading.unit
        before = self.clauses.low[cue.first - 1] if cue.first > unit[0] else ""
        if not reading.found and (before in LEADING or cue.first == unit[0]):
            comma = self.limits.comma(cue.end, min(unit[1], cue.end + LONGEST_LEAD))
            if comma + 1 < unit[1] and self.clauses.low[comma] == ",":
                return self._behind(cue, self.subjects.leading((comma + 1, unit[1]), unit[1]), comma, "shared")
        own = None
        if cue.first > unit[0] and before not in JOINERS | LEADING | ADVERBS | DASHES | self.cues.cues.nouns.keys():
            own = self.subjects.before(unit[0], cue.first)
        stop = self.limits.stop(unit, reading.cues, number)
        return self._behind(cue, own or self._source_of(reading, cue), stop, "shared")

    def _infinitive(self, reading: Reading, number: int) -> Said | None:
        """X went on to say that …"""
        cue, unit = reading.cues[number], reading.unit
        if cue.end >= unit[1] or not (self.clauses.low[cue.end] == "that" or self.clauses.quote_of[cue.end] != NONE):
            return None
        stop = self.limits.stop(unit, reading.cues, number)
        moved = cue.first - 2  # "led her to say that …"
        source = (moved, moved + 1) if moved >= unit[0] and self.clauses.low[moved] in MOVED else None
        return self._behind(cue, source or self.subjects.leading(unit, cue.first), stop, "shared")

    def _according(self, reading: Reading, number: int) -> Said | None:
        """According to X, … / …, according to X / “…,” he said, according to X: without content, for X relays it."""
        cue, contents, unit = reading.cues[number], self.contents, reading.unit
        source = self.subjects.after(cue.end, unit[1])
        if source is None:
            return None
        said, reach = Said("according", source, cue.span), reading.reach
        if reading.found and reach >= cue.first - 1:
            return said
        stop = self.limits.stop(unit, reading.cues, number)
        words = [i for i in range(reach, cue.first) if self.clauses.is_word(i)][:2]
        if not words or (len(words) == 1 and self.clauses.low[words[0]] in NOT_SAID):
            parts = [contents.bare(source[1], stop)]
        else:
            goes_on = source[1] + 2 < stop and self.clauses.low[source[1]] == ","
            parts = [contents.bare(reach, cue.first), *(contents.rest(source[1], stop, False) if goes_on else [])]
        said.content = [part for part in parts if part]
        return said

    def _source_of(self, reading: Reading, cue: Cue) -> WordRange | None:
        """Who is speaking already in the unit, else its first subject."""
        speaking = reading.speaking
        return speaking.source if speaking else self.subjects.leading(reading.unit, cue.first)
