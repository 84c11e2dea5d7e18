"""sources.yml: what is wrong in it is named by file, source, field and fix."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration.collect.adding import add_outlet, describe_outlet
from orchestration.collect.finding import FoundFeed
from orchestration.collect.sources import parse_sources, read_fetching, read_sources
from orchestration.errors import HearsayError

PROJECT = Path(__file__).resolve().parents[3]
FEED = "feeds: [https://lantern.example/rss]"


def test_the_example_is_valid_and_names_every_field() -> None:
    path = PROJECT / "sources.example.yml"
    sources = read_sources(path)
    text = path.read_text(encoding="utf-8")
    assert len(sources.outlets) >= 4
    for model in (sources.fetching, sources.outlets[0]):
        assert [name for name in type(model).model_fields if f"{name}:" not in text] == []
    assert "archive@hearsay.example" in sources.fetching.user_agent
    assert all(host.endswith(".example") for outlet in sources.outlets for host in outlet.hosts)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("outlets: []", ["outlets", "holds no outlet"]),
        ("- a", ["begins with `outlets:`"]),
        ("outlets: [{name: Lantern}]", ["outlet 'Lantern'", "names no place", "give it feeds"]),
        ("outlets: [{name: Lantern, feeds: [ftp://a.example]}]", ["outlet 'Lantern'", "feeds.0", "https://"]),
        ("outlets: [{name: Lantern, feeds: ['https://a:b@c.example']}]", ["feeds.0", "take them out"]),
        (f"outlets: [{{name: Lantern, {FEED}, pase: 1}}]", ["outlet 'Lantern'", "pase", "pace_seconds"]),
        (f"outlets: [{{name: Lantern, {FEED}, country: Estonia}}]", ["outlet 'Lantern'", "country", "'Estonia'"]),
        (f"outlets: [{{{FEED}}}]", ["outlet number 1", "name", "add it"]),
        (f"outlets: [{{name: A, {FEED}}}, {{name: a, folders: [x]}}]", ["more than once", "one entry"]),
        (f"outlets: [{{name: A, {FEED}}}, {{name: B, {FEED}}}]", ["lantern.example/rss", "under one outlet"]),
        (f"fetching: {{pace: 1}}\noutlets: [{{name: A, {FEED}}}]", ["fetching.pace", "pace_seconds"]),
        (f"fetching: {{max_bytes: 5}}\noutlets: [{{name: A, {FEED}}}]", ["fetching.max_bytes", "1000", "'5'"]),
        (f"fetching: {{intranet_hosts: ['*']}}\noutlets: [{{name: A, {FEED}}}]", ["intranet_hosts", "is no host"]),
        (f"fetching: {{agent: 'a b'}}\noutlets: [{{name: A, {FEED}}}]", ["fetching.agent"]),
        ("outlets:\n  - name: 'a\n", ["line", "not YAML"]),
        ("outlets: [3]", ["outlet number 1"]),
        ("outlets: !!python/object:os.system {}", ["not YAML"]),
    ],
)
def test_what_is_wrong_is_named_with_its_place_and_the_fix(text: str, said: list[str]) -> None:
    with pytest.raises(HearsayError) as error:
        parse_sources(text, Path("my/sources.yml"))
    for words in ["my/sources.yml", *said]:
        assert words in str(error.value)


def test_a_missing_file_says_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(HearsayError, match=r"sources\.example\.yml"):
        read_sources(tmp_path / "sources.yml")


def test_folders_are_relative_to_the_file(tmp_path: Path) -> None:
    sources = parse_sources("outlets: [{name: A, folders: [inbox]}]", tmp_path / "sources.yml")
    assert sources.outlets[0].folders == (tmp_path / "inbox",)


def test_an_outlet_is_added_to_the_end_and_comments_stay(tmp_path: Path) -> None:
    path = tmp_path / "sources.yml"
    feeds = [
        FoundFeed("https://mill.example/rss", False, "rss20", 3),
        FoundFeed("https://mill.example/n", True, "u", 1),
    ]
    add_outlet(path, describe_outlet("mill.example", feeds[:1]))
    path.write_text(path.read_text(encoding="utf-8") + "  # a person's note\n", encoding="utf-8")
    add_outlet(path, describe_outlet('The "River": Record', [FoundFeed("https://r.example/s", True, "u", 1)]))

    first, second = read_sources(path).outlets
    assert (first.name, first.feeds) == ("mill.example", ("https://mill.example/rss",))
    assert (second.name, second.sitemaps) == ('The "River": Record', ("https://r.example/s",))
    assert "a person's note" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("empty", ["outlets: []  # none yet\n", "outlets:\n", ""])
def test_an_outlet_is_added_to_a_file_that_says_only_how_to_fetch(tmp_path: Path, empty: str) -> None:
    path = tmp_path / "sources.yml"
    path.write_text(f"{empty}# Who asks.\nfetching:\n  contact: archive@hearsay.example\n", encoding="utf-8")
    assert read_fetching(path).contact == "archive@hearsay.example"

    add_outlet(path, describe_outlet("B", [FoundFeed("https://b.example/rss", False, "rss20", 1)]))

    found = read_sources(path)
    assert ([outlet.name for outlet in found.outlets], found.fetching.contact) == (["B"], "archive@hearsay.example")
    assert "# Who asks." in path.read_text(encoding="utf-8")


def test_a_file_that_is_only_begun_says_what_is_wrong_in_it(tmp_path: Path) -> None:
    path = tmp_path / "sources.yml"
    path.write_text("fetching:\n  pace: 1\n", encoding="utf-8")
    with pytest.raises(HearsayError, match=r"fetching\.pace: is not known"):
        read_fetching(path)


def test_a_file_that_would_not_be_valid_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "sources.yml"
    text = "outlets:\n  - name: A\n    folders: [x]\nfetching:\n  pace_seconds: 1\n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(HearsayError, match="Add it by hand"):
        add_outlet(path, describe_outlet("B", [FoundFeed("https://b.example/rss", False, "rss20", 1)]))
    assert path.read_text(encoding="utf-8") == text
