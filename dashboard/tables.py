"""Tables with nothing to click: on a wide screen a table that sorts, on a narrow one a list in which nothing is cut.

Both are put out; the stylesheet shows the one that fits. A drawn table cuts its last columns where they do not fit, and
a phone gives no sign that there are more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.markup import Fragment, element, join, text
from dashboard.wording import ABSENT, is_missing, write_count, write_moment

MOST_NARROW = 30


@dataclass(frozen=True)
class Column:
    """A column's name and what its values are: text, count, number (of `digits` decimals), share (0 to 1), day, month,
    moment (UTC) or flag; `help` says what the name does not.
    """

    label: str
    kind: str = "text"
    help: str | None = None
    digits: int = 2


WRITERS: Mapping[str, Callable[[Any], str]] = {
    "text": str,
    "count": write_count,
    "share": "{:.1%}".format,
    "day": "{:%Y-%m-%d}".format,
    "month": "{:%Y-%m}".format,
    "moment": write_moment,
    "flag": lambda value: "yes" if value else "no",
}
CONFIGS: Mapping[str, Callable[..., Any]] = {
    "text": st.column_config.TextColumn,
    "count": lambda label, **given: st.column_config.NumberColumn(label, format="localized", **given),
    "share": lambda label, **given: st.column_config.NumberColumn(label, format="percent", **given),
    "day": lambda label, **given: st.column_config.DateColumn(label, format="YYYY-MM-DD", **given),
    "month": lambda label, **given: st.column_config.DateColumn(label, format="YYYY-MM", **given),
    "moment": lambda label, **given: st.column_config.DatetimeColumn(
        label, format="YYYY-MM-DD HH:mm", timezone="UTC", **given
    ),
    "flag": st.column_config.CheckboxColumn,
}


def show_table(rows: pd.DataFrame, columns: Mapping[str, Column], *, key: str, alt: str, lead: str = "") -> None:
    """The rows twice, of which one is seen.

    Args:
        rows: with the columns that are named, and perhaps others, which are not shown.
        columns: by the name that they have in the rows, in the order in which they are shown.
        key: unique on the page.
        alt: what the table is of.
        lead: the column that heads each entry of the list; the first of `columns` where none is named.
    """
    with st.container(key=f"wide_{key}"):
        st.dataframe(
            rows,
            hide_index=True,
            column_order=list(columns),
            column_config={name: _configure(column) for name, column in columns.items()},
            placeholder=ABSENT,
            alt=alt,
        )
    st.html(draw_list(rows, columns, alt=alt, lead=lead or next(iter(columns))))


def draw_list(rows: pd.DataFrame, columns: Mapping[str, Column], *, alt: str, lead: str) -> Fragment:
    """The first MOST_NARROW rows as a list: each headed by one column, the others with their names behind it."""
    others = {name: column for name, column in columns.items() if name != lead}
    items = []
    for row in rows.head(MOST_NARROW).to_dict("records"):
        facts = " · ".join(f"{column.label}: {write_value(row[name], column)}" for name, column in others.items())
        head = element("strong", text(write_value(row[lead], columns[lead])))
        items.append(element("li", join([head, element("div", text(facts), "hs-facts")])))
    listed = element("ul", join(items), "hs-others", aria_label=alt)
    more = f"The first {MOST_NARROW} of {write_count(len(rows))}; a wider screen shows all of them."
    note = element("p", text(more), "hs-caption") if len(rows) > MOST_NARROW else Fragment("")
    return element("div", join([listed, note]), "hs-narrow")


def write_value(value: Any, column: Column) -> str:
    """A value as its column has it; an absent one as a dash."""
    if is_missing(value):
        return ABSENT
    return f"{value:.{column.digits}f}" if column.kind == "number" else WRITERS[column.kind](value)


def _configure(column: Column) -> Any:
    if column.kind == "number":
        return st.column_config.NumberColumn(column.label, format=f"%.{column.digits}f", help=column.help)
    return CONFIGS[column.kind](column.label, help=column.help)
