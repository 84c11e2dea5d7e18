"""Claims by actor: the speakers of the selection, ranked."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.chart_ways import offer_ways
from dashboard.charts import draw_ranked_bars
from dashboard.filter_controls import remember_pick
from dashboard.filters import UNKNOWN_CODE, Exploration, Pick
from dashboard.frame import Page, find_ink, show_heading, show_html
from dashboard.markup import element, join, text
from dashboard.panels.outlet_mean import EVEN, WORDS, add_mean, append_mean_column, average, has_mean
from dashboard.panels.picking import count_columns, draw_pickable_chart, draw_pickable_table, mark_faded
from dashboard.queries import claims as queries
from dashboard.queries.claims_list import count_listed
from dashboard.queries.drawn import ORDERS, write_articles_read, write_drawn
from dashboard.selection_words import describe_for_picture
from dashboard.wording import tell_apart, write_count, write_counted
from dashboard.written_sql import read_asked


def draw(page: Page, chosen: Exploration, totals: dict[str, Any]) -> None:
    """The bars and their table."""
    is_share, is_subject = chosen.measure == "share", chosen.filters.actor_role == "subject"
    read = totals["article_read_count"]
    rows, means = _count(page, chosen, read)
    quotes = "in which somebody speaks about them" if is_subject else "that quote them"
    measured = f"share of the articles read {quotes}" if is_share else "statements"
    who = "Spoken about" if is_subject else "Speakers"
    described = _describe(page, chosen, len(rows)) + (f" {WORDS}" if means is not None else "")
    show_heading(f"{who} by {measured}", described)
    if rows.empty:
        nobody = (
            "None of these statements names a country, an organisation or a group."
            if is_subject
            else ("No speaker of these statements has a name.")
        )
        st.info(nobody)
        _draw_beside(page, chosen, read)
        return
    bars, table = st.columns([9, 11], gap="medium")
    with bars:
        _draw_bars(page, rows, means, chosen, totals, title=f"{who} by {measured}", described=described)
        _draw_beside(page, chosen, read)
    with table:
        columns = count_columns(
            speaker_name=st.column_config.TextColumn("Actor" if is_subject else "Speaker", width=154),
            country_name=st.column_config.TextColumn(
                "Country",
                width=106,
                help=None if is_subject else "Of the speaker over all articles; a statement may differ",
            ),
        )
        columns["denial_count"] = st.column_config.NumberColumn("Denials", format="localized", width=64)
        with_mean = append_mean_column(columns) if means is not None else columns
        draw_pickable_table(rows, kind="actor", column="speaker_id", columns=with_mean)


def _draw_bars(
    page: Page,
    rows: pd.DataFrame,
    means: pd.DataFrame | None,
    chosen: Exploration,
    totals: dict[str, Any],
    *,
    title: str,
    described: str,
) -> None:
    is_share = chosen.measure == "share"
    chart = draw_ranked_bars(
        rows,
        label="label",
        value="share" if is_share else "statement_count",
        key="speaker_id",
        title="Share of articles read" if is_share else "Statements",
        percent=is_share,
        ink=find_ink(),
        beside=EVEN if means is not None else "",
    )
    alt_text = title.replace(" by ", " ranked by ", 1)
    draw_pickable_chart(chart, name=f"actors_{chosen.measure}", kind="actor", column="speaker_id", alt_text=alt_text)
    offer_ways(
        page,
        chart,
        title=title,
        notes=[described, *describe_for_picture(page, chosen.filters, totals)],
        key="by_actor",
        sql=_write_sql(rows, chosen, means),
    )


def _draw_beside(page: Page, chosen: Exploration, read: int) -> None:
    _draw_unnamed(page, chosen, read)
    _draw_unknown(page, chosen, read)


def _count(page: Page, chosen: Exploration, read: int) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """The actors with what the bars say of them, and their means over outlets, where these are shown."""
    rows = queries.count_by_actor(page.build, chosen.filters, chosen.measure)
    rows["speaker_name"] = rows["speaker_name"].fillna("Speaker not resolved")
    rows["country_name"] = rows["country_name"].fillna("Unknown")
    rows["share"] = rows["article_count"] / read if read else float("nan")
    rows["label"] = tell_apart(rows["speaker_name"], rows["country_name"], rows["speaker_id"])
    rows["detail"] = [
        f"{write_counted(row.article_count, 'article')} of {write_count(read)} read, "
        f"{write_counted(row.statement_count, 'statement')}, {write_counted(row.denial_count, 'denial')}, "
        f"{write_counted(row.outlet_count, 'outlet')}"
        for row in rows.itertuples()
    ]
    means = average(page, chosen, "actor", rows) if has_mean(page, chosen, "actor") else None
    if means is not None:
        rows = add_mean(rows, means, "actor")
    return mark_faded(rows, chosen, kind="actor", column="speaker_id"), means


def _write_sql(rows: pd.DataFrame, chosen: Exploration, means: pd.DataFrame | None) -> str:
    return write_drawn(
        read_asked(rows),
        read=write_articles_read(chosen.filters),
        means="" if means is None else read_asked(means),
        means_by="speaker_id",
        order=f"{ORDERS[chosen.measure]}, speaker_name",
    )


def _draw_unnamed(page: Page, chosen: Exploration, read: int) -> None:
    # No actors either: "officials" of one article are not those of another.
    if chosen.filters.actor_role == "subject" or chosen.filters.actors:
        return
    counts = queries.count_unnamed(page.build, chosen.filters)
    if not counts["statement_count"]:
        return
    examples = ", ".join(f"“{name}”" for name in counts["examples"])
    said = (
        f" ({examples} and their like): {write_counted(counts['statement_count'], 'statement')}, "
        f"in {write_counted(counts['article_count'], 'article')} of {write_count(read)} read."
    )
    show_html(element("p", join([element("strong", text("Without a name")), text(said)])))


def _draw_unknown(page: Page, chosen: Exploration, read: int) -> None:
    # Beside the bars and not among them: it is no actor, and often longer than any.
    unknown = Pick("actor", UNKNOWN_CODE)
    statements, articles = count_listed(page.build, chosen.filters, unknown, chosen.grain)
    if not statements or UNKNOWN_CODE in chosen.filters.actors:
        return
    is_subject = chosen.filters.actor_role == "subject"
    who = "**Nobody named** in" if is_subject else "**Not resolved**: the speaker of"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"{who} {write_counted(statements, 'statement')}, in {write_counted(articles, 'article')} of "
            f"{write_count(read)} read."
        )
        st.button("List them", key="pick_unknown", on_click=remember_pick, args=(unknown,), type="tertiary")


def _describe(page: Page, chosen: Exploration, shown: int) -> str:
    if chosen.filters.actor_role == "subject":
        return (
            f"The first {shown} countries, organisations and groups that the statements name; one that names several "
            "counts for each."
        )
    count = queries.count_speakers(page.build, chosen.filters)
    speakers = write_counted(count, "speaker") + ("" if chosen.filters.actors else " with a name")
    ranked = f"The first {shown} of {speakers}" if shown < count else f"All {speakers}"
    return f"{ranked}; a joint statement counts for each."
