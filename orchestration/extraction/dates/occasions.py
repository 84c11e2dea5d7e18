"""Carries a date over from one statement to another, only where the text makes them one occasion of speaking."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from orchestration.extraction.dates.documents import choose_document, find_documents, find_mentions
from orchestration.extraction.dates.model import DatedStatement, TimeExpression
from orchestration.extraction.dates.scene import Scene
from orchestration.extraction.dates.vocabulary import ADDITIVE_CUES, PRESENT_PLURAL_CUES, SENTENCE_LINKS

_LINK = re.compile(r"^[\s“\"]*(?:" + "|".join(SENTENCE_LINKS) + r")\b", re.IGNORECASE)
_ALSO = re.compile(r"\balso\b")
_APART = re.compile(r"\b(?:separately|separate|another|later|earlier|previously)\b", re.IGNORECASE)
_REMARKED = re.compile(
    r"\s*(?:[\w.’'-]+\s){1,4}(?:made|gave|delivered)\s(?:the|his|her|these|those|this)\s"
    r"(?:remarks?|comments?|statements?|announcement|speech)\b"
)
_NAMED_ADDRESSEE = re.compile(r"^\s(?:the\s)?([A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*)*)")


def inherit_dates(scene: Scene, own: Sequence[TimeExpression | None]) -> list[DatedStatement]:
    """One result per statement of the scene: `own` expressions resolved, then dates carried over in text order."""
    pass_ = _Pass(scene, own)
    for index in scene.order:
        pass_.carry_over(index)
    pass_.join_interrupted()
    return pass_.dated


class _Pass:
    """One walk over the statements of a text; each rule returns the statement or document to take the date from."""

    def __init__(self, scene: Scene, own: Sequence[TimeExpression | None]) -> None:
        self.scene = scene
        self.documents = find_documents(scene)
        self.dated = [self._date_own(index, expression) for index, expression in enumerate(own)]
        self.top = [index for index in scene.order if not scene.is_nested(index)]
        self._place = {index: place for place, index in enumerate(scene.order)}
        self._top_place = {index: place for place, index in enumerate(self.top)}
        self._top_of: defaultdict[str | None, list[int]] = defaultdict(list)
        for index in self.top:
            self._top_of[scene.statements[index].speaker_key].append(index)

    def _date_own(self, index: int, expression: TimeExpression | None) -> DatedStatement:
        found = self.scene.range_of(expression) if expression is not None else None
        if expression is None or found is None:
            return DatedStatement(index, None, None, "none", None, "no time expression of its own")
        return DatedStatement(index, expression, found, found.basis, None, "its own time expression")

    def carry_over(self, index: int) -> None:
        own = self.dated[index]
        if own.expression is not None and own.expression.kind == "anaphoric":
            self._return_to_occasion(index)
        elif own.range is None:
            for rule in (self._same_sentence, self._document, self._remarked, self._continued, self._linked):
                if rule(index):
                    return

    def _take(self, index: int, parent: int, reason: str) -> bool:
        source = self.dated[parent]
        if source.range is None:
            return False
        dated_range = replace(source.range, basis="inherited")
        self.dated[index] = DatedStatement(index, source.expression, dated_range, "inherited", parent, reason)
        return True

    def _return_to_occasion(self, index: int) -> None:
        """ "at the time" is the speaker's latest dated occasion; what they said in between belongs to it too.

        Where the narrative has printed another date since, which dates no one else's statement, it means that one.
        """
        earlier, between = self._find_last_dated(index)
        own = self.dated[index].expression
        if earlier is None or own is None:
            return
        parent = self.dated[earlier].expression
        dating = {id(dated.expression) for dated in self.dated if dated.expression is not None}
        if parent is not None and any(
            id(expression) not in dating for expression, _ in self.scene.dates_between(parent.end, own.start)
        ):
            return
        self._take(index, earlier, "refers back to the speaker's last dated occasion")
        for other in between:
            self._take(other, earlier, "lies between two statements of one occasion")

    def _find_last_dated(self, index: int) -> tuple[int | None, list[int]]:
        """The speaker's latest dated statement before this one, and their undated ones since."""
        between: list[int] = []
        speaker = self.scene.statements[index].speaker_key
        own = self._top_of[speaker] if speaker is not None else []
        first = bisect_left(own, self._place[index], key=self._place.__getitem__)
        for earlier in reversed(own[:first]):
            if self.dated[earlier].range is not None:
                return earlier, between
            between.append(earlier)
        return None, between

    def _same_sentence(self, index: int) -> bool:
        scene = self.scene
        if self._is_present(index):
            return False
        for place in range(self._place[index] - 1, -1, -1):
            earlier = scene.order[place]
            if scene.sentence_of(earlier) != scene.sentence_of(index):
                return False
            parent = self.dated[earlier]
            if parent.range is None or parent.expression is None or scene.is_inside(index, earlier):
                continue
            if scene.is_nested(index) != scene.is_nested(earlier):
                continue
            is_common = parent.expression.end <= scene.start_of(earlier) and scene.opens_clause(parent.expression)
            if is_common or scene.have_same_speaker(index, earlier):
                return self._take(index, earlier, "same sentence as a dated statement")
        return False

    def _document(self, index: int) -> bool:
        """Said in a document or on an occasion whose date is printed elsewhere ("the report", "the interview")."""
        if self.scene.is_nested(index):
            return False
        for mention in find_mentions(self.scene, index):
            document = choose_document(self.scene, self.documents, index, mention)
            if document is not None:
                self.dated[index] = DatedStatement(
                    index, document.expression, replace(document.range, basis="inherited"), "inherited",
                    document.statement, f"the {document.noun} it was said in is dated elsewhere",
                )  # fmt: skip
                return True
        return False

    def _remarked(self, index: int) -> bool:
        """ "She made the remarks on Tuesday": the sentence behind the statement's own says when it was made."""
        scene = self.scene
        place = scene.sentence_of(index) + 1
        if scene.is_nested(index) or not 0 < place < len(scene.sentences):
            return False
        low, high = scene.sentences[place]
        if not _REMARKED.match(scene.text, low, high):
            return False
        for expression, dated_range in scene.dates_between(low, high):
            self.dated[index] = DatedStatement(
                index, expression, replace(dated_range, basis="inherited"), "inherited", None,
                "the sentence behind says when it was said",
            )  # fmt: skip
            return True
        return False

    def _continued(self, index: int) -> bool:
        """The same speaker goes on: the statement before, or the one before a single aside in the same paragraph."""
        scene = self.scene
        if scene.is_nested(index):
            return False
        place = self._top_place[index]
        for back in (1, 2):
            if place < back:
                return False
            earlier = self.top[place - back]
            if scene.have_same_speaker(index, earlier):
                break
            if scene.paragraph_of(earlier) != scene.paragraph_of(self.top[place - 2]) or self.dated[earlier].range:
                return False
        else:
            return False
        if self.dated[earlier].range is None or not self._is_one_occasion(index, earlier):
            return False
        return self._take(index, earlier, "the same speaker goes on")

    def _is_one_occasion(self, index: int, earlier: int) -> bool:
        scene = self.scene
        if scene.paragraph_of(index) - scene.paragraph_of(earlier) > 2:
            return False
        if scene.has_opening_date_between(earlier, index) or scene.has_date_in_attribution(index):
            return False
        if scene.cue_text(index).lower() in ADDITIVE_CUES:
            return True
        if self._is_present(index) or _APART.search(scene.attribution_text(index)):
            return False
        return not self._has_new_addressee(index, earlier)

    def _has_new_addressee(self, index: int, earlier: int) -> bool:
        scene = self.scene
        if scene.cue_text(index).lower() != "told":
            return False
        named = _NAMED_ADDRESSEE.match(scene.text[scene.cue_end(index) : scene.cue_end(index) + 60])
        return named is not None and named.group(1) not in scene.sentence_text(earlier)

    def _linked(self, index: int) -> bool:
        """ "Then …", "In one, …": the sentence takes the time of the one before it."""
        scene = self.scene
        before = scene.previous_sentence(index)
        if scene.is_nested(index) or before is None:
            return False
        if _LINK.match(scene.sentence_text(index)):
            for expression, dated_range in scene.dates_between(*before):
                if scene.opens_clause(expression):
                    self.dated[index] = DatedStatement(
                        index, expression, replace(dated_range, basis="inherited"), "inherited", None,
                        "linked to the sentence before",
                    )  # fmt: skip
                    return True
        if not scene.statements[index].source and _ALSO.search(scene.attribution_text(index)):
            first = bisect_left(self.top, before[0], key=scene.start_of)
            last = bisect_left(self.top, before[1], key=scene.start_of)
            for earlier in self.top[first:last]:
                if self.dated[earlier].range:
                    return self._take(index, earlier, "also, in the sentence after a dated statement")
        return False

    def _is_present(self, index: int) -> bool:
        """A cue in the present tense does not go on with an occasion told in the past."""
        words = self.scene.cue_text(index).lower().split()
        if not words or words[0] in ADDITIVE_CUES:
            return False
        first = words[0]
        return first in (*PRESENT_PLURAL_CUES, "will", "would", "may") or (
            first.endswith("s") and not first.endswith("ss")
        )

    def join_interrupted(self) -> None:
        """A second look, for what is dated only by a later statement (an interview dated further down)."""
        for index in self.top:
            if self.dated[index].range is None:
                self._continued(index)
