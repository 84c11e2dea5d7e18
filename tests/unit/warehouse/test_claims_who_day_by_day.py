"""Claims by who is who, of a warehouse that grew day by day and was corrected: those of everything matched at once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import duckdb
import pytest

from orchestration.corrections.correction import Correction
from orchestration.settings import load_settings
from orchestration.warehouse.claims import STEP, match_claims
from orchestration.warehouse.connection import connect_raw
from orchestration.warehouse.corrections import apply_to_speakers
from orchestration.warehouse.kept_corrections import add_correction, add_undoing
from orchestration.warehouse.speakers import identify_speakers
from tests.unit.warehouse.claim_rows import add_statement, forget_all, groups, matched, remove_statement

TEXTS = (
    "the northern dam will be finished before the heavy spring rains",
    "that before the heavy spring rains the northern dam would be finished",
    "“the ferry is safe.”",
    "“every ferry on the lagoon was inspected twice this winter and not one of them failed”",
    "“every ferry on the lagoon was inspected twice this winter”",
)
NAMES = ("Joan Kamen", "Joan Kamen", "Kamen", "J. Kamen", "Joanna Kammen", "Joan Okafor", "Ben Ude")
SPOKEN = (
    "INSERT INTO raw.statement_corrections BY NAME SELECT $name AS statement_id, $key AS correction_key,"
    " true AS is_statement, true AS has_speakers, false AS has_said_on, false AS has_parent,"
    " [{'mention': $speaker, 'name': $speaker, 'kind': 'person', 'role': NULL, 'country_code': $country,"
    " 'country_basis': 'correction'}] AS speakers"
)


def add(con: duckdb.DuckDBPyConnection, draw: Random, name: str, article: str, day: int) -> None:
    add_statement(
        con, name, draw.choice(TEXTS), article_id=article, speaker=draw.choice(NAMES),
        role=draw.choice((None, None, "mayor", "minister of finance")), country=draw.choice((None, "KE", "KE", "UG")),
        on=date(2026, 3, draw.choice((1, 2, 3, 20))), extractor_version=str(day),
    )  # fmt: skip


def change(con: duckdb.DuckDBPyConnection, draw: Random, kept: dict[str, str], day: int) -> None:
    """A day: new articles and others read anew, with a statement more or one less, and one that is corrected."""
    for number in range(draw.randrange(1, 6)):
        name, article = f"s{day}-{number}", f"a{draw.choice((day, day + number, max(day - 1, 0)))}"
        kept[name] = article
        add(con, draw, name, article, day)
        con.execute("UPDATE raw.statements SET extractor_version = ? WHERE article_id = ?", [str(day), article])
    if draw.random() < 0.4:
        name, article = draw.choice(sorted(kept.items()))
        remove_statement(con, name)
        add(con, draw, f"{name} again", article, day)
        con.execute("UPDATE raw.statements SET extractor_version = ? WHERE article_id = ?", [f"{day} again", article])
        kept[f"{name} again"] = kept.pop(name)
    if draw.random() < 0.3:
        con.execute("DELETE FROM raw.statement_corrections")
    if kept and draw.random() < 0.3:
        name = draw.choice(sorted(kept))
        con.execute("DELETE FROM raw.statement_corrections WHERE statement_id = ?", [name])
        values = {"name": name, "key": f"of day {day}", "speaker": draw.choice(NAMES), "country": draw.choice("KU")}
        con.execute(SPOKEN, values | {"country": {"K": "KE", "U": "UG"}[values["country"]]})


def say_who(con: duckdb.DuckDBPyConnection, draw: Random, made: list[str], day: int) -> None:
    """What a person says of the speakers that are known: two are one, one is two, or that it was not so."""
    ids = [row[0] for row in con.execute("SELECT alias_id FROM raw.speaker_aliases ORDER BY 1").fetchall()]
    if len(ids) > 1 and draw.random() < 0.6:
        kind = draw.choice(("merge_speakers", "split_speakers"))
        one, other = draw.sample(ids, 2)
        at = datetime(2026, 4, day + 1, tzinfo=UTC)
        add_correction(con, Correction(f"c{day}", kind, "Ines", at, "read", subject_id=one, other_subject_id=other))
        made.append(f"c{day}")
    if made and draw.random() < 0.3:
        undone = made.pop(draw.randrange(len(made)))
        add_undoing(con, undone, by="Ines", at=datetime(2026, 4, day + 1, 1, tzinfo=UTC), reason="not so")


def conclude(con: duckdb.DuckDBPyConnection, step: int) -> int:
    identify_speakers(con)
    apply_to_speakers(con)
    return match_claims(con, step=step).statements


@pytest.mark.parametrize("seed", [*range(4), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(4, 14))])
def test_claims_of_many_corrected_days_are_those_of_everything_at_once(tmp_path: Path, seed: int) -> None:
    draw = Random(seed)
    kept: dict[str, str] = {}
    made: list[str] = []
    with connect_raw(load_settings(data=tmp_path)) as con:
        for day in range(9):
            change(con, draw, kept, day)
            say_who(con, draw, made, day)
            conclude(con, draw.choice((2, STEP)))
            assert conclude(con, STEP) == 0
        grown = matched(con)
        forget_all(con)
        match_claims(con)

        assert matched(con) == grown
        assert len(groups(con)) < len(kept)
