"""What the committed sample promises: size, spread, and each phenomenon that a machine can find in it.

Only the files are looked at, with the standard library; how they are ingested is tested with the ingest.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

SAMPLE = Path(__file__).resolve().parents[3] / "data" / "sample"
FIRST_DAY, LAST_DAY = date(2026, 9, 20), date(2026, 11, 3)
GERMAN = "spree-20261005-01"
LOADS = ("2026-10-04", "2026-10-19", "2026-11-03")
FIELDS = {
    "article_id", "outlet", "outlet_domain", "outlet_country", "url",
    "title", "authors", "published_on", "topic", "body",
}  # fmt: skip
Record = dict[str, Any]


def _lines(load: str) -> list[str]:
    return (SAMPLE / load / "articles.jsonl").read_text(encoding="utf-8").splitlines()


def _readable(lines: list[str]) -> Iterator[Record]:
    for line in lines:
        try:
            yield json.loads(line)
        except json.JSONDecodeError:
            continue


def _csv_records(path: Path) -> list[Record]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def _visible_text(page: str) -> str:
    return re.sub(r"<[^>]+>", "", "\n\n".join(re.findall(r"<p>(.*?)</p>", page)))


def _dated(records: list[Record]) -> list[tuple[date, Record]]:
    readable = [r for r in records if r["published_on"][:1].isdigit()]
    return [(date.fromisoformat(r["published_on"]), r) for r in readable]


@pytest.fixture(scope="module")
def records() -> list[Record]:
    """Every readable JSON Lines and CSV record of the three loads, in order, duplicate and correction included."""
    found: list[Record] = []
    for load in LOADS:
        found += _readable(_lines(load))
        for path in sorted((SAMPLE / load).glob("*.csv")):
            found += _csv_records(path)
    return found


@pytest.fixture(scope="module")
def bodies(records: list[Record]) -> dict[str, str]:
    """The printed text of each article, by its id, or by its file's name for pages and plain texts."""
    texts = {f"{r['article_id']} {r.get('modified_at') or ''}".strip(): str(r["body"]) for r in records}
    texts |= {path.name: path.read_text(encoding="utf-8") for path in SAMPLE.glob("*/*.txt")}
    return texts | {path.name: _visible_text(path.read_text(encoding="utf-8")) for path in SAMPLE.glob("*/*.html")}


def test_sample_has_the_promised_size_and_spread(records: list[Record], bodies: dict[str, str]) -> None:
    assert len(bodies) == 80  # 79 articles, one of them in two versions
    assert len({r["outlet_domain"] for r in records}) == 20
    assert len({r["outlet_country"] for r in records}) == 20
    assert len({r["topic"] for r in records}) >= 5


def test_sample_covers_each_of_45_days_unevenly(records: list[Record]) -> None:
    per_day = Counter(day for day, _ in _dated(records))
    days = {FIRST_DAY + timedelta(days=n) for n in range(45)}
    assert max(days) == LAST_DAY
    assert set(per_day) == days
    assert len(set(per_day.values())) >= 3


def test_records_have_every_field_and_an_invented_address(records: list[Record]) -> None:
    for record in records:
        assert set(record) - {"modified_at"} == FIELDS
        assert record["outlet_domain"].endswith(".example")
        assert re.fullmatch(rf"https://(www\.)?{re.escape(record['outlet_domain'])}/\S+", record["url"])
        assert re.fullmatch(r"[A-Z]{2}", record["outlet_country"])
        assert all(record[field] for field in FIELDS)


def test_no_address_in_any_file_leaves_example_domains() -> None:
    allowed = re.compile(r"https://([\w-]+\.)+example\b|https://schema\.org\b")
    for path in SAMPLE.glob("*/*"):
        for address in re.findall(r"https?://[^\s\"<>]+", path.read_text(encoding="utf-8")):
            assert allowed.match(address), f"{path.name}: {address}"


def test_each_outlet_has_one_name_domain_and_country(records: list[Record]) -> None:
    faces = {(r["outlet"], r["outlet_domain"], r["outlet_country"]) for r in records}
    assert len(faces) == len({name for name, _, _ in faces}) == len({domain for _, domain, _ in faces})


