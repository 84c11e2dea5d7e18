"""Corrections in the marts, by the real dbt: both values stand side by side, and undoing gives the tables of before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration import correcting
from orchestration.build import build
from orchestration.settings import Settings
from orchestration.warehouse.publish import resolve_published
from orchestration.warehouse.query import query_published
from tests.integration.sample_copies import ask, load_sample
from tests.integration.test_corrections import ARTICLE, BOTH, INNER, OUTER, find, make, pick_pair

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("corrections")]

# What a build says of itself; the history of corrections; and ids, of which one that was given stays known.
OWN = {"rpt_build", "fct_corrections", "dim_speaker_ids", "bridge_claim_aliases"}
OUTLET = "volgabulletin.example"
JOINT = {"speaker_name": "Otabek Zokirjonov", "instead_of": "Uzbekistan"}
POET = "Firuza Holmirova · the poet"


def read_tables(settings: Settings) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that readers get, by table, in a fixed order."""
    with duckdb.connect(str(resolve_published(settings)), read_only=True) as con:
        tables = con.execute(
            "SELECT schema_name, table_name FROM duckdb_tables() WHERE schema_name IN ('core', 'reporting')"
        ).fetchall()
        return {
            table: con.execute(f"SELECT * FROM {schema}.{table} ORDER BY ALL").fetchall()
            for schema, table in tables
            if table not in OWN
        }


def test_every_kind_shows_both_values_and_is_undone_to_the_tables_of_before(tmp_path: Path) -> None:
    settings = load_sample(tmp_path / "data")
    build(settings)
    before = read_tables(settings)
    made = correct_everything(settings)
    build(settings)

    changed = {table for table, rows in read_tables(settings).items() if rows != before[table]}
    assert {"fct_statements", "dim_speakers", "dim_outlets", "rpt_statements_by_country_day"} <= changed
    columns = "correction_kind, state, extracted_value, corrected_value"
    rows = query_published(
        settings, f"SELECT {columns} FROM fct_corrections ORDER BY correction_kind, made_at DESC"
    ).rows
    assert [row[1] for row in rows] == ["applied"] * 8
    shown = {kind: (was, now) for kind, _, was, now in rows}
    assert shown["speaker"] == ("Tajikistan (TJ)", "Aigerim Bekturova (KZ)")
    assert shown["said_on"] == ("2026-09-29", "2026-09")
    assert shown["not_a_statement"][1] == "no statement"
    assert shown["outlet_country"] == ("RU", "KZ")
    assert shown["namesake"] == ("Firuza Holmirova (TJ)", POET)
    people = "SELECT speaker_name FROM dim_speakers WHERE starts_with(speaker_name, 'Firuza Holmirova') ORDER BY 1"
    assert query_published(settings, people).rows == [("Firuza Holmirova",), (POET,)]
    facts = query_published(
        settings,
        "SELECT speaker_name, speaker_name_extracted, said_on_precision, said_on_precision_extracted"
        f" FROM fct_statements WHERE is_corrected AND article_id = '{ARTICLE}' ORDER BY 1",
    ).rows
    assert facts == [("Aigerim Bekturova", "Tajikistan", "none", None), ("Daulet Sarykulov", None, "month", "day")]
    joint = query_published(
        settings,
        "SELECT speaker_kind_extracted, speaker_role_extracted, speaker_country_code_extracted,"
        " [each.name for each in speakers_extracted], (SELECT list(b.speaker_name ORDER BY b.speaker_position)"
        "  FROM bridge_statement_speakers AS b WHERE b.statement_id = s.statement_id)"
        " FROM fct_statements AS s WHERE is_corrected AND len(speakers_extracted) > 1",
    ).rows
    assert joint == [("state", None, "UZ", ["Uzbekistan", "Tajikistan"], ["Otabek Zokirjonov", "Tajikistan"])]
    outlets = f"SELECT country_code, country_code_uncorrected FROM dim_outlets WHERE outlet_id = '{OUTLET}'"
    assert query_published(settings, outlets).rows == [("KZ", "RU")]
    one, other = (made["merge_speakers"].subject_id, made["merge_speakers"].other_subject_id)
    led = f"SELECT speaker_id FROM dim_speaker_ids WHERE given_id = '{other}'"
    assert query_published(settings, led).rows == [(one,)], "an id once given always resolves"

    values = "SELECT correction_id, statement_id, extracted_value, corrected_value FROM fct_corrections ORDER BY 1"
    said = query_published(settings, values).rows
    for correction in made.values():
        correcting.undo(settings, correction.correction_id, by="Jo", reason="Tried out.")
    build(settings)
    after = read_tables(settings)
    assert [table for table in before if before[table] != after[table]] == []
    states = query_published(settings, "SELECT DISTINCT state, undone_by FROM fct_corrections").rows
    assert states == [("undone", "Jo")]
    assert query_published(settings, values).rows == said, "what they said stays readable"


def find_joint(settings: Settings) -> str:
    """The id of a statement of Uzbekistan and Tajikistan."""
    query = """
        SELECT statement_id FROM raw.statements WHERE [each.name for each in speakers] = ['Uzbekistan', 'Tajikistan']
        ORDER BY 1 LIMIT 1"""
    return str(ask(settings, query)[0][0])


def correct_everything(settings: Settings) -> dict[str, Any]:
    """A correction of every kind, by kind."""
    speaker = {"speaker_name": "Aigerim Bekturova", "speaker_kind": "person", "country_code": "KZ"}
    merged, split = pick_pair(settings, "merge_speakers"), pick_pair(settings, "split_speakers")
    wanted = [
        (make("speaker", **speaker), BOTH),
        (make("said_on", said_on="2026-09"), INNER),
        (make("not_a_statement"), OUTER),
        (make("merge_speakers", subject_id=merged[0], other_subject_id=merged[1]), None),
        (make("split_speakers", subject_id=split[0], other_subject_id=split[1]), None),
        (make("outlet_country", subject_id=OUTLET, country_code="KZ"), None),
    ]
    made = {
        each.kind: correcting.correct(settings, each, statement_id=find(settings, words) if words else None)
        for each, words in wanted
    }
    query = "SELECT speaker_id FROM raw.speaker_members WHERE speaker_name = 'Firuza Holmirova' LIMIT 1"
    ((speaker_id,),) = ask(settings, query)
    made["joint"] = correcting.correct(settings, make("speaker", **JOINT), statement_id=find_joint(settings))
    poet = make("namesake", subject_id=speaker_id, speaker_name=POET, speaker_kind="person")
    (made["namesake"],) = correcting.tell_apart(settings, poet, ["registandaily.example"])
    return made
