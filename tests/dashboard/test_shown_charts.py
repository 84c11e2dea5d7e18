"""Charts as a page shows them: by a specification that holds; and tables under them, drawn when they are opened."""

from __future__ import annotations

import json
from typing import Any

import altair as alt
import pytest

from dashboard.database import Build, fetch_records
from tests.dashboard.reading import Opener

VIEWS: dict[str, tuple[str, dict[str, str], int]] = {
    "overview": ("overview", {}, 4),
    "actors": ("explorer", {}, 1),
    "countries": ("explorer", {"view": "country"}, 2),
    "lines": ("explorer", {"view": "time"}, 1),
    "cells": ("explorer", {"view": "cross"}, 1),
    "metric": ("metrics", {}, 1),
}


@pytest.mark.parametrize("name", VIEWS)
def test_what_is_shown_fits_the_schema_of_charts(name: str, open_page: Opener) -> None:
    view, address, least = VIEWS[name]
    shown = open_page(view, **address).get("vega_lite_chart")

    assert len(shown) >= least
    for each in shown:
        check_chart(each.proto.spec)


def test_the_charts_of_a_speaker_fit_it_too(open_page: Opener, build: Build) -> None:
    sql = "select speaker_id from core.dim_speakers where speaker_kind = 'person' order by statement_count desc limit 1"
    shown = open_page("speaker", speaker=fetch_records(build, sql)[0]["speaker_id"]).get("vega_lite_chart")

    assert shown
    for each in shown:
        check_chart(each.proto.spec)


def check_chart(written: str) -> None:
    spec: dict[str, Any] = json.loads(written)
    spec.pop("datasets", None)
    alt.Chart.from_dict(spec)  # checks against the schema; raises where something does not fit
    assert spec["config"]["axis"]["labelColor"] == spec["config"]["legend"]["titleColor"]


def test_a_table_is_drawn_once_it_is_opened(open_page: Opener) -> None:
    page = open_page("overview")
    closed = [each.label for each in page.expander]

    assert closed.count("Table") == 2
    assert not page.dataframe
    page.session_state["opened_top_actors"] = True
    page.run()
    assert list(page.dataframe[0].value.columns[:2]) == ["speaker_name", "country_name"]
