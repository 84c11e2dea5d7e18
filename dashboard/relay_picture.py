"""The way of a claim as a chart that the server can draw as a picture: the same nodes and arrows as on the page.

Everything stands at pixels of a drawing of known size, so that an arrow's head can be turned along its line.
"""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import Any

import altair as alt
import pandas as pd

from dashboard.charts import MOST_TICKS, Drawn
from dashboard.pictures import WIDTH
from dashboard.relay_graph import RelayGraph
from dashboard.wording import write_date

ROW_HEIGHT = 34
# From a node's middle to the tip of an arrow that ends there.
REACH = 14
ROOM = 0.06
LONGEST_NAME = 60
SHAPES = {"earliest in our corpus": "square", "printed that day": "circle", "credited, not read itself": "diamond"}


def draw_relays(graph: RelayGraph, *, ink: str, color: str) -> Drawn:
    """Nodes by outlet and day, a solid line for a credit and a dashed one for what is inferred, heads at their ends.

    Args:
        graph: with at least one node.
        ink, color: of arrows, and of prints.
    """
    rows = {outlet_id: row for row, (outlet_id, _) in enumerate(graph.outlets)}
    height = ROW_HEIGHT * len(rows)
    days = [node.day for node in graph.nodes]
    room = timedelta(days=max(1, round(ROOM * (max(days) - min(days)).days)))
    first, last = min(days) - room, max(days) + room

    def place_x(day: date) -> float:
        return WIDTH * (day - first).days / (last - first).days

    places = [(place_x(node.day), ROW_HEIGHT * (rows[node.outlet_id] + 0.5)) for node in graph.nodes]
    ticks = sorted(set(days))[:: -(-len(set(days)) // MOST_TICKS)]
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, WIDTH], nice=False), title="Day printed",
              axis=_label(dict(zip(map(place_x, ticks), map(write_date, ticks), strict=True))))  # fmt: skip
    middles = {ROW_HEIGHT * (row + 0.5): name for row, (_, name) in enumerate(graph.outlets)}
    y = alt.Y("y:Q", scale=alt.Scale(domain=[height, 0], nice=False), title=None, axis=_label(middles))
    drawn = [_draw_points(graph, places, x, y, ink, color)]
    if graph.arrows:
        drawn = [*_draw_arrows(graph, places, x, y, ink), *drawn]
    return alt.layer(*drawn).properties(height=height)


def _label(words: dict[float, str]) -> alt.Axis:
    """An axis with words at given pixels. A name becomes part of an expression, so each of its letters is written as
    its code: none can end the string that it stands in.
    """
    axis = alt.Axis(values=sorted(words), ticks=False, domain=False, labelLimit=220, grid=True)
    cases = (f"datum.value == {value!r} ? '{_encode(name[:LONGEST_NAME])}'" for value, name in words.items())
    axis.labelExpr = " : ".join(cases) + " : ''"
    return axis


def _encode(name: str) -> str:
    units = name.encode("utf-16-be", "replace")
    return "".join(f"\\u{high:02x}{low:02x}" for high, low in zip(units[::2], units[1::2], strict=True))


def _draw_points(
    graph: RelayGraph, places: list[tuple[float, float]], x: alt.X, y: alt.Y, ink: str, color: str
) -> alt.Chart:
    earliest = graph.earliest
    kinds = list(SHAPES)
    rows = pd.DataFrame(
        {
            "x": places[place][0],
            "y": places[place][1],
            "kind": kinds[0] if place in earliest else kinds[1] if node.is_print else kinds[2],
            "fill": color if node.is_print else "rgba(0, 0, 0, 0)",
        }
        for place, node in enumerate(graph.nodes)
    )
    shape = alt.Shape("kind:N", title=None, scale=alt.Scale(domain=kinds, range=list(SHAPES.values())),
                      legend=alt.Legend(orient="top", labelLimit=260))  # fmt: skip
    drawn: alt.Chart = (
        alt.Chart(rows)
        .mark_point(size=170, strokeWidth=1.6, opacity=1, stroke=ink)
        .encode(x=x, y=y, shape=shape, fill=alt.Fill("fill:N", scale=None))
    )
    return drawn


def _draw_arrows(graph: RelayGraph, places: list[tuple[float, float]], x: alt.X, y: alt.Y, ink: str) -> list[alt.Chart]:
    lines: list[dict[str, Any]] = []
    for arrow in graph.arrows:
        (x1, y1), (x2, y2) = places[arrow.source], places[arrow.target]
        length = math.hypot(x2 - x1, y2 - y1) or 1.0
        along = max(0.0, 1 - REACH / length)
        tip = (x1 + (x2 - x1) * along, y1 + (y2 - y1) * along)
        # A triangle points up; angles go clockwise.
        angle = math.degrees(math.atan2(y2 - y1, x2 - x1)) + 90
        kind = "credited in the text" if arrow.is_credited else "inferred from like words"
        lines.append({"x": x1, "y": y1, "x2": tip[0], "y2": tip[1], "angle": angle, "line": kind})
    rows = pd.DataFrame(lines)
    dash = alt.StrokeDash(
        "line:N",
        title=None,
        scale=alt.Scale(domain=["credited in the text", "inferred from like words"], range=[[1, 0], [5, 4]]),
        legend=alt.Legend(orient="top", symbolStrokeColor=ink, labelLimit=260),
    )
    rules = (
        alt.Chart(rows).mark_rule(color=ink, strokeWidth=1.5).encode(x=x, y=y, x2="x2:Q", y2="y2:Q", strokeDash=dash)
    )
    heads = (
        alt.Chart(rows)
        .mark_point(shape="triangle", filled=True, size=70, color=ink, opacity=1)
        .encode(x=alt.X("x2:Q"), y=alt.Y("y2:Q"), angle=alt.Angle("angle:Q", scale=None))
    )
    return [rules, heads]
