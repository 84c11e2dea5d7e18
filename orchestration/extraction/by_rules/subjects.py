"""The noun phrase that speaks: before a cue, after it, or at the head of its unit, by marks and function words."""

from __future__ import annotations

from orchestration.extraction.by_rules.clauses import DASHES, NONE, Clauses, WordRange
from orchestration.extraction.by_rules.cues import ADVERBS, AUXILIARIES, DETERMINERS, SUBJECT_PRONOUNS
from orchestration.extraction.naming.names import PREPOSITIONS, RELATIVES, singular
from orchestration.extraction.rules.vocabulary import Cues, People
from orchestration.extraction.text.segment import APOSTROPHES

CLAUSE_WORDS = frozenset(
    """that because while when if but as since although though whether after before until than so what how why where
    then and or nor""".split()
)
# "what he said", "a plan that calls for …": no one in particular; and the reader: "you agree to our terms".
NO_SOURCE = frozenset("that which what you".split())
APPOSITIVES = frozenset("a an the who whose which where now then one also both himself herself".split())
INSIDE = frozenset("of for from with at in to by on against".split())
CONTRACTING = SUBJECT_PRONOUNS | frozenset("what there here that how where let".split())
LONGEST_SUBJECT = 22  # words, appositives aside
LONGEST_APPOSITIVE = 30
MOST_APPOSITIVES = 3
LONGEST_LEAD = 40
LONGEST_DATELINE = 14


