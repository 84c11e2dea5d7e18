"""Figures over articles labelled with spans alone (PolNeAR): was the attribution found, and with the right source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from orchestration.extraction.evaluation.pairing import Record, characters, pair
from orchestration.extraction.evaluation.resolution import precision_recall
from orchestration.extraction.rules.vocabulary import base_forms

SUBSETS = ("all", "quoted", "reported", "statements")
LEVELS = ("statement", "attributed", "exact")
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


@dataclass
class SpanTally:
    """Counts by subset and level: labelled and found attributions, and those of each that are right."""

    gold: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right_gold: Counter[tuple[str, str]] = field(default_factory=Counter)
    right_found: Counter[tuple[str, str]] = field(default_factory=Counter)


def tally_spans(tally: SpanTally, article: Record, found: list[Record]) -> None:
    """Add one labelled article and what was extracted from its body."""
    body, gold = article["body"], article["attributions"]
    found = [statement for statement in found if statement.get("field", "body") == "body"]
    partner = pair(gold, found, by_field=False)
    of_found = {j: i for i, j in partner.items()}
    for i, g in enumerate(gold):
        levels = _levels(body, g, found[partner[i]]) if i in partner else set()
        for subset in _subsets(body, g):
            tally.gold[subset] += 1
            tally.right_gold.update((subset, level) for level in levels)
    for j, f in enumerate(found):
        levels = _levels(body, gold[of_found[j]], f) if j in of_found else set()
        for subset in _subsets(body, f):
            tally.found[subset] += 1
            tally.right_found.update((subset, level) for level in levels)


def span_figures(tally: SpanTally) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 by "subset/level"."""
    return {
        f"{subset}/{level}": precision_recall(
            tally.right_found[subset, level], tally.right_gold[subset, level], tally.found[subset], tally.gold[subset]
        )
        for subset in SUBSETS
        for level in LEVELS
    }


def _levels(body: str, gold: Record, found: Record) -> set[str]:
    left, right = characters(gold.get("source")), characters(found.get("source"))
    if not (left & right or (not left and not right)):
        return {"statement"}
    same = _trimmed(body, gold["content"]) == _trimmed(body, found["content"])
    return {"statement", "attributed", "exact"} if same else {"statement", "attributed"}


def _subsets(body: str, record: Record) -> set[str]:
    quoted = bool(QUOTE.search(_text(body, record["content"])))
    cue = _text(body, record.get("cue")).lower()
    words = re.findall(r"[a-z]+", cue)
    reported = "according to" in cue or any(base in REPORTING for word in words for base in base_forms(word))
    out = {"all"} | ({"quoted"} if quoted else set()) | ({"reported"} if reported else set())
    return out | {"statements"} if quoted or reported else out


def _trimmed(body: str, spans: Sequence[Sequence[int]]) -> str:
    return re.sub(r"\s+", " ", EDGES.sub("", _text(body, spans))).lower()


def _text(body: str, spans: Iterable[Sequence[int]] | None) -> str:
    return " ".join(body[start:end] for start, end in spans or ())
