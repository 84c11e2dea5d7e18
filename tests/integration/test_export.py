"""`hearsay export`: what is written of a published build, and what is not."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.settings import load_settings
from orchestration.warehouse.publish import publish
from tests.integration.commands import run

# What https://schema.org says that things of these types have, of all that could be exported.
THING = {"@type", "name", "identifier", "description", "url"}
WORK = {*THING, "text", "dateCreated", "datePublished", "headline", "isPartOf", "citation", "keywords", "publisher"}
PROPERTIES = {
    "Quotation": {*WORK, "@context", "spokenByCharacter"},
    "NewsArticle": WORK,
    "CreativeWork": WORK,
    "Person": {*THING, "jobTitle", "nationality"},
    "Organization": {*THING, "address"},
    "GovernmentOrganization": {*THING, "address"},
    "NewsMediaOrganization": {*THING, "address"},
    "Country": THING,
    "PostalAddress": {*THING, "addressCountry"},
}
RANGES = {
    "spokenByCharacter": {"Person", "Organization", "GovernmentOrganization"},
    "isPartOf": {"NewsArticle"},
    "citation": {"CreativeWork"},
    "publisher": {"NewsMediaOrganization"},
    "nationality": {"Country"},
    "address": {"PostalAddress"},
}
# Three statements: of two speakers through a relay, of nobody who could be made out, and of an organisation.
BUILD = """
    CREATE SCHEMA core; CREATE SCHEMA reporting;
    CREATE TABLE core.fct_statements AS
        SELECT *, 'a' AS article_id, 'v' AS article_version, 'indirect' AS statement_type, 'deny' AS stance,
            true AS is_current, DATE '2026-02-01' AS said_on_start
        FROM (VALUES ('s1', 'the dam holds', 'gazette', 'month'), ('s2', 'it leaks', 'unknown', 'none'),
            ('s3', 'no comment', 'gazette', 'day')) AS t (statement_id, content_text, outlet_id, said_on_precision);
    CREATE TABLE core.dim_articles AS
        SELECT 'a' AS article_id, 'v' AS article_version, '=HYPERLINK("https://evil.example")' AS title,
            NULL AS url, DATE '2026-02-09' AS published_on;
    CREATE TABLE core.dim_outlets AS
        SELECT * FROM (VALUES ('gazette', 'The Gazette'), ('unknown', 'Unknown')) AS t (outlet_id, outlet_name);
    CREATE TABLE core.dim_countries AS SELECT 'KE' AS country_code, 'Kenya' AS country_name;
    CREATE TABLE core.bridge_statement_speakers AS
        SELECT * FROM (VALUES ('s1', 2, 'i2', 'Grace Wanjiru', 'person', NULL, NULL),
            ('s1', 1, 'i1', 'Moses Otieno', 'person', 'President', 'KE'),
            ('s2', 1, 'unknown', 'Unknown', 'unnamed', NULL, NULL),
            ('s3', 1, 'i3', 'Lakeshore Power', 'organisation', NULL, 'KE'))
        AS t (statement_id, speaker_position, speaker_id, speaker_name, speaker_kind, speaker_role,
            speaker_country_code);
    CREATE TABLE core.bridge_statement_relays AS
        SELECT 's1' AS statement_id, 1 AS hop_number, 7 AS start_char, 'Rift Wire' AS outlet_name_printed;
"""


@pytest.fixture
def small_build(data: Path) -> None:
    settings = load_settings()
    data.mkdir()
    with duckdb.connect(str(settings.marts_path)) as con:
        con.execute(BUILD)
    publish(settings, "20261122T000001Z-aaaaaa")


def export_quotations(folder: Path) -> list[dict[str, Any]]:
    result = run("export", str(folder), "--format", "jsonld")
    assert result.exit_code == 0, result.output
    lines = (folder / "quotations.jsonld").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.usefixtures("small_build")
def test_a_spreadsheet_runs_nothing_of_an_exported_csv(tmp_path: Path) -> None:
    assert run("export", str(tmp_path / "out"), "--format", "csv").exit_code == 0

    text = (tmp_path / "out" / "dim_articles.csv").read_text(encoding="utf-8")
    assert '"\'=HYPERLINK(""https://evil.example"")"' in text


@pytest.mark.usefixtures("small_build")
def test_a_quotation_has_all_its_speakers_and_its_relays(tmp_path: Path) -> None:
    first, _, third = export_quotations(tmp_path / "out")

    kenya = {"@type": "Country", "name": "Kenya", "identifier": "KE"}
    assert first["spokenByCharacter"] == [
        {"@type": "Person", "name": "Moses Otieno", "jobTitle": "President", "nationality": kenya},
        {"@type": "Person", "name": "Grace Wanjiru"},
    ]
    gazette, wire = ({"@type": "NewsMediaOrganization", "name": name} for name in ("The Gazette", "Rift Wire"))
    assert first["isPartOf"]["publisher"] == gazette
    assert first["citation"] == [{"@type": "CreativeWork", "publisher": wire}]
    assert (first["dateCreated"], first["keywords"]) == ("2026-02", ["indirect", "deny"])
    assert third["spokenByCharacter"] == [
        {
            "@type": "Organization",
            "name": "Lakeshore Power",
            "address": {"@type": "PostalAddress", "addressCountry": "KE"},
        }
    ]


@pytest.mark.usefixtures("small_build")
def test_a_quotation_leaves_out_who_is_not_known(tmp_path: Path) -> None:
    _, second, _ = export_quotations(tmp_path / "out")

    assert set(second) == {"@context", "@type", "identifier", "text", "keywords", "isPartOf"}
    assert set(second["isPartOf"]) == {"@type", "headline", "datePublished"}


def test_every_quotation_of_the_sample_has_only_what_schema_org_knows(
    sample_build: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # The tests of the dashboard may hold the file itself open, in another way.
    shutil.copytree(sample_build / "published", tmp_path / "data" / "published", symlinks=True)
    monkeypatch.setenv("HEARSAY_DATA", str(tmp_path / "data"))
    quotations = export_quotations(tmp_path / "out")

    assert len(quotations) > 100
    assert any(len(each.get("spokenByCharacter", [])) > 1 for each in quotations)
    for each in quotations:
        check(each)


def check(thing: dict[str, Any]) -> None:
    """Every property is one of the thing's type, and what stands there of a type that the property takes."""
    assert set(thing) <= PROPERTIES[thing["@type"]]
    for name, value in thing.items():
        for part in value if isinstance(value, list) else [value]:
            assert part not in (None, "", {})
            if isinstance(part, dict):
                assert part["@type"] in RANGES[name]
                check(part)
