"""The way of a claim as an ECharts option: outlets from top to bottom, days from left to right, arrows between them.

Names go into the option as plain text; no template of ours holds any.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from dashboard.relay_graph import Node, RelayGraph
from dashboard.wording import write_counted, write_date

ROW_HEIGHT = 34
MARGINS = 96
LONGEST_NAME_WIDTH = 150
# Room left and right of the first and last day, as a part of the time between them.
ROOM = 0.06


def write_relay_option(
    graph: RelayGraph,
    *,
    denials: Sequence[tuple[str, date, str]],
    first_said_on: date | None,
    picked: Node | None,
    ink: str,
    color: str,
    warning: str,
) -> dict[str, Any]:
    """The option for `st.echarts_chart`; node i of its first series is `graph.nodes[i]`.

    Args:
        graph: as `relay_graph.trace_relays` gives it, with at least one node.
        denials: outlet id, day and speaker of each denial; those of outlets that are not drawn are left out.
        first_said_on: the earliest day on which a print says that it was said, if any.
        picked: the node whose prints are listed.
        ink, color, warning: of text and arrows, of nodes, and of denials.
    """
    rows = {outlet_id: row for row, (outlet_id, _) in enumerate(graph.outlets)}
    first, last = _find_bounds(graph, [day for outlet_id, day, _ in denials if outlet_id in rows], first_said_on)
    return {
        "useUTC": True,
        "animation": False,
        "textStyle": {"color": ink},
        "tooltip": {"trigger": "item", "confine": True, "formatter": "{b}"},
        "grid": {"left": 8, "right": 48, "top": 30, "bottom": 8, "containLabel": True},
        "xAxis": {
            "type": "time",
            "min": first,
            "max": last,
            "minInterval": 86_400_000,
            "axisLabel": {"formatter": "{d} {MMM} {yyyy}", "hideOverlap": True, "color": ink},
            "splitLine": {"show": True, "lineStyle": {"opacity": 0.25}},
        },
        "yAxis": {
            "type": "category",
            "inverse": True,
            "data": [name for _, name in graph.outlets],
            "axisTick": {"show": False},
            "axisLabel": {"width": LONGEST_NAME_WIDTH, "overflow": "truncate", "interval": 0, "color": ink},
            "splitLine": {"show": True, "lineStyle": {"opacity": 0.15}},
        },
        "series": [
            _write_nodes(graph, rows, picked, ink, color),
            _write_denials(rows, denials, first_said_on, ink, warning),
        ],
    }


def measure_height(graph: RelayGraph) -> int:
    """The height of the drawing in pixels."""
    return MARGINS + ROW_HEIGHT * len(graph.outlets)


def describe_node(node: Node) -> str:
    """A node in words: the outlet, the day, and what it printed then."""
    if not node.is_print:
        return f"{node.outlet_name}: credited in print of {write_date(node.day)}, its own report was not read"
    return f"{node.outlet_name}, {write_date(node.day)}: {write_counted(len(node.statement_ids), 'print')}"


def _write_nodes(graph: RelayGraph, rows: dict[str, int], picked: Node | None, ink: str, color: str) -> dict[str, Any]:
    nodes: list[dict[str, Any]] = []
    earliest = graph.earliest
    for place, node in enumerate(graph.nodes):
        is_first = place in earliest
        count = len(node.statement_ids)
        nodes.append(
            {
                # Names have to differ for the arrows to find their ends.
                "id": str(place),
                "name": describe_node(node) + (", the earliest in our corpus" if is_first else ""),
                "value": [_write_moment(node.day), rows[node.outlet_id]],
                "symbol": "rect" if is_first else "circle",
                "symbolSize": 18 if is_first or count > 1 else 13,
                "itemStyle": {
                    "color": color if node.is_print else "transparent",
                    "borderColor": ink if node == picked or not node.is_print else color,
                    "borderWidth": 4 if node == picked else 1.5,
                    "borderType": "solid" if node.is_print else "dashed",
                },
                "label": {"show": count > 1, "formatter": str(count), "color": "#ffffff" if ink < "#8" else "#12171c",
                          "fontSize": 11, "fontWeight": "bold"},
            }
        )  # fmt: skip
    links = [
        {
            "source": str(arrow.source),
            "target": str(arrow.target),
            "lineStyle": {
                "type": "solid" if arrow.is_credited else "dashed",
                "width": 2.2 if arrow.is_credited else 1.3,
                "color": ink,
                "opacity": 0.9 if arrow.is_credited else 0.55,
                "curveness": 0.12,
            },
        }
        for arrow in graph.arrows
    ]
    return {
        "type": "graph",
        "coordinateSystem": "cartesian2d",
        "layout": "none",
        "cursor": "pointer",
        "selectedMode": "single",
        "edgeSymbol": ["none", "arrow"],
        "edgeSymbolSize": [0, 9],
        "select": {"itemStyle": {"borderColor": ink, "borderWidth": 4}},
        "data": nodes,
        "links": links,
        "z": 3,
    }


def _write_denials(
    rows: dict[str, int],
    denials: Sequence[tuple[str, date, str]],
    first_said_on: date | None,
    ink: str,
    warning: str,
) -> dict[str, Any]:
    series: dict[str, Any] = {
        "type": "scatter",
        "symbol": "diamond",
        "symbolSize": 13,
        "symbolOffset": [0, -15],
        "itemStyle": {"color": warning, "borderColor": ink, "borderWidth": 1},
        "data": [
            {"name": f"{speaker} denies, {write_date(day)}", "value": [_write_moment(day), rows[outlet_id]]}
            for outlet_id, day, speaker in denials
            if outlet_id in rows
        ],
        "z": 4,
    }
    if first_said_on is not None:
        series["markLine"] = {
            "symbol": "none",
            "silent": True,
            "animation": False,
            "lineStyle": {"color": ink, "type": "dotted", "width": 1.5},
            "label": {"formatter": f"said {write_date(first_said_on)}", "color": ink, "position": "start"},
            "data": [{"xAxis": _write_moment(first_said_on)}],
        }
    return series


def _find_bounds(graph: RelayGraph, denied_on: Sequence[date], first_said_on: date | None) -> tuple[int, int]:
    days = [*(node.day for node in graph.nodes), *denied_on, *([first_said_on] if first_said_on else [])]
    room = timedelta(days=max(1, round(ROOM * (max(days) - min(days)).days)))
    return _write_moment(min(days) - room), _write_moment(max(days) + room)


def _write_moment(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)