def test_articles_came_before_their_load_date() -> None:
    for load in LOADS:
        for day, record in _dated(list(_readable(_lines(load)))):
            assert day <= date.fromisoformat(load), record["article_id"]


def test_articles_are_short(bodies: dict[str, str]) -> None:
    lengths = {name: len(text.split()) for name, text in bodies.items()}
    assert not {name: n for name, n in lengths.items() if not 80 <= n <= 260}


def test_only_one_line_is_malformed() -> None:
    broken = {load: len(_lines(load)) - len(list(_readable(_lines(load)))) for load in LOADS}
    assert broken == {"2026-10-04": 0, "2026-10-19": 1, "2026-11-03": 0}


def test_only_one_date_is_unreadable(records: list[Record]) -> None:
    undated = [r for r in records if not re.fullmatch(r"\d{4}-\d\d-\d\d", r["published_on"])]
    assert [(r["article_id"], r["published_on"]) for r in undated] == [("alatoo-undated-01", "sometime last week")]


def test_only_one_record_comes_twice_and_in_two_loads() -> None:
    where = defaultdict(list)
    for load in LOADS:
        for line in _lines(load):
            where[line].append(load)
    twice = {line: loads for line, loads in where.items() if len(loads) > 1}
    assert list(twice.values()) == [["2026-10-04", "2026-10-19"]]


def test_no_paragraph_is_printed_twice_except_by_the_duplicate_and_the_correction(
    bodies: dict[str, str],
) -> None:
    corrected = {name for name in bodies if name.startswith("deccan-20261006-01")}
    assert len(corrected) == 2
    seen: dict[str, str] = {}
    for name, text in bodies.items():
        if name == "deccan-20261006-01":
            continue
        for paragraph in filter(lambda p: len(p.split()) > 8, text.split("\n\n")):
            assert paragraph not in seen, f"{name} and {seen[paragraph]}: {paragraph}"
            seen[paragraph] = name


def test_corrected_article_keeps_address_and_changes_text_in_a_later_load(records: list[Record]) -> None:
    first, second = (r for r in records if r["url"].endswith("/brazil-order-doses"))
    assert (first["article_id"], first["url"]) == (second["article_id"], second["url"])
    assert "modified_at" not in first
    assert second["modified_at"][:10] > "2026-10-19"
    assert "30 million" in first["title"]
    assert "13 million" in second["title"]
    assert first["body"] != second["body"]
    assert [r["article_id"] for r in records if r.get("modified_at")] == [second["article_id"]]


def test_one_article_is_german(bodies: dict[str, str]) -> None:
    function_words = re.compile(r"\b(?:der|die|das|und|nicht|ist|sei|habe)\b")
    german = [name for name, text in bodies.items() if len(function_words.findall(text)) > 8]
    assert german == [GERMAN]


def _left_open(paragraph: str, opening: str, closing: str) -> bool:
    if opening == closing:
        return paragraph.count(opening) % 2 == 1
    return paragraph.rfind(opening) > paragraph.rfind(closing)


@pytest.mark.parametrize(("opening", "closing", "at_least"), [("“", "”", 3), ('"', '"', 1)])
def test_quotations_run_over_paragraphs(bodies: dict[str, str], opening: str, closing: str, at_least: int) -> None:
    running = set()
    for name, text in bodies.items():
        if name == GERMAN:  # closes with the mark that opens in English
            continue
        paragraphs = text.split("\n\n")
        for this, following in pairwise(paragraphs):
            if opening in this and _left_open(this, opening, closing):
                assert following.startswith(opening), f"{name}: a quotation is left open: {this}"
                running.add(name)
    assert len(running) >= at_least


@pytest.mark.parametrize(
    ("words", "outlets"),
    [
        ("does not read maps", 3),
        ("ill publish every figure", 3),
        ("in the months the farmers need it", 3),
        ("Not one dose will leave Hyderabad", 4),
        ("The first passenger will buy a ticket in Kisumu", 4),
        ("the same number in three capitals", 3),
    ],
)
def test_one_quotation_is_printed_by_several_outlets(bodies: dict[str, str], words: str, outlets: int) -> None:
    assert len({name.split("-")[0] for name, text in bodies.items() if words in text}) >= outlets


