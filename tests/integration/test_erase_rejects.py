"""Erasure of what an article's rejects tell of it: rows of an index, addresses that failed, pages without text."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from orchestration.collect.incoming import Incoming, land_incoming
from orchestration.erase import erase, plan_erasure
from orchestration.ingest.load import ingest_landed, load_paths
from orchestration.ingest.origin import Origin
from orchestration.settings import Settings, load_settings
from orchestration.warehouse.ledger import read_status
from tests.integration.sample_copies import ask
from tests.integration.test_erase import add_up, find_bytes, find_rows

ADDRESS, TITLE = "https://post.example/2026/no-bridge", "No bridge and no ferry, say the fishermen"
LONGER = f"{ADDRESS}-yet"  # another article's, which begins alike
BODY = "The river minister, Ana Brook, said on Monday that the treaty would be signed before the end of the year."


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An article, an index that lists it and another, and a run in which it failed in two ways."""
    settings = load_settings(data=tmp_path / "data", workers=1)
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.jsonl").write_text(json.dumps({"url": ADDRESS, "title": TITLE, "body": BODY}), encoding="utf-8")
    index = [f"{ADDRESS}?utm_source=list,{TITLE}", f"{LONGER},A bridge after all", f'"{ADDRESS}",Short,too,many']
    (inbox / "index.csv").write_text("\n".join(["url,title", *index]) + "\n", encoding="utf-8")
    load_paths(settings, [inbox], extract=False)
    incoming = Incoming(settings, load_on=date(2026, 11, 22), now=datetime(2026, 11, 22, 6, 15, tzinfo=UTC))
    for address in (ADDRESS, LONGER):
        incoming.add_problem("Post", address, "not_found", f"{address} answered 404")
    incoming.add(b"<html><body></body></html>", "page", Origin(ADDRESS, "https://post.example/feed", "", "Post"))
    incoming.close()
    land_incoming(settings, incoming.folder)
    ingest_landed(settings, incoming.load_id)
    return settings


def test_rejects_that_tell_of_an_article_go_with_it_and_others_stay(settings: Settings, tmp_path: Path) -> None:
    assert ask(settings, "SELECT count(*) FROM raw.rejects") == [(6,)]
    plan = plan_erasure(settings, ADDRESS)
    assert (len(plan.rejects), plan.records) == (4, 4), "one of the rejects was never landed"
    erase(settings, ADDRESS, by="Ines Adler", reason="Asked for.", ground="takedown")

    kept = ask(settings, "SELECT source_path, excerpt FROM raw.rejects ORDER BY landing_path NULLS FIRST")
    assert [("no-bridge-yet" in f"{source} {excerpt}") for source, excerpt in kept] == [True, True]
    for words in (TITLE, "no-bridge", f"{ADDRESS} ", f'{ADDRESS}"', f"{ADDRESS},", f"{ADDRESS}?"):
        found = {"load_records", "rejects"} if words == "no-bridge" else set()
        assert set(find_rows(settings, words)) <= found
        assert words == "no-bridge" or find_bytes(settings.landing_dir, words) == []
    assert ask(settings, "SELECT count(*) FROM raw.load_records WHERE source_path = ?", ADDRESS) == [(0,)]
    assert len(find_bytes(settings.landing_dir, LONGER)) == 2, "the index, and the manifest of the run"
    counts = read_status(settings).counts
    assert add_up(counts)
    assert (counts["records"], counts["erased"], counts["rejects"]) == (7, 5, 2)
    assert ask(settings, "SELECT article_count, record_count FROM raw.tombstones") == [(1, 4)]

    again = load_settings(data=tmp_path / "again", workers=1)
    again.data.mkdir()
    settings.landing_dir.rename(again.landing_dir)
    for path in again.landing_dir.glob("*/*/manifest.json"):
        ingest_landed(again, path.parent.name)
    assert add_up(read_status(again).counts)
    assert ask(again, "SELECT count(*), count(DISTINCT reject_id) FROM raw.rejects") == [(7, 7)]
    assert ask(again, "SELECT count(*) FROM raw.rejects WHERE reason_code = 'erased'") == [(5,)]
