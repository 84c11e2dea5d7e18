"""Corrections over the real sample: applied, found again after another extraction, and undone without a trace."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from orchestration import correcting
from orchestration.corrections.correction import Correction, CorrectionError, new_correction_id
from orchestration.ingest.load import load_paths
from orchestration.ingest.pending import extract_pending
from orchestration.settings import Settings
from orchestration.warehouse.connection import connect_raw
from orchestration.warehouse.correction_history import list_corrections
from tests.integration.sample_copies import ask, concluded, copy_of, extracted, loaded_copy, prepare

pytestmark = pytest.mark.xdist_group("corrections")

ARTICLE = "https://volgabulletin.example/2026/10/15/ninety-million-claim"
# A statement with another one inside it, and what both engines find in the same article.
OUTER = "that Kazakh Water Minister Daulet Sarykulov told his Tajik counterpart"
INNER = "that the sum could never appear on paper"
NAME, JUDGE = "Daulet Sarykulov", "Daulet Sarykulov · the judge"
BOTH = "that it would not comment on “arithmetic from Samara”"
Make = Callable[..., Correction]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory, sample_build: Path) -> Settings:
    return loaded_copy(sample_build, tmp_path_factory.mktemp("corrections") / "sample")


@pytest.fixture
def settings(sample: Settings, tmp_path: Path) -> Settings:
    return copy_of(sample, tmp_path / "data")


def make(kind: str, **given: Any) -> Correction:
    now = datetime.now(UTC)
    return replace(Correction(new_correction_id(now), kind, "Ines Adler", now, "As the article says below."), **given)


def find(settings: Settings, words: str) -> str:
    """The id of the one statement of the article that begins with these words."""
    query = "SELECT statement_id FROM raw.statements WHERE article_id = ? AND starts_with(content_text, ?)"
    ((statement_id,),) = ask(settings, query, ARTICLE, words)
    return str(statement_id)


def outcomes(settings: Settings) -> list[tuple[str, str | None, str | None]]:
    query = "SELECT state, match_kind, corrected_value FROM raw.correction_outcomes ORDER BY ALL"
    return ask(settings, query)


def both_values(settings: Settings) -> list[tuple[str | None, ...]]:
    return ask(settings, "SELECT statement_id, extracted_value, corrected_value FROM raw.correction_outcomes")


def pick_pair(settings: Settings, kind: str) -> tuple[str, str]:
    """Two speakers of the sample to merge, or two joined profiles of one to split."""
    if kind == "split_speakers":
        return ask(settings, "SELECT left_id, right_id FROM raw.speaker_edges ORDER BY ALL LIMIT 1")[0]
    query = """
        SELECT min(speaker_id), max(speaker_id) FROM raw.speaker_members
        WHERE speaker_name IN ('Daulet Sarykulov', 'Aigerim Bekturova') HAVING count(DISTINCT speaker_id) = 2
    """
    return ask(settings, query)[0]


@pytest.mark.parametrize(
    ("kind", "words", "given"),
    [
        ("speaker", BOTH, {"speaker_name": "Aigerim Bekturova", "speaker_kind": "person", "country_code": "KZ"}),
        ("speaker", BOTH, {}),
        ("said_on", INNER, {"said_on": "2026-09"}),
        ("not_a_statement", OUTER, {}),
        ("merge_speakers", None, {}),
        ("split_speakers", None, {}),
    ],
)
def test_a_correction_is_applied_and_undone_without_a_trace(
    settings: Settings, kind: str, words: str | None, given: dict[str, str]
) -> None:
    before, facts = concluded(settings), extracted(settings)
    if words is None:
        one, other = pick_pair(settings, kind)
        kept = correcting.correct(settings, make(kind, subject_id=one, other_subject_id=other))
    else:
        kept = correcting.correct(settings, make(kind, **given), statement_id=find(settings, words))
    assert concluded(settings) == before, "a correction waits for the next build"
    prepare(settings)
    applied = concluded(settings)

    assert [row[0] for row in outcomes(settings)] == ["applied"]
    touched = {name for name in applied if applied[name] != before[name]}
    assert touched, "nothing has changed"
    prepare(settings)
    assert concluded(settings) == applied, "applying twice is applying once"

    values = both_values(settings)
    correcting.undo(settings, kept.correction_id, by="Jo", reason="It was right.")
    prepare(settings)
    assert concluded(settings) == before
    assert extracted(settings) == facts
    assert [row[0] for row in outcomes(settings)] == ["undone"]
    assert both_values(settings) == values, "what it said stays readable"
    with pytest.raises(CorrectionError, match="undone already"):
        correcting.undo(settings, kept.correction_id, by="Jo", reason="Again.")


@pytest.mark.parametrize("place", [ARTICLE, "volgabulletin.example"])
def test_a_namesake_is_another_speaker_in_one_place_and_undone_without_a_trace(settings: Settings, place: str) -> None:
    before, facts = concluded(settings), extracted(settings)
    speaker, kept = tell_apart(settings, place)
    prepare(settings)
    applied = concluded(settings)

    assert outcomes(settings) == [("applied", None, JUDGE)]
    columns = "article_id = ?, speaker_name, speaker_id"
    led = f"SELECT DISTINCT {columns} FROM raw.speaker_members WHERE starts_with(speaker_name, ?)"
    people = ask(settings, led, ARTICLE, NAME)
    assert {name for here, name, _ in people if here} == {JUDGE}
    assert {(name, found) for here, name, found in people if not here} == {(NAME, speaker)}
    assert speaker not in {found for here, _, found in people if here}
    prepare(settings)
    assert concluded(settings) == applied, "applying twice is applying once"

    correcting.undo(settings, kept.correction_id, by="Jo", reason="It was right.")
    prepare(settings)
    assert concluded(settings) == before
    assert extracted(settings) == facts


def test_a_namesake_that_cannot_be_is_refused_and_nothing_is_kept(settings: Settings) -> None:
    for place, name, message in [
        ("no-such.example", JUDGE, "quotes somebody of that name"),
        (ARTICLE, "Somebody Else · the judge", "has to begin with one of these"),
    ]:
        with pytest.raises(CorrectionError, match=message):
            tell_apart(settings, ARTICLE, place, name=name)
    assert ask(settings, "SELECT count(*) FROM raw.corrections") == [(0,)]


def tell_apart(settings: Settings, *places: str, name: str = JUDGE) -> tuple[str, Correction]:
    """Say that in these places the name is another person's; the speaker that it was, and the last correction."""
    query = "SELECT speaker_id FROM raw.speaker_members WHERE article_id = ? AND speaker_name = ?"
    speaker = ask(settings, query, ARTICLE, NAME)[0][0]
    one = make("namesake", subject_id=speaker, speaker_name=name, speaker_kind="person")
    return speaker, correcting.tell_apart(settings, one, places)[-1]