@pytest.mark.parametrize(
    ("pattern", "articles"),
    [
        (r"\bden(?:y|ies|ied)\b", 30),
        (r"\brejected\b|\bdismissed\b", 8),
        (r"“[^”]*\bden(?:y|ies)\b[^”]*”", 5),
        (r"“[^”]*\b(?:says|told me|tells)\b[^”]*”", 5),
        (r",? citing \w|according to (?:the )?[A-Z]|reported on|[A-Z]\w+ reported\b", 15),
        (r"\btold (?:the )?(?:Savanna|Vakhsh|Kanto|TASS|Bosporus|Colchis|Volga|Kigali|Agence|Folha|Le Courrier)", 12),
        (r"\b(?:Reuters|TASS|Associated Press)\b", 4),
        (r"\b[Tt]he minister (?:said|answered|explained|denied|added|noted|replied|promised)", 6),
        (r"\b(?:Astana|Dushanbe|Tashkent|Kremlin|Tokyo|Paris|Bern|Moscow|Beijing|Nairobi) (?:said|denied)", 8),
        (r"\b(?:last|In|in) (?:March|April|June|October|September|July|\d{4})\b", 20),
        (r"at the time|days earlier|last week|a day earlier", 10),
        (r"\bpromised\b|\bpledged\b", 10),
        (r"\basked (?:whether|why|how|what|who)\b|\bdemanded\b|\?”", 10),
        (r"\b(?:official|source|diplomat|member of (?:her|their) delegation|person close)\b", 10),
        (r"\b[Hh]e said\b|\b[Ss]he said\b", 30),
    ],
)  # fmt: skip
def test_phenomenon_occurs_in_many_articles(bodies: dict[str, str], pattern: str, articles: int) -> None:
    assert sum(bool(re.search(pattern, text)) for text in bodies.values()) >= articles


def test_a_speaker_changes_office(records: list[Record]) -> None:
    day_of = {(r["article_id"], r["body"]): day for day, r in _dated(records)}
    deputy = {d for (_, body), d in day_of.items() if "Deputy Water Minister Daulet Sarykulov" in body}
    minister = {d for (_, body), d in day_of.items() if re.search(r"(?<!Deputy )Water Minister Daulet Sarykulov", body)}
    assert deputy
    assert minister
    assert max(deputy) < date(2026, 10, 8) <= min(minister)


def test_many_countries_are_written_about(bodies: dict[str, str]) -> None:
    names = {
        "Kazakhstan", "Tajikistan", "Uzbekistan", "Kyrgyzstan", "Russia", "Kenya", "Uganda",
        "Rwanda", "Tanzania", "Brazil", "India", "France", "Japan", "Poland",
        "Germany", "Georgia", "Türkiye", "Qatar", "Ethiopia", "Norway", "China",
        "Egypt", "Iraq", "Argentina", "Switzerland", "Italy", "Armenia", "Nigeria",
    }  # fmt: skip
    mentioned = {name for name in names if any(name in text for text in bodies.values())}
    assert len(mentioned) >= 25


def test_plain_texts_close_with_the_outlet_and_open_with_a_title(records: list[Record]) -> None:
    texts = [path.read_text(encoding="utf-8") for path in SAMPLE.glob("*/*.txt")]
    assert len(texts) == 2
    for text in texts:
        title, blank, body = text.split("\n", 2)
        assert title
        assert not blank
        assert body.strip()
        *_, last = text.rstrip("\n").split("\n\n\n")
        assert last in {r["outlet"] for r in records}


def test_pages_carry_metadata_and_surroundings() -> None:
    pages = [path.read_text(encoding="utf-8") for path in SAMPLE.glob("*/*.html")]
    assert len(pages) == 2
    for page in pages:
        for part in ("<nav", "<article", "<time", "application/ld+json", "<footer", 'rel="canonical"'):
            assert part in page
        metadata = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
        assert metadata
        assert FIRST_DAY <= date.fromisoformat(json.loads(metadata[1])["datePublished"][:10]) <= LAST_DAY
