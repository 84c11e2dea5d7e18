"""What is seen as a file: CSV that a spreadsheet can open safely, and the button for it."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

# A spreadsheet runs a cell that begins with one of these as a formula; article text must not.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_csv(rows: pd.DataFrame) -> bytes:
    """The rows as CSV in UTF-8; text that a spreadsheet would run as a formula gets an apostrophe before it."""

    def disarm(value: object) -> object:
        return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value

    safe = rows.apply(lambda column: column.map(disarm) if column.dtype.kind not in "biufcmM" else column)
    return str(safe.to_csv(index=False)).encode("utf-8")


def offer_csv(
    label: str, name: str, read_rows: Callable[[], pd.DataFrame], *, key: str, disabled: bool = False
) -> None:
    """A button that downloads rows as `name`.csv; they are read when it is pressed."""
    st.download_button(
        label,
        data=lambda: write_csv(read_rows()),
        file_name=f"{name}.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        disabled=disabled,
        key=key,
    )
