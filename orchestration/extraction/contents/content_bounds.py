"""Where a content ends, and which of its parts belong to it.

The tagger labels word by word, so a content may keep the "and" before the next verb, take in a phrase from another
clause of its sentence, or run on from “…,” she said, into what she did next.
"""

from __future__ import annotations

from orchestration.extraction.by_rules.clauses import NONE, Clauses
from orchestration.extraction.by_rules.units import UnitReader
from orchestration.extraction.dates.vocabulary import WEEKDAY_WORDS
from orchestration.extraction.naming.names import PASSIVE
from orchestration.extraction.text.attribution import Attribution, WordSpan

LOOSE_ENDS = frozenset("and but or nor where which who whom whose because although though whereas".split())
# So do these in front of the word that they lead to: "… open to all ships” | after | a meeting".
LEADS_ON = frozenset("a an the after before during amid despite until while when as".split())
# What a story goes on with after “…,” she said: not what she said.
GOES_ON = frozenset("but when until while before after as even though although whereas and".split())
# Behind these a day is what the clause is about: "said Tuesday was too late".
OF_DAY = frozenset("is was will would had has could should may might and or ’ ' s , morning".split())
# The outlet's own words about how it was said.
WITHHOLDING = frozenset(
    """elaborating elaboration explaining explanation specifying giving providing offering naming identifying citing
    further""".split()
)
TOLD_PASSIVE = frozenset("told informed warned assured advised".split())
OCCASIONS = frozenset("statement interview speech letter report briefing tweet post message release".split())
OPENS_CLAUSE = frozenset("that the a an it he she they its his her their this there no".split())
TOLD = frozenset("tell tells told telling".split())
# With one of these it is a clause that stands before "to", and no name of whom.
OF_CLAUSE = frozenset(
    """i he she we they that what how to is are was were will would has have had need needs want wants ought going able
    due plans tries trying ready likely here there""".split()
)
LONGEST_TOLD = 3  # words
JOINS = frozenset({"and", "but"})
NO_CLAUSE = frozenset("in on at after before during since by as while when speaking asked according".split())
FEWEST_LEFT_OUT = 4  # words
PLEADED = frozenset("plead pleads pleaded pleading pled".split())
LONGEST_REMARK = 8  # words
COMMENTS = frozenset("comments commented commenting remarked spoke speaks speaking".split())
CLAIMS = frozenset("claim claims claimed claiming".split())
OF_CLAIM = frozenset("responsibility for full sole joint".split())
FEWEST_BETWEEN = {"before": 1, "after": 3}  # words of others between a stray part and the rest of its attribution


def find_pleas(clauses: Clauses, attributions: list[Attribution]) -> None:
    """Give "pleaded", in place, what was pleaded: "guilty" or "not guilty", which the tagger at times leaves out."""
    for attribution in attributions:
        if attribution.content or clauses.low[attribution.cue[-1].end - 1] not in PLEADED:
            continue
        cue = attribution.cue[-1]
        end = next((i + 1 for i in (cue.end, cue.end + 1) if clauses.low[i : i + 1] == ["guilty"]), None)
        if end is not None:
            attribution.content = [WordSpan(cue.end, end, cue.probability)]


def give_to_agents(reader: UnitReader, attributions: list[Attribution]) -> None:
    """Make whoever "by" leads to the source, in place, of what somebody was told: "he was told by Gen. X of …"."""
    clauses, low = reader.clauses, reader.clauses.low
    for attribution in attributions:
        if len(attribution.cue) != 1 or not attribution.content:
            continue
        cue = attribution.cue[0]
        told = next((i for i in range(cue.first, cue.end) if low[i] in TOLD_PASSIVE), None)
        by = next((i for i in range(cue.end - 1, min(cue.end + 1, len(low))) if low[i] == "by"), None)
        if told is None or by is None or not set(low[max(0, told - 2) : told]) & PASSIVE:
            continue
        limit = clauses.segments.word_at(clauses.segments.sentences[clauses.segments.sentence_of[by]][1] - 1) + 1
        found = reader.subjects.after(by + 1, limit)
        behind = [span for span in attribution.content if span.first > by]
        if found is not None and behind:
            found = (found[0], found[1] - (low[found[1] - 1] == "of"))
            attribution.source = [WordSpan(*found, cue.probability)]
            attribution.content = [
                WordSpan(max(span.first, found[1]), span.end, span.probability)
                for span in behind
                if span.end > found[1]
            ] or behind


