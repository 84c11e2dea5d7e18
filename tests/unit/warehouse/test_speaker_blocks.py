"""Profiles summed up in SQL: the same as those of the pure code over the same appearances."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import duckdb
import pytest

from orchestration.identity.identify import identify
from orchestration.identity.profiles import Appearance, group
from orchestration.warehouse.raw_schema import STATEMENTS
from orchestration.warehouse.speakers import identify_speakers

FIRST_DAY = date(2019, 1, 1)
# Of one block and surname mostly, with spellings that one profile may have two of in an article.
PEOPLE = (
    *("Ana Brel", "Ana M. Brel", "A. Brel", "Brel", "Mr. Brel", "Otto Brel", "Otto Brel Jr.", "ANA BREL"),
    *("Lea Moss-Tarov", "Lea Moss Tarov", "Tarov", "Lea Tarov", "Omid Dehqan", "Omid Dehghan", "Dehqan", "·"),
)
BODIES = ("Foreign Ministry", "the foreign ministry", "The White House", "White House", "Hill Fund")
ROLES = (
    *(None, None, "mayor", "general", "former general", "foreign minister", "acting mayor and general"),
    *("secretary of state", "singer"),
)


def draw_speaker(draw: Random) -> dict[str, Any]:
    """Somebody of the few names there are, with a role and a country or without."""
    kind = draw.choice(("person", "person", "person", "organisation"))
    country = draw.choice((None, "FR", "KE"))
    basis = draw.choice(("mention", "article")) if country else None
    name = draw.choice(PEOPLE if kind == "person" else BODIES)
    role = draw.choice(ROLES)
    return {
        "mention": name, "name": name, "kind": kind, "role": role, "country_code": country, "country_basis": basis,
    }  # fmt: skip


def load_articles(con: duckdb.DuckDBPyConnection, draw: Random, numbers: range) -> None:
    """Articles of some statements each; every ninth has no date."""
    for number in numbers:
        day = FIRST_DAY + timedelta(draw.choice((0, 1, 29, 30, 31, 400, 2000))) if number % 9 else None
        con.execute(
            "INSERT INTO raw.articles (article_id, article_version, published_on) VALUES (?, 'v', ?)",
            [f"a{number}", day],
        )
        con.execute(
            "INSERT INTO raw.extractions (article_id, article_version, extracted_at) VALUES (?, 'v', now())",
            [f"a{number}"],
        )
        for place in range(draw.randrange(1, 5)):
            con.execute(
                f"""INSERT INTO raw.statements (statement_id, article_id, article_version, resolution, speakers)
                    VALUES (?, ?, 'v', 'named', ?::{STATEMENTS["speakers"]})""",
                [f"s{number}-{place}", f"a{number}", [draw_speaker(draw)]],
            )


def read_appearances(con: duckdb.DuckDBPyConnection) -> dict[Appearance, str | None]:
    """Every appearance that is kept, with the speaker that it was given."""
    rows = con.execute(
        """SELECT article_id, article_version, published_on, speaker_kind, speaker_name, country_code, roles,
               is_own_country, speaker_id FROM raw.speaker_members"""
    ).fetchall()
    return {
        Appearance(article_id, version, day, kind, name, country_code, tuple(roles), is_own): speaker_id
        for article_id, version, day, kind, name, country_code, roles, is_own, speaker_id in rows
    }


@pytest.mark.parametrize("seed", range(4))
def test_speakers_are_those_of_the_pure_code_whatever_came_when(con: duckdb.DuckDBPyConnection, seed: int) -> None:
    draw = Random(seed)
    for numbers in (range(50), range(50, 54), range(54, 70)):
        load_articles(con, draw, numbers)
        identify_speakers(con, batch=40)
    given = read_appearances(con)
    found = identify(given)

    assert given == {**dict.fromkeys(given), **{each.appearance: each.speaker_id for each in found.members}}
    pairs = [(each.left_id, each.right_id, each.judgement.score, list(each.judgement.why)) for each in found.edges]
    columns = "left_id, right_id, score, reasons"
    assert con.execute(f"SELECT {columns} FROM raw.speaker_edges ORDER BY ALL").fetchall() == pairs
    pairs = [(each.left_id, each.right_id, each.judgement.score, list(each.judgement.why)) for each in found.reviews]
    assert con.execute(f"SELECT {columns} FROM raw.speaker_reviews ORDER BY ALL").fetchall() == pairs
    assert found.edges
    assert {each.left_id == each.right_id for each in found.reviews} == {True, False}
    assert any(profile.beside for profile in group(given)[0])
    assert None in given.values()
