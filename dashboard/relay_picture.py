"""The way of a claim as a chart that the server can draw as a picture: the same nodes and arrows as on the page.

Everything stands at pixels of a drawing of known size, so that an arrow's head can be turned along its line.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import altair as alt
import pandas as pd

from dashboard.chart_axes import MOST_TICKS
from dashboard.charts import Drawn
from dashboard.pictures import WIDTH
from dashboard.relay_graph import RelayGraph
from dashboard.wording import write_date

ROW_HEIGHT = 34
# From a node's middle to the tip of an arrow that ends there.
REACH = 14
# A denial stands above the outlet that printed it.
ABOVE = 15
# Room between the legend and the rows, for the day that the claim was said.
LEGEND_OFFSET = 24
ROOM = 0.06
LONGEST_NAME = 60
FIRST, PRINTED, CREDITED, DENIED = "earliest in our corpus", "printed that day", "credited, not read itself", "a denial"
SHAPES = {FIRST: "square", PRINTED: "circle", CREDITED: "circle", DENIED: "diamond"}
NOWHERE = "rgba(0, 0, 0, 0)"


def draw_relays(
    graph: RelayGraph,
    *,
    denials: Sequence[tuple[str, date, str]],
    first_said_on: date | None,
    ink: str,
    color: str,
    warning: str,
) -> Drawn:
    """Nodes by outlet and day, a solid line for a credit and a dashed one for what is inferred, heads at their ends; a
    diamond for a denial, and a dotted line where the claim was said.

    Args:
        graph: with at least one node.
        denials, first_said_on: see `relay_chart.write_relay_option`.
        ink, color, warning: of arrows, of prints, and of denials.
    """
    rows = {outlet_id: row for row, (outlet_id, _) in enumerate(graph.outlets)}
    height = ROW_HEIGHT * len(rows)
    days = [node.day for node in graph.nodes]
    denied = [(outlet_id, day) for outlet_id, day, _ in denials if outlet_id in rows]
    bounds = [*days, *(day for _, day in denied), *([first_said_on] if first_said_on else [])]
    room = timedelta(days=max(1, round(ROOM * (max(bounds) - min(bounds)).days)))
    first, last = min(bounds) - room, max(bounds) + room

    def place_x(day: date) -> float:
        return WIDTH * (day - first).days / (last - first).days

    places = [(place_x(node.day), ROW_HEIGHT * (rows[node.outlet_id] + 0.5)) for node in graph.nodes]
    marks = [(place_x(day), ROW_HEIGHT * (rows[outlet_id] + 0.5) - ABOVE) for outlet_id, day in denied]
    dated = sorted({*days, *(day for _, day in denied)})
    ticks = dated[:: -(-len(dated) // MOST_TICKS)]
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, WIDTH], nice=False), title="Day printed",
              axis=_label(dict(zip(map(place_x, ticks), map(write_date, ticks), strict=True))))  # fmt: skip
    middles = {ROW_HEIGHT * (row + 0.5): name for row, (_, name) in enumerate(graph.outlets)}
    y = alt.Y("y:Q", scale=alt.Scale(domain=[height, 0], nice=False), title=None, axis=_label(middles))
    drawn = [*_draw_points(graph, places, marks, x, y, (ink, color, warning))]
    if graph.arrows:
        drawn = [*_draw_arrows(graph, places, x, y, ink), *drawn]
    if first_said_on is not None:
        drawn = [*_draw_said(place_x(first_said_on), first_said_on, x, ink), *drawn]
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
    graph: RelayGraph,
    places: list[tuple[float, float]],
    marks: list[tuple[float, float]],
    x: alt.X,
    y: alt.Y,
    colors: tuple[str, str, str],
) -> list[alt.Chart]:
    ink, color, warning = colors
    earliest = graph.earliest
    kinds = [FIRST if place in earliest else PRINTED if node.is_print else CREDITED
             for place, node in enumerate(graph.nodes)]  # fmt: skip
    counts = [str(len(node.statement_ids)) if len(node.statement_ids) > 1 else "" for node in graph.nodes]
    points = [*zip(places, kinds, counts, strict=True), *((mark, DENIED, "") for mark in marks)]
    rows = pd.DataFrame([{"x": place[0], "y": place[1], "kind": kind, "count": count} for place, kind, count in points])
    fills = {FIRST: color, PRINTED: color, CREDITED: NOWHERE, DENIED: warning}
    known = [kind for kind in SHAPES if kind != DENIED or marks]
    legend = alt.Legend(orient="top", offset=LEGEND_OFFSET, labelLimit=260)
    base = alt.Chart(rows).encode(x=x, y=y)
    # The stroke is encoded only so that the legend has it: what is hollow would not be seen there.
    strokes = dict.fromkeys(SHAPES, ink)
    drawn = base.mark_point(size=170, strokeWidth=1.6, opacity=1, fillOpacity=1).encode(
        shape=alt.Shape("kind:N", title=None, scale=_write_scale(known, SHAPES), legend=legend),
        fill=alt.Fill("kind:N", title=None, scale=_write_scale(known, fills), legend=legend),
        stroke=alt.Stroke("kind:N", title=None, scale=_write_scale(known, strokes), legend=legend),
    )
    numbers = base.mark_text(fontSize=10, fontWeight=600, color="#ffffff" if ink < "#8" else "#12171c")
    return [drawn, numbers.encode(text="count:N")]


def _write_scale(kinds: list[str], values: Mapping[str, str]) -> alt.Scale:
    return alt.Scale(domain=kinds, range=[values[kind] for kind in kinds])


def _draw_said(place: float, day: date, x: alt.X, ink: str) -> list[alt.Chart]:
    """A dotted line through all rows at the day that a print gives, with that day above it."""
    rows = pd.DataFrame({"x": [place], "words": [f"said {write_date(day)}"]})
    base = alt.Chart(rows).encode(x=x)
    line = base.mark_rule(color=ink, strokeDash=[1, 3], strokeWidth=1.6)
    words = base.mark_text(color=ink, fontSize=12, baseline="bottom", dy=-4).encode(y=alt.value(0), text="words:N")
    return [line, words]


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
        legend=alt.Legend(orient="top", offset=LEGEND_OFFSET, symbolStrokeColor=ink, labelLimit=260),
    )
    rules = (
        alt.Chart(rows)
        .mark_rule(color=ink, strokeWidth=1.5)
        .encode(x=x, y=y, x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"), strokeDash=dash)
    )
    heads = (
        alt.Chart(rows)
        .mark_point(shape="triangle", filled=True, size=70, color=ink, opacity=1)
        .encode(x=alt.X("x2:Q"), y=alt.Y("y2:Q"), angle=alt.Angle("angle:Q", scale=None))
    )
    return [rules, heads]
