"""Merging and splitting on top of what identity found."""

from __future__ import annotations

from datetime import UTC, datetime

from orchestration.corrections.correction import Correction
from orchestration.corrections.speakers import rearrange

# Two speakers: a (of the profiles a, a1, a2) and b (of b, b1), and an id that nobody has any more.
IDENTIFIED: dict[str, str | None] = {"a": "a", "a1": "a", "a2": "a", "old": "a", "b": "b", "b1": "b", "lost": None}
EDGES = [("a", "a1", 0.9), ("a1", "a2", 0.8), ("a", "a2", 0.7), ("b", "b1", 0.9)]


def pair(kind: str, one: str, other: str, number: int = 1) -> Correction:
    made_at = datetime(2026, 11, 29, 6, number, tzinfo=UTC)
    kind = f"{kind}_speakers"
    return Correction(f"c{number}", kind, "Ines", made_at, "why", subject_id=one, other_subject_id=other)


def test_of_merged_speakers_the_first_named_stays() -> None:
    found = rearrange([pair("merge", "b", "a")], IDENTIFIED, EDGES)

    assert found.speaker_of == {"a": "b", "a1": "b", "a2": "b", "old": "b"}


def test_merges_go_on_from_each_other() -> None:
    identified = IDENTIFIED | {"c": "c"}
    found = rearrange([pair("merge", "a", "b", 1), pair("merge", "c", "b1", 2)], identified, EDGES)

    assert {found.speaker_of.get(each, identified[each]) for each in identified if each != "lost"} == {"c"}


def test_a_split_part_takes_what_is_more_like_it_and_keeps_the_id_that_it_was_named_by() -> None:
    found = rearrange([pair("split", "a", "a2")], IDENTIFIED, EDGES)

    assert found.speaker_of == {"a2": "a2"}
    beside = IDENTIFIED | {"y": "z", "z": "z"}
    assert rearrange([pair("split", "a", "a2")], beside, [*EDGES, ("y", "z", 0.9)]).speaker_of == {"a2": "a2"}
    # Of a and a1 the surer edge holds; a2 was the surer partner of a1 than of a, and goes alone.
    assert rearrange([pair("split", "a", "a1")], IDENTIFIED, EDGES).speaker_of == {"a1": "a1", "a2": "a1"}


def test_the_part_with_the_speakers_id_keeps_it_whichever_is_named_first() -> None:
    assert rearrange([pair("split", "a1", "a")], IDENTIFIED, EDGES).speaker_of == {"a1": "a1", "a2": "a1"}


def test_a_part_can_be_merged_with_another_speaker() -> None:
    found = rearrange([pair("split", "a", "a2", 1), pair("merge", "b", "a2", 2)], IDENTIFIED, EDGES)

    assert found.speaker_of == {"a2": "b"}


def test_what_is_apart_or_one_already_stays_so() -> None:
    found = rearrange([pair("split", "a", "b", 1), pair("merge", "a", "a1", 2)], IDENTIFIED, EDGES)

    assert (found.speaker_of, found.lost) == ({}, set())


def test_ids_that_lead_to_nobody_are_told() -> None:
    found = rearrange([pair("merge", "a", "lost", 1), pair("merge", "a", "never", 2), pair("split", "a", "old", 3)],
                      IDENTIFIED, EDGES, {"old", "lost"})  # fmt: skip

    assert (found.speaker_of, found.lost) == ({}, {"c1", "c2", "c3"})
