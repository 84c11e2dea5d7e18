"""Erasure in the landing zone: what a manifest lists is what lies there, also for feeds kept as evidence."""

from __future__ import annotations

import gzip
import hashlib
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from orchestration.ingest.erasing import erase_from_landing, find_documents
from orchestration.ingest.manifest import LandedFile, Landing, read_manifest, write_manifest
from orchestration.ingest.origin import Origin
from orchestration.settings import Settings, load_settings

URL, TITLE = "https://post.example/bridge?a=1&b=2", "“No bridge” & no ferry, say the fishermen"
FEED = "<rss><item><link>https://post.example/bridge?a=1&amp;b=2</link><title>x</title></item></rss>"
OTHER_FEED = "<rss><item><link>https://post.example/road</link><title>A road</title></item></rss>"
TOMBSTONE = "t20261129T061500Z-aaaaaa"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(data=tmp_path)


def land(settings: Settings, files: dict[str, tuple[str | None, str]]) -> Path:
    """A load of these files (name: format, text); its folder."""
    folder = settings.landing_dir / "2026-11-29" / "load"
    folder.mkdir(parents=True)
    landed = []
    for name, (file_format, text) in files.items():
        (folder / name).write_bytes(gzip.compress(text.encode()))
        origin = Origin(URL, "https://post.example/feed", "2026-11-29T06:00:00", "Post", title=TITLE)
        landed.append(LandedFile(URL, f"2026-11-29/load/{name}", file_format, len(text), "0" * 64, origin=origin))
    write_manifest(folder, Landing("load", date(2026, 11, 29), datetime.now(UTC), URL, files=tuple(landed)))
    return folder


@pytest.mark.parametrize(
    "text", [FEED, json.dumps({"items": [{"title": TITLE}]}), f"<title>{TITLE.replace('&', '&amp;')}</title>"]
)
def test_a_feed_that_lists_what_is_erased_goes_and_others_stay(settings: Settings, text: str) -> None:
    folder = land(settings, {"feed.xml.gz": (None, text), "other.xml.gz": (None, OTHER_FEED)})
    assert find_documents(settings, [URL, TITLE]) == ["2026-11-29/load/feed.xml.gz"]
    erased = erase_from_landing(settings, {}, [URL, TITLE], TOMBSTONE)

    assert (erased.documents, sorted(path.name for path in folder.iterdir())) == (1, ["manifest.json", "other.xml.gz"])
    gone, stays = read_manifest(folder / "manifest.json").files
    assert (gone.landing_path, gone.sha256, gone.problem) == (None, None, None)
    assert stays.landing_path == "2026-11-29/load/other.xml.gz"


def test_a_page_goes_with_its_name_and_what_its_origin_says(settings: Settings) -> None:
    folder = land(settings, {"bridge.html.gz": ("page", f"<h1>{TITLE}</h1>")})
    erased = erase_from_landing(settings, {"2026-11-29/load/bridge.html.gz": {1}}, [], TOMBSTONE)

    assert erased.removed == {"2026-11-29/load/bridge.html.gz"}
    manifest = (folder / "manifest.json").read_text(encoding="utf-8")
    assert "bridge" not in manifest
    assert "fishermen" not in manifest
    assert TOMBSTONE in manifest
    assert read_manifest(folder / "manifest.json").source == "erased", "of this load nothing is left"
    assert erase_from_landing(settings, {"2026-11-29/load/bridge.html.gz": {1}}, [], TOMBSTONE).removed == frozenset()


@pytest.mark.parametrize("file_format", ["jsonl", "csv"])
def test_a_file_that_breaks_off_goes_whole_and_the_others_in_it_are_counted(
    settings: Settings, file_format: str
) -> None:
    words = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(5000)]
    lines = {
        "jsonl": [json.dumps({"title": TITLE, "body": each}) for each in words],
        "csv": ["title,body", *(f'"{TITLE}",{each}' for each in words)],
    }[file_format]
    folder = land(settings, {"news.gz": (file_format, "\n".join(lines))})
    packed = (folder / "news.gz").read_bytes()
    (folder / "news.gz").write_bytes(packed[: len(packed) // 2])

    erased = erase_from_landing(settings, {"2026-11-29/load/news.gz": {1}}, [], TOMBSTONE)

    assert erased.removed == {"2026-11-29/load/news.gz"}
    assert 1000 < erased.lost < 5000
    assert sorted(path.name for path in folder.iterdir()) == ["manifest.json"]


def test_a_short_title_is_no_reason_to_remove_a_feed(settings: Settings) -> None:
    land(settings, {"other.xml.gz": (None, OTHER_FEED)})

    assert find_documents(settings, ["A road"]) == []


def test_a_feed_that_cannot_be_read_may_hold_it_and_goes(settings: Settings) -> None:
    folder = land(settings, {"feed.xml.gz": (None, FEED)})
    (folder / "feed.xml.gz").write_bytes(gzip.compress(OTHER_FEED.encode())[:-12])

    assert erase_from_landing(settings, {}, [URL], TOMBSTONE).documents == 1
