"""One agency's text in two outlets is found, whole or cut; two reports of one event are not one text."""

from __future__ import annotations

import hashlib
import random
import string

import pytest

from orchestration.ingest.syndication import MIN_WORDS, compare, read_runs, sketch

LETTERS = random.Random(11)
WORDS = ["".join(LETTERS.choices(string.ascii_lowercase, k=LETTERS.randint(2, 9))) for _ in range(2000)]


def make_text(seed: int, paragraphs: int = 8) -> list[str]:
    """Paragraphs of 50 words that mean nothing."""
    draw = random.Random(seed)
    return [" ".join(draw.choices(WORDS, k=50)).capitalize() + "." for _ in range(paragraphs)]


def is_syndicated(one: list[str], other: list[str]) -> bool:
    return compare(read_runs("\n\n".join(one)), read_runs("\n\n".join(other))).is_syndicated


WIRE = make_text(1)


@pytest.mark.parametrize(
    "printed",
    [
        WIRE,
        WIRE[:3],
        [*WIRE[:5], *make_text(2, 1)],
        [text.upper().replace(".", " —") for text in WIRE],
        [f"{text} Our reporter adds a word." for text in WIRE],
        list(reversed(WIRE)),
    ],
    ids=["whole", "cut", "with a paragraph of its own", "other punctuation", "with additions", "other order"],
)
def test_a_text_printed_again_is_found(printed: list[str]) -> None:
    assert is_syndicated(WIRE, printed)
    assert is_syndicated(printed, WIRE)


@pytest.mark.parametrize(
    "printed",
    [make_text(3), [*make_text(4), WIRE[0]], WIRE[:1], []],
    ids=["another text", "one that quotes the same paragraph", "too short", "empty"],
)
def test_what_only_has_some_words_in_common_is_not(printed: list[str]) -> None:
    assert not is_syndicated(WIRE, printed)


def test_a_sketch_is_a_sixteenth_of_the_runs_and_shared_as_the_text_is() -> None:
    long = make_text(5, 200)
    runs = read_runs(" ".join(long))
    assert len(sketch(runs)) == pytest.approx(len(runs) / 16, rel=0.2)
    half = sketch(read_runs(" ".join(long[:100])))
    assert set(half) <= set(sketch(runs))


def test_a_text_under_the_least_length_has_no_runs() -> None:
    words = WORDS[:MIN_WORDS]
    assert read_runs(" ".join(words))
    assert not read_runs(" ".join(words[:-1]))


def test_a_run_is_the_hash_of_its_six_words_as_warehouses_hold_it() -> None:
    words = ["strasse", "мост", "2026", "été", "x_1"] * 20  # letters of one byte and of two
    runs = {" ".join(words[place : place + 6]) for place in range(5)}

    assert read_runs("Straße, МОСТ 2026 été x_1. " * 20) == {
        int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest(), "big") for run in runs
    }
