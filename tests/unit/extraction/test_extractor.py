"""What must hold of whatever the extractor is given: spans, order, nesting, dates, and the batch interface."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orchestration.extraction.article import Article, Extractor
from orchestration.extraction.batch import extract_batch
from orchestration.extraction.pool import extract_batches
from orchestration.extraction.schema import ARTICLE_SCHEMA, RESULT_SCHEMA
from orchestration.extraction.text.statement import Statement

SAMPLE = Path(__file__).resolve().parents[3] / "data" / "sample"
WORDS = """said told reported according to the minister Reuters Kabul Tashkent denied “ ” " ‘ ’ « » ( ) — , . ? : ;
's he she they it who on Tuesday last November in 2017 yesterday President al-Rashid U.S. of and that 🚆 أهلا""".split()
WORDS += ["\n", "\n\n"]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.fixture(scope="module")
def sample_rows() -> list[dict[str, Any]]:
    files = [path.read_text(encoding="utf-8") for path in sorted(SAMPLE.glob("*/articles.jsonl"))]
    lines = [line for text in files for line in text.splitlines()]
    records = []
    for line in lines:
        try:
            records.append(json.loads(line))
        except ValueError:
            continue  # the sample has one broken line on purpose
    return [_row(record) for record in records[:24]]


def _row(record: dict[str, Any]) -> dict[str, Any]:
    return {
        "article_id": record["article_id"],
        "article_version": "v",
        "title": record["title"],
        "body": record["body"],
        "published_on": date(2026, 11, 3),
        "outlet_name": record["outlet"],
        "outlet_domain": record["outlet_domain"],
        "language": "en",
    }


def _results(rows: list[dict[str, Any]]) -> dict[str, Any]:
    out = extract_batch(pa.RecordBatch.from_pylist(rows, schema=ARTICLE_SCHEMA))
    assert out.schema == RESULT_SCHEMA
    return {row["article_id"]: row["statements"] for row in out.to_pylist()}


def test_an_article_gives_the_same_alone_shuffled_and_in_any_batch(sample_rows: list[dict[str, Any]]) -> None:
    together = _results(sample_rows)
    assert sum(map(len, together.values())) > 100
    alone = {key: value for row in sample_rows for key, value in _results([row]).items()}
    shuffled = sample_rows[:]
    random.Random(7).shuffle(shuffled)
    assert alone == together
    assert _results(shuffled) == together


def test_a_pool_gives_the_results_in_the_order_of_the_input(sample_rows: list[dict[str, Any]]) -> None:
    batches = [
        pa.RecordBatch.from_pylist(sample_rows[i : i + 5], schema=ARTICLE_SCHEMA) for i in range(0, len(sample_rows), 5)
    ]
    here = [batch.to_pylist() for batch in extract_batches(batches, workers=1)]
    assert [batch.to_pylist() for batch in extract_batches(batches, workers=2)] == here


def test_a_language_that_is_not_read_is_said_and_not_guessed_at(sample_rows: list[dict[str, Any]]) -> None:
    german = sample_rows[0] | {"language": "de"}
    row = extract_batch(pa.RecordBatch.from_pylist([german], schema=ARTICLE_SCHEMA)).to_pylist()[0]
    assert (row["status"], row["statements"]) == ("unsupported_language", [])
    assert "de" in row["diagnostic"]


@pytest.mark.parametrize(
    "body",
    [
        "“The bridge is safe,” said Ada Weir, a",  # a teaser that was cut off
        "“The bridge is safe,” said Ada Weir, the",
        "Ada Weir, a",
        "Ada Weir spoke first. Mr. S told the court that he was sorry.",  # a suspect without a name
    ],
)
@pytest.mark.parametrize("outlet", [None, " ", "The Gazette"])
def test_names_that_are_cut_off_or_left_out_lose_no_article(
    extractor: Extractor, body: str, outlet: str | None
) -> None:
    title = "Ada Weir says bridge is safe"
    statements = extractor.extract(Article(title, body, date(2018, 2, 9), outlet, None, None))
    assert any(statement.speakers[0].name == "Ada Weir" for statement in statements if statement.field == "title")