def mend_bounds(clauses: Clauses, attributions: list[Attribution]) -> None:
    """Cut the contents of `attributions`, in place, to what was said, or fill them; none loses its last part."""
    _fill_gaps(clauses, attributions)
    for attribution in attributions:
        if not attribution.content or not attribution.cue:
            continue
        attribution.content = sorted(attribution.content, key=lambda span: span.first)
        _give_claimed(clauses, attribution)
        _drop_inner(clauses, attribution)
        _drop_topic(clauses, attribution)
        _drop_matter(clauses, attribution)
        _drop_strays(clauses, attribution)
        _drop_story(clauses, attribution)
        attribution.content = [_without_day(clauses, attribution, span) for span in attribution.content]
        attribution.content = [_without_told(clauses, attribution, span) for span in attribution.content]
        attribution.content = [_without_occasion(clauses, attribution, span) for span in attribution.content]
        attribution.content[-1] = _without_remark(clauses, attribution.content[-1])
        last = attribution.content[-1]
        if last.end > attribution.cue[-1].end:
            attribution.content[-1] = _without_loose_end(clauses, last)


def _fill_gaps(clauses: Clauses, attributions: list[Attribution]) -> None:
    """Begin a content where it begins, of which the tagger has only the last half: "…, but police did not, X said"."""
    for attribution in attributions:
        if not attribution.content or len(attribution.cue) != 1 or not attribution.source:
            continue
        first, cue = attribution.content[0], attribution.cue[0]
        if (
            clauses.quote_of[first.first] != NONE
            or not {clauses.low[first.first], clauses.low[first.first - 1]} & JOINS
        ):
            continue
        start, end = clauses.segments.sentences[clauses.segments.sentence_of[first.first]]
        begin, stop = clauses.segments.word_at(start), clauses.segments.word_at(end - 1) + 1
        if first.first >= cue.end:
            that = next((i for i in range(cue.end, first.first) if clauses.low[i] == "that"), None)
            begin = that if that is not None and begin <= cue.first < stop else first.first
        elif attribution.content[-1].end > cue.first or clauses.low[begin] in NO_CLAUSE:
            continue
        gap = range(begin, first.first)
        others = (span for a in attributions for span in a.content + a.cue + a.source)
        if len(gap) >= FEWEST_LEFT_OUT and not any(span.first < gap.stop and gap.start < span.end for span in others):
            attribution.content[0] = WordSpan(begin, first.end, first.probability)


def _give_claimed(clauses: Clauses, attribution: Attribution) -> None:
    """Give the content what was claimed: "claimed | responsibility for the fire"; the tagger takes it for the cue."""
    cue, first = attribution.cue[-1], attribution.content[0]
    verb = next((i for i in range(cue.first, cue.end) if clauses.low[i] in CLAIMS), None)
    if verb is None or first.first != cue.end or cue.end == verb + 1:
        return
    if set(clauses.low[verb + 1 : cue.end]) <= OF_CLAIM:
        attribution.cue[-1] = WordSpan(cue.first, verb + 1, cue.probability)
        attribution.content[0] = WordSpan(verb + 1, first.end, first.probability)


