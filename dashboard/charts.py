"""The charts, as Altair specifications over frames that are ready to draw: no query and no widget here.

Every chart is drawn from inline data, has at most 5,000 marks and seven colours, and leaves its colours to the theme.
"""

from __future__ import annotations

from datetime import date, timedelta

import altair as alt
import pandas as pd

from dashboard.chart_axes import number_axis, root_scale, time_axis, write_day

MOST_MARKS = 5_000
BAR_HEIGHT = 26
ROW_HEIGHT = 22
CLOSE_POINTS = 200
PICKED = "picked"

Drawn = alt.Chart | alt.LayerChart | alt.FacetChart
FADED = 0.35
# A grey that stands out from the ground of both themes.
MUTED = "#8d8a84"


def _when(test: str, value: float) -> dict[str, str | float]:
    """A condition of a channel that has a plain value: another one where the test holds.

    Given to the channel itself (alt.OpacityValue and its like): from `alt.condition`, Altair finds the kind of channel
    by trying its schemas, which takes as long as all the rest of a chart.
    """
    return {"test": test, "value": value}


FADE = _when("datum.is_faded", FADED)


def draw_ranked_bars(
    rows: pd.DataFrame, *, label: str, value: str, key: str, title: str, percent: bool, ink: str, beside: str = ""
) -> Drawn:
    """Horizontal bars, largest first, that can be clicked.

    Args:
        rows: one row per bar with columns `label`, `value`, `key`, `is_faded`, and `detail` for the tooltip.
        label, value, key: the columns with the name, the length and the id that a click returns.
        title: what the lengths are, with their unit.
        percent: whether lengths are shares from 0 to 1.
        ink: the colour of the numbers, which a theme does not reach.
        beside: the column with a second length, drawn as an upright mark across the bar; none where it is empty.
    """
    number = ".1%" if percent else ",d"
    order = list(rows[label])
    base = alt.Chart(rows).encode(
        y=alt.Y(
            f"{label}:N",
            sort=order,
            title=None,
            axis=alt.Axis(labelLimit=190, labelOverlap=False, labelFlush=False, ticks=False, domain=False),
        ),
        x=alt.X(f"{value}:Q", title=title, axis=number_axis(percent)),
        opacity=alt.OpacityValue(1, condition=FADE),
        tooltip=[alt.Tooltip(f"{label}:N", title=" "), alt.Tooltip("detail:N", title=" ")],
    )
    picking = alt.selection_point(name=PICKED, fields=[key], on="click", clear="dblclick", toggle=False)
    bars = base.mark_bar(cursor="pointer", cornerRadiusEnd=2, height={"band": 0.72}).add_params(picking)
    numbers = base.mark_text(align="left", dx=5, color=ink).encode(text=alt.Text(f"{value}:Q", format=number))
    drawn = [bars, numbers]
    if beside:
        # The number stands behind whichever is longer.
        drawn[1] = numbers.encode(x=alt.X("farther:Q")).transform_calculate(
            farther=f"max(datum['{value}'], datum['{beside}'])"
        )
        drawn.append(base.mark_tick(color=ink, thickness=2, height={"band": 0.95}).encode(x=alt.X(f"{beside}:Q")))
    return alt.layer(*drawn).properties(height=max(110, BAR_HEIGHT * len(rows)))


