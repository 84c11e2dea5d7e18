"""The raw.speaker_* tables: the same whatever was loaded when, a block at a time, and every id resolvable."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pytest

from orchestration.settings import load_settings
from orchestration.warehouse.connection import connect_raw
from orchestration.warehouse.raw_schema import STATEMENTS
from orchestration.warehouse.speaker_blocks import IdentityReport
from orchestration.warehouse.speaker_tables import SPEAKER_TABLES
from orchestration.warehouse.speakers import identify_speakers

FIRST_DAY = date(2026, 1, 1)


Printed = tuple[str, int, str, str | None, str | None]

ARTICLES: list[Printed] = [
    ("a1", 0, "Ana Brel", "mayor", "FR"),
    ("a2", 3, "Ana M. Brel", "mayor", "FR"),
    ("a3", 5, "Brel", "mayor", "FR"),
    ("a4", 6, "Ana Brel", None, None),
    ("b1", 1, "Igor Tarov", "foreign minister", "RU"),
    ("b2", 2, "Igor Tarov", "foreign minister", "BG"),
    ("b3", 4, "Tarov", "foreign minister", "BG"),
    ("c1", 2, "Omid Dehqan", "general", "IR"),
    ("c2", 3, "Omid Dehghan", "general", "IR"),
    ("c3", 4, "Omid Dehgan", None, None),
]


def load(con: duckdb.DuckDBPyConnection, printed: list[Printed], kind: str = "person") -> None:
    """One article each, with one statement of one speaker."""
    for article_id, day, name, role, country_code in printed:
        con.execute(
            "INSERT INTO raw.articles (article_id, article_version, published_on) VALUES (?, 'v', ?)",
            [article_id, FIRST_DAY + timedelta(days=day)],
        )
        speaker = {"mention": name, "name": name, "kind": kind, "role": role, "country_code": country_code}
        speaker["country_basis"] = None
        con.execute("INSERT INTO raw.extractions BY NAME SELECT ? AS article_id, 'v' AS article_version", [article_id])
        con.execute("UPDATE raw.extractions SET extracted_at = now() WHERE article_id = ?", [article_id])
        con.execute(
            f"""INSERT INTO raw.statements (statement_id, article_id, article_version, resolution, speakers)
                VALUES (?, ?, 'v', 'named', ?::{STATEMENTS["speakers"]})""",
            [f"s-{article_id}", article_id, [speaker]],
        )


def give_basis(con: duckdb.DuckDBPyConnection, article_id: str, basis: str) -> None:
    """Say why the speaker of an article is of the country that `load` gave."""
    extract_anew(
        con,
        "UPDATE raw.statements SET speakers = list_transform(speakers, "
        f"lambda s: struct_update(s, country_basis := '{basis}')) WHERE article_id = '{article_id}'",
    )


def extract_anew(con: duckdb.DuckDBPyConnection, change: str) -> None:
    """Change statements as an extraction does that reads all articles again."""
    con.execute(change)
    con.execute("UPDATE raw.extractions SET extracted_at = now()")


def everything(con: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[Any, ...]]]:
    return {
        table: con.execute(f"SELECT {', '.join(columns)} FROM raw.{table} ORDER BY ALL").fetchall()
        for table, columns in SPEAKER_TABLES.items()
    }


def test_speakers_identified_a_few_at_a_time_are_those_of_all_at_once(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    load(con, ARTICLES)
    report = identify_speakers(con)
    (tmp_path / "other").mkdir()
    with connect_raw(load_settings(data=tmp_path / "other")) as other:
        load(other, ARTICLES)
        assert identify_speakers(other, batch=2) == report
        assert everything(other) == everything(con)


def speakers(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return dict(con.execute("SELECT article_id, speaker_id FROM raw.speaker_members").fetchall())


def test_empty_warehouse_has_nobody(con: duckdb.DuckDBPyConnection) -> None:
    assert identify_speakers(con) == IdentityReport()
    assert set(map(len, everything(con).values())) == {0}


def test_members_of_one_speaker_share_an_id(con: duckdb.DuckDBPyConnection) -> None:
    load(con, ARTICLES)
    identify_speakers(con)
    who = speakers(con)

    assert who["a1"] == who["a2"] == who["a3"] == who["a4"]
    assert who["b1"] != who["b2"] == who["b3"]
    assert who["c1"] == who["c2"] != who["c3"]
    assert con.execute("SELECT left_name_key, right_name_key FROM raw.speaker_reviews ORDER BY ALL").fetchall() != []


def test_second_run_looks_at_nothing_and_changes_nothing(con: duckdb.DuckDBPyConnection) -> None:
    load(con, ARTICLES)
    identify_speakers(con)
    before = everything(con)
    assert identify_speakers(con) == IdentityReport()
    assert everything(con) == before


@pytest.mark.parametrize("seed", range(5))
def test_any_order_of_days_gives_what_one_load_gives(tmp_path: Path, seed: int) -> None:
    found = []
    for name, order in (("once", ARTICLES), ("by day", Random(seed).sample(ARTICLES, len(ARTICLES)))):
        (tmp_path / name).mkdir()
        with connect_raw(load_settings(data=tmp_path / name)) as con:
            steps = [order] if name == "once" else [order[:4], order[4:5], order[5:]]
            for step in steps:
                load(con, step)
                identify_speakers(con)
            found.append(everything(con))

    assert found[0] == found[1]
    assert found[0]["speaker_edges"] != []


def test_id_given_early_still_leads_to_the_speaker_that_a_late_day_joins_it_to(con: duckdb.DuckDBPyConnection) -> None:
    load(con, [each for each in ARTICLES if each[0] == "a3"])
    identify_speakers(con)
    given = speakers(con)["a3"]
    load(con, [each for each in ARTICLES if each[0] in ("a1", "a2")])
    identify_speakers(con)

    assert speakers(con)["a3"] == speakers(con)["a1"] != given
    found = con.execute("SELECT speaker_id FROM raw.speaker_aliases WHERE alias_id = ?", [given]).fetchall()
    assert found == [(speakers(con)["a1"],)]


def test_id_of_a_name_that_was_extracted_anew_still_resolves(con: duckdb.DuckDBPyConnection) -> None:
    load(con, [("d1", 0, "Eva Holt", "judge", None)])
    identify_speakers(con)
    given = speakers(con)["d1"]
    for table in ("statements", "extractions", "articles"):
        con.execute(f"DELETE FROM raw.{table}")
    load(con, [("d1", 0, "Eva Holt", "judge", "SE")])
    identify_speakers(con)

    now = speakers(con)["d1"]
    assert now != given
    found = con.execute("SELECT speaker_id, is_retired FROM raw.speaker_aliases WHERE alias_id = ?", [given]).fetchall()
    assert found == [(now, True)]


def test_nobody_left_of_a_name_keeps_its_id_without_a_speaker(con: duckdb.DuckDBPyConnection) -> None:
    load(con, [("d1", 0, "Eva Holt", "judge", None)])
    identify_speakers(con)
    given = speakers(con)["d1"]
    extract_anew(con, "DELETE FROM raw.statements")
    identify_speakers(con)

    assert con.execute("SELECT count(*) FROM raw.speaker_members").fetchall() == [(0,)]
    found = con.execute("SELECT speaker_id, is_retired FROM raw.speaker_aliases WHERE alias_id = ?", [given]).fetchall()
    assert found == [(None, True)]


def test_new_day_compares_the_names_of_that_day_only(con: duckdb.DuckDBPyConnection) -> None:
    rest: list[Printed] = [
        (f"p{i}-{j}", 1, f"{first} {'abcdefghij'[i // 10] * 2}m{'bdgklnprst'[i % 10]}ard", None, "US")
        for i in range(100)
        for j, first in enumerate(("Ana", "Otto"))
    ]
    load(con, rest)
    whole = identify_speakers(con)
    load(con, [each for each in ARTICLES if each[0].startswith("a")])
    day = identify_speakers(con)

    assert whole.changed == whole.profiles == 200
    assert (day.changed, day.profiles) == (4, 4)
    assert 0 < day.comparisons <= 10


BODIES: list[Printed] = [
    *((f"o{i}", i, "Foreign Ministry", None, code) for i, code in enumerate(("FR", "RU", "FR", None, "FR", "RU"))),
    *((f"w{i}", i, "The White House" if i % 2 else "White House", None, None) for i in range(5)),
]


def test_organisation_is_read_once_however_often_it_was_printed(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    load(con, BODIES[:-1], "organisation")
    identify_speakers(con)
    load(con, BODIES[-1:], "organisation")
    report = identify_speakers(con)
    (tmp_path / "other").mkdir()
    with connect_raw(load_settings(data=tmp_path / "other")) as other:
        load(other, BODIES, "organisation")
        identify_speakers(other)

        assert (report.changed, report.profiles) == (1, 1)
        assert everything(con) == everything(other)


def test_organisation_that_nothing_prints_any_more_keeps_its_id(con: duckdb.DuckDBPyConnection) -> None:
    load(con, BODIES, "organisation")
    identify_speakers(con)
    given = speakers(con)
    extract_anew(con, "DELETE FROM raw.statements WHERE article_id IN ('o1', 'o5', 'o0')")
    identify_speakers(con)

    assert speakers(con) == {name: who for name, who in given.items() if name not in ("o1", "o5", "o0")}
    retired = con.execute("SELECT alias_id FROM raw.speaker_aliases WHERE is_retired").fetchall()
    assert retired == [(given["o1"],)]  # the Russian ministry; that of France is printed elsewhere


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE raw.articles SET published_on = DATE '2025-01-01' WHERE article_id = 'a2'",
        "UPDATE raw.statements SET resolution = 'unresolved', speakers = [struct_update(speakers[1], name := '')]"
        " WHERE article_id = 'a2'",
        "UPDATE raw.statements SET speakers = [struct_update(speakers[1], country_code := 'BE')]"
        " WHERE article_id = 'a1'",
        "DELETE FROM raw.articles WHERE article_id = 'b1'",
    ],
)
def test_article_of_which_anything_is_read_otherwise_is_identified_anew(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, change: str
) -> None:
    load(con, ARTICLES)
    identify_speakers(con)
    before = everything(con)["speaker_members"]
    extract_anew(con, change)
    identify_speakers(con)
    (tmp_path / "other").mkdir()
    with connect_raw(load_settings(data=tmp_path / "other")) as other:
        load(other, ARTICLES)
        other.execute(change)
        identify_speakers(other)

        assert everything(con)["speaker_members"] == everything(other)["speaker_members"] != before


def test_run_that_did_not_come_to_its_end_is_gone_on_with(con: duckdb.DuckDBPyConnection) -> None:
    load(con, ARTICLES)
    identify_speakers(con)
    before = everything(con)
    # As after a kill between two blocks: some are written, and what was read is not noted.
    block = con.execute("SELECT block_key FROM raw.speaker_members WHERE article_id = 'a1'").fetchall()[0][0]
    for table in SPEAKER_TABLES:
        con.execute(f"DELETE FROM raw.{table} WHERE block_key = ?", [block])
    con.execute("DELETE FROM raw.speaker_reads")
    assert identify_speakers(con).changed == 4
    assert everything(con) == before


def test_a_country_beside_the_name_is_kept_and_outweighs_that_of_the_articles(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    load(con, [("b1", 1, "Igor Tarov", "foreign minister", "RU"), ("b2", 2, "Igor Tarov", "foreign minister", "BG")])
    identify_speakers(con)
    read = "SELECT article_id, is_own_country, speaker_id FROM raw.speaker_members ORDER BY 1"
    (_, *before), (_, *other) = con.execute(read).fetchall()
    assert before[0] is other[0] is False
    assert before[1] != other[1]

    give_basis(con, "b1", "mention")
    give_basis(con, "b2", "article")
    identify_speakers(con)

    (_, is_own, one), (_, is_own_too, two) = con.execute(read).fetchall()
    assert (is_own, is_own_too) == (True, False)
    assert one == two


def test_members_of_an_older_release_are_identified_anew(tmp_path: Path) -> None:
    settings = load_settings(data=tmp_path)
    with connect_raw(settings) as con:
        load(con, ARTICLES)
        identify_speakers(con)
        before = everything(con)
        con.execute("ALTER TABLE raw.speaker_members DROP COLUMN is_own_country")
        con.execute("UPDATE raw.speaker_members SET identity_version = '1'")
        con.execute("UPDATE raw.speaker_reads SET digest = 0")
    with connect_raw(settings) as con:
        identify_speakers(con)
        assert everything(con) == before
