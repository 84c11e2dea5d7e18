"""The reference seeds: keys, references and normal form, and that the news of the labelled texts finds its outlets."""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from orchestration.claims.words import read_common_words

SEEDS = Path(__file__).resolve().parents[3] / "dbt_project" / "seeds"
MODEL_CARD = SEEDS.parents[1] / "orchestration" / "extraction" / "model" / "README.md"
NAMES = (
    "countries", "country_aliases", "outlets", "outlet_history", "outlet_domains", "outlet_aliases", "actor_aliases",
    "stop_words", "extraction_accuracy",
)  # fmt: skip
KEYS = {
    "countries": ("country_code",),
    "country_aliases": ("alias", "country_code"),
    "outlets": ("outlet_id",),
    "outlet_history": ("outlet_id", "valid_to"),
    "outlet_domains": ("domain",),
    "outlet_aliases": ("alias", "outlet_id"),
    "actor_aliases": ("alias",),
    "stop_words": ("word",),
    "extraction_accuracy": ("extractor_version", "engine", "texts_name", "measure_name"),
}
# The Islamic State's agency belongs to no country.
STATELESS = {"amaq-news-agency"}
REFERENCE_OUTLETS = {"Times of Central Asia": "KG", "PressTV": "IR", "al-Jazeera": "QA", "TASS": "RU"}


def read_seed(name: str) -> list[dict[str, str]]:
    """The rows of one seed as text, column by column."""
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def read_properties() -> dict[str, dict[str, Any]]:
    """The seeds' entries of the YAML by name."""
    entries = yaml.safe_load((SEEDS / "_seeds.yml").read_text(encoding="utf-8"))["seeds"]
    return {entry["name"]: entry for entry in entries}


@pytest.mark.parametrize("name", NAMES)
def test_key_names_one_row(name: str) -> None:
    keys = [tuple(row[column] for column in KEYS[name]) for row in read_seed(name)]
    assert keys, "an empty seed would pass every other test"
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("name", NAMES)
def test_values_are_normalised(name: str) -> None:
    raw = (SEEDS / f"{name}.csv").read_bytes()
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    assert not raw.startswith(b"\xef\xbb\xbf"), "no byte order mark"
    for row in read_seed(name):
        assert None not in (*row, *row.values()), f"{row}: not as many values as columns"
        for column, value in row.items():
            assert value == " ".join(value.split()), f"{column} of {row}"
            if column.startswith("is_"):
                assert value in ("true", "false"), f"{column} of {row}"


@pytest.mark.parametrize("name", NAMES)
def test_every_column_is_described_and_typed(name: str) -> None:
    entry = read_properties()[name]
    columns = list(read_seed(name)[0])
    assert [column["name"] for column in entry["columns"]] == columns
    assert list(entry["config"]["column_types"]) == columns
    assert all(part["description"] for part in (entry, *entry["columns"]))


def test_countries_have_well_formed_codes_and_one_name_each() -> None:
    rows = read_seed("countries")
    assert len(rows) == 250
    for row in rows:
        assert re.fullmatch("[A-Z]{2}", row["country_code"])
        assert re.fullmatch("[A-Z]{3}", row["country_code_alpha3"])
        assert re.fullmatch("[0-9]{3}", row["country_code_numeric"])
    for column in ("country_code_alpha3", "country_code_numeric", "country_name"):
        assert len({row[column] for row in rows}) == len(rows), column


def test_country_codes_are_known() -> None:
    known = {row["country_code"] for row in read_seed("countries")}
    assert {row["country_code"] for row in read_seed("country_aliases")} == known
    for row in read_seed("outlets"):
        assert row["country_code"] in known or row["outlet_id"] in STATELESS, row


def test_each_time_of_an_outlet_differs_from_the_next() -> None:
    what_changes = ("owner_name", "state_media_class", "country_code")
    today = {row["outlet_id"]: row for row in read_seed("outlets")}
    history = read_seed("outlet_history")
    assert history == sorted(history, key=lambda row: (row["outlet_id"], row["valid_to"]))
    for number, row in enumerate(history, start=1):
        assert date.fromisoformat(row["valid_to"]) < date.today()
        (following,) = history[number : number + 1] or [today[row["outlet_id"]]]
        then = following if following["outlet_id"] == row["outlet_id"] else today[row["outlet_id"]]
        assert [row[name] for name in what_changes] != [then[name] for name in what_changes], row


def test_sovereign_countries_have_a_name_a_demonym_and_a_capital() -> None:
    kinds = defaultdict(set)
    demonyms = defaultdict(set)
    for row in read_seed("country_aliases"):
        kinds[row["country_code"]].add(row["alias_kind"])
        if row["alias_kind"] == "demonym":
            demonyms[row["country_code"]].add(row["alias"])
    for row in read_seed("countries"):
        code = row["country_code"]
        if row["is_sovereign"] == "true":
            assert "name" in kinds[code], code
            assert row["capital_name"], code
            # The Holy See has no adjective of its own; Dominica's is the Dominican Republic's in print.
            assert code in ("VA", "DM") or row["demonym"] in demonyms[code], code


def test_alias_of_several_countries_is_ambiguous() -> None:
    rows = read_seed("country_aliases")
    countries = defaultdict(set)
    for row in rows:
        countries[row["alias"]].add(row["country_code"])
    assert not [row for row in rows if len(countries[row["alias"]]) > 1 and row["is_ambiguous"] == "false"]


def test_state_name_stands_with_what_speaks_as_a_state() -> None:
    for row in read_seed("country_aliases"):
        speaks = row["alias_kind"] in ("name", "official", "abbreviation") or row["is_metonym_for_state"] == "true"
        assert bool(row["state_name"]) == speaks, row