def _drop_inner(clauses: Clauses, attribution: Attribution) -> None:
    """Leave out what stands between source and cue, but no quotation: “…,” the envoy, who plans | to resign |, said."""
    if not attribution.source or attribution.source[0].first > attribution.cue[0].first:
        return
    inner = range(attribution.source[-1].end, attribution.cue[0].first)
    kept = [span for span in attribution.content if span.first not in inner or _holds_quote(clauses, span)]
    sentence_of = clauses.segments.sentence_of
    if any(sentence_of[attribution.cue[0].first] in (sentence_of[s.first], sentence_of[s.end - 1]) for s in kept):
        attribution.content = kept


def _drop_topic(clauses: Clauses, attribution: Attribution) -> None:
    """Leave out what the occasion was about: “…,” she said in a letter announcing | her choice."""
    end, last = attribution.cue[-1].end, attribution.content[-1]
    before = attribution.content[:-1]
    if not before or last.first != end or clauses.quote_of[last.first] != NONE or len(attribution.cue) > 1:
        return
    is_behind = before[-1].end <= attribution.cue[0].first and all(_is_quote(clauses, span) for span in before)
    word = clauses.low[end - 1]
    sentence_of = clauses.segments.sentence_of
    is_behind = is_behind and sentence_of[before[-1].end - 1] == sentence_of[end - 1]
    if is_behind and end - attribution.cue[0].first > 2 and (word.endswith("ing") or word in ("about", "on", "of")):
        attribution.content = before


def _drop_matter(clauses: Clauses, attribution: Attribution) -> None:
    """Leave out what was commented on before the quotation: "commented on | the fire, | “It is out.”"."""
    cue, matter = attribution.cue[-1], attribution.content[0]
    words = {clauses.low[i] for i in range(cue.first, cue.end)}
    if matter.first != cue.end or clauses.low[cue.end - 1] not in ("on", "about") or not words & COMMENTS:
        return
    quote = next((i for i in range(matter.end, matter.end + 2) if _opens_part(attribution, i)), None)
    if quote is not None and clauses.quote_of[quote] != NONE and clauses.quote_of[matter.first] == NONE:
        attribution.content = attribution.content[1:]


def _opens_part(attribution: Attribution, word: int) -> bool:
    """Whether a later part of the content begins with the word."""
    return any(span.first == word for span in attribution.content[1:])


def _drop_strays(clauses: Clauses, attribution: Attribution) -> None:
    """Leave out the lesser parts outside quotation marks that words of others part from everything else."""
    whole = sum(span.end - span.first for span in attribution.content)
    kept = []
    for span in attribution.content:
        others = [s for s in attribution.content + attribution.cue + attribution.source if s is not span]
        side = "before" if span.end <= attribution.cue[0].first else "after"
        is_lesser = (span.end - span.first) * 2 < whole and not _holds_quote(clauses, span)
        if is_lesser and min(_words_between(clauses, span, s) for s in others) >= FEWEST_BETWEEN[side]:
            continue
        kept.append(span)
    attribution.content = kept or attribution.content


def _drop_story(clauses: Clauses, attribution: Attribution) -> None:
    """Leave out what follows “…,” she said, with "but", "when" or their like, and is no further clause with "that"."""
    cue = attribution.cue[-1]
    before = [span for span in attribution.content if span.end <= cue.first]
    if not before or not all(_is_quote(clauses, span) for span in before):
        return
    kept = before
    for span in attribution.content[len(before) :]:
        if not _goes_on(clauses, span, cue):
            kept.append(span)
    attribution.content = kept


def _goes_on(clauses: Clauses, span: WordSpan, cue: WordSpan) -> bool:
    if clauses.quote_of[span.first] != NONE or span.first < cue.end:
        return False
    opening = range(max(cue.end, span.first - 1), min(span.first + 2, span.end))
    words = [clauses.low[i] for i in opening if clauses.is_word(i)]
    opens = next((word for word in words if word in GOES_ON), None)
    if opens is None or "that" in words or clauses.quote_of[min(span.first + 1, span.end - 1)] != NONE:
        return False
    return opens != "and" or not _holds_quote(clauses, span)


