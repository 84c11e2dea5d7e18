"""What worked questions answer, over a few rows made by hand: what is first, soon or one speaker, and what is not."""

from __future__ import annotations

from typing import Any

import duckdb

from dashboard.console.questions import find_question

TABLES = """
    create table fct_claims as select * from (values
        ('early', 'early words', 'xinhua', true, date '2026-03-01', 's1', 2),
        ('shared', 'shared words', 'xinhua', false, date '2026-03-01', 's3', 3),
        ('within a day', 'quick words', 'xinhua', false, date '2026-03-01', 's6', 2)
    ) as t (claim_id, claim_text, first_outlet_id, is_first_alone, first_printed_on, first_statement_id, outlet_count);
    create table fct_statements as select *, true as is_current from (values
        ('s1', 'early', 'xinhua', date '2026-03-01'), ('s2', 'early', 'post', date '2026-03-02'),
        ('s3', 'shared', 'xinhua', date '2026-03-01'), ('s4', 'shared', 'post', date '2026-03-01'),
        ('s5', 'shared', 'radio', date '2026-03-02'),
        ('s6', 'within a day', 'xinhua', date '2026-03-01'), ('s7', 'within a day', 'post', date '2026-03-01')
    ) as t (statement_id, claim_id, outlet_id, published_on);
    create table dim_outlets as select * from (values
        ('xinhua', 'Xinhua', 'SC', 'CN'), ('post', 'River Post', null, 'FR'), ('radio', 'Hill Radio', null, 'KE')
    ) as t (outlet_id, outlet_name, state_media_class, country_code);
    create table bridge_statement_relays (statement_id varchar, outlet_id varchar, hop_number integer);
    create table bridge_claim_denials as select * from (values
        ('early', 'd1', 'lu', 'post', date '2026-02-27'), ('early', 'd2', 'lu', 'post', date '2026-03-08'),
        ('early', 'd3', 'lu', 'post', date '2026-03-09'), ('early', 'd4', 'lu', 'post', date '2026-02-01'),
        ('early', 'd5', 'lu', 'post', null)
    ) as t (claim_id, statement_id, speaker_id, outlet_id, denied_on);
    create table dim_speakers as select * from (values
        ('lu', 'Lu', 'CN'), ('marsh-fr', 'Odile Marsh', 'FR'), ('marsh-ke', 'Odile Marsh', 'KE'),
        ('unknown', 'Unknown', null)
    ) as t (speaker_id, speaker_name, country_code);
    create table bridge_statement_speakers as select * from (values
        ('s1', 'marsh-fr', 'Odile Marsh', 'minister'), ('s2', 'marsh-fr', 'O. Marsh', 'minister'),
        ('s3', 'marsh-ke', 'Odile Marsh', 'minister'), ('s4', 'marsh-ke', 'Odile Marsh', 'minister'),
        ('s5', 'unknown', null, 'an aide'), ('s6', 'unknown', null, 'an aide')
    ) as t (statement_id, speaker_id, speaker_name, speaker_role);
"""


def answer(name: str) -> list[dict[str, Any]]:
    question = find_question(name)
    assert question is not None
    with duckdb.connect() as con:
        con.execute(TABLES)
        cursor = con.execute(question.sql)
        columns = [column[0] for column in cursor.description or []]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def test_a_source_is_first_only_where_it_was_alone_and_others_printed_later() -> None:
    (found,) = answer("state-first")

    assert (found["source"], found["how"], found["claims"], found["for_example"]) == (
        "Xinhua",
        "printed first",
        1,
        "early words",
    )


def test_a_denial_is_soon_also_some_days_before_the_first_print() -> None:
    assert [row["days"] for row in answer("denied-soon")] == [-2, 7]


def test_two_ministers_of_one_name_are_two_rows_and_two_spellings_of_one_are_one() -> None:
    found = [(row["speaker_name"], row["country_code"], row["statements"]) for row in answer("roles")]

    assert found == [("Odile Marsh", "FR", 2), ("Odile Marsh", "KE", 2)]
