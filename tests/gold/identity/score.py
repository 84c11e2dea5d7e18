"""Precision and recall of joining speakers, on the labelled pairs beside this file.

    python -m tests.gold.identity.score SHARED [--whole]

SHARED is the folder of labelled texts; without --whole only the articles of the pairs are loaded.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from orchestration.ingest.load import load_paths
from orchestration.settings import load_settings
from orchestration.warehouse.connection import connect_raw
from orchestration.warehouse.speakers import identify_speakers

PAIRS = Path(__file__).with_name("pairs.csv")
NEWS = ("articles.jsonl.gz", "wikinews.jsonl.gz")
MEMBERS = """
    SELECT a.source_article_id, m.speaker_name, m.speaker_id
    FROM raw.speaker_members AS m JOIN raw.articles AS a USING (article_id, article_version)
    WHERE m.speaker_id IS NOT NULL
"""
REVIEWS = "SELECT left_speaker_id, right_speaker_id FROM raw.speaker_reviews"

Who = tuple[str, str]  # the article's own id, and the name as it resolved it
Row = dict[str, str]


@dataclass(frozen=True)
class Score:
    """Counts of labelled pairs whose names were both extracted, by label and what became of them."""

    pairs: int
    counts: Counter[tuple[str, str]]  # label; joined, asked or apart
    wrong: list[Row]

    @property
    def found(self) -> int:
        """Pairs of which both names were extracted."""
        return self.counts.total()

    @property
    def precision(self) -> float:
        """Of the pairs that were joined and have a sure label, the share that are one speaker."""
        joined = self.counts["same", "joined"]
        return joined / max(1, joined + self.counts["different", "joined"])

    @property
    def recall(self) -> float:
        """Of the pairs that are one speaker, the share that were joined."""
        return self.counts["same", "joined"] / max(
            1, sum(n for (label, _), n in self.counts.items() if label == "same")
        )

    def __str__(self) -> str:
        rows = [f"{label:>9} {outcome:<6} {count:4}" for (label, outcome), count in sorted(self.counts.items())]
        head = f"{self.found} of {self.pairs} pairs found: precision {self.precision:.3f}, recall {self.recall:.3f}"
        return "\n".join([head, *rows])


def read_pairs() -> list[Row]:
    """The labelled pairs, as pairs.csv has them."""
    with PAIRS.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def score(shared: Path, folder: Path, *, whole: bool = False) -> Score:
    """Load the articles into a warehouse in `folder`, extract with the rules, identify, and compare with the labels."""
    pairs = read_pairs()
    wanted = {pair[f"{side}_article_id"] for pair in pairs for side in ("left", "right")}
    news = folder / "news.jsonl"
    _write_articles(shared, news, None if whole else wanted)
    settings = load_settings({"HEARSAY_ENGINE": "rules", "HEARSAY_WORKERS": "1"}, data=folder / "data")
    load_paths(settings, [news])
    with connect_raw(settings) as con:
        identify_speakers(con)
        speakers = {(article, name): speaker for article, name, speaker in con.execute(MEMBERS).fetchall()}
        asked = {frozenset(row) for row in con.execute(REVIEWS).fetchall()}
    return compare(pairs, speakers, asked)


def compare(pairs: list[Row], speakers: dict[Who, str], asked: set[frozenset[str]]) -> Score:
    """The score of who the speakers were taken for; `asked` are the pairs of speakers left for review."""
    counts: Counter[tuple[str, str]] = Counter()
    wrong = []
    for pair in pairs:
        left = speakers.get((pair["left_article_id"], pair["left_name"]))
        right = speakers.get((pair["right_article_id"], pair["right_name"]))
        if left is None or right is None:
            continue
        outcome = "joined" if left == right else "asked" if frozenset((left, right)) in asked else "apart"
        counts[pair["label"], outcome] += 1
        if (pair["label"], outcome) in (("different", "joined"), ("same", "apart"), ("same", "asked")):
            wrong.append({**pair, "outcome": outcome})
    return Score(len(pairs), counts, wrong)


def _write_articles(shared: Path, target: Path, wanted: set[str] | None) -> None:
    with target.open("w", encoding="utf-8") as out:
        for name in NEWS:
            with gzip.open(shared / "data" / "news" / name, "rt", encoding="utf-8") as lines:
                out.writelines(line for line in lines if wanted is None or json.loads(line)["article_id"] in wanted)


def main() -> None:
    """Print the score, and the pairs that are not as labelled."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--whole", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = score(given.shared, Path(folder), whole=given.whole)
    for pair in found.wrong:
        print(
            f"{pair['pair_number']:>4} {pair['label']}, {pair['outcome']}: {pair['left_name']} | {pair['right_name']}"
        )
    print(found)


if __name__ == "__main__":
    main()
