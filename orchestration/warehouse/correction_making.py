"""From what a person names (a statement, a speaker, an outlet) to a sound correction in raw.corrections, and back."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import duckdb

from orchestration.corrections.anchors import bounds_of, find_place, make_anchor
from orchestration.corrections.correction import (
    STATEMENT_KINDS,
    Anchor,
    Correction,
    CorrectionError,
    require_sound,
)
from orchestration.corrections.fitting import require_fitting
from orchestration.corrections.namesakes import is_of_name
from orchestration.corrections.statements import Outcome, describe_outcome, find_statement
from orchestration.settings import Settings
from orchestration.warehouse.correction_history import list_corrections
from orchestration.warehouse.corrections import list_articles, read_versions
from orchestration.warehouse.kept_corrections import add_correction, add_undoing, read_corrections

STATEMENT = """
    SELECT s.article_id, s.article_version, s.field, s.content_spans,
        CASE s.field WHEN 'title' THEN a.title ELSE a.body END AS printed
    FROM raw.statements AS s JOIN raw.articles AS a USING (article_id, article_version)
    WHERE s.statement_id = ?
"""
TEXTS = "SELECT title, body FROM raw.articles WHERE article_id = ?"
SPEAKER = """
    SELECT coalesce(c.speaker_id, a.speaker_id), a.speaker_id, a.is_retired
    FROM raw.speaker_aliases AS a LEFT JOIN raw.speaker_corrections AS c ON a.alias_id = c.profile_id
    WHERE a.alias_id = ?
"""
PARTS = """
    SELECT alias_id, name_key, country_code FROM raw.speaker_aliases
    WHERE speaker_id = ? AND NOT is_retired ORDER BY name_key, country_code, alias_id
"""


@lru_cache(maxsize=4)
def read_country_codes(seeds: Path) -> frozenset[str]:
    """The codes that dbt's seed of countries has, ISO 3166-1 alpha-2."""
    with (seeds / "countries.csv").open(encoding="utf-8", newline="") as lines:
        return frozenset(row["country_code"] for row in csv.DictReader(lines))


def anchor_statement(con: duckdb.DuckDBPyConnection, statement_id: str) -> Anchor:
    """Where a statement stands. Raises CorrectionError where the warehouse has no such statement."""
    rows = con.execute(STATEMENT, [statement_id]).fetchall()
    if not rows:
        raise CorrectionError(
            f"There is no statement {statement_id!r} in the warehouse: it may have been extracted anew since;"
            " its present id is on the evidence page, and in fct_statements after a build."
        )
    article_id, version, field, spans, printed = rows[0]
    place = bounds_of([(span["start_char"], span["end_char"]) for span in spans])
    return make_anchor(article_id, version, field, printed, place)


def keep_correction(con: duckdb.DuckDBPyConnection, settings: Settings, correction: Correction) -> Outcome | None:
    """Write a correction that makes sense in this warehouse; one that is there already is left as it is.

    Returns what it comes to by itself, for one of a statement that stands at its anchor now.

    Raises CorrectionError with what to change.
    """
    require_sound(correction, read_country_codes(settings.seeds_dir))
    foreseen = _foresee(con, correction)
    if correction.kind == "namesake":
        _require_namesake(con, correction)
    elif correction.anchor is not None and foreseen is None:
        _require_printed(con, correction.anchor)
    if correction.kind in ("merge_speakers", "split_speakers"):
        _require_speakers(con, correction)
    if not con.execute("SELECT 1 FROM raw.corrections WHERE correction_id = ?", [correction.correction_id]).fetchall():
        add_correction(con, correction)
    return foreseen


def undo_correction(con: duckdb.DuckDBPyConnection, correction_id: str, *, by: str, at: datetime, reason: str) -> None:
    """Take a correction back. Raises CorrectionError where there is none, or it is undone already."""
    if not by.strip() or not reason.strip():
        raise CorrectionError("Undoing needs to say by whom and why: --by NAME --why REASON.")
    kept = {each.correction_id: each.state for each in list_corrections(con)}
    if correction_id not in kept:
        raise CorrectionError(f"There is no correction {correction_id!r}: `hearsay correct --list` shows all.")
    if kept[correction_id] == "undone":
        raise CorrectionError(f"Correction {correction_id} is undone already; make a new one to correct again.")
    add_undoing(con, correction_id, by=by, at=at, reason=reason)


