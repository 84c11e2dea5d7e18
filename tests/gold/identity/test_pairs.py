"""Joining speakers of real articles, measured on the labelled pairs."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.gold.identity.score import compare, read_pairs, score


def test_pairs_are_whole_and_told_apart() -> None:
    pairs = read_pairs()

    assert len(pairs) >= 300
    assert {pair["label"] for pair in pairs} == {"same", "different", "unsure"}
    assert all(pair["left_article_id"] != pair["right_article_id"] for pair in pairs)
    keys = Counter(
        frozenset({(pair["left_article_id"], pair["left_name"]), (pair["right_article_id"], pair["right_name"])})
        for pair in pairs
    )
    assert max(keys.values()) == 1


def test_score_counts_what_was_joined_asked_and_left_apart() -> None:
    pair = {"left_article_id": "a", "left_name": "Bo", "right_article_id": "b", "right_name": "Ana Bo"}
    pairs = [pair | {"label": label} for label in ("same", "same", "different", "unsure")]
    pairs[1] |= {"right_name": "Otto Bo"}
    pairs.append(pair | {"label": "same", "left_name": "not extracted"})

    found = compare(pairs, {("a", "Bo"): "1", ("b", "Ana Bo"): "1", ("b", "Otto Bo"): "2"}, {frozenset("12")})

    assert (found.pairs, found.found) == (5, 4)
    assert (found.precision, found.recall) == (0.5, 0.5)
    assert found.counts["same", "asked"] == 1


def test_joined_speakers_are_one_and_most_that_are_one_are_joined(shared: Path, tmp_path: Path) -> None:
    found = score(shared, tmp_path)

    assert found.found >= 0.8 * found.pairs, str(found)  # names that another extractor reads otherwise
    assert found.precision >= 0.97, str(found)
    assert found.recall >= 0.65, str(found)
