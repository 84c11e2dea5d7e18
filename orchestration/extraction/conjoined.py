"""Two cues of one speaker in one sentence: "said that the bank was sound and warned that others were not".

The tagger at times reads the second cue and what follows it as part of what the first one said.
"""

from __future__ import annotations

from orchestration.extraction.attribution import Attribution, WordSpan
from orchestration.extraction.by_rules.clauses import NONE, Clauses
from orchestration.extraction.rules.vocabulary import Cues

AND = frozenset({"and", "but"})
THAT = "that"


def part_conjoined(clauses: Clauses, attributions: list[Attribution], cues: Cues) -> list[Attribution]:
    """The attributions, and behind each one whose content holds a further cue of its speaker that one as its own."""
    out = []
    for attribution in attributions:
        out.append(attribution)
        while (further := _part(clauses, out[-1], cues)) is not None:
            out.append(further)
    return out


def _part(clauses: Clauses, attribution: Attribution, cues: Cues) -> Attribution | None:
    """What is said by the second cue, which then is no longer part of `attribution`; None where there is none."""
    if not attribution.cue or len(attribution.content) != 1:
        return None
    (content,), cue = attribution.content, attribution.cue[-1]
    if content.first < cue.end or clauses.low[content.first] != THAT:
        return None
    for i in range(content.first + 2, content.end - 3):
        if clauses.quote_of[i] != NONE:
            continue
        if cues.lemma(clauses.low[i]) in cues.verbs and clauses.low[i] != clauses.low[cue.end - 1]:
            # Any other verb of speech before "and" has a speaker of its own, and so may the one behind it.
            is_second = clauses.low[i - 1] in AND and clauses.low[i + 1] == THAT and clauses.low[i].endswith("ed")
            if not is_second:
                return None
            attribution.content = [WordSpan(content.first, i - 1, content.probability)]
            rest = WordSpan(i + 1, content.end, content.probability)
            return Attribution(list(attribution.source), [WordSpan(i, i + 1, cue.probability)], [rest])
    return None