def test_a_corrected_speaker_is_identified_and_its_claims_are_formed_anew(settings: Settings) -> None:
    statement_id = find(settings, BOTH)
    speaker = {"speaker_name": "Aigerim Bekturova", "speaker_kind": "person", "country_code": "KZ"}
    correcting.correct(settings, make("speaker", **speaker), statement_id=statement_id)
    prepare(settings)
    query = """
        SELECT s.resolution, s.speakers[1].name, s.speakers_extracted[1].name, m.speaker_id, c.extractor
        FROM raw.corrected_statements AS s
        JOIN raw.speaker_members AS m ON m.article_id = s.article_id AND m.speaker_name = s.speakers[1].name
        JOIN raw.claim_members AS c USING (statement_id) WHERE s.statement_id = ?
    """
    ((resolution, name, before, speaker_id, extractor),) = ask(settings, query, statement_id)

    assert (resolution, name, before) == ("corrected", "Aigerim Bekturova", "Tajikistan")
    elsewhere = "SELECT DISTINCT speaker_id FROM raw.speaker_members WHERE speaker_name = ? AND article_id <> ?"
    assert (speaker_id,) in ask(settings, elsewhere, "Aigerim Bekturova", ARTICLE)
    assert len(extractor.split()) == 5, "the correction is part of what the claim was read by"


def test_what_stood_inside_a_statement_that_is_none_stays(settings: Settings) -> None:
    outer, inner = find(settings, OUTER), find(settings, INNER)
    correcting.correct(settings, make("not_a_statement"), statement_id=outer)
    prepare(settings)

    rows = ask(settings, "SELECT statement_id, parent_statement_id FROM raw.corrected_statements")
    assert (inner, None) in rows
    assert outer not in {row[0] for row in rows}
    assert ask(settings, "SELECT count(*) FROM raw.claim_members WHERE statement_id = ?", outer) == [(0,)]


