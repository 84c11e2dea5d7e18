-- One row per attributed statement in one article version, as extracted.
with source as (
    select * from {{ source('raw', 'statements') }}
)

select
    statement_id,
    article_id,
    article_version,
    field,
    content_spans,
    cue_spans,
    source_spans,
    content_text,
    cue_text,
    source_text,
    statement_type,
    stance,
    parent_statement_id,
    speakers,
    resolution,
    resolution_confidence,
    addressee,
    relays,
    said_on_start,
    said_on_end,
    said_on_precision,
    said_on_basis,
    said_on_text,
    said_on_start_char,
    said_on_end_char,
    about_countries,
    about_actors,
    confidence,
    engine,
    extractor_version,
    load_on
from source
