"""An id of which no statement is left because all were corrected: it leads to whose they are."""

from __future__ import annotations

import hashlib
from datetime import date

import duckdb

from orchestration.warehouse.correction_tables import SPEAKERS
from orchestration.warehouse.corrections import apply_to_speakers
from orchestration.warehouse.speakers import identify_speakers

Speaker = tuple[str, str | None]  # kind and name


def as_speakers(*speakers: Speaker) -> list[dict[str, str | None]]:
    return [
        {"mention": name, "name": name, "kind": kind, "role": None, "country_code": "FR", "country_basis": "mention"}
        for kind, name in speakers
    ]


def say(con: duckdb.DuckDBPyConnection, article_id: str, *speakers: Speaker) -> None:
    """An article with one statement, s-<article>."""
    con.execute("INSERT INTO raw.articles BY NAME SELECT ? AS article_id, 'v' AS article_version", [article_id])
    con.execute("UPDATE raw.articles SET published_on = ?", [date(2026, 1, 1)])
    con.execute(
        "INSERT INTO raw.extractions BY NAME SELECT ? AS article_id, 'v' AS article_version, now() AS extracted_at",
        [article_id],
    )
    con.execute(
        f"""INSERT INTO raw.statements (statement_id, article_id, article_version, resolution, speakers)
            VALUES (?, ?, 'v', 'named', ?::{SPEAKERS})""",
        [f"s-{article_id}", article_id, as_speakers(*speakers)],
    )


def correct(con: duckdb.DuckDBPyConnection, article_id: str, *speakers: Speaker) -> None:
    """Somebody says whose the article's statement is."""
    con.execute(
        f"""INSERT INTO raw.statement_corrections BY NAME SELECT ? AS statement_id, ? AS correction_key,
            true AS is_statement, true AS has_speakers, ?::{SPEAKERS} AS speakers""",
        [f"s-{article_id}", article_id, as_speakers(*speakers)],
    )


def conclude(con: duckdb.DuckDBPyConnection) -> None:
    identify_speakers(con)
    apply_to_speakers(con)


def read_ids(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Name to the id of its profile, of those that were ever given."""
    return dict(con.execute("SELECT name_key, alias_id FROM raw.speaker_aliases").fetchall())


def read_led(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return dict(con.execute("SELECT profile_id, speaker_id FROM raw.speaker_corrections").fetchall())


def test_id_of_a_misread_speaker_leads_to_whoever_spoke(con: duckdb.DuckDBPyConnection) -> None:
    say(con, "a", ("person", "Ana Brel"))
    say(con, "b", ("person", "Igor Tarov"))
    say(con, "c", ("person", "Igor Tarov"))
    conclude(con)
    assert read_led(con) == {}

    correct(con, "a", ("organisation", "Hill Fund"))
    correct(con, "b", ("person", "Otto Marsh"))
    for _ in range(2):  # a build that changes nothing keeps it
        conclude(con)
        ids = read_ids(con)
        assert read_led(con) == {ids["ana brel"]: ids["hill fund"]}, "Igor Tarov speaks still"

    con.execute("DELETE FROM raw.statement_corrections")
    conclude(con)
    assert read_led(con) == {}


def test_of_several_whoever_has_most_of_the_statements_and_of_a_joint_one_only_who_is_new(
    con: duckdb.DuckDBPyConnection,
) -> None:
    for article in "abc":
        say(con, article, ("person", "Igor Tarov"), ("person", "Omid Dehqan"))
    conclude(con)
    for article, name in (("a", "Otto Marsh"), ("b", "Lea Moss"), ("c", "Lea Moss")):
        correct(con, article, ("person", name), ("person", "Omid Dehqan"))
    conclude(con)

    ids = read_ids(con)
    assert read_led(con) == {ids["igor tarov"]: ids["lea moss"]}


def test_unnamed_speakers_lead_and_are_led_to_by_their_description_and_country(con: duckdb.DuckDBPyConnection) -> None:
    say(con, "a", ("unnamed", "Officials"))
    say(con, "b", ("person", "Ana Brel"))
    say(con, "c", ("unnamed", None))
    conclude(con)
    correct(con, "a", ("person", "Igor Tarov"))
    correct(con, "c", ("person", "Igor Tarov"))  # of whom nothing was known: that has no id of its own
    correct(con, "b", ("unnamed", "Officials"))
    conclude(con)

    ids = read_ids(con)
    officials = hashlib.md5(b"unnamed|officials|FR", usedforsecurity=False).hexdigest()[:16]
    assert read_led(con) == {officials: ids["igor tarov"], ids["ana brel"]: officials}
