"""How readily somebody comes to mind where a pronoun or a description stands: near, a subject, a speaker."""

from __future__ import annotations

from orchestration.extraction.naming.names import PREPOSITIONS
from orchestration.extraction.resolution.entities import Entities
from orchestration.extraction.resolution.entity import Entity
from orchestration.extraction.text.quotations import MARKS, Quotations
from orchestration.extraction.text.segment import APOSTROPHES, Segments, unaccented

SUBORDINATORS = frozenset("while when as although though after before if since because".split())
NO_VERB = frozenset("and or of who which for from".split())
LONGEST_SUBJECT = 5  # words between "after" and the name of its clause
LONGEST_NAME = 8  # words, a title and a mark behind it too
LONGEST_LEAD = 8  # words of "In December 2017, "
SENTENCES_BACK = 8  # how far a pronoun may reach
SENTENCE_COST = 1.0
SPOKE_BONUS, SUBJECT_BONUS, OWN_BONUS = 3.0, 1.0, 2.5  # of a speaker, of a subject, of the subject of the same sentence
LED_COST = 1.5
QUOTED_COST = 1.5
OWNER_COST = 0.5  # "who works as Ada Weir's manager"
TOLD_COST = 5.0
SPEAKING = frozenset({"speaking", "talking", "writing", "responding", "replying"})
LEAD_BONUS = 4.5  # of the subject of the clause in front
NEXT_BONUS = 2.5  # of the subject of the sentence before, in one paragraph
MOST = LEAD_BONUS + OWN_BONUS + SUBJECT_BONUS  # of all bonuses that one mention can have


