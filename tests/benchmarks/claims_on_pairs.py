"""Claims on pairs of the same quotation in two outlets: loads the articles, extracts, matches, and scores.

    python -m tests.benchmarks.claims_on_pairs SHARED DATA [--engine rules] [--sample 100 --seed 6]

SHARED is the folder of labelled texts, DATA a data folder of its own: what is extracted there already is not extracted
again. With `--sample`, so many claims of two or more statements are printed instead, to be read and labelled.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import subprocess
import sys
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

from orchestration.ingest.load import load_paths
from orchestration.settings import Settings, load_settings
from orchestration.warehouse.conclusions import conclude
from orchestration.warehouse.connection import connect_raw

PAIRS = Path("data/claims/same_quote_pairs.jsonl.gz")
NEWS = Path("data/news/articles.jsonl.gz")
# The pairs name articles by the id that their source gives.
MEMBERS = """
    SELECT a.source_article_id, s.field, s.content_spans, m.claim_id
    FROM raw.statements AS s
    JOIN raw.articles AS a USING (article_id, article_version)
    JOIN raw.claim_members AS m USING (statement_id)
    ORDER BY s.statement_id
"""
SHOWN = """
    SELECT m.claim_id, a.outlet_name, a.published_on, s.speakers[1].name, m.kind, m.similarity, s.content_text
    FROM raw.claim_members AS m
    JOIN raw.statements AS s USING (statement_id)
    JOIN raw.articles AS a USING (article_id, article_version)
    QUALIFY count(*) OVER (PARTITION BY m.claim_id) > 1
    ORDER BY m.claim_id, m.kind <> 'core', m.statement_id
"""


def fill_warehouse(settings: Settings, shared: Path) -> None:
    """Load and extract the articles that the pairs name, and match their statements."""
    with gzip.open(shared / PAIRS, "rt", encoding="utf-8") as lines:
        wanted = {pair[side]["id"] for pair in map(json.loads, lines) for side in "ab"}
    subset = settings.data / "articles_of_the_pairs.jsonl"
    subset.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(shared / NEWS, "rt", encoding="utf-8") as lines:
        subset.write_text("".join(line for line in lines if json.loads(line)["article_id"] in wanted), encoding="utf-8")
    load_paths(settings, [subset])
    with connect_raw(settings) as con:
        conclude(con)


def score(settings: Settings, shared: Path) -> dict[str, dict[str, Any]]:
    """The figures of score_claims.py: for each kind of pair, and all, the shares covered and joined."""
    members = settings.data / "claim_members.jsonl"
    with connect_raw(settings) as con:
        rows = con.execute(MEMBERS).fetchall()
    with members.open("w", encoding="utf-8") as out:
        for article_id, field, spans, claim_id in rows:
            content = [[span["start_char"], span["end_char"]] for span in spans]
            row = {"article_id": article_id, "field": field, "content": content, "claim_id": claim_id}
            out.write(json.dumps(row) + "\n")
    command = [sys.executable, str(shared / "eval/score_claims.py"), str(shared / PAIRS), str(members), "--json"]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: dict[str, dict[str, Any]] = json.loads(answer.stdout)
    return figures


def print_sample(settings: Settings, count: int, seed: int) -> None:
    """Print claims of two or more statements, drawn at random, every member with what holds it there."""
    with connect_raw(settings) as con:
        claims = [list(rows) for _, rows in groupby(con.execute(SHOWN).fetchall(), key=lambda row: row[0])]
    for number, members in enumerate(random.Random(seed).sample(claims, count)):
        print(f"## {number}  {members[0][0]}")
        for _, outlet, day, speaker, kind, similarity, text in members:
            print(f"   {kind} {similarity:.2f} · {outlet} {day} · {speaker}: {text}")


def main() -> None:
    """Read the arguments, and print the figures or the sample."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("--engine", choices=["tagger", "rules"], default="tagger")
    parser.add_argument("--sample", type=int)
    parser.add_argument("--seed", type=int, default=6)
    given = parser.parse_args()
    engine: Literal["tagger", "rules"] = given.engine
    settings = load_settings(data=given.data, engine=engine)
    fill_warehouse(settings, given.shared)
    if given.sample:
        print_sample(settings, given.sample, given.seed)
    else:
        print("\n".join(f"{name:<16}{figures}" for name, figures in score(settings, given.shared).items()))


if __name__ == "__main__":
    main()
