"""Metrics: the figures as they are defined once, for reports and pages alike, by time, outlet or speaker."""

from __future__ import annotations

import altair as alt
import pandas as pd
import streamlit as st

from dashboard.chart_axes import MOST_TICKS, number_axis, write_day
from dashboard.chart_ways import offer_ways
from dashboard.charts import Drawn
from dashboard.downloads import offer_tables
from dashboard.frame import Page, show_caption, show_chart, show_heading, show_html, show_page, show_when_opened
from dashboard.markup import element, join, text
from dashboard.metrics import Metric, load_metrics, write_metrics_query
from dashboard.queries.metrics import measure, write_drawn_metric
from dashboard.queries.options import list_countries
from dashboard.wording import ABSENT, UNKNOWN, is_missing, write_counted

# What a share of voice is of needs the speaker; everything else is of statements.
GROUPINGS = {
    "statements": {
        "metric_time__month": "month printed",
        "metric_time__week": "week printed",
        "outlet__country_code": "country of the outlet",
        "outlet__outlet_name": "outlet",
        "outlet__state_media_class": "class of state and public media",
        "speaker__country_code": "country of the speaker",
        "speaker__speaker_kind": "kind of speaker",
        "statement__stance": "stance",
        "statement__statement_type": "quoted or reported",
    },
    "voices": {"speaker__speaker_name": "speaker"},
}
FORMATS = {"count": "localized", "share": "percent", "hops": "%.2f", "days": "%.1f"}
FREQUENCIES = {"metric_time__month": "MS", "metric_time__week": "W-MON"}
NO_DATE = "no date"
MOST_BARS = 15
SEEN = "metrics_address"


def show() -> None:
    """The page."""
    show_page("Metrics", "Figures that mean the same wherever they stand: each defined once.", _draw)


def _draw(page: Page) -> None:
    metrics = load_metrics()
    _restore_from_address(metrics)
    chosen, by = st.columns(2)
    with chosen:
        name = st.selectbox("Metric", list(metrics), format_func=lambda each: metrics[each].label, key="m_metric")
    metric = metrics[name]
    groupings = GROUPINGS[metric.model]
    if st.session_state.get("m_by") not in groupings:
        st.session_state["m_by"] = next(iter(groupings))
    with by:
        grouping = st.selectbox("By", list(groupings), format_func=groupings.__getitem__, key="m_by")
    _keep_in_address(name, grouping)
    columns = list_columns(metric.model)
    rows = _name_values(page, measure(page.build, columns, grouping), grouping)
    show_heading(f"{metric.label} by {groupings[grouping]}", metric.description)
    show_caption(page, "Counted: current versions of articles, by date printed.")
    _draw_chart(page, rows, metric, grouping, groupings[grouping])
    _draw_table(page, rows, metric, grouping, groupings[grouping])
    show_when_opened("Definitions and SQL", "definitions", lambda: _explain(columns, name, grouping))


def list_columns(model: str) -> tuple[str, ...]:
    """The names of the metrics that are measured together: all of one model."""
    return tuple(each.name for each in load_metrics().values() if each.model == model)


def _name_values(page: Page, rows: pd.DataFrame, grouping: str) -> pd.DataFrame:
    """The rows with countries by their names, and "unknown" where there is no value; days stay days."""
    if grouping.startswith("metric_time"):
        return rows.assign(**{grouping: pd.to_datetime(rows[grouping])})
    names = list_countries(page.build) if grouping.endswith("country_code") else {}
    return rows.assign(
        **{grouping: [UNKNOWN if is_missing(each) else names.get(each, each) for each in rows[grouping]]}
    )


def _restore_from_address(metrics: dict[str, Metric]) -> None:
    address = {name: st.query_params.get(name, "") for name in ("metric", "by")}
    if st.session_state.get(SEEN) == address and "m_metric" in st.session_state:
        return
    name = address["metric"] if address["metric"] in metrics else next(iter(metrics))
    st.session_state["m_metric"], st.session_state["m_by"] = name, address["by"]
    st.session_state[SEEN] = address


def _keep_in_address(name: str, grouping: str) -> None:
    address = {"metric": name, "by": grouping}
    if st.session_state[SEEN] != address:
        st.query_params.from_dict(address)
        st.session_state[SEEN] = address


