"""Statements as https://schema.org/Quotation, with the properties alone that schema.org gives to each type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from orchestration.plain_values import to_plain

# Who is quoted is a Person or an Organization there; where a state speaks, that is its government.
SPEAKER_TYPES = {"organisation": "Organization", "state": "GovernmentOrganization"}
QUOTATIONS = """
    with spoken as (
        select b.statement_id, list({
            'name': b.speaker_name, 'kind': b.speaker_kind, 'role': b.speaker_role,
            'country_code': b.speaker_country_code, 'country_name': c.country_name
        } order by b.speaker_position) as speakers
        from core.bridge_statement_speakers b
        left join core.dim_countries c on c.country_code = b.speaker_country_code
        where b.speaker_id <> 'unknown'
        group by b.statement_id
    ),
    relayed as (
        select statement_id, list(outlet_name_printed order by hop_number, start_char) as relayed_by
        from core.bridge_statement_relays where outlet_name_printed is not null
        group by statement_id
    )
    select
        s.statement_id, s.content_text, s.said_on_start, s.said_on_precision, s.statement_type, s.stance,
        spoken.speakers, relayed.relayed_by, a.title, a.url, a.published_on, o.outlet_name
    from core.fct_statements s
    join core.dim_articles a on a.article_id = s.article_id and a.article_version = s.article_version
    left join core.dim_outlets o on o.outlet_id = s.outlet_id and o.outlet_id <> 'unknown'
    left join spoken on spoken.statement_id = s.statement_id
    left join relayed on relayed.statement_id = s.statement_id
    where s.is_current
    order by s.statement_id
"""
PRECISION = {"year": 4, "month": 7, "day": 10}


def to_quotation(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of QUOTATIONS: who said it, when, in which article, and by whom it was relayed; what is not known is left
    out. `keywords` are the kind of the statement and its stance.
    """
    quotation = {
        "@context": "https://schema.org",
        "@type": "Quotation",
        "identifier": row["statement_id"],
        "text": row["content_text"],
        "spokenByCharacter": [_to_speaker(each) for each in row["speakers"] or ()],
        "dateCreated": _write_said_on(row),
        "keywords": [row["statement_type"], row["stance"]],
        "isPartOf": {
            "@type": "NewsArticle",
            "headline": row["title"],
            "url": row["url"],
            "datePublished": to_plain(row["published_on"]),
            "publisher": _to_outlet(row["outlet_name"]),
        },
        "citation": [{"@type": "CreativeWork", "publisher": _to_outlet(name)} for name in row["relayed_by"] or ()],
    }
    found: dict[str, Any] = _drop_empty(quotation)
    return found


def _to_speaker(speaker: Mapping[str, Any]) -> dict[str, Any]:
    kind = SPEAKER_TYPES.get(speaker["kind"])
    named = {"@type": kind or "Person", "name": speaker["name"]}
    if kind is None:
        country = {"@type": "Country", "name": speaker["country_name"], "identifier": speaker["country_code"]}
        return {**named, "jobTitle": speaker["role"], "nationality": country if speaker["country_code"] else None}
    address = {"@type": "PostalAddress", "addressCountry": speaker["country_code"]}
    return {**named, "description": speaker["role"], "address": address if speaker["country_code"] else None}


def _to_outlet(name: str | None) -> dict[str, str] | None:
    return {"@type": "NewsMediaOrganization", "name": name} if name else None


def _write_said_on(row: Mapping[str, Any]) -> str | None:
    precision = PRECISION.get(row["said_on_precision"])
    return row["said_on_start"].isoformat()[:precision] if precision and row["said_on_start"] else None


def _drop_empty(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _drop_empty(part) for key, part in value.items() if part not in (None, [])}
    if isinstance(value, list):
        return [_drop_empty(part) for part in value if part is not None]
    return value