def test_an_article_without_text_gives_no_statement() -> None:
    empty = dict.fromkeys(ARTICLE_SCHEMA.names) | {"article_id": "a", "article_version": "v"}
    row = extract_batch(pa.RecordBatch.from_pylist([empty], schema=ARTICLE_SCHEMA)).to_pylist()[0]
    assert (row["status"], row["statements"]) == ("extracted", [])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=60),
    published=st.one_of(st.none(), st.dates(date(1900, 1, 1), date(2100, 1, 1))),
)
def test_odd_text_costs_nothing_and_every_span_is_inside_it(
    extractor: Extractor, words: list[str], published: date | None
) -> None:
    text = " ".join(words)
    for statement in extractor.extract(Article(text[:80], text, published)):
        _check(statement, text if statement.field == "body" else text[:80], published)


@pytest.mark.slow
def test_a_hundred_thousand_odd_texts_cost_nothing(extractor: Extractor) -> None:
    chance = random.Random(20261125)
    marks = "“”\"‘’'«»()—,.?:;\u200b\u202e\ue000\0\n\t"
    for _ in range(100_000):
        words = [
            chance.choice(WORDS) if chance.random() < 0.8 else "".join(chance.choices(marks, k=3))
            for _ in range(chance.randrange(1, 40))
        ]
        text = chance.choice(("", " ")).join(words) if chance.random() < 0.1 else " ".join(words)
        published = date(1900, 1, 1) + timedelta(days=chance.randrange(70_000)) if chance.random() < 0.7 else None
        for statement in extractor.extract(Article(text[:80], text, published)):
            _check(statement, text if statement.field == "body" else text[:80], published)


def _check(statement: Statement, text: str, published: date | None) -> None:
    assert statement.content
    for start, end in statement.content + statement.cue + statement.source:
        assert 0 <= start < end <= len(text)
    ancestors = [statement]
    while (parent := ancestors[-1].parent) is not None:
        assert all(parent is not other for other in ancestors), "a statement is nested in itself"
        ancestors.append(parent)
    if statement.said_on:
        assert statement.said_on.start <= statement.said_on.end
        assert published is None or statement.said_on.start <= published + timedelta(days=0)


def test_workers_end_when_the_process_that_started_them_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "start.py"
    script.write_text(
        "import multiprocessing, time\n"
        "from concurrent.futures import ProcessPoolExecutor\n"
        "from orchestration.extraction.pool import _end_with_parent\n"
        "import os\n"
        "if __name__ == '__main__':\n"
        "    context = multiprocessing.get_context('spawn')\n"
        "    pool = ProcessPoolExecutor(1, mp_context=context, initializer=_end_with_parent)\n"
        "    print(pool.submit(os.getpid).result(), flush=True)\n"
        "    time.sleep(60)\n",
        encoding="utf-8",
    )
    environment = os.environ | {"PYTHONPATH": str(SAMPLE.parents[1])}
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=environment) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        parent.kill()
    deadline = time.monotonic() + 20
    while _is_running(worker):
        assert time.monotonic() < deadline, "the worker outlived its parent"
        time.sleep(0.05)


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A zombie has ended; whoever adopted it has only not asked yet.
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize(
    ("domain", "countries"),
    [(None, []), ("edition.cnn.com", []), ("cnn-tbilisi.example", ["GE"])],
    ids=["name alone", "host of the known outlet", "another outlet's domain"],
)
def test_a_name_says_no_country_of_who_prints_on_another_domain(
    extractor: Extractor, domain: str | None, countries: list[str]
) -> None:
    body = "Ada Okafor, the mayor, said the road through Georgia was closed."
    found = extractor.extract(Article("", body, date(2026, 3, 1), "CNN", domain))

    assert [code for statement in found for code, _ in statement.about_countries] == countries
