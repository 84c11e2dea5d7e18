"""Claims in the raw file: late days, joined claims, vanished statements, and ids that always resolve."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from pathlib import Path

import duckdb
import pytest

from orchestration.claims import CLAIMS_VERSION
from orchestration.settings import load_settings
from orchestration.warehouse.claims import match_claims
from orchestration.warehouse.connection import connect_raw
from tests.unit.warehouse.claim_rows import add_statement, claims, groups, remove_statement, resolve

DAM = "“The northern dam will be finished before the rains, whatever the contractors tell you in private.”"
DAM_CUT = "“The northern dam will be finished before the rains”"
DAM_END = "“whatever the contractors tell you in private. Nobody in Lokoja believes the ministry's engineers any more”"
FERRY = "“Every ferry on the lagoon was inspected twice this winter and not one of them failed.”"
FERRY_EDITED = "“Every ferry on the lagoon was inspected twice last winter, and not one of them failed.”"
SALT = "The price of salt rose by a tenth"


def dump(con: duckdb.DuckDBPyConnection) -> list[list[tuple[object, ...]]]:
    tables = ("members", "edges", "ids", "aliases", "fingerprints", "outlines", "reads")
    return [con.execute(f"SELECT * FROM raw.claim_{table} ORDER BY ALL").fetchall() for table in tables]


def test_empty_warehouse_has_no_claims(con: duckdb.DuckDBPyConnection) -> None:
    report = match_claims(con)

    assert (report.statements, report.edges, report.joined) == (0, 0, 0)
    assert claims(con) == {}


def test_same_quotation_of_two_outlets_is_one_claim_with_its_edge(con: duckdb.DuckDBPyConnection) -> None:
    add_statement(con, "a", DAM)
    add_statement(con, "b", DAM_CUT)
    add_statement(con, "c", SALT)
    match_claims(con)

    assert groups(con) == {frozenset("ab"), frozenset("c")}
    ((left, right, kind, similarity),) = con.execute("FROM raw.claim_edges").fetchall()
    assert (left, right, kind) == ("a", "b", "contained")
    assert 0.3 < similarity < 0.9


def test_second_run_without_news_changes_nothing(con: duckdb.DuckDBPyConnection) -> None:
    for name, text in {"a": DAM, "b": DAM_CUT, "c": SALT}.items():
        add_statement(con, name, text)
    match_claims(con)
    before = dump(con)

    assert match_claims(con).statements == 0
    assert dump(con) == before


def test_statements_matched_by_older_rules_are_matched_anew(con: duckdb.DuckDBPyConnection) -> None:
    for name, text in {"a": DAM, "b": DAM_CUT, "c": SALT}.items():
        add_statement(con, name, text)
    match_claims(con)
    before = dump(con)
    con.execute(f"UPDATE raw.claim_members SET extractor = replace(extractor, ' {CLAIMS_VERSION}', ' older')")
    con.execute("UPDATE raw.claim_reads SET digest = 0")
    con.execute("DELETE FROM raw.claim_edges")

    assert match_claims(con).statements == 3
    assert dump(con) == before


def test_day_after_day_in_any_order_gives_the_claims_of_one_run(tmp_path: Path) -> None:
    texts = {"a": DAM, "b": DAM_CUT, "c": FERRY, "d": FERRY_EDITED, "e": SALT}
    found = set()
    for number, order in enumerate([*permutations(texts)][::17]):
        folder = tmp_path / str(number)
        folder.mkdir()
        with connect_raw(load_settings(data=folder)) as con:
            for name in order:
                add_statement(con, name, texts[name])
                if number:  # the first time all at once
                    match_claims(con)
            match_claims(con)
            found.add(frozenset(groups(con)))
            edges = con.execute("SELECT * FROM raw.claim_edges ORDER BY ALL").fetchall()
            assert [edge[:2] for edge in edges] == [("a", "b"), ("c", "d")]

    assert found == {frozenset({frozenset("ab"), frozenset("cd"), frozenset("e")})}


def test_late_print_of_the_whole_joins_two_claims_and_both_ids_resolve(con: duckdb.DuckDBPyConnection) -> None:
    add_statement(con, "end", DAM_END)
    match_claims(con)
    older = claims(con)["end"]
    add_statement(con, "start", DAM_CUT)
    match_claims(con)
    younger = claims(con)["start"]
    assert older != younger

    add_statement(con, "whole", f"{DAM_CUT} {DAM_END}")
    report = match_claims(con)

    assert report.joined == 1
    assert set(claims(con).values()) == {older}
    assert resolve(con, younger) == older
    assert resolve(con, older) == older


def test_alias_of_an_alias_resolves_in_one_step(con: duckdb.DuckDBPyConnection) -> None:
    given = []
    for name, text in {"ferry": FERRY, "end": DAM_END, "start": DAM_CUT}.items():
        add_statement(con, name, text)
        match_claims(con)
        given.append(claims(con)[name])
    add_statement(con, "dam", f"{DAM_CUT} {DAM_END}")
    match_claims(con)
    add_statement(con, "all", f"{FERRY} {DAM_CUT} {DAM_END}")
    # More statements are like `all` than like `dam`.
    add_statement(con, "ferry again", FERRY_EDITED)
    match_claims(con)

    assert len(groups(con)) == 1
    assert {resolve(con, claim_id) for claim_id in given} == set(claims(con).values())


def test_re_extracted_statement_keeps_the_id_of_the_one_it_replaces(con: duckdb.DuckDBPyConnection) -> None:
    add_statement(con, "first reading", DAM)
    match_claims(con)
    (before,) = claims(con).values()
    remove_statement(con, "first reading")
    add_statement(con, "second reading", DAM.strip("“”"))
    match_claims(con)

    assert claims(con) == {"second reading": before}
    fingerprints = con.execute("SELECT DISTINCT statement_id FROM raw.claim_fingerprints").fetchall()
    assert fingerprints == [("second reading",)]
    assert con.execute("FROM raw.claim_edges").fetchall() == []


def test_statement_read_again_is_matched_by_what_it_is_read_as_now(con: duckdb.DuckDBPyConnection) -> None:
    add_statement(con, "a", "“The ferry is safe.”")
    add_statement(con, "b", "“The ferry is safe,”")
    match_claims(con)
    assert groups(con) == {frozenset("ab")}

    remove_statement(con, "b")
    add_statement(con, "b", "“The ferry is safe,”", speaker="Ben Ude", extractor_version="2")
    match_claims(con)

    assert groups(con) == {frozenset("a"), frozenset("b")}
    assert con.execute("FROM raw.claim_edges").fetchall() == []
    assert match_claims(con).statements == 0


def test_claim_falls_apart_where_what_held_it_is_gone(con: duckdb.DuckDBPyConnection) -> None:
    for name, text in {"start": DAM_CUT, "end": DAM_END, "whole": f"{DAM_CUT} {DAM_END}"}.items():
        add_statement(con, name, text)
    match_claims(con)
    (before,) = set(claims(con).values())
    remove_statement(con, "whole")
    match_claims(con)

    assert groups(con) == {frozenset({"start"}), frozenset({"end"})}
    assert before in claims(con).values()


def test_id_of_a_claim_whose_statement_returns_is_the_same(con: duckdb.DuckDBPyConnection) -> None:
    add_statement(con, "a", DAM)
    match_claims(con)
    before = claims(con)
    remove_statement(con, "a")
    match_claims(con)
    assert claims(con) == {}
    add_statement(con, "a", DAM)
    match_claims(con)

    assert claims(con) == before


def test_words_of_a_nested_statement_are_not_the_claim_of_its_parent(con: duckdb.DuckDBPyConnection) -> None:
    inner = DAM_CUT
    outer = f"the minister had promised in vain: {inner}"
    add_statement(con, "outer", outer, article_id="one")
    add_statement(
        con, "inner", inner, article_id="one", parent="outer", start=len(outer) - len(inner), speaker="Ben Ude"
    )
    add_statement(con, "elsewhere", DAM, speaker="Ben Ude", on=date(2026, 3, 2))
    match_claims(con)

    assert groups(con) == {frozenset({"outer"}), frozenset({"inner", "elsewhere"})}


def test_failed_matching_leaves_what_was_there(con: duckdb.DuckDBPyConnection) -> None:
    add_statement(con, "a", DAM)
    match_claims(con)
    before = dump(con)
    add_statement(con, "b", DAM_CUT)
    con.execute("ALTER TABLE raw.claim_aliases RENAME TO set_aside")
    with pytest.raises(duckdb.Error):
        match_claims(con)
    con.execute("ALTER TABLE raw.set_aside RENAME TO claim_aliases")

    assert dump(con) == before
