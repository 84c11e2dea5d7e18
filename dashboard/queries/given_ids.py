"""Ids that were given on an earlier day or by an earlier release, as they stand in addresses that somebody kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import streamlit as st

from dashboard.database import Build, fetch_records
from dashboard.profiles import Part

Kind = Literal["speaker", "outlet"]
# Parts of a profile whose value is an id of either kind.
PART_KINDS: dict[str, Kind] = {"speaker": "speaker", "outlet": "outlet", "relay": "outlet", "taker": "outlet"}


def follow_id(build: Build, kind: Kind, given: str) -> str:
    """Where one id leads now: see `follow_ids`."""
    return follow_ids(build, kind, (given,))[given]


def follow_part(build: Build, part: Part | None) -> Part | None:
    """A picked part of a profile by the id that its own leads to now."""
    kind = PART_KINDS.get(part.kind) if part else None
    return replace(part, value=follow_id(build, kind, part.value)) if part and kind else part


@st.cache_data(max_entries=256, show_spinner=False)
def follow_ids(build: Build, kind: Kind, given: Sequence[str]) -> dict[str, str]:
    """Where each of the given ids leads now: an id of today to itself, an older one to the speaker that it was joined
    with, or to the outlet that it meant. An id that this build does not know leads to itself.
    """
    if not given:
        return {}
    sql = f"select given_id, {kind}_id as now_id from core.dim_{kind}_ids where given_id = any(?)"
    known = {row["given_id"]: row["now_id"] for row in fetch_records(build, sql, [list(given)])}
    return {id_: known.get(id_, id_) for id_ in given}
