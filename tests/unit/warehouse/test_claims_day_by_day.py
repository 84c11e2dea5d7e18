"""Claims of a warehouse that grew, lost and changed day by day: those of everything matched at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import duckdb
import pytest

from orchestration.settings import load_settings
from orchestration.warehouse.claims import match_claims
from orchestration.warehouse.connection import connect_raw
from tests.unit.warehouse.claim_rows import add_statement, forget_all, groups, matched, remove_statement

PARTS = (
    "“the northern dam will be finished before the rains, whatever the contractors tell you in private”",
    "“every ferry on the lagoon was inspected twice this winter and not one of them failed”",
    "“nobody in Lokoja believes the ministry's engineers any more, and that is their own fault”",
    "“our teachers have waited eleven months for wages that parliament approved last spring”",
)
SPEAKERS = ("Ada Okafor", "Okafor", "Ben Ude")


def draw_text(draw: Random) -> str:
    """Some of the parts, whole or cut."""
    chosen = draw.sample(PARTS, draw.choice((1, 1, 2)))
    cut = [part if draw.random() < 0.5 else " ".join(part.split()[: draw.choice((7, 9, 12))]) + "”" for part in chosen]
    return " he said, ".join(cut) if draw.random() < 0.8 else f"something else that nobody repeats {draw.random()}"


def change(con: duckdb.DuckDBPyConnection, draw: Random, kept: dict[str, str], day: int) -> None:
    """A day: new statements, of articles that are known too, some read anew or gone, one corrected."""
    for number in range(draw.randrange(1, 5)):
        name, article = f"s{day}-{number}", f"a{draw.choice((day, day, max(day - 1, 0)))}"
        kept[name] = article
        add(con, draw, name, article)
    for name in draw.sample(sorted(kept), min(len(kept), draw.choice((0, 0, 1, 2)))):
        article = kept.pop(name)
        remove_statement(con, name)
        if draw.random() < 0.6:
            kept[name] = article
            add(con, draw, name, article, extractor_version=f"of day {day}")
    con.execute("DELETE FROM raw.statement_corrections")
    if kept and draw.random() < 0.5:
        con.execute(
            "INSERT INTO raw.statement_corrections BY NAME SELECT ? AS statement_id, ? AS correction_key,"
            " ? AS is_statement, false AS has_speakers, false AS has_said_on, false AS has_parent",
            [draw.choice(sorted(kept)), f"of day {day}", draw.random() < 0.5],
        )


def add(con: duckdb.DuckDBPyConnection, draw: Random, name: str, article: str, extractor_version: str = "1") -> None:
    on = date(2026, 3, draw.choice((1, 2, 20)))
    add_statement(
        con, name, draw_text(draw), article_id=article, speaker=draw.choice(SPEAKERS), on=on,
        extractor_version=extractor_version,
    )  # fmt: skip


@pytest.mark.parametrize("seed", [*range(4), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(4, 12))])
def test_claims_of_many_days_are_those_of_everything_at_once(tmp_path: Path, seed: int) -> None:
    draw = Random(seed)
    kept: dict[str, str] = {}
    with connect_raw(load_settings(data=tmp_path)) as con:
        for day in range(8):
            change(con, draw, kept, day)
            match_claims(con)
            assert match_claims(con).statements == 0
        grown = matched(con)
        forget_all(con)
        match_claims(con)

        assert matched(con) == grown
        assert len(groups(con)) < len(kept)


def test_statements_without_an_extraction_are_matched_too(tmp_path: Path) -> None:
    with connect_raw(load_settings(data=tmp_path)) as con:
        add_statement(con, "a", PARTS[0])
        match_claims(con)
        add_statement(con, "b", PARTS[0])
        con.execute("DELETE FROM raw.extractions WHERE article_id = 'article of b'")

        assert match_claims(con).statements == 1
        assert groups(con) == {frozenset("ab")}


def test_claims_of_an_older_release_are_not_matched_again(tmp_path: Path) -> None:
    settings = load_settings(data=tmp_path)
    with connect_raw(settings) as con:
        for name in "abc":
            add_statement(con, name, PARTS[0])
        match_claims(con)
        before = matched(con)
        con.execute("DROP TABLE raw.claim_reads")
    with connect_raw(settings) as con:
        report = match_claims(con)

        assert (report.statements, report.edges) == (0, 0)
        assert matched(con) == before