class SubjectReader:
    """Finds the source beside a cue."""

    def __init__(self, clauses: Clauses, cues: Cues, people: People) -> None:
        self.clauses, self.cues, self.people = clauses, cues, people

    def before(self, floor: int, end: int) -> WordRange | None:
        """The noun phrase that ends right before word `end`, with its appositives; not further left than `floor`."""
        low = self.clauses.low
        if end <= floor or self.clauses.quote_of[end - 1] != NONE:
            return None
        end = self._without_time(floor, end)
        if end <= floor or low[end - 1] in ("and", "or", "but", "then"):
            return None
        if low[end - 1] == ",":
            return self._with_appositive(floor, end - 1)
        first = self._phrase_start(floor, end)
        return (first, end) if first < end and self._is_subject(first, end) else None

    def _without_time(self, floor: int, end: int) -> int:
        """The end without "on Friday" before the verb."""
        at = end
        while at > floor and self.clauses.is_time(at - 1):
            at -= 1
        return at - 1 if floor < at < end and self.clauses.low[at - 1] in ("on", "in") else at

    def after(self, first: int, limit: int) -> WordRange | None:
        """The noun phrase that begins at word `first`, with what is set off by a comma behind it."""
        end = self._phrase_end(first, limit)
        if end == first or not self._is_subject(first, end) or self.clauses.low[first] in PREPOSITIONS:
            return None
        if end + 1 < limit and self.clauses.low[end] == "," and self._is_appositive(end + 1):
            stop = self._next_mark(end + 1, min(limit, end + LONGEST_APPOSITIVE))
            if self._is_set_off(first, end + 1, stop):
                end = stop
        return first, end

    def leading(self, unit: WordRange, limit: int) -> WordRange | None:
        """The subject of a unit's first clause, after what is set off in front of it; it ends before `limit`."""
        first = unit[0]
        low = self.clauses.low
        if self.clauses.begins_paragraph(first):
            first = self._after_dateline(first, limit)
        while first < limit and (not self.clauses.is_word(first) or low[first] in ("but", "and", "so", "then")):
            first += 1
        if first + 1 < limit and low[first + 1] == "," and low[first] in self.people.function_words:
            first += 2
        if first < limit and (low[first] in PREPOSITIONS or low[first] in CLAUSE_WORDS or low[first] in ADVERBS):
            comma = next(
                (i for i in self.clauses.outside(first, min(limit, first + LONGEST_LEAD)) if low[i] == ","), None
            )
            first = comma + 1 if comma is not None else first
        if first >= limit or self.clauses.quote_of[first] != NONE:
            return None
        end = self._phrase_end(first, limit)
        return (first, end) if end > first and self._is_subject(first, end) else None

    def is_somebody(self, first: int, end: int) -> bool:
        """Whether the words can name who speaks: a capital, a pronoun, a role, people or a body."""
        return any(
            self.clauses.is_capital(i)
            or self.clauses.low[i] in self.people.pronouns
            or singular(self.clauses.low[i]) in self.people.speaking_nouns
            for i in range(first, end)
        )

    def _after_dateline(self, first: int, limit: int) -> int:
        """Where the text begins behind "PARIS, Aug 31 (Agency) -"."""
        if not self.clauses.tokens[first].isupper() or len(self.clauses.tokens[first]) < 2:
            return first
        dashes = (i for i in range(first, min(limit, first + LONGEST_DATELINE)) if self.clauses.low[i] in DASHES)
        return next((i + 1 for i in dashes if not self._is_hyphen(i)), first)

    def _phrase_start(self, floor: int, end: int) -> int:
        low, i = self.clauses.low, end
        if low[end - 1] in SUBJECT_PRONOUNS:
            return end - 1
        while i > floor and end - i < LONGEST_SUBJECT and not self._stops(floor, i - 1, end):
            i -= 1
        while i < end and (low[i] in CLAUSE_WORDS or low[i] in ADVERBS or not self._may_open(i)):
            i += 1
        if i < end and low[i] in PREPOSITIONS and i == floor:
            i = self._after_preposition(i, end)
        return i

    def _after_preposition(self, first: int, end: int) -> int:
        """Where the subject begins behind a leading phrase without a comma: "In March Smith said"."""
        i = end - 1
        while i > first + 1 and self.clauses.is_capital(i - 1):
            i -= 1
        return i

    def _may_open(self, i: int) -> bool:
        return self.clauses.is_word(i) or self.clauses.tokens[i] in "([#@$"

    def _stops(self, floor: int, i: int, end: int) -> bool:
        word = self.clauses.low[i]
        if self.clauses.quote_of[i] != NONE:
            return True
        if not self.clauses.is_word(i):
            return not (word in APOSTROPHES or word in ".&()[]/@#$%" or self._is_hyphen(i)) or self._ends_sentence(i)
        if word in ("and", "or"):
            return not self._joins(floor, i)
        if word in ("that", "so", "then", "than") or word in CLAUSE_WORDS:
            return True
        if self.clauses.is_possessive(i) and i > floor + 1 and (low_before := self.clauses.low[i - 2]) in CONTRACTING:
            return low_before != "who"
        is_verb = (word in AUXILIARIES and not self.clauses.is_capital(i)) or (
            self.cues.lemma(word) and word not in self.cues.nouns and not self._is_noun(i)
        )
        return bool(is_verb) and not any(self.clauses.low[j] == "who" for j in range(max(floor, i - 6), i))

    def _is_noun(self, i: int) -> bool:
        return self.clauses.is_capital(i) or self.clauses.low[i].endswith(("ing", "er", "ers"))

    def _is_hyphen(self, i: int) -> bool:
        words = self.clauses.segments.words
        return (
            (self.clauses.low[i] in DASHES or self.clauses.low[i] == ",")
            and 0 < i < len(words) - 1
            and words[i - 1][1] == words[i][0]
            and words[i][1] == words[i + 1][0]
        )

    def _ends_sentence(self, i: int) -> bool:
        return self.clauses.low[i] == "." and len(self.clauses.tokens[i - 1]) > 4

    def _joins(self, floor: int, i: int) -> bool:
        """Whether the "and" at `i` joins two parts of a subject, not two clauses."""
        if i - 1 < floor or i + 1 >= len(self.clauses.tokens):
            return False
        return self.clauses.is_capital(i - 1) == self.clauses.is_capital(i + 1) and (
            self.clauses.is_capital(i - 1) or self.clauses.low[i + 1] not in DETERMINERS | SUBJECT_PRONOUNS
        )

    def _with_appositive(self, floor: int, comma: int, depth: int = 0) -> WordRange | None:
        """The phrase before "…, a doctor," where `comma` is the second of the two."""
        low, i = self.clauses.low, comma - 1
        while i > floor and comma - i < LONGEST_APPOSITIVE:
            if self.clauses.quote_of[i] != NONE or low[i] in ";:" or self._ends_sentence(i):
                return None
            if low[i] == "," and self._is_set_off(floor, i + 1, comma):
                head = self._phrase_start(floor, i)
                if head < i and self._is_subject(head, i) and low[head] not in PREPOSITIONS:
                    before = head - 1
                    if before > floor and low[before] == "," and not self.clauses.is_capital(head):
                        wider = self._with_appositive(floor, i, depth + 1) if depth < MOST_APPOSITIVES else None
                        # "The dam is | finished, a spokesman, Ada Weir, said": the clause before names nobody.
                        is_clause = wider is not None and wider[0] > floor and low[wider[0] - 1] in AUXILIARIES
                        return (wider[0], comma) if wider and not is_clause else (head, comma)
                    return head, comma
            i -= 1
        return None

    def _is_set_off(self, floor: int, first: int, comma: int) -> bool:
        """Whether the words between two commas describe who speaks: an appositive, or a phrase behind a name."""
        low = self.clauses.low
        if low[first] in RELATIVES:
            return True
        if any(low[i] in AUXILIARIES and not self.clauses.is_capital(i) for i in range(first, comma)):
            return False
        is_role = any(singular(low[i]) in self.people.roles for i in range(first, min(comma, first + 6)))
        return (
            is_role
            or self._is_appositive(first)
            or (low[first] in INSIDE | {"during", "speaking"} and self.clauses.is_capital(floor))
        )

    def _is_appositive(self, i: int) -> bool:
        word = self.clauses.low[i]
        people = self.people
        return (
            word in APPOSITIVES
            or word[0].isdigit()
            or self.clauses.is_capital(i)
            or word in people.role_words
            or singular(word) in people.roles
            or word in people.titles
        )

    def _is_subject(self, first: int, end: int) -> bool:
        """Whether the words can be who speaks: a capital, a pronoun, a determiner or a noun, not an adverb alone."""
        words = [self.clauses.low[i] for i in range(first, end) if self.clauses.is_word(i)]
        return any(word in SUBJECT_PRONOUNS or word not in ADVERBS | CLAUSE_WORDS for word in words)

    def _phrase_end(self, first: int, limit: int) -> int:
        low, i = self.clauses.low, first
        if (
            i < limit
            and low[i] in SUBJECT_PRONOUNS | {"him", "them", "her"}
            and not (low[i] == "her" and i + 1 < limit and self.clauses.is_word(i + 1))
        ):
            return i + 1
        while i < limit and i - first < LONGEST_SUBJECT and not self._ends_phrase(first, i):
            i += 1
        return i

    def _ends_phrase(self, first: int, i: int) -> bool:
        word = self.clauses.low[i]
        if self.clauses.quote_of[i] != NONE:
            return True
        if not self.clauses.is_word(i):
            return not (word in APOSTROPHES or word in ".&()[]/@#$%" or self._is_hyphen(i)) or self._ends_sentence(i)
        if i == first:
            return word in AUXILIARIES or word in CLAUSE_WORDS
        if word in ("and", "or"):
            return not self._joins(first, i)
        if word in AUXILIARIES or word in CLAUSE_WORDS or word in ADVERBS or word in SUBJECT_PRONOUNS:
            return True
        if word in PREPOSITIONS or word in INSIDE:
            return not (word in INSIDE and (word == "of" or not self.clauses.is_capital(i - 1)))
        is_noun = word in self.cues.nouns or self._is_noun(i) or self.clauses.low[i - 1] in DETERMINERS
        if self.cues.lemma(word) and not is_noun:
            return True
        is_named = self._is_named(i - 1) and self.clauses.low[first] not in DETERMINERS
        if is_named and not self.clauses.is_capital(i) and not self.clauses.is_possessive(i):
            return singular(word) not in self.people.roles and word not in self.people.particles
        return word.endswith("ed") and not self.clauses.is_capital(i)

    def _is_named(self, i: int) -> bool:
        return self.clauses.is_capital(i) and self.clauses.low[i] not in DETERMINERS | INSIDE

    def _next_mark(self, first: int, limit: int) -> int:
        low = self.clauses.low
        for i in self.clauses.outside(first, limit):
            if low[i] in ",;:" or self._ends_sentence(i):
                return i
            if i + 1 < limit and self.clauses.quote_of[i + 1] != NONE:
                return i + 1
        return limit
