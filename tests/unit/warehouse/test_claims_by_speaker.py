"""Claims go by who is who: what identity joins or keeps apart, what people merge and split, and late days."""

from __future__ import annotations

from datetime import UTC, date, datetime

import duckdb

from orchestration.corrections.correction import Correction
from orchestration.identity.profiles import make_id
from orchestration.warehouse.claims import ClaimsReport, match_claims
from orchestration.warehouse.corrections import apply_to_speakers, apply_to_statements
from orchestration.warehouse.kept_corrections import add_correction, add_undoing
from orchestration.warehouse.speakers import identify_speakers
from tests.unit.warehouse.claim_rows import add_statement, groups

SAID = "the northern dam will be finished before the heavy spring rains"
REWORDED = "that before the heavy spring rains the northern dam would be finished"
SHORT = "“The ferry is safe.”"
APART = {frozenset("a"), frozenset("b")}
TOGETHER = {frozenset("ab")}
NOW = datetime(2026, 4, 1, tzinfo=UTC)


def conclude(con: duckdb.DuckDBPyConnection) -> ClaimsReport:
    """All that a build concludes from the statements before dbt."""
    apply_to_statements(con)
    identify_speakers(con)
    apply_to_speakers(con)
    return match_claims(con)


def correct(con: duckdb.DuckDBPyConnection, kind: str, one: str, other: str) -> None:
    add_correction(con, Correction(kind, kind, "Ines", NOW, "read both", subject_id=one, other_subject_id=other))


def person(name: str, country: str | None = None) -> str:
    """The id of a profile."""
    return make_id("person", name, country)


def test_a_paraphrase_under_the_name_of_a_merged_speaker_joins_until_it_is_undone(
    con: duckdb.DuckDBPyConnection,
) -> None:
    add_statement(con, "a", SAID, speaker="Ada Okafor")
    add_statement(con, "b", REWORDED, speaker="Minister Balogun Eze")
    add_statement(con, "c", "the price of salt rose by a tenth", speaker="Ben Ude")
    conclude(con)
    assert groups(con) == {*APART, frozenset("c")}

    correct(con, "merge_speakers", person("ada okafor"), person("balogun eze"))
    # Both: one is known by another name now, and the other is led to somebody else.
    assert conclude(con).statements == 2
    assert groups(con) == {*TOGETHER, frozenset("c")}
    assert conclude(con).statements == 0

    add_undoing(con, "merge_speakers", by="Ines", at=NOW, reason="not so")
    conclude(con)
    assert groups(con) == {*APART, frozenset("c")}


def test_two_ministers_of_one_name_share_no_short_claim(con: duckdb.DuckDBPyConnection) -> None:
    add_statement(con, "a", SHORT, speaker="Joan Kamen", role="finance minister", country="KE")
    add_statement(con, "b", SHORT, speaker="Joan Kamen", role="finance minister", country="UG")
    add_statement(con, "c", SHORT, speaker="Joan Kamen", role="finance minister", country="UG")
    conclude(con)

    assert groups(con) == {frozenset("a"), frozenset("bc")}


def test_a_paraphrase_in_another_spelling_of_the_surname_joins(con: duckdb.DuckDBPyConnection) -> None:
    add_statement(con, "a", SAID, speaker="Oleksandr Zelensky", role="president", country="UA")
    add_statement(con, "b", REWORDED, speaker="Oleksandr Zelenskyy", role="president", country="UA")
    conclude(con)

    assert groups(con) == TOGETHER


def test_parts_of_a_split_speaker_are_two(con: duckdb.DuckDBPyConnection) -> None:
    add_statement(con, "a", SAID, speaker="Joan Kamen", role="mayor", country="KE")
    add_statement(con, "b", REWORDED, speaker="Joan Kamen", role="mayor")
    conclude(con)
    assert groups(con) == TOGETHER

    correct(con, "split_speakers", person("joan kamen", "KE"), person("joan kamen"))
    conclude(con)
    assert groups(con) == APART


def test_a_late_day_that_joins_two_speakers_joins_their_claims(con: duckdb.DuckDBPyConnection) -> None:
    add_statement(con, "a", SHORT, speaker="Joan Kamen", country="KE")
    for name in "bc":
        add_statement(con, name, SHORT, speaker="Joan Kamen", country="UG")
    conclude(con)
    assert groups(con) == {frozenset("a"), frozenset("bc")}

    # Now that one country is the rule, the other is taken for a misprint: what was printed once is matched anew.
    for name in "efgh":
        add_statement(con, name, f"{SAID} {name}", speaker="Joan Kamen", country="UG")
    report = conclude(con)

    assert frozenset("abc") in groups(con)
    assert report.statements == len("efgh") + len("a")


def test_an_earlier_print_that_only_moves_the_id_matches_nothing_anew(con: duckdb.DuckDBPyConnection) -> None:
    for number in range(5):
        add_statement(con, f"s{number}", f"{SAID} {number}", speaker="Joan Kamen", role="mayor", country="KE")
    conclude(con)
    add_statement(con, "late", SHORT, speaker="Joan Kamen", role="mayor", on=date(2025, 3, 1))
    report = conclude(con)

    moved = con.execute("SELECT DISTINCT speaker_id FROM raw.claim_speakers").fetchall()
    assert moved == [(person("joan kamen"),)]
    assert report.statements == 1


def test_what_is_corrected_in_one_statement_counts_for_the_others_of_its_article(
    con: duckdb.DuckDBPyConnection,
) -> None:
    add_statement(con, "a", SHORT, speaker="Joan Kamen", country="KE")
    add_statement(con, "b", SHORT, speaker="Joan Kamen", article_id="one")
    add_statement(con, "c", SAID, speaker="Joan Kamen", article_id="one")
    conclude(con)
    assert groups(con) == {frozenset("ab"), frozenset("c")}

    con.execute(
        "INSERT INTO raw.statement_corrections BY NAME SELECT 'c' AS statement_id, 'key' AS correction_key,"
        " true AS is_statement, true AS has_speakers, false AS has_said_on, false AS has_parent,"
        " [{'mention': 'Joan Kamen', 'name': 'Joan Kamen', 'kind': 'person', 'role': NULL, 'country_code': 'UG',"
        " 'country_basis': 'correction'}] AS speakers"
    )
    identify_speakers(con)
    apply_to_speakers(con)
    match_claims(con)
    assert groups(con) == {frozenset("a"), frozenset("b"), frozenset("c")}
