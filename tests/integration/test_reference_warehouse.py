"""The reference article in the warehouse, beside the sample: one query each for what no other system answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from orchestration.settings import load_settings
from orchestration.warehouse.query import query_published
from tests.dashboard.published import run_hearsay

pytestmark = pytest.mark.slow  # loads and builds, about a minute

Ask = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def ask(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Ask:
    data = tmp_path_factory.mktemp("reference")
    run_hearsay(data, ["load", "data/sample", str(shared / "gold" / "kabulov.jsonl")])
    run_hearsay(data, ["build"])
    settings = load_settings(data=data)
    return lambda sql: list(query_published(settings, sql).rows)


def test_the_envoys_statements_come_with_the_day_on_which_they_were_said(ask: Ask) -> None:
    rows = ask(
        "select said_on_start, said_on_precision, content_text from fct_statements "
        "where speaker_name = 'Zamir Kabulov' and is_current order by all"
    )
    assert len(rows) >= 6
    dated = [row for row in rows if row[1] != "none"]
    assert any((row[0], row[1]) == (date(2017, 12, 1), "month") for row in dated)
    assert all(row[0] <= date(2018, 2, 28) for row in dated)


def test_a_claim_of_the_envoy_came_through_press_tv(ask: Ask) -> None:
    rows = ask(
        "select distinct o.outlet_name, r.outlet_name from fct_statements s "
        "join bridge_statement_relays b using (statement_id) join dim_outlets r on r.outlet_id = b.outlet_id "
        "join dim_outlets o on o.outlet_id = s.outlet_id where s.speaker_name = 'Zamir Kabulov'"
    )
    assert ("Times of Central Asia", "Press TV") in rows


def test_the_former_president_told_al_jazeera_something_the_november_before(ask: Ask) -> None:
    rows = ask(
        "select s.said_on_start, s.said_on_precision from fct_statements s "
        "join bridge_statement_relays b using (statement_id) join dim_outlets r on r.outlet_id = b.outlet_id "
        "where s.speaker_name = 'Hamid Karzai' and r.outlet_name = 'Al Jazeera'"
    )
    assert (date(2017, 11, 1), "month") in rows


def test_a_denial_by_washington_stands_inside_a_statement_of_the_envoy(ask: Ask) -> None:
    rows = ask(
        "select i.speaker_name, i.speaker_country_code, o.speaker_name from fct_statements i "
        "join fct_statements o on o.statement_id = i.parent_statement_id where i.stance = 'deny'"
    )
    assert any(row[1] == "US" and row[2] == "Zamir Kabulov" for row in rows)
