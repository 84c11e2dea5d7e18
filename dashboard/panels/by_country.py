"""Claims by country, of the speaker, the subject or the outlet: a world map of shares, bars and a table."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.chart_ways import offer_ways
from dashboard.charts import draw_ranked_bars
from dashboard.filter_controls import remember_pick
from dashboard.filters import UNKNOWN_CODE, Exploration, Pick
from dashboard.frame import Page, find_ink, show_heading
from dashboard.maps import draw_world, list_drawn_codes
from dashboard.panels.outlet_mean import EVEN, WORDS, add_mean, append_mean_column, average, has_mean
from dashboard.panels.picking import count_columns, draw_pickable_chart, draw_pickable_table, mark_faded
from dashboard.queries import claims as queries
from dashboard.queries.drawn import ORDERS, write_drawn, write_read_by_country
from dashboard.selection_words import SHADES, describe_for_picture
from dashboard.wording import ROLE_WORDS, UNKNOWN, write_count, write_counted
from dashboard.written_sql import read_asked

MOST_BARS = 14


def draw(page: Page, chosen: Exploration, totals: dict[str, Any]) -> None:
    """The map, the bars and the table."""
    rows = _count(page, chosen, totals)
    means = average(page, chosen, "country", rows) if has_mean(page, chosen, "country") else None
    if means is not None:
        rows = add_mean(rows, means, "country")
    role = ROLE_WORDS[chosen.filters.country_role]
    known = rows[rows["country_code"] != UNKNOWN_CODE]
    base = "of that country's outlets" if chosen.filters.country_role == "outlet" else "read"
    described = _describe(rows, known, base, chosen.filters.country_role)
    show_heading(f"By {role}", described)
    chart = draw_world(known, value="share", title="Share of articles read")
    alt_text = f"World map: share of articles by {role}"
    draw_pickable_chart(chart, name="world", kind="country", column="country_code", alt_text=alt_text)
    about = describe_for_picture(page, chosen.filters, totals)
    notes = [described, *about]
    offer_ways(
        page,
        chart,
        title=f"Share of articles, by {role}",
        notes=notes,
        key="world",
        sql=_write_sql(page, rows, chosen, None),
    )
    _draw_unknown(rows, role)
    bars, table = st.columns([1, 1], gap="medium")
    with bars:
        if means is not None:
            st.caption(WORDS)
        of_mean = [] if means is None else [WORDS]
        _draw_bars(page, rows, chosen, role, [f"Shares are of the articles {base}.", *of_mean, *about], means)
    with table:
        columns = count_columns(country_name=st.column_config.TextColumn("Country", width=115))
        columns = columns if means is None else append_mean_column(columns)
        draw_pickable_table(rows, kind="country", column="country_code", columns=columns)


def add_shares(page: Page, chosen: Exploration, rows: pd.DataFrame, totals: dict[str, Any]) -> None:
    """Give rows with a country_code and an article_count the columns article_read_count and share, in place.

    In place, as rows that are merged forget the query that gave them (see `written_sql`).
    """
    if chosen.filters.country_role == "outlet":
        read = queries.count_articles_by_country(page.build, chosen.filters).set_index("country_code")
        rows["article_read_count"] = rows["country_code"].map(read["article_read_count"])
    else:
        rows["article_read_count"] = totals["article_read_count"]
    rows["share"] = rows["article_count"] / rows["article_read_count"].where(rows["article_read_count"] > 0)


def _count(page: Page, chosen: Exploration, totals: dict[str, Any]) -> pd.DataFrame:
    rows = queries.count_by_country(page.build, chosen.filters)
    add_shares(page, chosen, rows, totals)
    rows["country_name"] = rows["country_name"].fillna(rows["country_code"]).fillna(UNKNOWN)
    rows["country_code"] = rows["country_code"].fillna(UNKNOWN_CODE)
    rows["detail"] = [
        f"{write_counted(row.article_count, 'article')} of {write_count(row.article_read_count)} read, "
        f"{write_counted(row.statement_count, 'statement')}"
        for row in rows.itertuples()
    ]
    return mark_faded(rows, chosen, kind="country", column="country_code")


def _describe(rows: pd.DataFrame, known: pd.DataFrame, base: str, role: str) -> str:
    parts = [
        f"The map shows shares of the articles {base}, never bare counts. {SHADES}",
        "A blank country has no statement here.",
    ]
    if role == "speaker":
        parts.append("By the country that a speaker has in the statement, which may differ from article to article.")
    hidden = known[~known["country_code_numeric"].isin(list_drawn_codes())]
    if len(hidden):
        names = ", ".join(hidden["country_name"].head(5))
        parts.append(f"Too small for the map, but in the table: {names}{' and others' if len(hidden) > 5 else ''}.")
    return " ".join(parts)


def _draw_bars(
    page: Page, rows: pd.DataFrame, chosen: Exploration, role: str, notes: list[str], means: pd.DataFrame | None
) -> None:
    is_share = chosen.measure == "share"
    value = "share" if is_share else "statement_count"
    known = rows[rows["country_code"] != UNKNOWN_CODE].sort_values(value, ascending=False, kind="stable")
    if known.empty:
        st.info("The country is known of none of these statements.")
        return
    if len(known) > MOST_BARS:
        st.caption(f"The first {MOST_BARS} of {len(known)} countries; the others are in the table.")
    chart = draw_ranked_bars(
        known.head(MOST_BARS),
        label="country_name",
        value=value,
        key="country_code",
        title="Share of articles read" if is_share else "Statements",
        percent=is_share,
        ink=find_ink(),
        beside="" if means is None else EVEN,
    )
    described = f"Countries ranked by {'share of articles' if is_share else 'statements'}: {role}"
    draw_pickable_chart(chart, name=f"countries_{value}", kind="country", column="country_code", alt_text=described)
    sql = _write_sql(page, rows, chosen, means, value=value, most=MOST_BARS)
    offer_ways(page, chart, title=described, notes=notes, key="by_country", sql=sql)


def _write_sql(
    page: Page,
    rows: pd.DataFrame,
    chosen: Exploration,
    means: pd.DataFrame | None,
    *,
    value: str = "share",
    most: int | None = None,
) -> str:
    read, by = write_read_by_country(page.build, chosen.filters)
    return write_drawn(
        read_asked(rows),
        read=read,
        by=by,
        means="" if means is None else read_asked(means),
        means_by="country_code",
        where="country_code is not null",
        order=f"{value} desc, {ORDERS['share']}, country_code",
        most=most,
    )


def _draw_unknown(rows: pd.DataFrame, role: str) -> None:
    # Beside the bars and not among them: where most is unknown, its bar would flatten all others.
    unknown = rows[rows["country_code"] == UNKNOWN_CODE]
    if unknown.empty:
        return
    first = unknown.iloc[0]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"**Unknown**: {role} of {write_counted(first['statement_count'], 'statement')}, in "
            f"{write_counted(first['article_count'], 'article')} of {write_count(first['article_read_count'])} read."
        )
        st.button(
            "List them",
            key="pick_unknown",
            on_click=remember_pick,
            args=(Pick("country", UNKNOWN_CODE),),
            type="tertiary",
        )
