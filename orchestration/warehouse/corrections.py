"""Corrections worked out anew at every build, for what statements and speakers are then. The deciding is in
orchestration/corrections; here is the reading and writing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import duckdb

from orchestration.corrections.correction import SPEAKER_PAIR_KINDS, STATEMENT_KINDS, Correction, read_said_on
from orchestration.corrections.namesakes import mark_namesakes
from orchestration.corrections.speakers import Rearranged, rearrange
from orchestration.corrections.statements import Change, Extracted, Outcome, Version, correct_version, lose
from orchestration.identity.names import read_person
from orchestration.warehouse.correction_tables import CORRECTION_TABLES
from orchestration.warehouse.kept_corrections import read_corrections
from orchestration.warehouse.misread_speakers import find_misread
from orchestration.warehouse.transactions import transaction

VERSIONS = """
    SELECT article_id, article_version, title, body, greatest(published_on, modified_at::DATE) AS printed_on
    FROM raw.articles
    WHERE article_id IN (SELECT unnest($articles)) ORDER BY article_id, article_version
"""
STATEMENTS = """
    SELECT article_id, article_version, statement_id, field, content_spans, parent_statement_id, speakers,
        said_on_start, said_on_precision
    FROM raw.statements WHERE article_id IN (SELECT unnest($articles)) ORDER BY statement_id
"""
# Of an outlet only articles in which somebody of the name speaks.
OF_OUTLET = r"""
    SELECT DISTINCT a.article_id FROM raw.articles AS a JOIN raw.statements AS s USING (article_id, article_version)
    WHERE $outlet IN (regexp_replace(lower(trim(a.outlet_domain)), '^www\.', ''), trim(a.outlet_name))
        AND list_bool_or(list_transform(s.speakers, lambda speaker:
            contains(lower(speaker.name), $printed) OR contains(strip_accents(lower(speaker.name)), $surname)))
    ORDER BY a.article_id
"""
NAMES = """
    SELECT a.alias_id, concat(coalesce(m.speaker_name, a.name_key), ' (' || a.country_code || ')') AS speaker_name
    FROM raw.speaker_aliases AS a
    LEFT JOIN (
        SELECT profile_id, mode(speaker_name ORDER BY speaker_name) AS speaker_name
        FROM raw.speaker_members GROUP BY profile_id
    ) AS m ON a.alias_id = m.profile_id
    WHERE a.alias_id IN (SELECT unnest(?))
