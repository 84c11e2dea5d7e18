"""The way of a claim from outlet to outlet, as nodes on days and arrows between them: pure.

A node is an outlet on a day. A solid arrow is a credit that an article prints ("X reported"); a dashed one is inferred:
an outlet that credits nobody is joined to the earlier print of another outlet whose words are most like its own. Within
a day no order is known, so none is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dashboard.word_differences import fold_words

MOST_NODES = 150
MOST_OUTLETS = 30
OTHERS = "other-outlets"
# Below this share of words in common an arrow would suggest a way that nothing but the topic speaks for.
LEAST_ALIKE = 0.4

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Node:
    """An outlet on a day: with the statements that it printed then, or, without any, credited by others on that day."""

    outlet_id: str
    outlet_name: str
    day: date
    statement_ids: tuple[str, ...] = ()

    @property
    def is_print(self) -> bool:
        """Whether the outlet printed the claim that day; otherwise it is only credited."""
        return bool(self.statement_ids)


@dataclass(frozen=True)
class Arrow:
    """From one node to another, by their places in `RelayGraph.nodes`."""

    source: int
    target: int
    is_credited: bool
    likeness: float | None = None


@dataclass
class RelayGraph:
    """Nodes by day, arrows, the outlets from top to bottom, and how many prints are not drawn."""

    nodes: list[Node] = field(default_factory=list)
    arrows: list[Arrow] = field(default_factory=list)
    undated_count: int = 0
    folded_outlet_count: int = 0
    left_out_count: int = 0

    @property
    def outlets(self) -> list[tuple[str, str]]:
        """Id and name of each outlet, in the order in which they come up."""
        return list(dict.fromkeys((node.outlet_id, node.outlet_name) for node in self.nodes))

    @property
    def earliest(self) -> frozenset[int]:
        """The places of the prints of the first day, but for those that credit another: which came first is unknown."""
        credited = {arrow.target for arrow in self.arrows if arrow.is_credited}
        first_on = min((node.day for node in self.nodes if node.is_print), default=None)
        return frozenset(
            place
            for place, node in enumerate(self.nodes)
            if node.is_print and node.day == first_on and place not in credited
        )


def trace_relays(prints: Sequence[Row], credited: Sequence[Row]) -> RelayGraph:
    """The graph of a claim.

    Args:
        prints: statement_id, article_id, outlet_id, outlet_name, published_on, content_text,
            syndicated_from_article_id; earliest first.
        credited: statement_id, hop_number, outlet_id, outlet_name; innermost first.
    """
    with_day = [row for row in prints if row["published_on"] is not None]
    graph = RelayGraph(undated_count=len(prints) - len(with_day))
    folded = _find_folded(with_day, graph)
    dated, credited = _fold_outlets(with_day, folded), _fold_outlets(credited, folded)
    places = _place_prints(dated, graph)
    drawn = [row for row in dated if row["statement_id"] in places]
    _add_credits(graph, drawn, credited, places)
    _add_inferred(graph, drawn, places)
    return graph


def _find_folded(dated: Sequence[Row], graph: RelayGraph) -> set[str]:
    order = list(dict.fromkeys(row["outlet_id"] for row in dated))
    folded = set(order[MOST_OUTLETS:])
    graph.folded_outlet_count = len(folded)
    return folded


def _fold_outlets(rows: Sequence[Row], folded: set[str]) -> list[dict[str, Any]]:
    """Prints or credits, in which outlets that share one row of the drawing are one: it is read where they are."""
    name = f"{len(folded)} other outlets"
    return [
        {**row, "outlet_id": OTHERS, "outlet_name": name} if row["outlet_id"] in folded else dict(row) for row in rows
    ]


def _place_prints(dated: Sequence[Row], graph: RelayGraph) -> dict[str, int]:
    """Makes a node for each outlet and day; returns the node's place by statement."""
    groups: dict[tuple[str, date], list[Row]] = {}
    for row in dated:
        groups.setdefault((row["outlet_id"], row["published_on"]), []).append(row)
    for (outlet_id, day), rows in groups.items():
        if len(graph.nodes) == MOST_NODES:
            graph.left_out_count += len(rows)
            continue
        ids = tuple(row["statement_id"] for row in rows)
        graph.nodes.append(Node(outlet_id, str(rows[0]["outlet_name"] or "Outlet unknown"), day, ids))
    return {statement: place for place, node in enumerate(graph.nodes) for statement in node.statement_ids}


def _add_credits(graph: RelayGraph, drawn: Sequence[Row], credited: Sequence[Row], places: Mapping[str, int]) -> None:
    hops: dict[str, dict[int, list[Row]]] = {}
    for credit in credited:
        hops.setdefault(credit["statement_id"], {}).setdefault(credit["hop_number"], []).append(credit)
    known: set[tuple[int, int]] = set()
    for row in drawn:
        sources: list[int] = []
        day = row["published_on"]
        chain = [
            [_find_credited(graph, credit, day) for credit in each]
            for _, each in sorted(hops.get(row["statement_id"], {}).items())
        ]
        for targets in [*chain, [places[row["statement_id"]]]]:
            for arrow in ((source, target) for source in sources for target in targets):
                if arrow[0] != arrow[1] and arrow not in known:
                    known.add(arrow)
                    graph.arrows.append(Arrow(*arrow, is_credited=True))
            sources = targets


def _find_credited(graph: RelayGraph, credit: Row, day: date) -> int:
    """The newest print of a credited outlet up to that day, or a node that stands for a report that was not read."""
    outlet_id = credit["outlet_id"]
    before = [
        place for place, node in enumerate(graph.nodes) if node.outlet_id == outlet_id and node.day <= day
        and (node.is_print or node.day == day)
    ]  # fmt: skip
    if before:
        return max(before, key=lambda place: (graph.nodes[place].is_print, graph.nodes[place].day))
    graph.nodes.append(Node(outlet_id, str(credit["outlet_name"] or "Outlet unknown"), day))
    return len(graph.nodes) - 1


def _add_inferred(graph: RelayGraph, drawn: Sequence[Row], places: Mapping[str, int]) -> None:
    credited = {arrow.target for arrow in graph.arrows}
    words: dict[int, set[str]] = {}
    place_of_article: dict[str, int] = {}
    copied: dict[int, str] = {}
    for row in drawn:
        place = places[row["statement_id"]]
        words.setdefault(place, set()).update(fold_words(str(row["content_text"] or "")))
        place_of_article[row["article_id"]] = place
        if row["syndicated_from_article_id"]:
            copied[place] = row["syndicated_from_article_id"]
    for place in sorted(words):
        if place in credited:
            continue
        node = graph.nodes[place]
        earlier = [each for each in words if graph.nodes[each].day < node.day
                   and graph.nodes[each].outlet_id != node.outlet_id]  # fmt: skip
        same_text = place_of_article.get(copied.get(place, ""))
        if same_text in earlier:
            graph.arrows.append(Arrow(same_text, place, is_credited=False, likeness=1.0))
            continue
        alike = [(_compare(words[each], words[place]), -each) for each in earlier]
        likeness, behind = max(alike, default=(0.0, 0))
        if likeness >= LEAST_ALIKE:
            graph.arrows.append(Arrow(-behind, place, is_credited=False, likeness=likeness))


def _compare(first: set[str], second: set[str]) -> float:
    """The share of words in common; one that is a part of the other is wholly alike."""
    return len(first & second) / max(1, min(len(first), len(second)))
