"""A statement as the rest of the world sees it: a row for the warehouse, and the JSON Lines contract.

The identifier is a hash of what the statement is (article, version, field, content spans), so that it is the same
in every run and in any order of loading, for one extractor version.
"""

from __future__ import annotations

import hashlib
from typing import Any

from orchestration.extraction.text.segment import Span
from orchestration.extraction.text.statement import Statement, iso_prefix, printed


def statement_id(article_id: str, article_version: str, statement: Statement) -> str:
    """20 hex digits of SHA-256 over article, version, field, and the spans of content and cue.

    The cue is part of it because a statement and one nested in it may cover the same characters.
    """
    key = repr((article_id, article_version, statement.field, statement.content, statement.cue))
    return hashlib.sha256(key.encode()).hexdigest()[:20]


def to_rows(
    article_id: str, article_version: str, texts: dict[str, str], statements: list[Statement]
) -> list[dict[str, Any]]:
    """Rows of the STATEMENT struct of schema.py, in the order of `statements`; `texts` gives each field's text."""
    identifiers = {id(s): statement_id(article_id, article_version, s) for s in statements}
    return [_row(texts[s.field], s, identifiers) for s in statements]


def _row(text: str, s: Statement, identifiers: dict[int, str]) -> dict[str, Any]:
    when = s.said_on
    span = when.span if when else None
    return {
        "statement_id": identifiers[id(s)],
        "field": s.field,
        "content_spans": _span_rows(s.content),
        "cue_spans": _span_rows(s.cue),
        "source_spans": _span_rows(s.source),
        "content_text": printed(text, s.content),
        "cue_text": printed(text, s.cue) or None,
        "source_text": printed(text, s.source) or None,
        "statement_type": s.statement_type,
        "stance": s.stance,
        "parent_statement_id": identifiers.get(id(s.parent)) if s.parent else None,
        "speakers": [
            {
                "mention": x.mention,
                "name": x.name,
                "kind": x.kind,
                "role": x.role,
                "country_code": x.country_code,
                "country_basis": x.country_basis,
            }
            for x in s.speakers
        ],
        "resolution": s.resolution,
        "resolution_confidence": s.resolution_confidence,
        "addressee": s.addressee,
        "relays": [
            {
                "hop_number": hop,
                "outlet_name": relay.outlet_name,
                "outlet_id": relay.outlet_id,
                "verb": relay.verb,
                "start_char": relay.span[0],
                "end_char": relay.span[1],
            }
            for hop, relay in enumerate(s.relays, start=1)
        ],
        "said_on_start": when.start if when else None,
        "said_on_end": when.end if when else None,
        "said_on_precision": when.precision if when else "none",
        "said_on_basis": when.basis if when else "none",
        "said_on_text": text[span[0] : span[1]] if span else None,
        "said_on_start_char": span[0] if span else None,
        "said_on_end_char": span[1] if span else None,
        "about_countries": [
            {"country_code": code, "start_char": at[0], "end_char": at[1]} for code, at in s.about_countries
        ],
        "about_actors": [{"actor_name": name, "start_char": at[0], "end_char": at[1]} for name, at in s.about_actors],
        "confidence": s.confidence,
    }


def _span_rows(spans: list[Span]) -> list[dict[str, int]]:
    return [{"start_char": start, "end_char": end} for start, end in spans]


def to_contract(article_id: str, statement: dict[str, Any]) -> dict[str, Any]:
    """One line of `hearsay extract`: a row of the STATEMENT struct under the keys of the labelled articles."""
    said_on = statement["said_on_start"]
    return {
        "article_id": article_id,
        "statement_id": statement["statement_id"],
        "field": statement["field"],
        "type": statement["statement_type"],
        "content": _span_pairs(statement["content_spans"]),
        "cue": _span_pairs(statement["cue_spans"]),
        "source": _span_pairs(statement["source_spans"]),
        "content_text": statement["content_text"],
        "speakers": [
            {
                "name": x["name"],
                "kind": x["kind"],
                "country": x["country_code"],
                "role": x["role"],
                "mention": x["mention"],
            }
            for x in statement["speakers"]
        ],
        "addressee": statement["addressee"],
        "relayed_by": [x["outlet_name"] for x in statement["relays"]],
        "said_on": iso_prefix(said_on, statement["said_on_precision"]) if said_on else None,
        "said_on_basis": statement["said_on_basis"],
        "stance": statement["stance"],
        "nested_in": statement["parent_statement_id"],
        "about_countries": sorted({x["country_code"] for x in statement["about_countries"]}),
        "about_actors": sorted({x["actor_name"] for x in statement["about_actors"]}),
        "resolution": statement["resolution"],
        "confidence": statement["confidence"],
    }


def _span_pairs(spans: list[dict[str, int]]) -> list[list[int]]:
    return [[span["start_char"], span["end_char"]] for span in spans]