def test_corrections_survive_another_engine_and_leave_no_trace_there_either(sample: Settings, tmp_path: Path) -> None:
    by_rules = copy_of(sample, tmp_path / "data", engine="rules")
    made = [
        correcting.correct(by_rules, make("said_on", said_on="2026-10-14"), statement_id=find(by_rules, BOTH)),
        correcting.correct(by_rules, make("speaker", speaker_name="Obi Eze", speaker_kind="person"),
                           statement_id=find(by_rules, "the shape of any payment")),
        correcting.correct(by_rules, make("not_a_statement"), statement_id=find(by_rules, "Kazakhstan has agreed")),
    ]  # fmt: skip
    made.append(tell_apart(by_rules, ARTICLE)[1])
    prepare(by_rules)
    assert [row[:2] for row in outcomes(by_rules)] == [("applied", "exact")] * 3 + [("applied", None)]
    ids = {row[0] for row in ask(by_rules, "SELECT statement_id FROM raw.correction_outcomes")}

    extract_pending(by_rules)
    prepare(by_rules)
    assert [row[0] for row in outcomes(by_rules)] == ["applied"] * 4
    judge = "SELECT count(*) FROM raw.corrected_statements WHERE engine = 'rules' AND speakers[1].name = ?"
    assert ask(by_rules, judge, JUDGE) > [(0,)]
    corrected = ask(
        by_rules,
        "SELECT engine, said_on_start::VARCHAR, said_on_precision FROM raw.corrected_statements"
        " WHERE is_date_corrected",
    )
    assert corrected == [("rules", "2026-10-14", "day")]
    now = {row[0] for row in ask(by_rules, "SELECT statement_id FROM raw.correction_outcomes")}
    assert now != ids, "the rules engine draws the bounds of at least one of them elsewhere"

    for correction in made:
        correcting.undo(by_rules, correction.correction_id, by="Jo", reason="Tried out.")
    prepare(by_rules)
    untouched = copy_of(sample, tmp_path / "untouched", engine="rules")
    extract_pending(untouched)
    prepare(untouched)
    assert concluded(by_rules)["corrected_statements"] == concluded(untouched)["corrected_statements"]
    assert concluded(by_rules)["speaker_members"] == concluded(untouched)["speaker_members"]


def test_a_correction_holds_in_a_new_version_of_the_article_and_not_where_the_words_are_gone(
    settings: Settings, tmp_path: Path
) -> None:
    correcting.correct(settings, make("said_on", said_on="2026-10-14"), statement_id=find(settings, BOTH))
    correcting.correct(settings, make("said_on", said_on="2026-10-14"), statement_id=find(settings, "its view"))
    record = read_record(settings)
    record["body"] = f"This article was corrected.\n\n{record['body']}".replace("its view", "its own view of things")
    record["modified_at"] = "2026-10-17T08:00:00Z"
    path = tmp_path / "again.jsonl"
    path.write_text(json.dumps(record), encoding="utf-8")
    load_paths(settings, [path])
    prepare(settings)

    found = ask(
        settings,
        "SELECT s.content_text, count(DISTINCT s.article_version) FROM raw.correction_outcomes"
        " JOIN raw.corrected_statements AS s USING (statement_id) GROUP BY 1 ORDER BY 2",
    )
    assert found == [("its view", 1), (BOTH, 2)]
    with connect_raw(settings) as con:
        listed = [(each.about, each.state, each.before, each.after) for each in list_corrections(con)]
    gone, stays = listed
    assert gone == ("its view", "anchor not found", "", "2026-10-14"), "the current version has not its words"
    assert stays == (BOTH, "applied", "none", "2026-10-14")


def read_record(settings: Settings) -> dict[str, str]:
    """The article as a record to load."""
    query = "SELECT url, outlet_name, title, body FROM raw.articles WHERE article_id = ?"
    ((url, outlet, title, body),) = ask(settings, query, ARTICLE)
    return {"url": url, "outlet": outlet, "title": title, "body": body, "published_on": "2026-10-15"}


@pytest.mark.parametrize(
    ("kind", "one", "other", "message"),
    [
        ("merge_speakers", "nobody", "nothing", "leads to no speaker"),
        ("merge_speakers", "same", "same", "two different"),
        ("split_speakers", "first", "second", "two speakers already"),
    ],
)
def test_speakers_that_cannot_be_merged_or_split_are_refused(
    settings: Settings, kind: str, one: str, other: str, message: str
) -> None:
    if message == "two speakers already":
        one, other = pick_pair(settings, "merge_speakers")
    with pytest.raises(CorrectionError, match=message):
        correcting.correct(settings, make(kind, subject_id=one, other_subject_id=other))


def test_a_merge_is_undone_and_not_split(settings: Settings) -> None:
    one, other = pick_pair(settings, "merge_speakers")
    merge = correcting.correct(settings, make("merge_speakers", subject_id=one, other_subject_id=other))
    prepare(settings)

    with pytest.raises(CorrectionError, match=f"undo {merge.correction_id} instead"):
        correcting.correct(settings, make("split_speakers", subject_id=one, other_subject_id=other))
    assert ask(settings, "SELECT profile_id, speaker_id FROM raw.speaker_corrections WHERE profile_id = ?", other) == [
        (other, one)
    ]