class Salience:
    """Reads one text."""

    def __init__(self, segments: Segments, quotations: Quotations) -> None:
        self._segments, self._quotations = segments, quotations

    def of(self, entity: Entity, at: int | None) -> float:
        """How readily the entity comes to mind at word `at`: near, a subject, a speaker. Very low when not yet seen."""
        sentence_of = self._segments.sentence_of
        if at is None:  # the title stands before everything: whoever comes first is nearest
            return -float(entity.positions[0]) if entity.positions else -1e9
        here, is_within = self._sentence_from(at), self._is_within(at)
        best = -1e9
        # Backwards from the mention: what is too far off cannot come near what has been found.
        for position in entity.mentions_before(at):
            distance = max(0, here - sentence_of[position])
            if distance > SENTENCES_BACK and best > -1e9:
                break
            score = -SENTENCE_COST * distance
            opens = self._opens(position)
            if position in entity.spoke:
                # "After X denounced it, Y played it down. “…,” he said.": Y is the subject.
                score += SPOKE_BONUS + SUBJECT_BONUS - LED_COST * (distance == 1 and self._is_in_lead(position))
            else:
                # Whom a preposition leads to is no subject: "pardoned by X".
                led = position > 0 and self._segments.tokens[position - 1].lower() in PREPOSITIONS
                # "X hesitated as he told the story": the subject of the same sentence, who is not only quoted.
                own = opens and distance == 0 and entity.kind == "person" and not self._is_quoted(position)
                # "When X was arrested, he called it …": the subject of the clause in front, right after its comma.
                score += LEAD_BONUS * (distance == 0 and self._leads_to(position, at))
                # "X said so. Y shook her head. “No,” she said.": the subject of the sentence before.
                score += NEXT_BONUS * (distance == 1 and entity.kind == "person" and self._goes_on(position, at))
                # Whom somebody else's words name comes to mind less, outside them.
                quoted = not is_within and self._is_within(position)
                score += SUBJECT_BONUS * opens + OWN_BONUS * own - LED_COST * led - QUOTED_COST * quoted
                score -= TOLD_COST * (led and distance == 0 and self._is_told(position))
                score -= OWNER_COST * (not opens and entity.kind == "person" and self._is_owner(entity, position))
            best = max(best, score)
        return best

    def foremost(self, entities: list[Entity], at: int | None) -> Entity:
        """Which of `entities` comes to mind most readily at word `at`; of two alike the first. There is one or more."""
        best, best_key = entities[0], (float("-inf"), 0)
        by_last = sorted(((e.last_before(at or 0), i) for i, e in enumerate(entities)), reverse=True)
        for last, i in by_last:
            # Nobody comes to mind more readily than by a mention as near as the last one.
            if at is not None and last >= 0 and MOST - SENTENCE_COST * self._distance(last, at) < best_key[0]:
                break
            key = (self.of(entities[i], at), -i)
            if key > best_key:
                best, best_key = entities[i], key
        return best

    def reach(self, at: int, sentences: int) -> int:
        """The first word of whose mention word `at` is no more than so many sentences away."""
        return self._segments.first_word(self._sentence_from(at) - sentences)

    def _distance(self, position: int, at: int) -> int:
        """In sentences, from a mention to word `at`."""
        return max(0, self._sentence_from(at) - self._segments.sentence_of[position])

    def _sentence_from(self, at: int) -> int:
        """The sentence of word `at`, or the first one of the quotation that ends before it: “One. Two,” he said."""
        here = self._segments.sentence_of[at]
        if at < 2 or self._segments.tokens[at - 1] not in MARKS or self._segments.tokens[at - 2] not in ",?!":
            return here
        quotation = self._quotations.at(self._segments.words[at - 2][0])
        return min(here, self._segments.sentence_at(quotation.start)) if quotation is not None else here

    def topic(self, entities: Entities, at: int) -> Entity | None:
        """Who opens the paragraph of word `at` as its subject, if nobody has spoken or been named there since."""
        paragraph_of, sentence_of = self._segments.paragraph_of, self._segments.sentence_of
        first = self._segments.word_at(self._segments.paragraphs[paragraph_of[at]][0])
        if sentence_of[first] == sentence_of[at] or self._is_quoted(first):
            return None
        found = next((e for _, e in entities.mentions_between(first, first + 1) if e.kind == "person"), None)
        others = ((p, e) for p, e in entities.mentions_between(first + 1, at) if e is not found and e.kind == "person")
        is_named = any(sentence_of[p] != sentence_of[first] for p, _ in others)
        return None if is_named or any(entities.speeches_between(first + 1, at)) else found

    def is_subject(self, position: int) -> bool:
        """Whether the mention opens a sentence outside quotation marks."""
        return self._opens(position) and not self._is_quoted(position)

    def _goes_on(self, position: int, at: int) -> bool:
        """Whether the mention is a sentence's subject, outside quotation marks, and word `at` of its paragraph."""
        paragraph_of = self._segments.paragraph_of
        return paragraph_of[position] == paragraph_of[at] and self.is_subject(position)

    def _is_owner(self, entity: Entity, position: int) -> bool:
        """Whether the mention, by name or surname, only tells whose something is."""
        reach = self._segments.tokens[position : position + LONGEST_NAME]
        end = next((i for i, token in enumerate(reach, 1) if unaccented(token).lower() == entity.surname), None)
        return end is not None and reach[end : end + 1] != [] and reach[end] in APOSTROPHES

    def _is_told(self, position: int) -> bool:
        """Whether the mention is whom somebody spoke to in front of the sentence: "Speaking to Ada Weir, he said"."""
        first = self._segments.first_word(self._segments.sentence_of[position])
        return self._segments.tokens[first].lower() in SPEAKING and position - first <= 2

    def _leads_to(self, position: int, at: int) -> bool:
        """Whether the mention is the subject of a clause that opens the sentence and ends right before word `at`."""
        tokens, first = self._segments.tokens, self._segments.first_word(self._segments.sentence_of[at])
        is_clause = tokens[first].lower() in SUBORDINATORS and first < position <= first + 4
        return is_clause and tokens[at - 1] == "," and tokens[position:at].count(",") == 1

    def _is_within(self, position: int) -> bool:
        """Whether the word stands in quotation marks."""
        return self._quotations.at(self._segments.words[position][0]) is not None

    def _is_quoted(self, position: int) -> bool:
        """Whether the mention stands in quotation marks, or its sentence opens with one."""
        start, _ = self._segments.sentences[self._segments.sentence_of[position]]
        return self._segments.text[start] in MARKS or self._quotations.at(self._segments.words[position][0]) is not None

    def _opens(self, position: int) -> bool:
        """Whether the mention is the subject that a sentence opens with: "In May, X said", not "While X said, …"."""
        tokens, sentence_of, first = self._segments.tokens, self._segments.sentence_of, position
        while first and sentence_of[first - 1] == sentence_of[position] and position - first <= LONGEST_LEAD:
            first -= 1
        leads = position - first < 4 or (tokens[position - 1] == "," and position - first <= LONGEST_LEAD)
        return (leads and (first == position or tokens[first].lower() not in SUBORDINATORS)) or self._is_main(position)

    def _is_main(self, position: int) -> bool:
        """Whether the mention is the subject behind a long lead: "In May, after a row over the pier, X said so"."""
        tokens, first = self._segments.tokens, self._segments.first_word(self._segments.sentence_of[position])
        if tokens[position - 1] != "," or tokens[first].lower() not in PREPOSITIONS | SUBORDINATORS:
            return False
        reach = tokens[position : position + LONGEST_NAME]
        verb = next((token for token in reach if not token[0].isupper()), ",")
        return verb[0].isalpha() and verb not in NO_VERB

    def _is_in_lead(self, position: int) -> bool:
        """Whether the mention is the subject of a clause that stands before the main one of its sentence."""
        tokens, sentence = self._segments.tokens, self._segments.sentence_of[position]
        first, end = self._segments.first_word(sentence), self._segments.first_word(sentence + 1)
        opening = max(first, position - LONGEST_SUBJECT)
        at = next((i for i in range(position - 1, opening - 1, -1) if tokens[i].lower() in SUBORDINATORS), None)
        if at is None or "," in tokens[at:position] or (at > first and tokens[at - 1] != ","):
            return False
        return any(tokens[i] == "," and self._is_main(i + 1) for i in range(position, end - 1))
