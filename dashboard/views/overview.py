"""The overview: what is in the warehouse, how fresh it is, who is quoted, what is denied, what was read."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from dashboard.chart_ways import offer_ways
from dashboard.charts import draw_ranked_bars, draw_volume
from dashboard.coverage import show_coverage
from dashboard.filters import Exploration, Filters, write_address
from dashboard.frame import (
    Page,
    find_ink,
    show_caption,
    show_chart,
    show_heading,
    show_html,
    show_page,
    show_when_opened,
)
from dashboard.markup import draw_cards, draw_figures, element, link_page, text
from dashboard.panels import whats_new
from dashboard.periods import add_period_end, choose_grain, find_picked
from dashboard.queries import overview as queries
from dashboard.queries.drawn import ORDERS, write_articles_read, write_drawn
from dashboard.selection_words import describe_weights
from dashboard.views import explorer
from dashboard.wording import (
    ABSENT,
    UNKNOWN,
    tell_apart,
    write_age,
    write_count,
    write_counted,
    write_date,
    write_moment,
    write_outletless,
    write_period,
    write_range,
    write_share,
)
from dashboard.written_sql import read_asked

TOP_ACTORS = 10
COVERAGE_DAYS = 60
COVERAGE_OUTLETS = 14
NEWEST = 5
# From so many days on nothing more of the newest article's day is expected.
LATE_DAYS = 3


def show() -> None:
    """The page."""
    show_page("Who said what", "Attributed statements in the news, each with the printed sentence behind it.", _draw)


def _draw(page: Page) -> None:
    show_caption(
        page,
        "Counted: attributed statements in the current version of each article.",
        first_on=page.about["first_published_on"],
        last_on=page.about["newest_published_on"],
    )
    _draw_figures(page)
    listed = whats_new.draw(page)
    _draw_volume(page)
    denials = queries.list_newest(page.build, "deny", NEWEST)
    # With everything new, the latest denials are those that stand under "Denied" already: not twice on one page.
    is_listed = bool(denials) and {str(row["statement_id"]) for row in denials} <= listed
    left, right = st.columns([1, 1], gap="large")
    with left:
        _draw_actors(page)
    with right:
        if is_listed:
            _draw_newest(page)
        else:
            _draw_list("Latest denials", denials, "deny", "No denial has been read.")
    show_coverage(page, heading="What was read", days=COVERAGE_DAYS, most_outlets=COVERAGE_OUTLETS)
    if not is_listed:
        _draw_newest(page)


def _draw_figures(page: Page) -> None:
    about = page.about
    articles, statements = about["article_count"], about["statement_count"]
    per_article = f"{statements / articles:.1f} per article read" if articles else ABSENT
    figures = [
        (
            "Articles read",
            write_count(articles),
            f"{write_share(about['quoted_article_count'], articles)} carry a statement",
        ),
        (
            "Statements",
            write_count(statements),
            f"{per_article}; {write_share(about['denial_count'], statements)} denials",
        ),
        ("Speakers", write_count(about["speaker_count"]), f"{write_count(about['named_speaker_count'])} with a name"),
        (
            "Outlets",
            write_count(about["outlet_count"]),
            "; ".join(
                note
                for note in (
                    write_outletless(about["outletless_count"]),
                    f"{write_counted(about['undated_count'], 'article')} undated",
                )
                if note
            ),
        ),
        ("Data through", write_date(about["newest_published_on"]), describe_newest(about)),
        ("Last load", write_date(about["last_finished_at"]), _describe_load(about)),
    ]
    show_html(draw_figures(figures))


def describe_newest(about: dict[str, Any]) -> str:
    """How new the newest article is: whether its day may still go on, or how far it lies behind the build."""
    newest = about["newest_published_on"]
    days = (about["built_at"].date() - newest).days if newest else 0
    if days >= LATE_DAYS:
        return f"newest article, {write_age(days)} before this build"
    return "newest article; that day may be incomplete"


def _describe_load(about: dict[str, object]) -> str:
    if about["last_finished_at"] is None:
        return "no finished load on record"
    articles = write_counted(about["last_load_articles"], "article")
    return f"{write_moment(about['last_finished_at']).split(', ')[-1]}; {articles}"


def _draw_volume(page: Page) -> None:
    first, last = page.about["first_published_on"], page.about["newest_published_on"]
    if first is None:
        st.info("No article carries a date, so there is no volume over time to draw.")
        return
    grain = choose_grain(first, last)
    rows = add_period_end(queries.count_volume(page.build, grain), grain)
    rows["is_last"] = rows["period"] == rows["period"].max()
    rows["detail"] = [
        f"{write_period(period, grain)}: {write_counted(statements, 'statement')} "
        f"in {write_counted(articles, 'article')} read"
        for period, statements, articles in zip(
            rows["period"], rows["statement_count"], rows["article_count"], strict=True
        )
    ]
    show_heading(
        f"Volume by {grain} of print",
        "Statements above, articles read below: a rise in one without the other is news, in both it is more reading. "
        "No bar: nothing was read. The last bar is pale because its period may be incomplete.",
    )
    drawn = []
    for value, title, height, muted in (
        ("statement_count", "Statements", 190, False),
        ("article_count", "Articles read", 140, True),
    ):
        chart = draw_volume(rows, value=value, title=title, grain=grain, height=height, muted=muted)
        drawn.append(chart)
        show_chart(chart, key=f"volume_{value}", alt=f"{title} by {grain} of print, {first} to {last}")
    offer_ways(
        page,
        alt.vconcat(*drawn),
        title=f"Statements and articles read, by {grain} of print",
        notes=[_write_all(page), "No bar: nothing was read. The last bar is pale: its period may be incomplete."],
        key="volume",
        sql=read_asked(rows),
    )
    show_when_opened("Table", "volume", lambda: _draw_volume_table(rows, grain))


def _draw_volume_table(rows: pd.DataFrame, grain: str) -> None:
    st.dataframe(
        rows[["period", "statement_count", "article_count"]].sort_values("period", ascending=False),
        hide_index=True,
        alt="The numbers of the charts above",
        column_config={
            "period": st.column_config.DateColumn(f"First day of {grain}"),
            "statement_count": st.column_config.NumberColumn("Statements", format="localized"),
            "article_count": st.column_config.NumberColumn("Articles read", format="localized"),
        },
    )


def _draw_actors(page: Page) -> None:
    articles = page.about["article_count"]
    rows = queries.count_top_actors(page.build, TOP_ACTORS)
    weights = describe_weights(page, Filters())
    show_heading(
        "Most quoted",
        f"Share of the {write_count(articles)} articles read that quote the speaker. Click a bar for "
        f"all of it. {weights}",
    )
    if rows.empty:
        st.info("No speaker with a name has been read.")
        return
    rows["share"] = rows["article_count"] / articles
    rows["is_faded"] = False
    rows["label"] = tell_apart(rows["speaker_name"], rows["country_name"], rows["speaker_id"])
    rows["detail"] = [
        f"{write_counted(row.article_count, 'article')}, {write_counted(row.statement_count, 'statement')}, "
        f"{write_counted(row.denial_count, 'denial')}, {write_counted(row.outlet_count, 'outlet')}"
        for row in rows.itertuples()
    ]
    chart = draw_ranked_bars(
        rows,
        label="label",
        value="share",
        key="speaker_id",
        title="Share of articles read",
        percent=True,
        ink=find_ink(),
    )
    event = show_chart(
        chart, key="top_actors", on_select="rerun", alt=f"The {len(rows)} speakers quoted in most articles"
    )
    offer_ways(
        page,
        chart,
        title=f"The {len(rows)} speakers quoted in most articles",
        notes=[
            f"Share of the {write_count(articles)} articles read that quote the speaker. {weights}",
            _write_all(page),
        ],
        key="top_actors",
        sql=write_drawn(
            read_asked(rows), read=write_articles_read(Filters()), order=f"{ORDERS['share']}, speaker_name"
        ),
    )
    picked = find_picked(event, "speaker_id")
    if picked:
        st.switch_page(
            st.Page(explorer.show, url_path="claims"),
            query_params=write_address(Exploration(filters=Filters(actors=(picked,)))),
        )
    show_when_opened("Table, with denials", "top_actors", lambda: _draw_actor_table(rows))


def _write_all(page: Page) -> str:
    about = page.about
    return (
        f"{write_counted(about['statement_count'], 'attributed statement')} in "
        f"{write_counted(about['article_count'], 'article')} of {write_counted(about['outlet_count'], 'outlet')}, "
        f"the current version of each: {write_range(about['first_published_on'], about['newest_published_on'])}."
    )


def _draw_actor_table(rows: pd.DataFrame) -> None:
    st.dataframe(
        rows[["speaker_name", "country_name", "article_count", "statement_count", "denial_count"]].fillna(
            {"country_name": UNKNOWN}
        ),
        hide_index=True,
        alt="The numbers of the chart above",
        column_config={
            "speaker_name": "Speaker",
            "country_name": "Country",
            "article_count": st.column_config.NumberColumn("Articles", format="localized"),
            "statement_count": st.column_config.NumberColumn("Statements", format="localized"),
            "denial_count": st.column_config.NumberColumn("Denials", format="localized"),
        },
    )


def _draw_newest(page: Page) -> None:
    rows = queries.list_newest(page.build, None, NEWEST)
    _draw_list("Newest statements", rows, None, "No dated statement has been read.")


def _draw_list(heading: str, rows: list[dict[str, Any]], stance: str | None, nothing: str) -> None:
    show_heading(heading, "By date printed, newest first.")
    if not rows:
        st.info(nothing)
        return
    show_html(draw_cards(rows))
    chosen = Exploration(filters=Filters(stances=(stance,) if stance else ()))
    show_html(
        element(
            "p", link_page("claims", write_address(chosen), text("All of them in the explorer"), "hs-open"), "hs-more"
        )
    )
