"""Charts in greyscale, as a printer gives them: drawn for real, and read by their lightness alone."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
import pytest
import vl_convert
from PIL import Image, ImageColor

from dashboard.charts import Drawn, draw_cells, draw_heatmap, draw_ranked_bars, draw_time_lines, draw_volume
from dashboard.maps import draw_world
from dashboard.pictures import SCALE, VEGALITE, draw_picture, write_config, write_picture
from dashboard.relay_graph import trace_relays
from dashboard.relay_picture import draw_relays

THEMES = ("light", "dark")
# Of a mark against what is behind it: WCAG 2.2, success criterion 1.4.11.
LEAST_CONTRAST = 3.0
# Of two areas that mean different things, side by side.
LEAST_STEP = 1.4
# Of two shades of which only the order is read.
LEAST_TOLD = 1.15
# What two signs of a legend do not share, of all that either of them covers, from 0 to 1.
LEAST_UNLIKE = 0.15
SIGN = 9  # pixels of the drawing from the middle of a sign to the edge of what is compared


@dataclass(frozen=True)
class Printed:
    """A chart as a greyscale picture: lightness from 0 to 1 of each pixel, and where each mark of it stands."""

    lightness: np.ndarray
    marks: list[tuple[str, dict[str, Any], float, float]]

    def read(self, x: float, y: float) -> float:
        """The lightness at a place of the drawing."""
        return float(self.lightness[round(y * SCALE), round(x * SCALE)])

    def areas(self) -> list[tuple[dict[str, Any], float]]:
        """Each bar or cell with the lightness of its middle."""
        return [(item, self.read(x + item["width"] / 2, y + item["height"] / 2))
                for kind, item, x, y in self.marks if kind == "rect mark"]  # fmt: skip

    def signs(self) -> list[np.ndarray]:
        """The signs of the legend, each cut out."""
        half = round(SIGN * SCALE)
        found = [(x, y) for kind, _, x, y in self.marks if kind == "symbol legend-symbol"]
        middles = [(round(x * SCALE), round(y * SCALE)) for x, y in found]
        return [self.lightness[y - half : y + half, x - half : x + half] for x, y in middles]


def print_chart(chart: Drawn, theme: str) -> Printed:
    png = draw_picture(chart, title="T", notes=["n"], theme=theme)
    lightness = measure_lightness(np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), dtype=float) / 255)
    spec = write_picture(chart, title="T", notes=["n"], theme=theme)
    scene = vl_convert.vegalite_to_scenegraph(spec, vl_version=VEGALITE, allowed_base_urls=[])
    return Printed(lightness, list(find_marks(scene["scenegraph"], *scene["origin"])))


def measure_lightness(colors: np.ndarray) -> np.ndarray:
    """The relative luminance of colours in sRGB, from 0 to 1, as WCAG reckons it."""
    linear = np.where(colors <= 0.04045, colors / 12.92, ((colors + 0.055) / 1.055) ** 2.4)
    weighed: np.ndarray = linear @ [0.2126, 0.7152, 0.0722]
    return weighed


def find_marks(mark: dict[str, Any], left: float, top: float) -> Iterator[tuple[str, dict[str, Any], float, float]]:
    """Every item of a scene with its kind and its place in the picture."""
    for item in mark.get("items", []):
        x, y = left + item.get("x", 0), top + item.get("y", 0)
        if mark["marktype"] == "group":
            for inner in item.get("items", []):
                yield from find_marks(inner, x, y)
        else:
            yield f"{mark['marktype']} {mark['role']}", item, x, y


def contrast(one: float, other: float) -> float:
    """The contrast of two lightnesses, from 1 to 21, as WCAG reckons it."""
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def find_likest(signs: list[np.ndarray]) -> float:
    """How much the two signs that are most alike differ: see LEAST_UNLIKE."""
    ink = [np.abs(sign - sign[0, 0]) for sign in signs]
    return min(
        float(np.abs(one - other).sum() / np.maximum(one, other).sum()) for one, other in itertools.combinations(ink, 2)
    )


def ground(theme: str) -> float:
    """The lightness of what charts are drawn on."""
    return float(measure_lightness(np.array(ImageColor.getrgb(write_config(theme)["background"])) / 255))


def lines(count: int) -> pd.DataFrame:
    return pd.DataFrame(
        [{"period": pd.Timestamp(2026, 10, 5 + 7 * week), "period_key": "", "series": f"Speaker {number}", "detail": "",
          "series_id": str(number), "share": 0.1 * week + 0.05 * number, "is_faded": False, "is_thin": False}
         for number in range(count) for week in range(3)]
    )  # fmt: skip


def cells(shares: dict[str, float]) -> pd.DataFrame:
    return pd.DataFrame(
        [{"actor_name": name, "country_name": "X", "series_id": "", "country_code": "X", "share": share, "detail": "",
          "is_faded": False, "is_thin": False, "country_place": 0} for name, share in shares.items()]
    )  # fmt: skip


@pytest.mark.parametrize("theme", THEMES)
def test_seven_lines_are_told_apart_by_the_shape_of_their_points(theme: str) -> None:
    chart = draw_time_lines(lines(7), is_share=True, grain="week")
    signs = print_chart(chart, theme).signs()

    assert len(signs) == 7
    assert find_likest(signs) > LEAST_UNLIKE


def test_colours_alone_would_not_tell_seven_lines_apart() -> None:
    chart = alt.Chart(lines(7)).mark_point(filled=True, size=55).encode(x="period:T", y="share:Q", color="series:N")

    assert find_likest(print_chart(chart, "light").signs()) < LEAST_UNLIKE / 3


@pytest.mark.parametrize("theme", THEMES)
def test_a_bar_stands_out_and_what_is_not_picked_steps_back(theme: str) -> None:
    rows = pd.DataFrame({"label": ["Ana", "Bo"], "share": [0.4, 0.3], "key": ["a", "b"], "is_faded": [False, True],
                         "detail": ["", ""]})  # fmt: skip
    printed = print_chart(draw_ranked_bars(rows, label="label", value="share", key="key", title="Share", percent=True,
                                           ink=write_config(theme)["title"]["color"]), theme)  # fmt: skip
    (_, picked), (_, faded) = printed.areas()

    assert contrast(picked, ground(theme)) > LEAST_CONTRAST
    assert contrast(picked, faded) > LEAST_STEP < contrast(faded, ground(theme))


@pytest.mark.parametrize("theme", THEMES)
def test_the_last_incomplete_bar_is_seen_to_be_another(theme: str) -> None:
    days = [pd.Timestamp(2026, 10, day) for day in (5, 12, 19)]
    rows = pd.DataFrame({"period": days, "period_end": [*days[1:], pd.Timestamp(2026, 10, 26)], "n": [40, 50, 45],
                         "detail": "", "is_last": [False, False, True]})  # fmt: skip
    for muted in (False, True):
        chart = draw_volume(rows, value="n", title="N", grain="week", height=140, muted=muted)
        (_, first), _, (_, last) = print_chart(chart, theme).areas()
        assert contrast(first, ground(theme)) > LEAST_CONTRAST
        assert contrast(first, last) > LEAST_STEP < contrast(last, ground(theme))


@pytest.mark.parametrize("theme", THEMES)
def test_shades_of_cells_go_one_way_and_the_palest_is_not_empty(theme: str) -> None:
    steps, day = [1, 25, 50, 75, 100], date(2026, 10, 5)
    read = pd.DataFrame([{"outlet_name": f"O{step}", "date_on": pd.Timestamp(2026, 10, 5), "detail": "",
                          "date_end": pd.Timestamp(2026, 10, 6), "article_count": step} for step in steps])  # fmt: skip
    # Shades of shares grow with the root.
    pairs = cells({f"A{step:03}": (step / 100) ** 2 for step in steps})
    for chart, value in (
        (draw_heatmap(read, title="Articles read", first_on=day, last_on=day), "article_count"),
        (draw_cells(pairs, value="share", title="Share", percent=True), "share"),
    ):
        drawn = print_chart(chart, theme).areas()
        # The order of cells is that of the rows; their words say their value.
        shades = [shade for _, shade in sorted(drawn, key=lambda each: read_value(each[0], value))]
        away = [contrast(shade, ground(theme)) for shade in shades]
        assert away[0] > LEAST_STEP
        assert all(contrast(*two) > LEAST_STEP for two in itertools.pairwise(shades))
        assert away == sorted(away)


@pytest.mark.parametrize("theme", THEMES)
def test_small_shares_are_told_apart_beside_one_that_outweighs_them(theme: str) -> None:
    pairs = cells({f"A{share}": share for share in (0.01, 0.05, 0.15, 0.9)})
    drawn = print_chart(draw_cells(pairs, value="share", title="Share", percent=True), theme).areas()
    shades = [shade for _, shade in sorted(drawn, key=lambda each: read_value(each[0], "share"))]

    assert all(contrast(*two) > LEAST_TOLD for two in itertools.pairwise(shades))


def read_value(item: dict[str, Any], name: str) -> float:
    words = dict(part.split(": ", 1) for part in item["description"].split("; ") if ": " in part)
    written = next(value for key, value in words.items() if key in (name, "Articles read", "Share"))
    return float(written.rstrip("%").replace(",", ""))


@pytest.mark.parametrize("theme", THEMES)
def test_a_cell_of_too_little_read_has_an_edge_and_not_only_a_paler_shade(theme: str) -> None:
    rows = cells({"Ana": 0.9, "Bo": 0.9}).assign(is_faded=[True, False], is_thin=[True, False])
    printed = print_chart(draw_cells(rows, value="share", title="Share", percent=True), theme)
    edges = []
    for kind, item, x, y in printed.marks:
        if kind == "rect mark":
            along = [printed.read(x + step / SCALE, y) for step in range(8, round(item["width"]))]
            edges.append(contrast(max(along), min(along)))

    thin, firm = edges
    assert thin > LEAST_STEP > firm


@pytest.mark.parametrize("theme", THEMES)
def test_a_country_with_the_smallest_share_is_not_a_blank_one(theme: str) -> None:
    shares = {"076": ("Brazil", 0.4), "036": ("Australia", 0.001), "012": ("Algeria", None)}
    rows = pd.DataFrame(
        [{"country_code": number, "country_code_numeric": number, "country_name": name, "share": share, "detail": "",
          "is_faded": False} for number, (name, share) in shares.items() if share is not None]
    )  # fmt: skip
    printed = print_chart(draw_world(rows, value="share", title="Share"), theme)
    shades = {
        name: next(
            printed.read(*find_middle(item, x, y))
            for kind, item, x, y in reversed(printed.marks)
            if kind == "shape mark" and item["description"].endswith(name)
        )
        for name, _ in shares.values()
    }

    assert contrast(shades["Australia"], shades["Algeria"]) > LEAST_STEP
    assert contrast(shades["Brazil"], shades["Australia"]) > LEAST_CONTRAST


def find_middle(item: dict[str, Any], left: float, top: float) -> tuple[float, float]:
    """The middle of the box around a country's mainland, the longest of its outlines."""
    outline = max(item["shape"].split("M"), key=len).rstrip("Z")
    points = [tuple(map(float, point.split(","))) for point in outline.split("L")]
    xs, ys = zip(*points, strict=True)
    return left + (min(xs) + max(xs)) / 2, top + (min(ys) + max(ys)) / 2


@pytest.mark.parametrize("theme", THEMES)
def test_the_signs_of_a_claims_way_differ_in_shape_or_filling(theme: str) -> None:
    prints = [
        {"statement_id": f"s{day}", "article_id": f"a{day}", "outlet_id": f"o{day}", "outlet_name": f"Outlet {day}",
         "published_on": date(2026, 3, day), "content_text": "the dam will hold", "syndicated_from_article_id": None}
        for day in (1, 2, 3)
    ]  # fmt: skip
    graph = trace_relays(prints, [{"statement_id": "s2", "hop_number": 1, "outlet_id": "radio", "outlet_name": "R"}])
    ink, color, warning = {"light": ("#1d2833", "#0f5c7a", "#c4552d"), "dark": ("#e8ebee", "#6fb9d6", "#ec8a62")}[theme]
    chart = draw_relays(graph, denials=[("o2", date(2026, 3, 5), "Ana")], first_said_on=date(2026, 2, 27), ink=ink,
                        color=color, warning=warning)  # fmt: skip
    signs = print_chart(chart, theme).signs()

    assert len(signs) == 6
    assert find_likest(signs) > LEAST_UNLIKE
