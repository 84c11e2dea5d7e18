"""Actors and countries as a heatmap; a clicked cell is drawn over time below it, and its statements are listed."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.chart_ways import offer_ways
from dashboard.charts import draw_cells
from dashboard.filters import UNKNOWN_CODE, Exploration
from dashboard.frame import Page, show_heading
from dashboard.panels import over_time
from dashboard.panels.by_country import add_shares
from dashboard.panels.picking import BELOW, count_columns, draw_pickable_chart, draw_pickable_table
from dashboard.queries import claims as queries
from dashboard.queries.crossing import count_pairs
from dashboard.queries.drawn import ORDERS, write_drawn, write_read_by_country
from dashboard.selection_words import SHADES, describe_for_picture
from dashboard.wording import ROLE_WORDS, tell_apart, write_count, write_counted
from dashboard.written_sql import read_asked

MOST_ROWS = 12
MOST_COLUMNS = 14
ACTOR = "series_id"
THIN = over_time.THIN
NOTE = (
    f"The {MOST_ROWS} actors and {MOST_COLUMNS} countries in most articles of this selection. "
    f"{SHADES} An empty cell: no statement here; a pale one with a dotted edge: fewer than {THIN} articles read."
)


def draw(page: Page, chosen: Exploration, totals: dict[str, Any]) -> None:
    """The heatmap, its table, and the line of the clicked cell, or of the whole selection."""
    rows = _count(page, chosen, totals)
    is_share = chosen.measure == "share"
    who = "Whom or what is spoken about" if chosen.filters.actor_role == "subject" else "Who speaks"
    role = ROLE_WORDS[chosen.filters.country_role]
    base = "of that country's outlets" if chosen.filters.country_role == "outlet" else "read"
    measured = f"share of the articles {base}" if is_share else "statements"
    show_heading(
        f"{who}, by {role}: {measured}",
        f"{NOTE} Click a cell, or tick a row of the table, for its time line and its statements.",
    )
    if rows.empty:
        st.info("The country is known of none of the statements of these actors.")
        return
    value = "share" if is_share else "statement_count"
    title = "Share of articles read" if is_share else "Statements"
    chart = draw_cells(rows, value=value, title=title, percent=is_share)
    described = f"Heatmap of {who.lower()} by {role}: {measured}; the table has the same numbers"
    draw_pickable_chart(chart, name=f"cells_{value}", kind="cell", column="country_code", alt_text=described)
    read, by = write_read_by_country(page.build, chosen.filters)
    offer_ways(
        page,
        chart,
        title=f"{who}, by {role}: {measured}",
        notes=[NOTE, *describe_for_picture(page, chosen.filters, totals)],
        key="actor_by_country",
        sql=write_drawn(read_asked(rows), read=read, by=by, order=f"{ORDERS['share']}, 1, 2"),
    )
    columns = count_columns(
        actor_name=st.column_config.TextColumn("Actor", width=154),
        country_name=st.column_config.TextColumn("Country", width=106),
    )
    ranked = rows.sort_values([value, "actor_name", "country_name"], ascending=[False, True, True])
    draw_pickable_table(
        ranked.reset_index(drop=True), kind="cell", column="country_code", columns=columns, height=BELOW
    )
    over_time.draw(page, chosen, totals, cell=chosen.pick.cell if chosen.pick else None)


def _count(page: Page, chosen: Exploration, totals: dict[str, Any]) -> pd.DataFrame:
    filters = chosen.filters
    actors = queries.count_by_actor(page.build, filters, chosen.measure)
    actors = actors[actors["speaker_name"].notna() & (actors["speaker_id"] != UNKNOWN_CODE)].head(MOST_ROWS)
    countries = queries.count_by_country(page.build, filters)
    countries = countries[countries["country_code"].notna()].head(MOST_COLUMNS)
    rows = count_pairs(page.build, filters, tuple(actors["speaker_id"]), tuple(countries["country_code"]))
    labels = tell_apart(actors["speaker_name"], actors["country_name"], actors["speaker_id"])
    actor_names = dict(zip(actors["speaker_id"], labels, strict=True))
    country_names = dict(zip(countries["country_code"], countries["country_name"], strict=True))
    add_shares(page, chosen, rows, totals)
    rows["actor_name"] = rows["actor_id"].map(actor_names)
    rows["country_name"] = rows["country_code"].map(country_names).fillna(rows["country_code"])
    rows["detail"] = [
        f"{write_counted(row.article_count, 'article')} of {write_count(row.article_read_count)} read, "
        f"{write_counted(row.statement_count, 'statement')}"
        for row in rows.itertuples()
    ]
    cell = chosen.pick.cell if chosen.pick else None
    rows["is_thin"] = (rows["article_read_count"] < THIN) & (chosen.measure == "share")
    rows["is_faded"] = rows["is_thin"]
    if cell is not None:
        rows["is_faded"] = (rows["country_code"] != cell.value) | (rows["actor_id"] != cell.actor)
    # In the order of the rankings, which the axes keep.
    rows["actor_place"] = rows["actor_id"].map({actor: place for place, actor in enumerate(actor_names)})
    rows["country_place"] = rows["country_code"].map({code: place for place, code in enumerate(country_names)})
    return rows.rename(columns={"actor_id": ACTOR}).sort_values(["actor_place", "country_place"]).reset_index(drop=True)