def draw_time_lines(rows: pd.DataFrame, *, is_share: bool, grain: str) -> Drawn:
    """Lines over time, broken where nothing is known, with points that can be clicked.

    Args:
        rows: columns period (first day), period_key (ISO day), series and series_id (its name and id, the id empty for
            a line of all), share or statement_count, detail, is_faded, is_thin (drawn hollow: too little was read for a
            share).
        is_share: whether lines are of `share`, from 0 to 1, or of `statement_count`.
        grain: day, week, month or year.
    """
    value, title = ("share", "Share of articles read") if is_share else ("statement_count", "Statements")
    series_names = list(dict.fromkeys(rows["series"]))
    several = len(series_names) > 1
    columns = alt.ExprRef(expr="width < 420 ? 1 : 2")
    legend = alt.Legend(orient="top", title=None, columns=columns, labelLimit=170, symbolSize=100)
    # Named for each channel, so that its legends are known to be one and are drawn as one.
    domain = alt.Scale(domain=series_names)
    color = alt.Color("series:N", sort=series_names, legend=legend, scale=domain)
    shape = alt.Shape("series:N", sort=series_names, legend=legend, scale=domain)
    base = alt.Chart(rows).encode(
        x=alt.X("period:T", scale=alt.Scale(type="utc"), title=None, axis=time_axis(grain, rows["period"])),
        y=alt.Y(f"{value}:Q", title=title, axis=number_axis(is_share)),
        tooltip=[alt.Tooltip("series:N", title=" "), alt.Tooltip("detail:N", title=" ")],
    )
    # A hollow point is seen by its stroke, which takes the line's colour only where it is encoded like it.
    alone = alt.Color("series:N", legend=None)
    base = base.encode(color=color if several else alone)
    picking = alt.selection_point(
        name=PICKED, fields=["period_key", "series_id"], on="click", clear="dblclick", toggle=False
    )
    lines = base.mark_line(strokeWidth=2, invalid="break-paths-show-path-domains")
    # Where points lie close, large ones hide the lines and each other.
    size = 55 if len(rows) <= CLOSE_POINTS else 22
    points = base.mark_point(filled=True, size=size, cursor="pointer", opacity=1, invalid="filter").encode(
        opacity=alt.OpacityValue(1, condition=FADE),
        fillOpacity=alt.FillOpacityValue(1, condition=_when("datum.is_thin", 0)),
    )
    points = points.encode(shape=shape, stroke=color) if several else points.encode(stroke=alone)
    return alt.layer(lines, points.add_params(picking)).properties(height=400)


def draw_volume(rows: pd.DataFrame, *, value: str, title: str, grain: str, height: int, muted: bool) -> Drawn:
    """Bars per day, week or month; the last, still incomplete one is hatched by a lighter fill.

    Args:
        rows: columns period (first day), period_end (day after), `value`, detail, is_last.
        muted: grey, for the denominator beside what is counted.
    """
    bar = alt.Chart(rows).mark_bar(color=MUTED) if muted else alt.Chart(rows).mark_bar()
    drawn: alt.Chart = bar.encode(
        x=alt.X("period:T", scale=alt.Scale(type="utc"), title=None, axis=time_axis(grain, rows["period"])),
        x2=alt.X2("period_end:T"),
        y2=alt.Y2Datum(0),
        y=alt.Y(f"{value}:Q", title=title, axis=number_axis(False, tickCount=3, minExtent=34)),
        opacity=alt.OpacityValue(1, condition=_when("datum.is_last", 0.45)),
        tooltip=[alt.Tooltip("detail:N", title=" ")],
    ).properties(height=height)
    return drawn


def draw_heatmap(rows: pd.DataFrame, *, title: str, first_on: date, last_on: date) -> Drawn:
    """Articles read per outlet and day; a blank cell is a day on which nothing of that outlet was read.

    Args:
        rows: columns outlet_name, date_on, date_end (day after), article_count, detail.
        title: what a shade stands for.
        first_on, last_on: the days that are drawn, those before the first and after the last cell too.
    """
    days = pd.Series(pd.to_datetime([first_on, last_on]))
    drawn_days = alt.Scale(type="utc", domain=[write_day(first_on), write_day(last_on + timedelta(days=1))])
    outlets = rows["outlet_name"].nunique()
    most = int(rows["article_count"].max()) if len(rows) else 0
    # With one article a day at most there is one shade, which needs no key.
    key = alt.Legend(orient="top", tickMinStep=1, format="d", gradientLength=140) if most > 1 else None
    drawn: alt.Chart = (
        alt.Chart(rows)
        .mark_rect(stroke=None)
        .encode(
            x=alt.X("date_on:T", scale=drawn_days, title=None, axis=time_axis("day", days, grid=False)),
            x2=alt.X2("date_end:T"),
            y=alt.Y(
                "outlet_name:N",
                title=None,
                axis=alt.Axis(labelLimit=170, labelOverlap=False, labelFlush=False, ticks=False, domain=False),
            ),
            color=alt.Color(
                "article_count:Q",
                title=title,
                legend=key,
                scale=alt.Scale(domain=[min(1, most - 1), most]),
            ),
            tooltip=[alt.Tooltip("outlet_name:N", title=" "), alt.Tooltip("detail:N", title=" ")],
        )
        .properties(height=max(150, ROW_HEIGHT * outlets))
    )
    return drawn


