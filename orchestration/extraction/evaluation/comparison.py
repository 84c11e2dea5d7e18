"""Two extractions of the same labelled articles, statement by statement: what one gets right and the other does not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from orchestration.extraction.evaluation.labelled import Kind, kind_of
from orchestration.extraction.evaluation.pairing import Record, pair
from orchestration.extraction.evaluation.report import Figures
from orchestration.extraction.evaluation.resolution import agreements
from orchestration.extraction.evaluation.spans import in_body, levels_reached, pair_spans
from orchestration.extraction.text.statement import BODY, printed

MISSED = "missed"
# How far a labelled statement got, each level with those before it: found at all, whose it is, all that is labelled.
LEVELS: dict[Kind, tuple[str, str, str]] = {
    "statements": ("found", "speaker", "whole"),
    "attributions": ("found", "attributed", "exact"),
}
CONTENT_LENGTH = 90


@dataclass(frozen=True, slots=True)
class Change:
    """One labelled statement that the two sides do not get equally far: the level with the other side, `before`, and
    with this one, `after`.
    """

    article_id: str
    before: str
    after: str
    who: str
    content: str


@dataclass(frozen=True, slots=True)
class Unlabelled:
    """One statement that only one side finds and no label has: a false positive."""

    article_id: str
    who: str
    content: str


@dataclass
class Comparison:
    """What changed over the articles added so far. `gained` and `lost` count by level: their difference is by how many
    more labelled statements this side gets right there.
    """

    gains: list[Change] = field(default_factory=list)
    losses: list[Change] = field(default_factory=list)
    gained: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    new_wrong: list[Unlabelled] = field(default_factory=list)
    gone_wrong: list[Unlabelled] = field(default_factory=list)

    def add(self, article: Record, this: list[Record], other: list[Record]) -> None:
        """Add one labelled article with what each side found in it; one without labels changes nothing."""
        kind = kind_of(article)
        if kind is None:
            return
        (ranks, wrong), (other_ranks, other_wrong) = (_judge(kind, article, found) for found in (this, other))
        for label, after, before in zip(article[kind], ranks, other_ranks, strict=True):
            if after == before:
                continue
            names = (MISSED, *LEVELS[kind])
            change = Change(article["article_id"], names[before], names[after], *_read(article, label))
            changes, counts = (self.gains, self.gained) if after > before else (self.losses, self.lost)
            changes.append(change)
            counts.update(names[min(after, before) + 1 : max(after, before) + 1])
        both = pair(wrong, other_wrong)
        self.new_wrong += _unlabelled(article, [w for i, w in enumerate(wrong) if i not in both])
        kept = set(both.values())
        self.gone_wrong += _unlabelled(article, [w for j, w in enumerate(other_wrong) if j not in kept])


def differences(this: Figures, other: Figures) -> Figures:
    """This side's figures less the other's, by the same names; what only one side has is left out."""
    out: Figures = {}
    for name, figure in this.items():
        against = other.get(name)
        if isinstance(figure, dict) and isinstance(against, dict):
            out[name] = {part: round(value - against[part], 4) for part, value in figure.items() if part in against}
        elif not isinstance(figure, dict) and against is not None and not isinstance(against, dict):
            out[name] = round(figure - against, 4)
    return out


def _judge(kind: Kind, article: Record, found: list[Record]) -> tuple[list[int], list[Record]]:
    """How many levels each labelled statement reaches, 0 to 3, and the found ones that are no label's partner."""
    gold = article[kind]
    if kind == "attributions":
        found = in_body(found)
        partner = pair_spans(gold, found)
        reached = {i: len(levels_reached(article["body"], gold[i], found[j])) for i, j in partner.items()}
    else:
        partner = pair(gold, found)
        agreed = agreements(gold, found, partner)
        reached = {i: 1 + a.right["speaker"] + a.is_whole for i, a in agreed.items()}
    taken = set(partner.values())
    return [reached.get(i, 0) for i in range(len(gold))], [f for j, f in enumerate(found) if j not in taken]


def _unlabelled(article: Record, statements: list[Record]) -> list[Unlabelled]:
    return [Unlabelled(article["article_id"], *_read(article, statement)) for statement in statements]


def _read(article: Record, statement: Record) -> tuple[str, str]:
    """Who, by name or as printed, and the content, shortened, each in one line."""
    text = article.get(statement.get("field", BODY)) or ""
    names = [speaker.get("name") or speaker.get("mention") or "" for speaker in statement.get("speakers") or []]
    who = ", ".join(name for name in names if name) or printed(text, statement.get("source") or [])
    return _shorten(who or "nobody"), _shorten(printed(text, statement["content"]))


def _shorten(text: str) -> str:
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= CONTENT_LENGTH else line[: CONTENT_LENGTH - 1].rstrip() + "…"
