"""Erasure in a warehouse of few articles: when it is refused, and what becomes of loads and of pairs of copies."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from orchestration.erase import erase, plan_erasure
from orchestration.errors import HearsayError
from orchestration.ingest.load import load_paths
from orchestration.settings import Settings, load_settings
from orchestration.warehouse.ledger import read_erasures, read_status
from tests.integration.sample_copies import ask, copy_of

ADDRESS, COPY = "https://post.example/2026/no-bridge", "https://wire.example/2026/no-bridge"
OTHER = "https://wire.example/2026/la-pluie"
BODY = " ".join(f"The council of island {number} wants neither a bridge nor a ferry." for number in range(40))
SAID: dict[str, Any] = {"by": "Ines Adler", "reason": "Asked for.", "ground": "takedown"}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A load of one article, and one of another outlet's copy of it and of something else."""
    folder = tmp_path_factory.mktemp("few")
    settings = load_settings(data=folder / "data", workers=1)
    article = {"url": ADDRESS, "title": "No bridge", "body": BODY, "published_on": "2026-01-02"}
    copy = article | {"url": COPY, "published_on": "2026-01-03"}
    other = copy | {"url": OTHER, "title": "La pluie", "body": "On attend de la pluie.", "language": "fr"}
    for name, records in (("post", [article]), ("wire", [copy, other])):
        path = folder / f"{name}.jsonl"
        path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
        load_paths(settings, [path], extract=False)
    return settings


@pytest.fixture
def settings(loaded: Settings, tmp_path: Path) -> Settings:
    return copy_of(loaded, tmp_path / "data")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"ground": "whim"}, "no ground for erasing"),
        ({"by": " "}, "by whom and why"),
        ({"reason": ""}, "by whom and why"),
    ],
)
def test_an_erasure_says_by_whom_why_and_on_what_ground(
    settings: Settings, given: dict[str, str], message: str
) -> None:
    with pytest.raises(HearsayError, match=message):
        erase(settings, ADDRESS, **SAID | given)

    assert ask(settings, "SELECT count(*) FROM raw.articles") == [(3,)]
    assert read_erasures(settings) == []


def test_nothing_is_erased_while_something_waits_unread(settings: Settings) -> None:
    day = settings.landing_dir / "2026-11-29"
    day.mkdir()
    (day / "loose.txt").write_text("Loose\n\nNobody has read this yet.")

    with pytest.raises(HearsayError, match="run `hearsay load` first"):
        plan_erasure(settings, ADDRESS)


def test_nothing_is_erased_while_an_interrupted_run_has_left_what_it_fetched(settings: Settings) -> None:
    (settings.collect_dir / "incoming" / "20261129T061500Z-aaaaaa").mkdir(parents=True)

    with pytest.raises(HearsayError, match="run `hearsay collect` first"):
        plan_erasure(settings, ADDRESS)


def test_an_article_is_found_by_any_spelling_of_its_address_and_what_is_none_is_named(settings: Settings) -> None:
    plan = plan_erasure(settings, "http://www.post.example/2026/no-bridge/?utm_source=list")
    assert [each.article_id for each in plan.articles] == [ADDRESS]

    with pytest.raises(HearsayError, match="no article and no named speaker"):
        plan_erasure(settings, "https://post.example/2026/a-bridge")


def test_a_load_of_which_nothing_is_left_is_named_no_more_and_another_is(settings: Settings) -> None:
    loads = "SELECT parse_filename(source), newest_published_on IS NULL FROM raw.loads ORDER BY started_at"
    for address in (ADDRESS, COPY):
        erase(settings, address, **SAID)

    assert ask(settings, loads) == [("erased", True), ("wire.jsonl", False)]


@pytest.mark.parametrize("address", [ADDRESS, COPY])
def test_a_pair_of_copies_goes_with_either(settings: Settings, address: str) -> None:
    assert ask(settings, "SELECT article_id, matched_article_id FROM raw.syndications") == [(COPY, ADDRESS)]
    erase(settings, address, **SAID)

    assert ask(settings, "SELECT count(*) FROM raw.syndications") == [(0,)]


def test_an_article_in_another_language_is_counted_no_more(settings: Settings) -> None:
    assert read_status(settings).counts["unsupported_language"] == 1
    erase(settings, OTHER, **SAID)

    assert read_status(settings).counts["unsupported_language"] == 0
