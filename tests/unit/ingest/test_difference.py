"""The difference between versions: both wordings can be put together from it, and only what changed is in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from orchestration.ingest.difference import Difference, Piece, compare_versions

LINES = st.lists(st.lists(st.sampled_from("the bridge opens today tomorrow not".split()), min_size=1).map(" ".join))


def test_a_changed_word_is_found_and_what_stays_is_counted() -> None:
    old = "The bridge opens.\n\nIt opens on Monday, she said.\n\nThe end."
    new = "The bridge opens.\n\nIt opens on Tuesday, she said.\n\nThe end.\n\nCorrected on Sunday."
    assert compare_versions(old, new) == Difference(
        (
            (
                Piece("same", "It opens on "),
                Piece("removed", "Monday, "),
                Piece("added", "Tuesday, "),
                Piece("same", "she said."),
            ),
            (Piece("added", "Corrected on Sunday."),),
        ),
        unchanged=2,
    )


def test_equal_texts_differ_in_nothing() -> None:
    assert compare_versions("One.\n\nTwo.", "One.\nTwo.\n") == Difference((), 2)


@given(LINES, LINES)
def test_both_versions_can_be_put_together_from_the_difference(old: list[str], new: list[str]) -> None:
    difference = compare_versions("\n\n".join(old), "\n\n".join(new))
    for lines, other in ((old, "added"), (new, "removed")):
        wordings = [
            " ".join("".join(piece.text.rstrip() + " " for piece in pieces if piece.kind != other).split())
            for pieces in difference.paragraphs
        ]
        kept = [wording for wording in wordings if wording]
        assert len(kept) + difference.unchanged == len(lines)
        assert all(wording in lines for wording in kept)
