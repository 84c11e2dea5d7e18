"""Attributions by rules alone: what is quoted and what is reported, each found by its own pattern."""

from __future__ import annotations

from orchestration.extraction.by_rules.clauses import Clauses
from orchestration.extraction.by_rules.contents import Said
from orchestration.extraction.by_rules.units import UnitReader
from orchestration.extraction.rules.vocabulary import load_cues, load_people
from orchestration.extraction.text.attribution import Attribution, WordSpan
from orchestration.extraction.text.quotations import Quotations
from orchestration.extraction.text.segment import Segments

# Of what each pattern finds, the share with the right content and source in PolNeAR's training articles.
PRECISION = {
    "quoted": 0.93,
    "credit": 0.73,
    "that": 0.82,
    "behind": 0.73,
    "before": 0.78,
    "according": 0.77,
    "shared": 0.56,
}


class RulesEngine:
    """Attributions by the cue vocabulary, marks and word order. Loading reads two lists; nothing is kept of a text."""

    name = "rules"

    def __init__(self) -> None:
        self._cues, self._people = load_cues(), load_people()

    def find(self, segments: Segments, quotations: Quotations) -> list[Attribution]:
        """Attributions in the order of their first content word; one without content names a second source."""
        clauses = Clauses(segments, quotations)
        reader = UnitReader(clauses, self._cues, self._people)
        found: list[Said] = []
        for unit in clauses.units:
            found += reader.read(unit)
        return sorted(map(_attribution, found), key=lambda a: min(span.first for span in a.content or a.cue))

    def confidence(self, probability: float) -> float:
        """The probability itself: it is a measured share already."""
        return probability


def _attribution(said: Said) -> Attribution:
    probability = PRECISION[said.pattern]
    source = [WordSpan(*said.source, probability)] if said.source else []
    content = [WordSpan(first, end, probability) for first, end in said.content]
    return Attribution(source, [WordSpan(*said.cue, probability)], content)
