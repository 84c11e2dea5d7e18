"""sources.yml: what is wrong in it is named by file, source, field and fix."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from orchestration.collect.adding import add_outlet, describe_outlet
from orchestration.collect.finding import FoundFeed
from orchestration.collect.guarding import Guard
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
        ("outlets: [{name: Lantern, feeds: ['https://a:b@c.example']}]", ["feeds.0", "user name or password"]),
        ("outlets: [{name: Lantern, feeds: ['https://a.example:99999/rss']}]", ["feeds.0", "Port out of range"]),
        ("outlets: [{name: Lantern, pages: ['https://a.example/the news']}]", ["pages.0", "holds spaces"]),
        ("outlets: [{name: Lantern, sitemaps: ['https://[::1/s']}]", ["sitemaps.0", "cannot be read"]),
        (f"outlets: [{{name: Lantern, {FEED}, pase: 1}}]", ["outlet 'Lantern'", "pase", "pace_seconds"]),
        (f"outlets: [{{name: Lantern, {FEED}, country: Estonia}}]", ["outlet 'Lantern'", "country", "'Estonia'"]),
        (f"outlets: [{{{FEED}}}]", ["outlet number 1", "name", "add it"]),
        (f"outlets: [{{name: A, {FEED}}}, {{name: a, folders: [x]}}]", ["more than once", "one entry"]),
        (f"outlets: [{{name: A, {FEED}}}, {{name: B, {FEED}}}]", ["lantern.example/rss", "under one outlet"]),
        (f"fetching: {{pace: 1}}\noutlets: [{{name: A, {FEED}}}]", ["fetching.pace", "pace_seconds"]),
        (f"fetching: {{max_bytes: 5}}\noutlets: [{{name: A, {FEED}}}]", ["fetching.max_bytes", "1000", "'5'"]),
        (f"fetching: {{intranet_hosts: ['*']}}\noutlets: [{{name: A, {FEED}}}]", ["intranet_hosts", "is no host"]),
        *(
            (f"fetching: {{intranet_hosts: ['{host}']}}\noutlets: [{{name: A, {FEED}}}]", [repr(host), "is no host"])
            for host in ("wire.corp.example:8080", "http:wire", "*corp.example", "wire.*.example", "10.0.0.0/8")
        ),
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


@pytest.mark.parametrize(
    ("text", "line", "key", "first"),
    [
        (f"outlets: [{{name: A, {FEED}}}]\n\noutlets: [{{name: B, folders: [x]}}]\n", 3, "outlets", 1),
        ("outlets:\n- name: A\n  feeds: [https://a.example/f]\n  feeds: [https://b.example/f]\n", 4, "feeds", 3),
        (f'outlets: [{{name: A, {FEED}}}]\n"outlets": []\n', 2, "outlets", 1),
    ],
)
def test_a_key_that_stands_twice_is_named_with_both_lines(
    tmp_path: Path, text: str, line: int, key: str, first: int
) -> None:
    path = tmp_path / "sources.yml"
    path.write_text(text, encoding="utf-8")
    for read in (read_sources, read_fetching):
        with pytest.raises(HearsayError, match=f"line {line}: `{key}` stands there a second time, after line {first}"):
            read(path)


def test_what_is_merged_in_may_be_said_otherwise() -> None:
    text = f"""
    outlets:
      - &first {{name: A, {FEED}, country: EE, quiet_after_days: 9}}
      - &second {{<<: *first, name: B, feeds: [https://b.example/rss], country: LV}}
      - {{<<: *second, name: C, feeds: [https://c.example/rss]}}
    """
    found = parse_sources(text, Path("sources.yml")).outlets
    assert [(outlet.country, outlet.quiet_after_days) for outlet in found] == [("EE", 9), ("LV", 9), ("LV", 9)]


@pytest.mark.parametrize(("word", "is_enabled"), [("no", False), ("off", False), ("FALSE", False), ("Yes", True)])
def test_norway_is_no_truth_value(word: str, is_enabled: bool) -> None:
    text = f"outlets: [{{name: True Crime, {FEED}, country: NO, language: no, enabled: {word}}}]"
    (outlet,) = parse_sources(text, Path("sources.yml")).outlets
    assert (outlet.name, outlet.country, outlet.language, outlet.enabled) == ("True Crime", "NO", "no", is_enabled)


def test_intranet_hosts_are_kept_as_the_guard_compares_them() -> None:
    hosts = ["Wire.Corp.example", "*.press.corp.example", "10.1.2.3", "[::1]", "wire"]
    text = f"fetching: {{intranet_hosts: {hosts}}}\noutlets: [{{name: A, {FEED}}}]"
    guard = Guard(parse_sources(text, Path("sources.yml")).fetching.intranet_hosts)
    asked = ["wire.corp.example", "a.press.corp.example", "10.1.2.3", "::1", "wire"]
    assert [guard.is_intranet(host) for host in asked] == [True] * 5
    assert not guard.is_intranet("corp.example")


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


@pytest.mark.parametrize(
    "last",
    [
        "    folders: [x]  # the archive\n",
        "    folders:\n      - x\n",
        "    folders: [x,\n      y]\n",
        "    folders: [x]\n    country: >-\n      FR\n\n",
    ],
)
def test_an_outlet_is_added_behind_the_others_where_the_file_goes_on(tmp_path: Path, last: str) -> None:
    path = tmp_path / "sources.yml"
    behind = "\n# Who asks.\nfetching:\n  contact: archive@hearsay.example\n"
    path.write_text(f"outlets:\n  # Ours.\n  - name: A\n{last}{behind}", encoding="utf-8")

    for name in ("B", "C"):
        add_outlet(path, describe_outlet(name, [FoundFeed(f"https://{name}.example/rss", False, "rss20", 1)]))

    found, text = read_sources(path), path.read_text(encoding="utf-8")
    assert [outlet.name for outlet in found.outlets] == ["A", "B", "C"]
    assert found.fetching.contact == "archive@hearsay.example"
    assert text.endswith(behind)
    assert text.startswith(f"outlets:\n  # Ours.\n  - name: A\n{last.rstrip()}")


@pytest.mark.parametrize("is_begun", [True, False])
def test_an_outlet_is_added_to_the_file_that_a_link_leads_to(tmp_path: Path, is_begun: bool) -> None:
    link, file = tmp_path / "data" / "sources.yml", tmp_path / "kept" / "sources.yml"
    for path in (link, file):
        path.parent.mkdir()
    link.symlink_to(file)
    if is_begun:
        file.write_text("outlets:\n  - name: A\n    folders: [x]\n", encoding="utf-8")
        file.chmod(0o640)

    add_outlet(link, describe_outlet("B", [FoundFeed("https://b.example/rss", False, "rss20", 1)]))

    assert link.is_symlink()
    assert [outlet.name for outlet in read_sources(file).outlets] == (["A", "B"] if is_begun else ["B"])
    assert list(tmp_path.glob("*/*.tmp")) == []
    if is_begun:
        assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_a_file_that_is_only_begun_says_what_is_wrong_in_it(tmp_path: Path) -> None:
    path = tmp_path / "sources.yml"
    path.write_text("fetching:\n  pace: 1\n", encoding="utf-8")
    with pytest.raises(HearsayError, match=r"fetching\.pace: is not known"):
        read_fetching(path)


@pytest.mark.parametrize("outlets", ["[{name: A, folders: [x]}]", "\n  - name: A\n    folders: &a [*a]"])
def test_a_file_that_would_not_be_valid_stays_as_it_is(tmp_path: Path, outlets: str) -> None:
    path = tmp_path / "sources.yml"
    text = f"outlets: {outlets}\nfetching:\n  pace_seconds: 1\n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(HearsayError, match="Add it by hand"):
        add_outlet(path, describe_outlet("B", [FoundFeed("https://b.example/rss", False, "rss20", 1)]))
    assert path.read_text(encoding="utf-8") == text
