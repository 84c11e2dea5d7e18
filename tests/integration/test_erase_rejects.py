"""Erasure of what an article's rejects tell of it: rows of an index, addresses that failed, pages without text."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from orchestration.collect.incoming import Incoming, land_incoming
from orchestration.erase import erase, plan_erasure
from orchestration.ingest import load, refusals
from orchestration.ingest.load import ingest_landed, load_paths
from orchestration.ingest.origin import Origin
from orchestration.ingest.waiting import find_waiting
from orchestration.settings import Settings, load_settings
from orchestration.warehouse.connection import CONFIG
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
    index.append(f'https://wire.example/17,"{TITLE}"')  # told of by its title alone
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
    assert ask(settings, "SELECT count(*) FROM raw.rejects") == [(7,)]
    plan = plan_erasure(settings, ADDRESS)
    assert (len(plan.rejects), plan.records) == (5, 5), "one of the rejects was never landed"
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
    assert (counts["records"], counts["erased"], counts["rejects"]) == (8, 6, 2)
    assert ask(settings, "SELECT article_count, record_count FROM raw.tombstones") == [(1, 5)]

    again = load_settings(data=tmp_path / "again", workers=1)
    again.data.mkdir()
    settings.landing_dir.rename(again.landing_dir)
    for path in again.landing_dir.glob("*/*/manifest.json"):
        ingest_landed(again, path.parent.name)
    assert add_up(read_status(again).counts)
    assert ask(again, "SELECT count(*), count(DISTINCT reject_id) FROM raw.rejects") == [(8, 8)]
    assert ask(again, "SELECT count(*) FROM raw.rejects WHERE reason_code = 'erased'") == [(6,)]


@pytest.fixture
def erased(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The article is erased, and a run has come upon it again: page, feed, full text, and an address that failed."""
    # Uncompressed, so that text can be looked for in the file's bytes.
    monkeypatch.setitem(CONFIG, "force_compression", "uncompressed")
    erase(settings, ADDRESS, by="Ines Adler", reason="Asked for.", ground="takedown")
    incoming = Incoming(settings, load_on=date(2026, 11, 23), now=datetime(2026, 11, 23, 6, 15, tzinfo=UTC))
    origin = Origin(ADDRESS, "https://post.example/feed", "", "Post", title=TITLE)
    page = f"<html><body><article><h1>{TITLE}</h1><p>{BODY * 4}</p></article></body></html>"
    incoming.add(page.encode(), "page", origin)
    feed = f"<rss><item><link>{ADDRESS}</link></item></rss>"
    incoming.add(feed.encode(), None, replace(origin, url="https://post.example/feed", title=""))
    records = [{"url": f"{ADDRESS}?utm_source=feed", "title": TITLE, "body": BODY}, {"url": LONGER, "body": BODY}]
    feed = "\n".join(map(json.dumps, records))
    incoming.add(feed.encode(), "jsonl", Origin("https://post.example/full", "", "", "Post", holds_records=True))
    for address in (f"{ADDRESS}/", LONGER):
        incoming.add_problem("Post", address, "not_found", f"{address} answered 404")
    incoming.close()
    land_incoming(settings, incoming.folder)
    return settings


def require_no_trace(settings: Settings, load_id: str) -> None:
    """Of the article that was erased and fetched again nothing is left, and everything that came is accounted for."""
    kept = "SELECT source_path, landing_path IS NULL, excerpt FROM raw.rejects WHERE load_id = ? AND reason_code = ?"
    assert ask(settings, kept, load_id, "erased") == [("erased", True, "")] * 3
    assert ask(settings, "SELECT source_path FROM raw.rejects WHERE load_id = ? AND reason_code <> 'erased'",
               load_id) == [(LONGER,)]  # fmt: skip
    assert ask(settings, "SELECT record_count, article_count, reject_count FROM raw.loads WHERE load_id = ?",
               load_id) == [(5, 1, 4)]  # fmt: skip
    assert add_up(read_status(settings).counts)
    for words in (TITLE, f'{ADDRESS}"', f"{ADDRESS}/", f"{ADDRESS}?", f"{ADDRESS}<", f"{ADDRESS} ", "no-bridge.html"):
        assert find_rows(settings, words) == []
        for place in (settings.landing_dir, settings.raw_path.parent / "ledger"):
            assert find_bytes(place, words) == []
        assert words.encode() not in settings.raw_path.read_bytes()


def test_what_comes_again_leaves_no_trace(erased: Settings) -> None:
    (waiting,) = find_waiting(erased)
    assert waiting.load_id
    ingest_landed(erased, waiting.load_id)

    require_no_trace(erased, waiting.load_id)


@pytest.mark.parametrize("stage", ["erase_from_landing", "name_load", "link_syndicated"])
def test_what_comes_again_leaves_no_trace_after_an_interruption(
    erased: Settings, stage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    (waiting,) = find_waiting(erased)
    assert waiting.load_id
    with monkeypatch.context() as patched:
        patched.setattr(refusals if stage == "erase_from_landing" else load, stage, stop)
        with pytest.raises(KeyboardInterrupt):
            ingest_landed(erased, waiting.load_id)
    ingest_landed(erased, waiting.load_id)

    require_no_trace(erased, waiting.load_id)