def _foresee(con: duckdb.DuckDBPyConnection, correction: Correction) -> Outcome | None:
    """What a correction of a statement comes to in the version that it was made on, or in another that prints it."""
    anchor = correction.anchor
    if anchor is None or correction.kind not in STATEMENT_KINDS:
        return None
    versions = list(read_versions(con, [anchor.article_id]))
    for version in sorted(versions, key=lambda each: each.article_version != anchor.article_version):
        match = find_statement(version, correction)
        if match is not None:
            extracted = next(each for each in version.statements if each.statement_id == match.statement_id)
            require_fitting(correction, extracted, version.printed_on)
            return describe_outcome(correction, version.article_version, "applied", match, extracted)
    return None


def _require_printed(con: duckdb.DuckDBPyConnection, anchor: Anchor) -> None:
    texts = con.execute(TEXTS, [anchor.article_id]).fetchall()
    printed = [(title if anchor.field == "title" else body) or "" for title, body in texts]
    if not any(find_place(anchor, each) for each in printed):
        reason = "has not these words" if texts else "is not in the warehouse"
        raise CorrectionError(f"Article {anchor.article_id} {reason}: correct a statement that it prints.")


def anchor_article(con: duckdb.DuckDBPyConnection, article_id: str, name: str) -> Anchor | None:
    """A whole article, for what is said of a name in it; None where the warehouse has no such article."""
    newest = "SELECT article_version FROM raw.articles WHERE article_id = ? ORDER BY loaded_at DESC, 1 LIMIT 1"
    rows = con.execute(newest, [article_id]).fetchall()
    return Anchor(article_id, rows[0][0], "", name, "", "", 0) if rows else None


def _require_namesake(con: duckdb.DuckDBPyConnection, correction: Correction) -> None:
    given_id = correction.subject_id or ""
    _find_speaker(con, given_id)
    if not list_articles(con, correction):
        raise CorrectionError(
            f"No article or outlet {correction.other_subject_id!r} quotes somebody of that name: give an article's id,"
            " or an outlet's domain or name as its articles have it."
        )
    names = con.execute(
        "SELECT DISTINCT name_key FROM raw.speaker_aliases WHERE speaker_kind = 'person' AND speaker_id ="
        " (SELECT any_value(speaker_id) FROM raw.speaker_aliases WHERE alias_id = ?) ORDER BY name_key",
        [given_id],
    ).fetchall()
    if not any(is_of_name(correction, name) for (name,) in names):
        known = ", ".join(name for (name,) in names) or "no person"
        raise CorrectionError(f"{given_id} is {known}: the other person's name has to begin with one of these.")


def _require_speakers(con: duckdb.DuckDBPyConnection, correction: Correction) -> None:
    one, other = correction.subject_id or "", correction.other_subject_id or ""
    found = [_find_speaker(con, each) for each in (one, other)]
    now, identified, is_retired = zip(*found, strict=True)
    if correction.kind == "merge_speakers":
        if now[0] == now[1]:
            raise CorrectionError(f"{one} and {other} are one speaker already.")
        return
    if now[0] != now[1]:
        raise CorrectionError(f"{one} and {other} are two speakers already.")
    if identified[0] != identified[1]:
        raise CorrectionError(
            f"{one} and {other} are one speaker because somebody merged them: undo {_name_merges(con, found)} instead."
        )
    if any(is_retired):
        parts = "; ".join(
            f"{part} ({name}{f', {country}' if country else ''})"
            for part, name, country in con.execute(PARTS, [identified[0]]).fetchall()
        )
        raise CorrectionError(f"Name two printed parts of that speaker. It has these: {parts}.")


def _find_speaker(con: duckdb.DuckDBPyConnection, given_id: str) -> tuple[str, str, bool]:
    rows = con.execute(SPEAKER, [given_id]).fetchall()
    if not rows or rows[0][0] is None:
        raise CorrectionError(
            f"{given_id!r} leads to no speaker: take ids from dim_speakers or dim_speaker_ids; unnamed speakers"
            " (“officials”) are nobody in particular and have none that could be merged or split."
        )
    return rows[0]


def _name_merges(con: duckdb.DuckDBPyConnection, found: Sequence[tuple[str, str, bool]]) -> str:
    speakers = {identified for _, identified, _ in found}
    merges = [
        each.correction_id
        for each in read_corrections(con, ["merge_speakers"])
        if {each.subject_id, each.other_subject_id} & speakers
    ]
    return " or ".join(merges) or "the merge"