"""


@dataclass(frozen=True)
class CorrectionsReport:
    """What applying came to: corrections in force, statements and speaker ids that they change."""

    in_force: int = 0
    statements: int = 0
    speakers: int = 0


def apply_to_statements(con: duckdb.DuckDBPyConnection) -> CorrectionsReport:
    """Work out what the corrections make of the statements as they are extracted now, and of outlets' countries.

    Writes raw.statement_corrections and its part of raw.correction_outcomes whole, in one transaction; a second call
    changes nothing. The caller does this before anything is concluded from the statements.
    """
    of_statements, of_names, of_outlets = (
        read_corrections(con, kinds) for kinds in (STATEMENT_KINDS, ["namesake"], ["outlet_country"])
    )
    undone, undone_names, undone_outlets = (
        read_corrections(con, kinds, undone=True) for kinds in (STATEMENT_KINDS, ["namesake"], ["outlet_country"])
    )
    changes: list[Change] = []
    outcomes = [*_settle_outlets(of_outlets), *map(_take_back, _settle_outlets(undone_outlets))]
    by_article, undone_by_article = _group(of_statements), _group(undone)
    for version in read_versions(con, sorted({*by_article, *undone_by_article})):
        given = (by_article[version.article_id], undone_by_article[version.article_id])
        changed, came_to = correct_version(version, *given)
        changes += changed
        outcomes += came_to
    _, came_to = _give_to_namesakes(con, undone_names, [])
    outcomes += map(_take_back, came_to)
    changes, came_to = _give_to_namesakes(con, of_names, changes)
    outcomes += came_to
    found = {outcome.correction_id for outcome in outcomes}
    outcomes += [lose(each, None) for each in (*of_statements, *of_names) if each.correction_id not in found]
    outcomes += [_take_back(lose(each, None)) for each in (*undone, *undone_names) if each.correction_id not in found]
    with transaction(con):
        _replace(con, "statement_corrections", [_to_row(change) for change in changes])
        _replace_outcomes(con, (*STATEMENT_KINDS, "namesake", "outlet_country"), outcomes)
    return CorrectionsReport(len(of_statements) + len(of_names) + len(of_outlets), len(changes))


def apply_to_speakers(con: duckdb.DuckDBPyConnection) -> CorrectionsReport:
    """Work out who is who after merging and splitting, on top of the raw.speaker_* tables as they stand now.

    An id of which no statement is left, as all are somebody else's by correction, is led there.
    """
    corrections = read_corrections(con, SPEAKER_PAIR_KINDS)
    undone = read_corrections(con, SPEAKER_PAIR_KINDS, undone=True)
    misread = find_misread(con)
    found = Rearranged()
    if corrections:
        aliases = con.execute("SELECT alias_id, speaker_id, is_retired FROM raw.speaker_aliases").fetchall()
        edges = con.execute("SELECT left_id, right_id, score FROM raw.speaker_edges").fetchall()
        found = rearrange(
            corrections,
            {alias: speaker or misread.get(alias) for alias, speaker, _ in aliases},
            edges,
            {alias for alias, _, is_retired in aliases if is_retired},
        )
    led = misread | found.speaker_of
    rows = [{"profile_id": given, "speaker_id": speaker} for given, speaker in sorted(led.items())]
    names = _read_names(con, [*corrections, *undone])
    outcomes = [_describe_pair(each, found, names) for each in corrections]
    outcomes += [_take_back(_describe_pair(each, found, names)) for each in undone]
    with transaction(con):
        _replace(con, "speaker_corrections", rows)
        _replace_outcomes(con, SPEAKER_PAIR_KINDS, outcomes)
    return CorrectionsReport(len(corrections), speakers=len(rows))


def _give_to_namesakes(
    con: duckdb.DuckDBPyConnection, corrections: Sequence[Correction], changes: Sequence[Change]
) -> tuple[list[Change], list[Outcome]]:
    """The changes with those of namesakes added, and one outcome for each version of an article, or for an outlet."""
    by_article: dict[str, list[Correction]] = defaultdict(list)
    for correction in corrections:
        for article_id in list_articles(con, correction):
            by_article[article_id].append(correction)
    changed = {each.statement_id: each for each in changes}
    decided = {each.statement_id for each in changes if each.speakers is not None or not each.is_statement}
    of_articles = {each.correction_id for each in corrections if each.anchor is not None}
    outcomes: list[Outcome] = []
    of_outlets: dict[str, Outcome] = {}
    for version in read_versions(con, list(by_article)):
        marked, came_to = mark_namesakes(version, by_article[version.article_id], decided)
        for change in marked:
            kept = changed.setdefault(change.statement_id, change)
            kept.speakers, kept.causes = change.speakers, kept.causes | change.causes
        for outcome in came_to:
            if outcome.correction_id in of_articles:
                outcomes.append(outcome)
            elif outcome.state == "anchor not found":
                continue  # in this one article
            elif outcome.correction_id not in of_outlets or outcome.state == "applied":
                of_outlets[outcome.correction_id] = replace(outcome, article_version=None)
    return sorted(changed.values(), key=lambda each: each.statement_id), outcomes + list(of_outlets.values())


def list_articles(con: duckdb.DuckDBPyConnection, correction: Correction) -> list[str]:
    """The articles that may print the name of a namesake: the one that is meant, or those of the outlet."""
    if correction.anchor is not None:
        return [correction.anchor.article_id]
    printed = correction.printed_name.split()[-1].lower()
    name = read_person(correction.printed_name)
    given = {"outlet": correction.other_subject_id, "printed": printed, "surname": name.surname if name else printed}
    return [row[0] for row in con.execute(OF_OUTLET, given).fetchall()]


def read_versions(con: duckdb.DuckDBPyConnection, articles: list[str]) -> Iterator[Version]:
    """Every version of these articles, with its statements as they were extracted."""
    if not articles:
        return
    statements: dict[tuple[str, str], list[Extracted]] = defaultdict(list)
    for article_id, version, *rest in con.execute(STATEMENTS, {"articles": articles}).fetchall():
        statement_id, field, spans, parent, speakers, said_on_start, precision = rest
        places = tuple((span["start_char"], span["end_char"]) for span in spans)
        statements[article_id, version].append(
            Extracted(statement_id, field, places, parent, tuple(speakers or ()), said_on_start, precision)
        )
    for article_id, version, title, body, printed_on in con.execute(VERSIONS, {"articles": articles}).fetchall():
        texts = {"title": title or "", "body": body or ""}
        yield Version(article_id, version, texts, tuple(statements[article_id, version]), printed_on)


def _to_row(change: Change) -> dict[str, Any]:
    days = read_said_on(change.said_on) if change.said_on is not None else None
    return {
        "statement_id": change.statement_id,
        "correction_key": change.key,
        "is_statement": change.is_statement,
        "has_speakers": change.speakers is not None,
        "speakers": change.speakers,
        "has_said_on": days is not None,
        "said_on_start": days.start if days else None,
        "said_on_end": days.end if days else None,
        "said_on_precision": days.precision if days else None,
        "has_parent": change.has_parent,
        "parent_statement_id": change.parent_statement_id,
    }


def _settle_outlets(corrections: Sequence[Correction]) -> list[Outcome]:
    latest = {each.subject_id: each for each in corrections}
    return [
        Outcome(
            each.correction_id,
            None,
            "applied" if latest[each.subject_id] is each else "superseded",
            corrected_value=each.country_code,
        )
        for each in corrections
    ]


def _read_names(con: duckdb.DuckDBPyConnection, corrections: Sequence[Correction]) -> dict[str, str]:
    """A name for every id that is merged or split: as printed most often, else as the id was given for."""
    wanted = sorted({each for one in corrections for each in (one.subject_id, one.other_subject_id) if each})
    return dict(con.execute(NAMES, [wanted]).fetchall()) if wanted else {}


def _describe_pair(correction: Correction, found: Rearranged, names: Mapping[str, str]) -> Outcome:
    one, other = (names.get(each or "", each) for each in (correction.subject_id, correction.other_subject_id))
    two, whole = f"two speakers: {one}; {other}", f"one speaker: {one}"
    before, after = (two, whole) if correction.kind == "merge_speakers" else (whole, two)
    if correction.correction_id in found.lost:
        return Outcome(correction.correction_id, None, "anchor not found", corrected_value=after)
    return Outcome(correction.correction_id, None, "applied", extracted_value=before, corrected_value=after)


def _take_back(outcome: Outcome) -> Outcome:
    return replace(outcome, state="undone")


def _group(corrections: Sequence[Correction]) -> dict[str, list[Correction]]:
    """Corrections of statements by the article that they are anchored in."""
    by_article: dict[str, list[Correction]] = defaultdict(list)
    for correction in corrections:
        assert correction.anchor is not None  # of these kinds all have one
        by_article[correction.anchor.article_id].append(correction)
    return by_article


def _replace_outcomes(con: duckdb.DuckDBPyConnection, kinds: Sequence[str], outcomes: Sequence[Outcome]) -> None:
    con.execute(
        "DELETE FROM raw.correction_outcomes WHERE correction_id IN"
        " (SELECT correction_id FROM raw.corrections WHERE kind IN (SELECT unnest(?)))",
        [list(kinds)],
    )
    _insert(con, "correction_outcomes", [asdict(outcome) for outcome in outcomes])


def _replace(con: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, Any]]) -> None:
    con.execute(f"DELETE FROM raw.{table}")
    _insert(con, table, rows)


def _insert(con: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    columns = CORRECTION_TABLES[table]
    values = ", ".join(f"CAST(? AS {kind})" for kind in columns.values())
    con.executemany(f"INSERT INTO raw.{table} VALUES ({values})", [[row[name] for name in columns] for row in rows])
