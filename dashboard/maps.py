"""The world map: vendored boundaries coloured by a share, drawn without a network."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd

from dashboard.chart_axes import root_scale
from dashboard.charts import FADE, PICKED, Drawn

BOUNDARIES = Path(__file__).resolve().parent / "assets" / "countries-110m.json"
ANTARCTICA = "010"
# The map is about half as high as wide. A fixed height would leave a blank band above and below it on a phone.
HEIGHT = "min(500, round(width * 0.47) + 95)"


@cache
def read_boundaries() -> dict[str, Any]:
    """The TopoJSON of the world's countries; `id` of a shape is the ISO numeric code."""
    boundaries: dict[str, Any] = json.loads(BOUNDARIES.read_text(encoding="utf-8"))
    return boundaries


@cache
def list_drawn_codes() -> frozenset[str]:
    """The ISO numeric codes that have a shape: countries without one are in the bars and the table only."""
    shapes = read_boundaries()["objects"]["countries"]["geometries"]
    return frozenset(shape["id"] for shape in shapes if "id" in shape)


def draw_world(rows: pd.DataFrame, *, value: str, title: str) -> Drawn:
    """The world coloured by a share of articles; countries without statements stay blank. A country can be clicked.

    Args:
        rows: columns country_code, country_code_numeric, country_name, `value` (0 to 1), detail, is_faded.
        value: the column with the share.
        title: the legend's title.
    """
    world = alt.InlineData(values=read_boundaries(), format=alt.TopoDataFormat(feature="countries", type="topojson"))
    fields = ["country_code", "country_name", value, "detail", "is_faded"]
    picking = alt.selection_point(name=PICKED, fields=["country_code"], on="click", clear="dblclick", toggle=False)
    highest = max(float(rows[value].max()), 0.01) if len(rows) else 0.01
    shading = alt.Color(
        f"{value}:Q",
        scale=root_scale(highest),
        legend=alt.Legend(title=title, orient="bottom", format=".0%", gradientLength=220, tickCount=3),
    )
    tooltip = [alt.Tooltip("name:N", title=" "), alt.Tooltip("note:N", title=" ")]
    shape = alt.Chart().mark_geoshape(stroke="#8d8a84", strokeWidth=0.4).encode(tooltip=tooltip)
    # Two layers: a shape whose share is missing would otherwise be coloured as if it were zero.
    # Paler than the palest share also where colours are not seen.
    blank = shape.encode(color=alt.ColorValue("rgba(128, 128, 128, 0.07)"))
    shaded = (
        shape.mark_geoshape(stroke="#8d8a84", strokeWidth=0.4, cursor="pointer")
        .transform_filter(f"isValid(datum['{value}'])")
        .encode(color=shading, opacity=alt.OpacityValue(1, condition=FADE))
        .add_params(picking)
    )
    return (
        alt.layer(blank, shaded, data=world)
        .transform_filter(f"datum.id != '{ANTARCTICA}'")
        .transform_lookup("id", from_=alt.LookupData(rows, key="country_code_numeric", fields=fields))
        .transform_calculate(
            name="isValid(datum.country_name) ? datum.country_name : datum.properties.name",
            note="isValid(datum.detail) ? datum.detail : 'no statement in this selection'",
        )
        .project("equalEarth")
        .add_params(alt.param(name="height", expr=HEIGHT))
    )