def _without_day(clauses: Clauses, attribution: Attribution, span: WordSpan) -> WordSpan:
    """Without the day right behind the cue: "said Tuesday the bridge would open"."""
    ahead = clauses.low[span.first : span.first + 2]
    is_day = span.first == attribution.cue[-1].end and len(ahead) == 2 and ahead[0] in WEEKDAY_WORDS
    if not is_day or ahead[1] in OF_DAY or span.end - span.first < 3:
        return span
    return WordSpan(span.first + 1, span.end, span.probability)


def _without_occasion(clauses: Clauses, attribution: Attribution, span: WordSpan) -> WordSpan:
    """Without how it was said, right behind the cue: "said in a statement | the port would close"."""
    ahead = clauses.low[span.first : span.first + 4]
    is_occasion = span.first == attribution.cue[-1].end and len(ahead) == 4 and ahead[:2] in (["in", "a"], ["in", "an"])
    if not is_occasion or ahead[2] not in OCCASIONS or ahead[3] not in OPENS_CLAUSE or span.end - span.first < 6:
        return span
    return WordSpan(span.first + 3, span.end, span.probability)


def _without_told(clauses: Clauses, attribution: Attribution, span: WordSpan) -> WordSpan:
    """Without whom "told" names before "to": "told captains to stay in port"."""
    if span.first != attribution.cue[-1].end or clauses.low[span.first - 1] not in TOLD:
        return span
    for i in range(span.first, min(span.first + LONGEST_TOLD + 1, span.end - 1)):
        if clauses.low[i] == "to" and i > span.first:
            return WordSpan(i, span.end, span.probability)
        word = clauses.low[i]
        if word in OF_CLAUSE or word.endswith("ed") or not clauses.is_word(i) or clauses.quote_of[i] != NONE:
            break
    return span


def _without_remark(clauses: Clauses, span: WordSpan) -> WordSpan:
    """Without "… without elaborating" at its end, outside quotation marks."""
    for i in range(span.end - 2, max(span.first, span.end - LONGEST_REMARK), -1):
        if clauses.quote_of[i] != NONE:
            break
        if clauses.low[i] == "without" and clauses.low[i + 1] in WITHHOLDING:
            end = i - (clauses.low[i - 1] == ",")
            return WordSpan(span.first, end, span.probability) if end > span.first else span
    return span


def _without_loose_end(clauses: Clauses, span: WordSpan) -> WordSpan:
    end = span.end
    while end - 1 > span.first and clauses.quote_of[end - 1] == NONE:
        if clauses.is_word(end - 1) and not _is_loose(clauses, end - 1):
            break
        end -= 1
    # A mark at the end is trimmed later, with the rest of the content known.
    if not any(clauses.is_word(i) for i in range(end, span.end)):
        return span
    return WordSpan(span.first, end, span.probability)


def _is_loose(clauses: Clauses, word: int) -> bool:
    """Whether a content cannot end with the word."""
    sentence_of = clauses.segments.sentence_of
    goes_on = word + 1 < len(clauses.low) and clauses.is_word(word + 1) and sentence_of[word + 1] == sentence_of[word]
    return clauses.low[word] in LOOSE_ENDS or (goes_on and clauses.low[word] in LEADS_ON)


def _words_between(clauses: Clauses, one: WordSpan, other: WordSpan) -> int:
    first, end = (one.end, other.first) if one.end <= other.first else (other.end, one.first)
    return sum(clauses.is_word(i) for i in range(first, end))


def _is_quote(clauses: Clauses, span: WordSpan) -> bool:
    return clauses.quote_of[span.first] != NONE and clauses.quote_of[span.end - 1] != NONE


def _holds_quote(clauses: Clauses, span: WordSpan) -> bool:
    return any(clauses.quote_of[i] != NONE for i in range(span.first, span.end))
