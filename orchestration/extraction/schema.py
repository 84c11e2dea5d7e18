"""The Arrow schemas at the border of the extraction: articles in, one result for each out."""

from __future__ import annotations

import pyarrow as pa

SPANS = pa.list_(pa.struct([("start_char", pa.int32()), ("end_char", pa.int32())]))

ARTICLE_SCHEMA = pa.schema(
    [
        ("article_id", pa.string()),
        ("article_version", pa.string()),
        ("title", pa.string()),
        ("body", pa.string()),
        ("published_on", pa.date32()),
        ("outlet_name", pa.string()),
        ("outlet_domain", pa.string()),
        ("outlet_country", pa.string()),  # ISO 3166-1 alpha-2, where the source says it
        ("language", pa.string()),
    ]
)

STATEMENT = pa.struct(
    [
        ("statement_id", pa.string()),
        ("field", pa.string()),
        ("content_spans", SPANS),
        ("cue_spans", SPANS),
        ("source_spans", SPANS),
        ("content_text", pa.string()),
        ("cue_text", pa.string()),
        ("source_text", pa.string()),
        ("statement_type", pa.string()),
        ("stance", pa.string()),
        ("parent_statement_id", pa.string()),
        (
            "speakers",
            pa.list_(
                pa.struct(
                    [
                        ("mention", pa.string()),
                        ("name", pa.string()),
                        ("kind", pa.string()),
                        ("role", pa.string()),
                        ("country_code", pa.string()),
                        ("country_basis", pa.string()),
                    ]
                )
            ),
        ),
        ("resolution", pa.string()),
        ("resolution_confidence", pa.float64()),
        ("addressee", pa.string()),
        (
            "relays",
            pa.list_(
                pa.struct(
                    [
                        ("hop_number", pa.int32()),
                        ("outlet_name", pa.string()),
                        ("outlet_id", pa.string()),
                        ("verb", pa.string()),
                        ("start_char", pa.int32()),
                        ("end_char", pa.int32()),
                    ]
                )
            ),
        ),
        ("said_on_start", pa.date32()),
        ("said_on_end", pa.date32()),
        ("said_on_precision", pa.string()),
        ("said_on_basis", pa.string()),
        ("said_on_text", pa.string()),
        ("said_on_start_char", pa.int32()),
        ("said_on_end_char", pa.int32()),
        (
            "about_countries",
            pa.list_(pa.struct([("country_code", pa.string()), ("start_char", pa.int32()), ("end_char", pa.int32())])),
        ),
        (
            "about_actors",
            pa.list_(pa.struct([("actor_name", pa.string()), ("start_char", pa.int32()), ("end_char", pa.int32())])),
        ),
        ("confidence", pa.float64()),
    ]
)

RESULT_SCHEMA = pa.schema(
    [
        ("article_id", pa.string()),
        ("article_version", pa.string()),
        ("extractor_version", pa.string()),
        ("engine", pa.string()),
        ("status", pa.string()),  # extracted · unsupported_language · failed
        ("diagnostic", pa.string()),
        ("statements", pa.list_(STATEMENT)),
    ]
)