def draw_cells(rows: pd.DataFrame, *, value: str, title: str, percent: bool) -> Drawn:
    """Actors by countries, each cell shaded by its share or count and clickable; a pair without a row stays blank.

    Args:
        rows: columns actor_name, country_name, series_id (the actor's id), country_code, `value`, detail, is_faded,
            is_thin (dotted edge: too little was read for a share); in the order of the rows and columns.
        value: the column with the shade.
        title: what it is, with its unit.
        percent: whether it is a share from 0 to 1.
    """
    picking = alt.selection_point(
        name=PICKED, fields=["country_code", "series_id"], on="click", clear="dblclick", toggle=False
    )
    columns = list(rows.sort_values("country_place")["country_name"].unique())
    # One article of one read is a share of all: it must not set the scale of the others.
    firm = rows.loc[~rows["is_thin"].astype(bool), value]
    top = float(firm.max() if len(firm) else rows[value].max()) or 1.0
    shade = alt.Color(
        f"{value}:Q",
        title=title,
        scale=root_scale(top),
        legend=alt.Legend(orient="top", format="~%" if percent else ",d", gradientLength=160, tickCount=3),
    )
    drawn: alt.Chart = (
        alt.Chart(rows)
        .mark_rect(cursor="pointer", cornerRadius=1, stroke=MUTED, strokeDash=[2, 2])
        .encode(
            x=alt.X(
                "country_name:N",
                sort=columns,
                title=None,
                axis=alt.Axis(labelAngle=-40, labelLimit=110, labelOverlap=False, ticks=False, domain=False),
            ),
            y=alt.Y(
                "actor_name:N",
                sort=list(rows["actor_name"].unique()),
                title=None,
                axis=alt.Axis(labelLimit=150, labelOverlap=False, labelFlush=False, ticks=False, domain=False),
            ),
            color=shade,
            fillOpacity=alt.FillOpacityValue(1, condition=FADE),
            # A pale cell is like one of a low share; an edge is not.
            strokeWidth=alt.StrokeWidthValue(0, condition=_when("datum.is_thin", 1.5)),
            tooltip=[alt.Tooltip("actor_name:N", title=" "), alt.Tooltip("country_name:N", title=" "),
                     alt.Tooltip("detail:N", title=" ")],
        )
        .add_params(picking)
        .properties(height=max(170, 110 + 26 * rows["actor_name"].nunique()))
    )  # fmt: skip
    return drawn


def draw_role_times(rows: pd.DataFrame, roles: list[str]) -> Drawn:
    """For each role a line from the first to the last day printed, and a point for each day of it.

    Args:
        rows: columns role, date_on, statement_count, detail; one row per role and day.
        roles: the order from top to bottom.
    """
    base = alt.Chart(rows).encode(
        y=alt.Y(
            "role:N",
            sort=roles,
            title=None,
            axis=alt.Axis(labelLimit=150, labelOverlap=False, labelFlush=False, ticks=False, domain=False),
        )
    )
    x = alt.X("date_on:T", scale=alt.Scale(type="utc"), title=None, axis=time_axis("day", rows["date_on"]))
    lines = base.mark_rule(color=MUTED, strokeWidth=2).encode(
        x=alt.X("min(date_on):T", scale=alt.Scale(type="utc"), title=None),
        x2=alt.X2("max(date_on):T"),
    )
    points = base.mark_point(filled=True, opacity=1).encode(
        x=x,
        size=alt.Size("statement_count:Q", legend=None, scale=alt.Scale(range=[40, 240], domainMin=1)),
        tooltip=[alt.Tooltip("role:N", title=" "), alt.Tooltip("detail:N", title=" ")],
    )
    return alt.layer(points, lines).properties(height=max(110, 30 * len(roles)))
