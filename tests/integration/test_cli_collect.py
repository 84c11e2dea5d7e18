"""`hearsay collect` and `hearsay sources` as a person runs them, against sites on this machine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from orchestration.collect.sources import read_sources
from tests.integration.commands import run
from tests.integration.played_sites import FETCHING, PlayedSites, article, play_sites, rss

HOST = "127.0.0.1"


@pytest.fixture
def sites() -> Iterator[PlayedSites]:
    with play_sites() as sites:
        sites.put(HOST, "/a", article("A story", "The lamps were lit at noon."))
        sites.put(HOST, "/rss.xml", rss(("/a", "A story", "Fri, 20 Nov 2026 05:00:00 GMT"), ("/gone", "Gone", "")))
        yield sites


@pytest.fixture
def sources(tmp_path: Path, sites: PlayedSites, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sources file of a data folder that the settings name: one outlet, which works."""
    monkeypatch.setenv("HEARSAY_DATA", str(tmp_path / "data"))
    path = tmp_path / "data" / "sources.yml"
    path.parent.mkdir()
    outlets = [{"name": "Lamp Letter", "feeds": [sites.url(HOST, "/rss.xml")]}]
    path.write_text(yaml.safe_dump({"fetching": FETCHING, "outlets": outlets}, sort_keys=False), encoding="utf-8")
    return path


@pytest.mark.parametrize("command", [["collect"], ["sources", "check"], ["sources", "add"]])
def test_every_command_explains_itself_with_an_example(command: list[str]) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert f"Example: hearsay {' '.join(command)}" in " ".join(result.output.split())


def test_collect_says_what_it_brought_and_what_it_did_not(sources: Path) -> None:
    result = run("collect", "--no-extract")
    assert result.exit_code == 0, result.output
    assert "2 entries = 1 landed + 0 seen before + 1 rejected + 0 left" in result.output
    assert "/gone: the server answers 404" in result.output
    assert "2 records = 1 articles + 0 new versions + 0 duplicates + 1 rejects" in result.output
    counts = json.loads(run("status", "--json").stdout)
    assert (counts["records"], counts["articles"], counts["rejects"]) == (2, 1, 1)
    again = run("collect", "--no-extract")
    assert "2 entries = 0 landed + 2 seen before" in again.output


def test_collect_extracts_the_statements_too(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARSAY_ENGINE", "rules")
    result = run("collect", "--workers", "1")
    assert result.exit_code == 0, result.output
    status = json.loads(run("status", "--json").stdout)
    assert status["statements"] >= 1
    assert status["unextracted"] == 0


def test_collect_fails_in_words_where_no_source_can_be_read(sources: Path, sites: PlayedSites) -> None:
    sites.pages.clear()
    result = run("collect", "--no-extract")
    assert result.exit_code == 1
    assert "failed: Lamp Letter" in result.output
    assert "No source could be read" in str(result.exception)


def test_collect_without_a_sources_file_says_how_to_begin(sources: Path) -> None:
    sources.unlink()
    result = run("collect")
    assert result.exit_code == 1
    assert "hearsay sources add" in str(result.exception)


def test_check_reports_each_source_and_keeps_nothing(sources: Path, sites: PlayedSites) -> None:
    result = run("sources", "check")
    assert result.exit_code == 0, result.output
    assert "All 1 sources" in result.output
    assert sorted(path.name for path in sources.parent.iterdir()) == ["sources.yml"]
    content = yaml.safe_load(sources.read_text(encoding="utf-8"))
    content["outlets"].append({"name": "Lost Ledger", "feeds": [sites.url(HOST, "/lost")], "folders": ["nowhere"]})
    other = sources.with_name("other.yml")
    other.write_text(yaml.safe_dump(content), encoding="utf-8")

    failing = run("sources", "check", str(other))

    assert failing.exit_code == 1
    assert "Lost Ledger: " in failing.output
    assert "the server answers 404" in failing.output
    assert "the folder is not there" in failing.output
    assert "2 of 3 sources" in str(failing.exception)


def test_add_finds_the_feed_that_a_site_names(sources: Path, sites: PlayedSites) -> None:
    sites.put(HOST, "/more.xml", rss(("/b", "B", ""), ("/c", "C", "")))
    head = "<link rel='alternate' type='application/rss+xml' href='/more.xml'>"
    sites.put(HOST, "/", f"<html><head>{head}</head></html>")
    printed = run("sources", "add", sites.url(HOST, "/"), "--name", "Mill Mirror", "--print")
    assert "/more.xml" in printed.stdout
    assert len(read_sources(sources).outlets) == 1

    result = run("sources", "add", sites.url(HOST, "/"), "--name", "Mill Mirror")

    assert result.exit_code == 0, result.output
    added = read_sources(sources).outlets[-1]
    assert (added.name, added.feeds) == ("Mill Mirror", (sites.url(HOST, "/more.xml"),))


def test_add_tries_the_usual_places_and_says_where_there_is_none(sources: Path, sites: PlayedSites) -> None:
    sites.put(HOST, "/", "<html>no link</html>")
    sites.put(HOST, "/feed.xml", rss(("/b", "B", "")))
    del sites.pages[HOST, "/rss.xml"]
    assert sites.url(HOST, "/feed.xml") in run("sources", "add", sites.url(HOST, "/"), "--print").stdout
    del sites.pages[HOST, "/feed.xml"]
    result = run("sources", "add", sites.url(HOST, "/"))
    assert result.exit_code == 1
    assert "names no feed" in str(result.exception)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "https://a:b@lantern.example", "http://169.254.169.254/"])
def test_add_refuses_what_may_not_be_fetched(sources: Path, url: str) -> None:
    result = run("sources", "add", url)
    assert result.exit_code == 1
    assert result.exception is not None
    assert len(read_sources(sources).outlets) == 1
