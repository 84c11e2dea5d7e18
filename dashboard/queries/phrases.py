"""Phrases: which of some statements have words that stand together, in what is said or in the first speaker's name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.database import Build, fetch_records_within
from dashboard.queries.conditions import Conditions
from dashboard.queries.listing import write_named
from dashboard.queries.lookup import LETTERS, PLAIN

PHRASED = ("content_text", "speaker_name")
NO_LETTER = f"[^{LETTERS.format()}]"


def keep_standing(
    build: Build, seconds: float, found: Sequence[dict[str, Any]], phrases: Sequence[str]
) -> list[dict[str, Any]]:
    """Those of some current statements in which every phrase stands, in the order given.

    `found` has statement_id and published_on of each, `phrases` are folded words with one space between two, the last
    of them perhaps unfinished. Only the texts of these statements are read. Raises QueryTimeoutError after `seconds`.
    """
    if not found:
        return []
    texts, parameters = write_named(found, ", ".join(("statement_id", *PHRASED)))
    standing = select_standing(phrases)
    # The limit keeps the database from folding the texts of all statements that lie near before it leaves them out.
    sql = f"select statement_id from ({texts} limit {len(found)}) where {standing.sql}"
    rows = fetch_records_within(build, seconds, sql, [*parameters, *standing.parameters])
    standing_ids = {row["statement_id"] for row in rows}
    return [row for row in found if row["statement_id"] in standing_ids]


def select_standing(phrases: Sequence[str]) -> Conditions:
    """Conditions on the columns PHRASED of statements: every phrase stands in one of them."""
    conditions = Conditions()
    one_of = " or ".join(f"regexp_matches({PLAIN.format(text=column)}, ?)" for column in PHRASED)
    for phrase in phrases:
        conditions.add(f"({one_of})", *[_write_pattern(phrase)] * len(PHRASED))
    return conditions


def _write_pattern(phrase: str) -> str:
    # Cheaper than folding the whole text, and the same: between two words of a folded text stood what is no letter.
    return f"(^|{NO_LETTER}){f'{NO_LETTER}+'.join(phrase.split())}"
