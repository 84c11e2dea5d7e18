"""Two people of one name: whose statements are marked, whose are left alone, and that identity keeps the two apart."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from orchestration.corrections.correction import Anchor, Correction, CorrectionError, require_sound
from orchestration.corrections.namesakes import is_of_name, mark_namesakes
from orchestration.corrections.speaking import Speaker
from orchestration.corrections.statements import Extracted, Version
from orchestration.identity.identify import identify
from orchestration.identity.names import read_person, relate
from orchestration.identity.profiles import Appearance

JUDGE = "Ada Okafor · the judge"


def namesake(number: int = 1, **given: Any) -> Correction:
    values: dict[str, Any] = {"speaker_name": JUDGE, "speaker_kind": "person", "subject_id": "s"}
    values |= {"anchor": Anchor("a", "v1", "", "Ada Okafor", "", "", 0), **given}
    return Correction(f"c{number}", "namesake", "Ines", datetime(2026, 11, 29, 6, number, tzinfo=UTC), "met", **values)


def said(name: str, *speakers: str, kind: str = "person") -> Extracted:
    each: Speaker = {"mention": "she", "kind": kind, "role": "minister", "country_code": "NG", "country_basis": "text"}
    listed: tuple[Speaker, ...] = tuple({**each, "name": speaker} for speaker in speakers)
    return Extracted(name, "body", ((0, 4),), None, listed, None, "none")


def version(*statements: Extracted) -> Version:
    return Version("a", "v1", {}, statements)


def test_statements_of_the_name_are_marked_and_others_left() -> None:
    given = version(
        said("1", "Ada Okafor"), said("2", "Ben Ude", "Ada M. Okafor"), said("3", "Ben Ude"), said("4", "Okafor")
    )
    changes, outcomes = mark_namesakes(given, [namesake(speaker_role="judge", country_code="GH")], decided=())

    marked = {each.statement_id: each.speakers for each in changes}
    assert sorted(marked) == ["1", "2", "4"]
    assert marked["1"] == [
        {"mention": "she", "name": JUDGE, "kind": "person", "role": "judge", "country_code": "GH",
         "country_basis": "correction"},
    ]  # fmt: skip
    assert [speaker["name"] for speaker in marked["2"] or []] == ["Ben Ude", JUDGE]
    ((state, was, now),) = [(each.state, each.extracted_value, each.corrected_value) for each in outcomes]
    assert (state, was, now) == ("applied", "Ada Okafor, minister (NG)", f"{JUDGE}, judge (GH)")


def test_surname_is_nobodys_where_the_article_has_another_of_that_surname() -> None:
    changes, _ = mark_namesakes(version(said("1", "Okafor"), said("2", "Tunde Okafor")), [namesake()], decided=())

    assert changes == []


def test_what_was_corrected_by_itself_stays_and_of_two_the_later_counts() -> None:
    other = namesake(2, speaker_name="Ada Okafor · the poet")
    given = version(said("1", "Ada Okafor"), said("2", "Ada Okafor"))
    changes, outcomes = mark_namesakes(given, [namesake(), other], decided={"2"})

    assert [(each.statement_id, (each.speakers or [{}])[0]["name"]) for each in changes] == [("1", other.speaker_name)]
    assert {each.correction_id: each.state for each in outcomes} == {"c1": "superseded", "c2": "applied"}


def test_organisation_of_the_name_is_no_namesake() -> None:
    changes, outcomes = mark_namesakes(version(said("1", "Ada Okafor", kind="organisation")), [namesake()], decided=())

    assert changes == []
    assert [(each.state, each.corrected_value) for each in outcomes] == [("anchor not found", JUDGE)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("ada okafor", True), ("A. Okafor", True), ("okafor", True), ("tunde okafor", False), (JUDGE, False)],
)
def test_name_that_the_correction_is_about(name: str, expected: bool) -> None:
    assert is_of_name(namesake(), name) is expected


def test_marked_name_is_another_person_of_the_same_block() -> None:
    judge, plain = read_person(JUDGE), read_person("Ada Okafor")
    assert judge is not None
    assert plain is not None
    assert (judge.surname, judge.mark, relate(judge, plain), relate(judge, judge)) == (
        "okafor",
        "the judge",
        None,
        "equal",
    )

    day = date(2026, 3, 1)
    found = identify(
        Appearance(article, "v1", day, "person", name, "NG", ("judge",))
        for article, name in {"a": "Ada Okafor", "b": "Ada Okafor", "c": JUDGE, "d": JUDGE, "e": "A. Okafor"}.items()
    )
    speakers = {each.appearance.article_id: each.speaker_id for each in found.members}
    assert speakers["a"] == speakers["b"] != speakers["c"] == speakers["d"]
    assert len({each.profile.block for each in found.identities}) == 1


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"speaker_name": "Ada Okafor"}, "words that tell the two apart"),
        ({"speaker_name": " · the judge"}, "words that tell the two apart"),
        ({"speaker_kind": "organisation"}, "words that tell the two apart"),
        ({"subject_id": None}, "one article or outlet"),
        ({"anchor": None}, "one article or outlet"),
        ({"other_subject_id": "post.example"}, "one article or outlet"),
        ({"country_code": "XX"}, "no country code"),
    ],
)
def test_correction_that_says_too_little_is_refused(given: dict[str, Any], message: str) -> None:
    require_sound(namesake(), {"NG"})
    with pytest.raises(CorrectionError, match=message):
        require_sound(namesake(**given), {"NG"})
