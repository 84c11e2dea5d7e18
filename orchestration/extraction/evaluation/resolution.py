"""Figures over fully labelled articles (speakers, dates, relays …): was it found, whose is it, and is every field
right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from operator import eq

from orchestration.extraction.evaluation.pairing import Record, name_words, pair, same_name

SHARES = ("speaker", "kind", "country", "type", "said_on")
SETS = ("speakers", "addressee", "said_on_given", "relayed_by", "about", "stance_marked", "nested")
WHOLE = ("speaker", "country", "said_on", "relayed_by", "stance_marked", "nested")


@dataclass
class Tally:
    """Counts over all articles, from which the figures are worked out."""

    gold: int = 0
    found: int = 0
    paired: int = 0
    right: Counter[str] = field(default_factory=Counter)
    sets: dict[str, list[int]] = field(default_factory=lambda: {name: [0, 0, 0] for name in SETS})
    roles: int = 0
    roles_right: int = 0
    wrong: list[tuple[str, str, list[str]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Agreement:
    """A labelled statement beside its partner: which fields agree, and of each of SETS how many values are right, found
    and labelled.
    """

    right: dict[str, bool]
    counts: dict[str, tuple[int, int, int]]

    @property
    def is_whole(self) -> bool:
        """Whether speaker, country, date, relays, stance and nesting all agree."""
        return all(self.right[name] for name in WHOLE)


def tally_article(tally: Tally, article: Record, found: list[Record]) -> None:
    """Add one labelled article and what was extracted from it."""
    gold = article["statements"]
    partner = pair(gold, found)
    tally.gold, tally.found, tally.paired = (
        tally.gold + len(gold),
        tally.found + len(found),
        tally.paired + len(partner),
    )
    for i, agreement in agreements(gold, found, partner).items():
        _tally_pair(tally, article["article_id"], gold[i], found[partner[i]], agreement)


def agreements(gold: list[Record], found: list[Record], partner: dict[int, int]) -> dict[int, Agreement]:
    """How well each labelled statement that has a partner agrees with it, by its index."""
    identifier = {gold[i]["id"]: found[j]["statement_id"] for i, j in partner.items()}
    return {i: _agreement(gold[i], found[j], identifier) for i, j in partner.items()}


def figures(tally: Tally) -> dict[str, float | dict[str, float]]:
    """The figures by name: precision, recall and F1, or the share right of the paired statements."""
    out: dict[str, float | dict[str, float]] = {"gold": tally.gold, "predicted": tally.found}
    for name, n in (
        ("statement", tally.paired),
        ("attributed", tally.right["speaker"]),
        ("whole", tally.right["whole"]),
    ):
        out[name] = precision_recall(n, n, tally.found, tally.gold)
    for name in SHARES:
        out[name] = round(tally.right[name] / tally.paired, 4) if tally.paired else 0.0
    for name, (right, found, gold) in tally.sets.items():
        out[name] = precision_recall(right, right, found, gold)
    out["role_given"] = round(tally.roles_right / tally.roles, 4) if tally.roles else 0.0
    return out


def precision_recall(right_found: int, right_gold: int, found: int, gold: int) -> dict[str, float]:
    """Precision, recall and F1, rounded to four digits; 0 where there is nothing to divide by."""
    precision, recall = right_found / found if found else 0.0, right_gold / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def _agreement(gold: Record, found: Record, identifier: dict[str, str]) -> Agreement:
    first, mine = _first_speaker(gold), _first_speaker(found)
    is_person = first.get("kind") == "person"
    right = {
        "speaker": same_name(first.get("name"), mine.get("name"), is_person),
        "kind": first.get("kind") == mine.get("kind"),
        "country": (first.get("country") or None) == (mine.get("country") or None),
        "type": gold["type"] == found.get("type"),
        "said_on": (gold.get("said_on") or None) == (found.get("said_on") or None),
    }
    counts = {}
    for name, (wanted, given, same) in _sets(gold, found, identifier, is_person).items():
        counts[name] = _common(wanted, given, same), len(given), len(wanted)
        right[name] = len(set(counts[name])) == 1
    return Agreement(right, counts)


def _tally_pair(tally: Tally, article_id: str, gold: Record, found: Record, agreement: Agreement) -> None:
    for name, numbers in agreement.counts.items():
        for k, n in enumerate(numbers):
            tally.sets[name][k] += n
    tally.right.update(name for name in SHARES if agreement.right[name])
    tally.right["whole"] += agreement.is_whole
    if role := _first_speaker(gold).get("role"):
        wanted_words, given_words = set(name_words(role)), set(name_words(_first_speaker(found).get("role")))
        tally.roles += 1
        tally.roles_right += 2 * len(wanted_words & given_words) >= len(wanted_words)
    if missed := [name for name, is_right in agreement.right.items() if not is_right]:
        tally.wrong.append((article_id, gold["id"], missed))


Sets = dict[str, tuple[list[str], list[str], Callable[[str, str], bool]]]


def _sets(gold: Record, found: Record, identifier: dict[str, str], is_person: bool) -> Sets:
    parent = gold.get("nested_in")
    return {
        "speakers": (_names(gold), _names(found), lambda a, b: same_name(a, b, is_person)),
        "addressee": (_one(gold.get("addressee")), _one(found.get("addressee")), same_name),
        "said_on_given": (_one(gold.get("said_on")), _one(found.get("said_on")), eq),
        "relayed_by": (gold.get("relayed_by") or [], found.get("relayed_by") or [], same_name),
        "about": (gold.get("about_countries") or [], found.get("about_countries") or [], eq),
        "stance_marked": (_marked(gold), _marked(found), eq),
        # A parent that was not found can be nobody's.
        "nested": (_one(parent and identifier.get(parent, "not found")), _one(found.get("nested_in")), eq),
    }


def _first_speaker(record: Record) -> Record:
    speakers: list[Record] = record.get("speakers") or []
    return speakers[0] if speakers else {}


def _names(record: Record) -> list[str]:
    return [speaker.get("name") or "" for speaker in record.get("speakers") or []]


def _marked(record: Record) -> list[str]:
    return [] if record.get("stance") in (None, "assert") else [record["stance"]]


def _one(value: str | None) -> list[str]:
    return [value] if value else []


def _common(wanted: list[str], given: list[str], same: Callable[[str, str], bool]) -> int:
    left, right = list(given), 0
    for item in wanted:
        hit = next((other for other in left if same(item, other)), None)
        if hit is not None:
            left.remove(hit)
            right += 1
    return right