def _draw_chart(page: Page, rows: pd.DataFrame, metric: Metric, grouping: str, words: str) -> None:
    drawn = rows.dropna(subset=[grouping, metric.name])
    if drawn.empty:
        st.info("No statement has what this is a figure of.")
        return
    is_time = grouping.startswith("metric_time")
    drawn = _open_gaps(drawn, grouping) if is_time else drawn.nlargest(MOST_BARS, metric.name)
    chart = _draw_lines(drawn, metric, grouping) if is_time else _draw_bars(drawn, metric, grouping)
    title = f"{metric.label} by {words}"
    show_chart(chart, width="stretch", key=f"metric_{metric.name}_{grouping}", alt=f"{title}; the table has the same")
    if is_time:
        period = grouping.removeprefix("metric_time__")
        last = f"The last {period} may be incomplete."
        st.caption(f"A point: one {period}. {last}")
    notes = [f"{metric.description} {last if is_time else f'The {len(drawn)} largest.'} By date printed."]
    sql = write_drawn_metric(metric.name, grouping, most=None if is_time else MOST_BARS)
    offer_ways(page, chart, title=title, notes=notes, key="metric", sql=sql)


def _open_gaps(rows: pd.DataFrame, grouping: str) -> pd.DataFrame:
    """The rows, and an empty one for each period between that has none: a line breaks where nothing is known."""
    days = pd.date_range(rows[grouping].min(), rows[grouping].max(), freq=FREQUENCIES[grouping])
    return rows.set_index(grouping).reindex(days).rename_axis(grouping).reset_index()


def _write_axis(metric: Metric) -> alt.Axis:
    # Of a mean, parts of one are told apart too.
    return number_axis(metric.unit == "share", tickMinStep=0.01)


def _draw_lines(rows: pd.DataFrame, metric: Metric, grouping: str) -> Drawn:
    # Where the periods begin; of its own accord the axis would begin weeks on Sundays.
    begun = list(rows[grouping])[:: -(-len(rows) // MOST_TICKS)]
    axis = alt.Axis(
        format="%b %Y" if grouping.endswith("month") else "%-d %b %Y",
        values=[write_day(each) for each in begun],
        labelOverlap="greedy",
    )
    x = alt.X(f"{grouping}:T", scale=alt.Scale(type="utc"), title=None, axis=axis)
    # Where all are zero the scale would have no length.
    top = float(rows[metric.name].max()) or 1.0
    scale = alt.Scale(domain=[0, top], nice=True)
    y = alt.Y(f"{metric.name}:Q", title=metric.label, axis=_write_axis(metric), scale=scale)
    base = alt.Chart(rows[[grouping, metric.name]]).encode(x=x, y=y)
    return alt.layer(
        base.mark_line(strokeWidth=2, invalid="break-paths-show-path-domains"),
        base.mark_point(filled=True, size=55, invalid="filter"),
    ).properties(height=320)


def _draw_bars(rows: pd.DataFrame, metric: Metric, grouping: str) -> Drawn:
    y = alt.Y(f"{grouping}:N", sort=list(rows[grouping]), title=None, axis=alt.Axis(labelLimit=220, ticks=False))
    x = alt.X(f"{metric.name}:Q", title=metric.label, axis=_write_axis(metric))
    bars: Drawn = alt.Chart(rows[[grouping, metric.name]]).mark_bar(cornerRadiusEnd=2).encode(x=x, y=y)
    return bars.properties(height=max(110, 26 * len(rows)))


def _draw_table(page: Page, rows: pd.DataFrame, metric: Metric, grouping: str, words: str) -> None:
    metrics = load_metrics()
    is_time = grouping.startswith("metric_time")
    ordered = rows if is_time else rows.sort_values(metric.name, ascending=False)
    formats = {
        name: st.column_config.NumberColumn(
            metrics[name].label, format=FORMATS[metrics[name].unit], help=metrics[name].description
        )
        for name in rows.columns
        if name in metrics
    }
    labels = {grouping: st.column_config.Column(words.capitalize()), **formats}
    shown = ordered.assign(**{grouping: _write_periods(ordered[grouping], grouping)}) if is_time else ordered
    st.dataframe(shown, hide_index=True, column_config=labels, placeholder=ABSENT, alt=f"All metrics by {words}")
    name = f"hearsay-metrics-{page.build.build_id}"
    offer_tables(f"these figures ({write_counted(len(rows), 'row')})", name, lambda: ordered, key="download_metrics")


def _write_periods(begun: pd.Series, grouping: str) -> list[str]:
    """Months as 2026-11, weeks by their Monday, so that they sort; what has no date says so."""
    form = "%Y-%m" if grouping.endswith("month") else "%Y-%m-%d"
    return [NO_DATE if pd.isna(each) else each.strftime(form) for each in begun]


def _explain(columns: tuple[str, ...], name: str, grouping: str) -> None:
    metrics = load_metrics()
    described = (
        join([element("dt", text(metrics[each].label)), element("dd", text(metrics[each].description))])
        for each in columns
    )
    show_html(element("dl", join(described)))
    st.code(write_metrics_query(list(columns), [grouping]), language="sql")
    st.caption(f"The same by MetricFlow: mf query --metrics {name} --group-by {grouping}")
