"""Claims over time: by day, week, month or year of the date printed or the date said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.chart_ways import offer_ways
from dashboard.charts import MOST_MARKS, draw_time_lines
from dashboard.filter_controls import show_time_choice
from dashboard.filters import GRAINS, Exploration, Pick
from dashboard.frame import Page, show_heading
from dashboard.panels import statement_list
from dashboard.panels.picking import BELOW, count_columns, draw_pickable_chart, draw_pickable_table, mark_faded
from dashboard.queries import claims as queries
from dashboard.queries.drawn import write_drawn
from dashboard.queries.options import UNRESOLVED, find_actors
from dashboard.selection_words import MIXED, describe_for_picture
from dashboard.wording import tell_apart, write_count, write_counted, write_period
from dashboard.written_sql import read_asked

MOST_POINTS = 800
GRAIN_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
# A share of fewer articles than this says little: its point is drawn hollow.
THIN = 10
ALL = "All of the selection"


def find_drawable_grain(page: Page, chosen: Exploration) -> str:
    """The chosen grain, or the next coarser one at which the whole range can be drawn."""
    several = min(len(chosen.filters.actors) or queries.USUAL_LINES, queries.MOST_LINES)
    # A line and a point for each period of each series.
    most = min(MOST_POINTS, MOST_MARKS // (2 * several if chosen.lines == "each" else 2))
    for grain in GRAINS[GRAINS.index(chosen.grain) :]:
        first, last = queries.find_bounds(page.build, chosen.filters, grain)
        if first is None or last is None or (last - first).days / GRAIN_DAYS[grain] < most:
            return grain
    return GRAINS[-1]


def draw(page: Page, chosen: Exploration, totals: dict[str, Any], cell: Pick | None = None) -> None:
    """The lines and their table, by `chosen.grain`, which `find_drawable_grain` gave; of a cell of the heatmap alone,
    where one was clicked.
    """
    wanted, lines = show_time_choice(with_lines=chosen.view == "time")
    grain = chosen.grain
    if wanted != grain:
        st.caption(
            f"By {grain}: so many {wanted}s could not be told apart. A shorter range of dates can be drawn by {wanted}."
        )
    actors = _choose_actors(page, chosen) if lines == "each" and chosen.view == "time" else {}
    rows = queries.count_by_period(page.build, chosen.filters, grain, tuple(actors), cell)
    asked = read_asked(rows)
    if rows.empty:
        st.info("None of these statements carries a date fine enough to be drawn.")
        return
    is_said = chosen.filters.date_basis == "said"
    is_share = chosen.measure == "share" and not is_said
    of_cell = statement_list.describe_pick(page, replace(chosen, pick=cell)) if cell else ""
    of_what = f" {of_cell}" if cell else "" if actors else f": {ALL.lower()}"
    show_heading(_title(is_share, is_said, grain) + of_what, _describe(page, chosen, grain, len(actors)))
    rows = _prepare(rows, chosen, grain, actors, name_all=of_cell or ALL)
    chart = draw_time_lines(rows, is_share=is_share, grain=grain)
    described = (
        f"{_title(is_share, is_said, grain)}, {rows['period'].min():%d %b %Y} to {rows['period'].max():%d %b %Y}"
    )
    draw_pickable_chart(
        chart, name=f"time_{grain}_{is_share}", kind="period", column="period_key", alt_text=described, within=cell
    )
    offer_ways(
        page,
        chart,
        title=_title(is_share, is_said, grain) + of_what,
        notes=[_describe(page, chosen, grain, len(actors)), *describe_for_picture(page, chosen.filters, totals)],
        key="over_time",
        sql=write_drawn(asked, order="series_id, period") if is_share else asked,
    )
    columns: dict[str, Any] = {
        "period": st.column_config.DateColumn(f"{grain.capitalize()} from", format="YYYY-MM-DD", width=95)
    }
    if rows["series"].nunique() > 1:
        columns["series"] = st.column_config.TextColumn("Actor", width=154)
    columns = count_columns(**columns)
    columns["article_read_count"] = st.column_config.NumberColumn("Articles read", format="localized")
    if is_said:
        del columns["share"], columns["article_read_count"]
    newest_first = rows.sort_values(["period", "series"], ascending=[False, True]).reset_index(drop=True)
    draw_pickable_table(newest_first, kind="period", column="period_key", columns=columns, within=cell, height=BELOW)


def _choose_actors(page: Page, chosen: Exploration) -> dict[str, str]:
    if 0 < len(chosen.filters.actors) <= queries.MOST_LINES:
        return _name_lines(page, chosen, chosen.filters.actors)
    ranked = queries.count_by_actor(page.build, chosen.filters, chosen.measure)
    named = ranked[ranked["speaker_name"].notna()].head(queries.USUAL_LINES)
    return _name_lines(page, chosen, tuple(named["speaker_id"]))


def _name_lines(page: Page, chosen: Exploration, actors: tuple[str, ...]) -> dict[str, str]:
    found = {row["speaker_id"]: row for row in find_actors(page.build, actors, chosen.filters.actor_role)}
    names = [(found[actor]["speaker_name"] or UNRESOLVED) if actor in found else actor for actor in actors]
    countries = [found[actor]["country_name"] if actor in found else None for actor in actors]
    return dict(zip(actors, tell_apart(names, countries, actors), strict=True))


def _prepare(
    rows: pd.DataFrame, chosen: Exploration, grain: str, actors: dict[str, str], name_all: str
) -> pd.DataFrame:
    rows = describe_periods(rows, grain)
    series = rows["series_id"].fillna("")
    rows = rows.assign(
        series_id=series,
        series=[actors.get(actor, name_all) for actor in series],
        is_thin=rows["is_thin"] & (chosen.filters.date_basis == "printed"),
    )
    places = {actor: place for place, actor in enumerate(actors)}
    rows = rows.assign(place=rows["series_id"].map(places)).sort_values(["place", "period"]).reset_index(drop=True)
    return mark_faded(rows, chosen, kind="period", column="period_key")


def describe_periods(rows: pd.DataFrame, grain: str) -> pd.DataFrame:
    """Rows of `count_by_period` as they are drawn: counts in which a gap is NaN, and share, is_thin (of few articles
    read), period_key (what a click gives) and detail (what a point says).
    """
    # Gaps come as NA of an integer, which a chart does not draw as a gap; NaN is.
    rows = rows.assign(**{name: rows[name].astype("float64") for name in ("statement_count", "article_count")})
    read = rows["article_read_count"]
    return rows.assign(
        share=rows["article_count"] / read.where(read > 0),
        is_thin=read < THIN,
        period_key=rows["period"].dt.strftime("%Y-%m-%d"),
        detail=[
            f"{write_period(period, grain)}: {write_counted(statements, 'statement')} "
            f"in {write_counted(articles, 'article')}; {write_count(all_read)} read that {grain}"
            for period, statements, articles, all_read in zip(
                rows["period"], rows["statement_count"], rows["article_count"], read, strict=True
            )
        ],
    )


def _title(is_share: bool, is_said: bool, grain: str) -> str:
    what = "Share of articles read" if is_share else "Statements"
    return f"{what} by {grain} {'said' if is_said else 'printed'}"


def _describe(page: Page, chosen: Exploration, grain: str, line_count: int) -> str:
    if chosen.filters.date_basis == "printed":
        mixed = f" {MIXED}" if chosen.measure == "share" and len(chosen.filters.outlets) != 1 else ""
        words = (
            f"A break in a line is a {grain} of which nothing was read. "
            f"A hollow point: fewer than {THIN} articles read. The last {grain} may be incomplete.{mixed}"
        )
    else:
        words = "Counts only: what was read bounds the date printed, not the date said, so there is no share to give."
        coarse = queries.count_too_coarse(page.build, chosen.filters, grain)
        if coarse:
            words += f" {write_counted(coarse, 'statement')} dated only to the month or year: not drawn by {grain}."
    if line_count and not 0 < len(chosen.filters.actors) <= queries.MOST_LINES:
        words += f" The {line_count} in most articles here; choose up to {queries.MOST_LINES} actors to compare others."
    return words