@pytest.mark.parametrize(
    ("alias", "code", "state", "ambiguous"),
    [
        ("Moscow", "RU", "Russia", False),
        ("Washington", "US", "United States", False),
        ("Kremlin", "RU", "Kremlin", False),
        ("White House", "US", "White House", False),
        ("Downing Street", "GB", "United Kingdom", False),
        ("U.S.", "US", "United States", False),
        ("Burma", "MM", "Myanmar", False),
        ("Brussels", "BE", "", True),
        ("Georgia", "GE", "Georgia", True),
        ("Pentagon", "US", "", False),
        ("West Bank", "PS", "", False),
    ],
)
def test_printed_form_leads_to_its_country(alias: str, code: str, state: str, ambiguous: bool) -> None:
    row = next(row for row in read_seed("country_aliases") if (row["alias"], row["country_code"]) == (alias, code))
    assert (row["state_name"], row["is_ambiguous"] == "true") == (state, ambiguous)


def test_outlet_references_are_known_and_every_outlet_can_be_found() -> None:
    outlets = {row["outlet_id"] for row in read_seed("outlets")}
    named = {row["outlet_id"] for name in ("outlet_domains", "outlet_aliases") for row in read_seed(name)}
    assert named == outlets


def test_outlet_ids_and_domains_are_in_their_form() -> None:
    for row in read_seed("outlets"):
        assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", row["outlet_id"]), row
        assert row["state_media_class"] in ("", "SC", "CaPu", "CaPr", "ISFM", "ISF", "ISM", "IP"), row
    for row in read_seed("outlet_domains"):
        assert re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", row["domain"]), row
        assert not row["domain"].startswith("www."), row


def test_alias_of_several_outlets_is_ambiguous() -> None:
    rows = read_seed("outlet_aliases")
    outlets = defaultdict(set)
    for row in rows:
        outlets[row["alias"]].add(row["outlet_id"])
    assert not [row for row in rows if len(outlets[row["alias"]]) > 1 and row["is_ambiguous"] == "false"]


@pytest.mark.parametrize(
    "alias", ["Time", "Independent", "The Post", "Sun", "Mirror", "Mail", "Dawn", "Today", "Trend"]
)
def test_common_word_is_an_ambiguous_alias(alias: str) -> None:
    flags = {row["is_ambiguous"] for row in read_seed("outlet_aliases") if row["alias"] == alias}
    assert flags == {"true"}


@pytest.mark.parametrize(("alias", "code"), REFERENCE_OUTLETS.items())
def test_printed_outlet_leads_to_its_country(alias: str, code: str) -> None:
    countries = {row["outlet_id"]: row["country_code"] for row in read_seed("outlets")}
    found = {countries[row["outlet_id"]] for row in read_seed("outlet_aliases") if row["alias"] == alias}
    assert found == {code}


def test_an_actor_has_one_kind_and_country_and_is_no_country() -> None:
    faces = {(row["actor_name"], row["actor_kind"], row["country_code"]) for row in read_seed("actor_aliases")}
    assert len({name for name, _, _ in faces}) == len(faces) > 50
    known = {row["country_code"] for row in read_seed("countries")}
    assert {code for _, _, code in faces if code} <= known
    assert not {name for name, _, _ in faces} & {row["country_name"] for row in read_seed("countries")}


def test_stop_words_are_those_that_weigh_nothing_in_a_claim() -> None:
    assert {row["word"] for row in read_seed("stop_words")} == {
        word for word, weight in read_common_words().items() if weight == 0
    }


def test_newest_accuracy_is_what_the_model_card_says() -> None:
    rows = read_seed("extraction_accuracy")
    newest, version = max((row["measured_on"], row["extractor_version"]) for row in rows)
    card = MODEL_CARD.read_text(encoding="utf-8")
    day = date.fromisoformat(newest)
    assert f"## Measured, {day.day} {day:%B} {day.year}" in card, "the card is newer: write its figures into the seed"
    for row in rows:
        if (row["measured_on"], row["extractor_version"]) == (newest, version) and row["engine"] == "tagger":
            figures = (row["precision_share"], row["recall_share"], row["f1_share"])
            assert f"| {' | '.join(figures)} |" in card, row


def read_news(shared: Path) -> Iterator[dict[str, Any]]:
    """The records of every news file of the labelled texts."""
    for path in sorted((shared / "data" / "news").glob("*.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            yield from map(json.loads, stream)


def test_every_news_domain_has_an_outlet_with_a_country(shared: Path) -> None:
    countries = {row["outlet_id"]: row["country_code"] for row in read_seed("outlets")}
    known = {row["domain"]: countries[row["outlet_id"]] for row in read_seed("outlet_domains")}
    domains = {record["outlet_domain"] for record in read_news(shared)}
    assert len(domains) > 100
    assert not sorted(domain for domain in domains if not known.get(domain))


def test_reference_article_outlets_have_their_countries(shared: Path) -> None:
    article = json.loads((shared / "gold" / "kabulov.jsonl").read_text(encoding="utf-8"))
    countries = {row["outlet_id"]: row["country_code"] for row in read_seed("outlets")}
    by_alias = {row["alias"]: countries[row["outlet_id"]] for row in read_seed("outlet_aliases")}
    by_domain = {row["domain"]: countries[row["outlet_id"]] for row in read_seed("outlet_domains")}
    assert article["outlets"]
    assert {outlet["name"]: by_alias.get(outlet["name"]) for outlet in article["outlets"]} == {
        outlet["name"]: outlet["country"] for outlet in article["outlets"]
    }
    assert by_domain[article["outlet_domain"]] == "KG"
