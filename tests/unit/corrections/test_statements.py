"""What statements become by corrections: the latest of a kind counts, and nothing is left hanging."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from orchestration.corrections.anchors import make_anchor
from orchestration.corrections.correction import (
    Correction,
    CorrectionError,
    SaidOn,
    read_said_on,
    require_sound,
    write_said_on,
)
from orchestration.corrections.statements import Extracted, Version, correct_version

BODY = "Ada Okafor said that the dam, which the unions, he noted, deny, is safe. Nobody asked."
OUTER, MIDDLE, INNER = (
    "the dam, which the unions, he noted, deny, is safe",
    "which the unions, he noted, deny",
    "he noted",
)


def extracted(name: str, content: str, parent: str | None = None, speaker: str = "Ada Okafor") -> Extracted:
    start = BODY.index(content)
    said = {"mention": "she", "name": speaker, "kind": "person", "role": None, "country_code": "NG"}
    return Extracted(name, "body", ((start, start + len(content)),), parent, (said,), date(2026, 3, 2), "day")


STATEMENTS = (
    extracted("outer", OUTER),
    extracted("middle", MIDDLE, "outer", "the unions"),
    extracted("inner", INNER, "middle", "he"),
)
VERSION = Version("a", "v1", {"title": "", "body": BODY}, STATEMENTS)


def correct(kind: str, content: str = OUTER, number: int = 1, **given: Any) -> Correction:
    start = BODY.index(content)
    anchor = make_anchor("a", "v1", "body", BODY, (start, start + len(content)))
    made_at = datetime(2026, 11, 29, 6, number, tzinfo=UTC)
    return Correction(f"c{number}", kind, "Ines", made_at, "as printed", anchor=anchor, **given)


def test_a_speaker_is_replaced_and_the_mention_kept() -> None:
    wrong = correct("speaker", speaker_name="Obi Eze", speaker_kind="person", country_code="NG")
    changes, outcomes = correct_version(VERSION, [wrong])

    assert [change.statement_id for change in changes] == ["outer"]
    assert changes[0].speakers is not None
    (speaker,) = changes[0].speakers
    assert (speaker["name"], speaker["mention"], speaker["country_basis"]) == ("Obi Eze", "she", "correction")
    assert [(o.state, o.match_kind, o.extracted_value, o.corrected_value) for o in outcomes] == [
        ("applied", "exact", "Ada Okafor (NG)", "Obi Eze (NG)")
    ]


def test_of_two_of_a_kind_the_later_counts_and_kinds_do_not_disturb_each_other() -> None:
    corrections = [
        correct("said_on", number=1, said_on="2026-02"),
        correct("speaker", number=2),
        correct("said_on", number=3, said_on="2026"),
    ]
    changes, outcomes = correct_version(VERSION, corrections)

    assert (changes[0].said_on, changes[0].speakers) == ("2026", [])
    states = {outcome.correction_id: (outcome.state, outcome.corrected_value) for outcome in outcomes}
    assert states == {"c1": ("superseded", "2026-02"), "c2": ("applied", "nobody"), "c3": ("applied", "2026")}


def test_what_is_no_statement_leaves_nothing_inside_it_hanging() -> None:
    changes, _ = correct_version(VERSION, [correct("not_a_statement", MIDDLE)])
    by_id = {change.statement_id: change for change in changes}

    assert not by_id["middle"].is_statement
    assert (by_id["inner"].has_parent, by_id["inner"].parent_statement_id) == (True, "outer")
    # Its own words are other ones now, so it has to be read anew.
    assert by_id["outer"].key == by_id["inner"].key
    assert (by_id["outer"].is_statement, by_id["outer"].has_parent) == (True, False)


def test_a_correction_of_a_statement_that_is_none_is_superseded() -> None:
    corrections = [correct("not_a_statement", number=1), correct("said_on", number=2, said_on="2026")]
    changes, outcomes = correct_version(VERSION, corrections)

    assert [outcome.state for outcome in outcomes] == ["applied", "superseded"]
    assert changes[0].said_on is None


def test_a_kind_that_alone_is_corrected_is_shown_before_and_after() -> None:
    _, outcomes = correct_version(VERSION, [correct("speaker", speaker_name="Ada Okafor", speaker_kind="organisation")])

    assert [(o.extracted_value, o.corrected_value) for o in outcomes] == [
        ("Ada Okafor, person (NG)", "Ada Okafor, organisation (NG)")
    ]


OTHER = Version("a", "v2", {"title": "", "body": "Another text altogether."}, ())


@pytest.mark.parametrize(
    ("correction", "says"),
    [
        (correct("not_a_statement"), "no statement"),
        (correct("said_on", said_on="2026-02"), "2026-02"),
        (correct("speaker"), "nobody"),
        (correct("speaker", speaker_name="Obi Eze", speaker_role="mayor", country_code="NG"), "Obi Eze, mayor (NG)"),
        (correct("speaker", speaker_name="Obi Eze", speaker_role="none", country_code="none"), "Obi Eze"),
    ],
)
def test_nothing_found_changes_nothing_and_what_a_correction_says_stays(correction: Correction, says: str) -> None:
    for given, state in (([correction], []), "anchor not found"), (([], [correction]), "undone"):
        changes, outcomes = correct_version(OTHER, *given)

        assert changes == []
        assert [(o.state, o.article_version, o.statement_id, o.corrected_value) for o in outcomes] == [
            (state, "v2", None, says)
        ]


def test_what_is_undone_changes_nothing_and_shows_both_values() -> None:
    changes, outcomes = correct_version(
        VERSION, [], [correct("speaker", speaker_name="Obi Eze", speaker_kind="person")]
    )

    assert changes == []
    assert [(o.state, o.statement_id, o.extracted_value, o.corrected_value) for o in outcomes] == [
        ("undone", "outer", "Ada Okafor (NG)", "Obi Eze")
    ]


def test_the_key_tells_corrections_apart_and_not_their_order() -> None:
    one, other = correct("speaker", number=1), correct("said_on", number=2, said_on="none")
    keys = [correct_version(VERSION, given)[0][0].key for given in ([one], [one, other], [other, one])]

    assert keys[0] != keys[1] == keys[2]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2026-02-09", SaidOn(date(2026, 2, 9), date(2026, 2, 9), "day")),
        ("2024-02", SaidOn(date(2024, 2, 1), date(2024, 2, 29), "month")),
        ("2026", SaidOn(date(2026, 1, 1), date(2026, 12, 31), "year")),
        ("none", SaidOn(None, None, "none")),
    ],
)
def test_a_date_is_a_day_a_month_a_year_or_none(text: str, days: SaidOn) -> None:
    assert read_said_on(text) == days
    assert write_said_on(days.start, days.precision) == text


@pytest.mark.parametrize("text", ["", "2026-02-30", "9 February 2026", "2026-2-9", "yesterday"])
def test_anything_else_is_no_date(text: str) -> None:
    with pytest.raises(CorrectionError, match="write a day"):
        read_said_on(text)


@pytest.mark.parametrize(
    ("correction", "message"),
    [
        (correct("speaker", speaker_name="Ada", speaker_kind="person", country_code="XX"), "no country code"),
        (correct("speaker", speaker_name="Ada", speaker_kind="ghost"), "no kind of speaker"),
        (correct("speaker", speaker_name="A\nB", speaker_kind="person"), "in one line"),
        (correct("speaker", speaker_role="mayor"), "name the speaker"),
        (correct("speaker", speaker_name="Ada", speaker_role=""), "role has to be given"),
        (correct("said_on", said_on="2026", speaker_role="mayor"), "has no speaker_role"),
        (correct("not_a_statement", country_code="NG"), "has no country_code"),
        (correct("said_on", said_on="2026", instead_of="Ada"), "has no instead_of"),
        (Correction("c", "outlet_country", "Ines", datetime.now(UTC), "w", subject_id="x", country_code="none"),
         "no country code"),
        (correct("rename"), "no kind of correction"),
        (Correction("c", "merge_speakers", "Ines", datetime.now(UTC), "same", subject_id="x", other_subject_id="x"),
         "two different"),
        (Correction("c", "outlet_country", "Ines", datetime.now(UTC), "why", subject_id="x"), "country's code"),
        (Correction("c", "speaker", "Ines", datetime.now(UTC), "why"), "needs the statement"),
        (Correction("c", "speaker", "", datetime.now(UTC), "why"), "Who corrects"),
        (Correction("c", "speaker", "Ines", datetime.now(UTC), " "), "reason"),
        (Correction("c", "speaker", "Ines", datetime.now(UTC), "w" * 2001), "reason"),
    ],
)  # fmt: skip
def test_an_unsound_correction_is_refused_with_what_to_change(correction: Correction, message: str) -> None:
    with pytest.raises(CorrectionError, match=message):
        require_sound(correction, {"NG"})


@pytest.mark.parametrize("code", ["NG", "none", None])
def test_a_known_country_none_or_nothing_said_of_it_is_sound(code: str | None) -> None:
    require_sound(correct("speaker", speaker_name="Ada", speaker_kind="person", country_code=code), {"NG"})
