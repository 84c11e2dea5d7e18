"""Two cues of one speaker in one sentence: "said that the bank was sound and warned that others were not".

The tagger at times reads the second cue and what follows it as part of what the first one said.
"""

from __future__ import annotations

from orchestration.extraction.by_rules.clauses import NONE, Clauses
from orchestration.extraction.rules.vocabulary import Cues
from orchestration.extraction.text.attribution import Attribution, WordSpan

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


def join_halves(clauses: Clauses, attributions: list[Attribution], cues: Cues) -> list[Attribution]:
    """The attributions, two halves of a quoted sentence as one: “When you say so,” X said, pointing at it, “you err.”

    The tagger may give the second half to the participle between them, which keeps what else it has.
    """
    out: list[Attribution] = []
    for attribution in attributions:
        says = attribution.cue != [] and cues.lemma(clauses.low[attribution.cue[0].first]) in cues.verbs.keys() - {
            "refer"
        }
        begin = 0 if says else _second_half(clauses, attribution)
        halves = out if begin else []
        first = next((a for a in halves if _is_first_half(clauses, a, attribution, begin)), None)
        if first is not None:
            last = attribution.content[-1]
            rest = [*attribution.content[:-1], WordSpan(last.first, begin, last.probability)]
            attribution.content = [span for span in rest if span.first < span.end]
            first.content = [*first.content, WordSpan(begin, last.end, last.probability)]
        if attribution.content or first is None:
            out.append(attribution)
    return out


def _second_half(clauses: Clauses, attribution: Attribution) -> int:
    """Where the quotation begins that a participle's content ends with, in small letters behind a comma; else 0."""
    if len(attribution.cue) != 1 or not attribution.content:
        return 0
    last = attribution.content[-1].end - 1
    quote = clauses.quotes[clauses.quote_of[last]] if clauses.quote_of[last] != NONE else None
    if quote is None or quote[1] != last + 1 or not clauses.low[attribution.cue[0].first].endswith("ing"):
        return 0
    begin = quote[0]
    is_second = clauses.tokens[begin + 1][:1].islower() and begin > 0 and clauses.low[begin - 1] == ","
    return begin if is_second and attribution.cue[0].end < begin - 1 else 0


def _is_first_half(clauses: Clauses, first: Attribution, second: Attribution, begin: int) -> bool:
    """Whether `first` is quoted before its cue, its quotation goes on behind a comma, and `second` comes after it."""
    if not first.cue or not first.content:
        return False
    end, cue, sentence_of = first.content[-1].end, second.cue[0], clauses.segments.sentence_of
    is_open = clauses.quote_to(end - 1) is not None and clauses.low[end - 2] == ","
    in_order = end <= first.cue[0].first < first.cue[-1].end <= cue.first
    return is_open and in_order and sentence_of[begin] == sentence_of[cue.first] == sentence_of[first.cue[-1].first]


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
