"""A chart as a picture that explains itself: title, unit, base, dates, number and build are drawn into it.

Drawn by the server with the libraries that are installed; nothing is fetched from anywhere.
"""

from __future__ import annotations

import textwrap
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import altair as alt
import streamlit as st
import vl_convert

from dashboard.charts import Drawn
from dashboard.frame import Page, write_build

THEME = Path(__file__).resolve().parent / ".streamlit" / "config.toml"
WIDTH = 860
SCALE = 2.0
# Characters that fit into the width in the size of the notes.
NOTE_COLUMNS = 150
TITLE_COLUMNS = 82
VEGALITE = "6.4"
# The drawing library brings this font along; from a list of families it takes none.
FONT = "Liberation Sans"


def offer_picture(page: Page, chart: Drawn | alt.VConcatChart, *, title: str, notes: Sequence[str], key: str) -> None:
    """A button that downloads a chart as PNG; it is drawn when the button is pressed, in the reader's own theme.

    Args:
        page: whose build is named in the picture.
        chart: as it is shown.
        title: what is drawn.
        notes: what is counted, of what base, over which dates, by which choice, and what to mind.
        key: of the button, unique on the page.
    """
    theme = "dark" if st.context.theme.type == "dark" else "light"
    st.download_button(
        "Picture (PNG)",
        data=lambda: draw_picture(chart, title=title, notes=[*notes, write_source(page)], theme=theme),
        file_name=f"hearsay-{key.replace('_', '-')}-{page.build.build_id}.png",
        mime="image/png",
        on_click="ignore",
        icon=":material/image:",
        key=f"picture_{key}",
    )


def write_source(page: Page) -> str:
    """Whence the figures of a picture are."""
    return f"Source: Hearsay, attributed statements in the news. {write_build(page)} Dates in UTC."


def draw_picture(chart: Drawn | alt.VConcatChart, *, title: str, notes: Sequence[str], theme: str) -> bytes:
    """The chart as PNG with its words above it; see `write_picture`."""
    spec = write_picture(chart, title=title, notes=notes, theme=theme)
    # No address may be asked for, whatever a specification names.
    return bytes(vl_convert.vegalite_to_png(spec, vl_version=VEGALITE, scale=SCALE, allowed_base_urls=[]))


def write_picture(chart: Drawn | alt.VConcatChart, *, title: str, notes: Sequence[str], theme: str) -> dict[str, Any]:
    """The specification of a picture: the chart at a width of its own, with its words, in the colours of a theme.

    Args:
        chart: any chart of `charts`, `maps` or `relay_picture`.
        title, notes: see `offer_picture`; written as text, whatever they hold.
        theme: light or dark.
    """
    spec: dict[str, Any] = chart.to_dict()
    for part in spec.get("vconcat", [spec]):
        part["width"] = WIDTH
    lines = [line for note in notes if note for line in textwrap.wrap(note, NOTE_COLUMNS, break_long_words=True)]
    spec["title"] = {
        "text": textwrap.wrap(title, TITLE_COLUMNS, break_long_words=True) or [""],
        "subtitle": lines,
        "anchor": "start",
        "frame": "bounds",
        "offset": 16,
    }
    spec["padding"] = 20
    spec["config"] = {**spec.get("config", {}), **write_config(theme)}
    return spec


@cache
def write_config(theme: str) -> dict[str, Any]:
    """The colours of a theme of this dashboard as configuration of Vega-Lite."""
    colors = tomllib.loads(THEME.read_text(encoding="utf-8"))["theme"][theme]
    ink, line = colors["textColor"], colors["borderColor"]
    return {
        "background": colors["backgroundColor"],
        "font": FONT,
        "view": {"stroke": None},
        "title": {
            "color": ink,
            "fontSize": 19,
            "fontWeight": 600,
            "subtitleColor": ink,
            "subtitleFontSize": 12,
            "subtitleLineHeight": 17,
            "subtitlePadding": 8,
        },
        "axis": {"labelColor": ink, "titleColor": ink, "gridColor": line, "domainColor": line, "tickColor": line,
                 "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": 400},
        "legend": {"labelColor": ink, "titleColor": ink, "labelFontSize": 12, "titleFontSize": 12,
                   "titleFontWeight": 400},
        "header": {"labelColor": ink, "titleColor": ink},
        "mark": {"color": colors["chartCategoricalColors"][0]},
        "range": {"category": colors["chartCategoricalColors"], "ramp": colors["chartSequentialColors"],
                  "heatmap": colors["chartSequentialColors"]},
    }  # fmt: skip
