"""What is seen as a file: CSV that a spreadsheet can open safely, Parquet with its types, and the buttons for them."""

from __future__ import annotations

import io
from collections.abc import Callable

import pandas as pd
import streamlit as st

# A spreadsheet runs a cell that begins with one of these as a formula; article text must not.
# `hearsay sql` and `hearsay export` have the same (orchestration/csv_text.py); a test holds the two alike.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_csv(rows: pd.DataFrame) -> bytes:
    """The rows as CSV in UTF-8; text that a spreadsheet would run as a formula gets an apostrophe before it.

    So do the names of columns: a question in SQL may have come with a link that somebody sent.
    """

    def disarm(value: object) -> object:
        return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value

    safe = rows.apply(lambda column: column.map(disarm) if column.dtype.kind not in "biufcmM" else column)
    return str(safe.to_csv(index=False, header=[str(disarm(name)) for name in rows.columns])).encode("utf-8")


def offer_csv(
    label: str, name: str, read_rows: Callable[[], pd.DataFrame], *, key: str, disabled: bool = False
) -> None:
    """A button that downloads rows as `name`.csv; they are read when it is pressed."""
    _offer(label, f"{name}.csv", "text/csv", lambda: write_csv(read_rows()), key, disabled)


def write_parquet(rows: pd.DataFrame) -> bytes:
    """The rows as Parquet, with the types that they have in the warehouse."""
    out = io.BytesIO()
    rows.to_parquet(out, index=False)
    return out.getvalue()


def offer_parquet(
    label: str, name: str, read_rows: Callable[[], pd.DataFrame], *, key: str, disabled: bool = False
) -> None:
    """A button that downloads rows as `name`.parquet; they are read when it is pressed."""
    mime = "application/vnd.apache.parquet"
    _offer(label, f"{name}.parquet", mime, lambda: write_parquet(read_rows()), key, disabled)


def _offer(label: str, file_name: str, mime: str, write: Callable[[], bytes], key: str, disabled: bool) -> None:
    st.download_button(
        label,
        data=write,
        file_name=file_name,
        mime=mime,
        on_click="ignore",
        icon=":material/download:",
        disabled=disabled,
        key=key,
    )


def offer_tables(
    what: str, name: str, read_rows: Callable[[], pd.DataFrame], *, key: str, disabled: bool = False
) -> None:
    """Buttons that download the same rows as CSV and as Parquet; `what` names them: "these statements (3 rows)"."""
    with st.container(horizontal=True):
        offer_csv(f"Download {what} as CSV", name, read_rows, key=f"{key}_csv", disabled=disabled)
        offer_parquet("as Parquet", name, read_rows, key=f"{key}_parquet", disabled=disabled)
