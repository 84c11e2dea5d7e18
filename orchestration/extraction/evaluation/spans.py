"""Figures over articles labelled with spans alone (PolNeAR): was the attribution found, with the right source, to the
letter, and does its confidence mean what it says.

The definitions are the benchmark's own, so that figures can be compared; where they are cruder than the extraction's
(which verbs report, what counts as quoted), they stay so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from orchestration.extraction.evaluation.calibration import expected_calibration_error
from orchestration.extraction.evaluation.pairing import Record, characters, pair
from orchestration.extraction.evaluation.resolution import precision_recall

SUBSETS = ("all", "quoted", "reported", "statements")
LEVELS = ("statement", "attributed", "exact")
PARTS = ("source", "cue", "content")
QUOTE = re.compile('["“”„«»]')
EDGES = re.compile(
    r'^[\s"“”‘’\',.;:\-–—(]*(that\s+)?["“]?|[\s"“”‘’\',.;:!?\-–—)]*$',
    re.IGNORECASE,
)
# The verbs by which the benchmark tells reported statements from other attributions.
REPORTING = frozenset(
    """say tell add note argue claim warn insist accuse deny announce state write tweet explain suggest stress describe
    call ask declare report respond reply acknowledge admit allege assert complain confirm concede contend criticize
    emphasize estimate mention observe predict promise pledge vow quip recall recount reiterate remark repeat reveal
    signal testify urge voice quote cite blast slam denounce condemn dismiss reject blame praise mock joke conclude
    caution charge comment demand dispute disclose echo express indicate inform inquire point propose question read
    release retort shout speak talk tout underscore post publish""".split()
)

IRREGULAR = frozenset("said told wrote written spoke spoken quipped slammed admitted".split())


def _inflections(verb: str) -> Iterator[str]:
    if verb.endswith("y") and verb[-2] not in "aeiou":
        yield from (verb[:-1] + "ies", verb[:-1] + "ied")
    for stem in {verb, verb.removesuffix("e")}:
        yield from (stem + suffix for suffix in ("s", "es", "d", "ed", "ing"))


REPORTING_WORDS = REPORTING | IRREGULAR | {word for verb in REPORTING for word in _inflections(verb)}


@dataclass
class SpanTally:
    """Counts over all articles: by subset and level, the labelled and found attributions and those of each that are
    right; by part, the equal, labelled and found spans; the same of content characters; confidences with their outcome.
    """

    articles: int = 0
    gold: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right_gold: Counter[tuple[str, str]] = field(default_factory=Counter)
    right_found: Counter[tuple[str, str]] = field(default_factory=Counter)
    spans: dict[str, Counter[str]] = field(default_factory=lambda: {part: Counter() for part in PARTS})
    characters: Counter[str] = field(default_factory=Counter)
    scored: list[tuple[float, bool]] = field(default_factory=list)


def tally_spans(tally: SpanTally, article: Record, found: list[Record]) -> None:
    """Add one labelled article and what was extracted from its body."""
    body, gold = article["body"], article["attributions"]
    found = in_body(found)
    partner = pair_spans(gold, found)
    of_found = {j: i for i, j in partner.items()}
    tally.articles += 1
    for i, g in enumerate(gold):
        levels = levels_reached(body, g, found[partner[i]]) if i in partner else set()
        for subset in _subsets(body, g):
            tally.gold[subset] += 1
            tally.right_gold.update((subset, level) for level in levels)
    for j, f in enumerate(found):
        levels = levels_reached(body, gold[of_found[j]], f) if j in of_found else set()
        subsets = _subsets(body, f)
        for subset in subsets:
            tally.found[subset] += 1
            tally.right_found.update((subset, level) for level in levels)
        if f.get("confidence") is not None and "statements" in subsets:
            tally.scored.append((f["confidence"], "attributed" in levels))
    for part, counts in tally.spans.items():
        _count_common(counts, _bare_spans(body, gold, part), _bare_spans(body, found, part))
    _count_common(tally.characters, *(_content_characters(statements) for statements in (gold, found)))


def span_figures(tally: SpanTally) -> dict[str, float | dict[str, float]]:
    """How many articles, labelled and found attributions; precision, recall and F1 by "subset/level", of exact spans
    ("span/source" …) and of content characters; the expected calibration error of what is in `statements`, where
    confidences are given.
    """
    out: dict[str, float | dict[str, float]] = {"articles": tally.articles}
    out |= {f"gold/{subset}": tally.gold[subset] for subset in SUBSETS}
    out |= {f"predicted/{subset}": tally.found[subset] for subset in SUBSETS}
    for subset in SUBSETS:
        for level in LEVELS:
            right = tally.right_found[subset, level], tally.right_gold[subset, level]
            out[f"{subset}/{level}"] = precision_recall(*right, tally.found[subset], tally.gold[subset])
    common = {f"span/{part}": counts for part, counts in tally.spans.items()} | {"characters": tally.characters}
    for name, n in common.items():
        out[name] = precision_recall(n["both"], n["both"], n["found"], n["gold"])
    if tally.scored:
        out["calibration_error"] = expected_calibration_error(tally.scored)
    return out


def in_body(found: list[Record]) -> list[Record]:
    """The found statements that spans can be compared with: labels of spans are of the body alone."""
    return [statement for statement in found if statement.get("field", "body") == "body"]


def pair_spans(gold: list[Record], found: list[Record]) -> dict[int, int]:
    """Index of the found attribution for each labelled one that has a partner."""
    return pair(gold, found, by_field=False, last_first=True)


def levels_reached(body: str, gold: Record, found: Record) -> set[str]:
    """Which of LEVELS a labelled attribution reaches with its partner."""
    left, right = characters(gold.get("source")), characters(found.get("source"))
    if not (left & right or (not left and not right)):
        return {"statement"}
    same = _trimmed(body, gold["content"]) == _trimmed(body, found["content"])
    return {"statement", "attributed", "exact"} if same else {"statement", "attributed"}


def _count_common(
    counts: Counter[str], gold: set[tuple[int, int]] | set[int], found: set[tuple[int, int]] | set[int]
) -> None:
    counts.update(both=len(gold & found), gold=len(gold), found=len(found))


def _content_characters(statements: list[Record]) -> set[int]:
    return characters(span for statement in statements for span in statement["content"])


def _bare_spans(body: str, statements: list[Record], part: str) -> set[tuple[int, int]]:
    """The spans of one part, without what is neither letter nor digit at their ends; empty ones are none."""
    out = set()
    for start, end in (span for statement in statements for span in statement.get(part) or ()):
        inside = [at for at in range(start, end) if body[at].isalnum()]
        if inside:
            out.add((inside[0], inside[-1] + 1))
    return out


def _subsets(body: str, record: Record) -> set[str]:
    quoted = bool(QUOTE.search(_text(body, record["content"])))
    cue = _text(body, record.get("cue")).lower()
    reported = "according to" in cue or not REPORTING_WORDS.isdisjoint(re.findall(r"[a-z]+", cue))
    out = {"all"} | ({"quoted"} if quoted else set()) | ({"reported"} if reported else set())
    return out | {"statements"} if quoted or reported else out


def _trimmed(body: str, spans: Sequence[Sequence[int]]) -> str:
    return re.sub(r"\s+", " ", EDGES.sub("", _text(body, spans))).lower()


def _text(body: str, spans: Iterable[Sequence[int]] | None) -> str:
    return " ".join(body[start:end] for start, end in spans or ())
