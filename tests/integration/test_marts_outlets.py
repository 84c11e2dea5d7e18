"""Outlets that no list has: told apart by where they publish, under an id that stays and to which old ones lead."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.integration.marts_rows import LOADS, Row, article, extraction
from tests.integration.marts_warehouse import WITHOUT_TESTS, build_marts

pytestmark = pytest.mark.xdist_group("marts")


def print_by(number: int, outlet: str, domain: str | None, country: str | None = None) -> Row:
    """An article of an outlet, as its record names it."""
    fields: dict[str, Any] = {"outlet_name": outlet, "outlet_domain": domain, "published_on": date(2026, 3, 1)}
    return article(f"a{number}", "v1", "Nothing was said.", extra=json.dumps({"outlet_country": country}), **fields)


def correct(correction_id: str, outlet_id: str, country: str, at: str) -> Row:
    """A correction of an outlet's country, as somebody wrote the outlet's id down."""
    return {
        "correction_id": correction_id,
        "kind": "outlet_country",
        "made_by": "Ines",
        "made_at": f"2026-03-0{at} 06:00:00+00",
        "reason": "Its imprint.",
        "origin": "command",
        "subject_id": outlet_id,
        "country_code": country,
    }


ARTICLES = [
    print_by(1, "Daily Mercury", "mercury.co.ke"),
    *(print_by(number, "Mercury Online Kenya", "www2.mercury.co.ke") for number in (2, 3, 4, 5)),
    print_by(6, "Daily Mercury", "dailymercury.example", "ZW"),
    print_by(7, "The Guardian", "guardian-abuja.example"),
    print_by(8, "The Guardian", "guardian-london.example", "GB"),
    print_by(9, "Ridge Sentinel", "ridge-sentinel.example"),
]
CORRECTIONS = [
    correct("by-domain", "mercury.co.ke", "KE", "2"),
    correct("by-former-name", "ridge-sentinel", "NA", "2"),
    correct("by-former-domain", "ridge-sentinel-example", "BW", "3"),
    correct("of-either", "daily-mercury", "ZM", "2"),
    correct("of-nobody", "no-such-paper", "ZM", "2"),
]
OUTCOMES = [
    {"correction_id": each["correction_id"], "state": "applied", "corrected_value": each["country_code"]}
    for each in CORRECTIONS
]


@pytest.fixture(scope="module")
def marts(tmp_path_factory: pytest.TempPathFactory, parsed: Path) -> Path:
    rows = {
        "loads": LOADS,
        "articles": ARTICLES,
        "extractions": [extraction(each) for each in ARTICLES],
        "corrections": CORRECTIONS,
        "correction_outcomes": OUTCOMES,
    }
    return build_marts(tmp_path_factory.mktemp("outlets"), rows, parsed, *WITHOUT_TESTS)


@pytest.fixture
def con(marts: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(marts), read_only=True) as connection:
        yield connection


def test_outlets_of_one_name_are_one_for_each_site(con: duckdb.DuckDBPyConnection) -> None:
    found = con.execute(
        """select outlet_id, outlet_name, country_code_uncorrected, owner_name, article_count from core.dim_outlets
           where article_count > 0 order by outlet_id"""
    ).fetchall()

    assert found == [
        ("dailymercury.example", "Daily Mercury", "ZW", None, 1),
        ("guardian", "The Guardian", "GB", "Guardian Media Group", 1),
        ("guardian-abuja.example", "The Guardian", None, None, 1),
        ("mercury.co.ke", "Mercury Online Kenya", None, None, 5),
        ("ridge-sentinel.example", "Ridge Sentinel", None, None, 1),
    ]


def test_a_correction_stays_with_its_outlet_whatever_that_prints(con: duckdb.DuckDBPyConnection) -> None:
    countries = dict(con.execute("select outlet_id, country_code from core.dim_outlets").fetchall())
    history = con.execute(
        "select correction_id, outlet_id, state from core.fct_corrections order by correction_id"
    ).fetchall()

    assert countries["mercury.co.ke"] == "KE"
    assert countries["dailymercury.example"] == "ZW"
    assert countries["ridge-sentinel.example"] == "BW"
    assert history == [
        ("by-domain", "mercury.co.ke", "applied"),
        ("by-former-domain", "ridge-sentinel.example", "applied"),
        ("by-former-name", "ridge-sentinel.example", "superseded"),
        ("of-either", "daily-mercury", "anchor not found"),
        ("of-nobody", "no-such-paper", "anchor not found"),
    ]


def test_an_id_of_before_leads_to_its_outlet_and_to_none_where_it_meant_several(con: duckdb.DuckDBPyConnection) -> None:
    leads = dict(con.execute("select given_id, outlet_id from core.dim_outlet_ids").fetchall())

    assert leads["ridge-sentinel"] == leads["ridge-sentinel-example"] == "ridge-sentinel.example"
    assert leads["mercury-online-kenya"] == leads["mercury.co.ke"] == "mercury.co.ke"
    assert leads["guardian-london.example"] == leads["guardian"] == "guardian"
    assert "daily-mercury" not in leads
