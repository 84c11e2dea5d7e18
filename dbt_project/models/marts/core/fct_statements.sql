-- One row per statement of one article version. Only rows with is_current count: a corrected article says things once.
{{ config(
    unique_key='statement_id',
    touched_by='int_facts__touched',
    tracked=['article_id', 'article_version', 'claim_id', 'parent_statement_id', 'outlet_id', 'published_on', 'said_or_printed_on'],
) }}

with statements as (
    select * from {{ ref('int_statements__versioned') }}
    where {{ lies_touched_in_raw('statements', 'statement_id', ref('int_facts__touched'), 'statement_place') }}
),

claimed as (
    select
        statement_id,
        claim_id
    from {{ ref('int_statements__claimed') }}
    where {{ lies_touched(ref('int_statements__claimed'), 'statement_id', ref('int_facts__touched')) }}
),

first_speakers as (
    select *
    from {{ ref('bridge_statement_speakers') }}
    where
        {{ lies_touched(
            ref('bridge_statement_speakers'), 'statement_id', ref('int_facts__touched'), where='speaker_position = 1'
        ) }}
),

about as (
    select
        statement_id,
        list(country_code order by country_code asc) as about_country_codes
    from {{ ref('bridge_statement_countries') }}
    where {{ is_touched('statement_id', ref('int_facts__touched')) }}
    group by statement_id
),

-- Two outlets may stand on one hop.
relayed as (
    select
        statement_id,
        max(hop_number) as relay_depth
    from {{ ref('bridge_statement_relays') }}
    where {{ is_touched('statement_id', ref('int_facts__touched')) }}
    group by statement_id
)

select
    statements.statement_id,
    statements.article_id,
    statements.article_version,
    statements.is_current,
    statements.field,
    claimed.claim_id,
    first_speakers.speaker_id,
    statements.outlet_id,
    statements.published_on,
    statements.said_on_start,
    statements.said_on_end,
    statements.said_on_precision,
    statements.said_on_basis,
    statements.said_on_text,
    statements.said_on_start_char,
    statements.said_on_end_char,
    statements.said_or_printed_on,
    statements.statement_type,
    statements.stance,
    statements.parent_statement_id,
    statements.parent_statement_id is not null as is_nested,
    statements.content_text,
    statements.cue_text,
    statements.source_text,
    statements.content_spans,
    statements.cue_spans,
    statements.source_spans,
    first_speakers.speaker_name,
    first_speakers.speaker_kind,
    first_speakers.speaker_mention,
    first_speakers.speaker_role,
    first_speakers.speaker_country_code,
    first_speakers.speaker_country_basis,
    coalesce(len(statements.speakers), 0)::integer as speaker_count,
    statements.resolution,
    statements.resolution_confidence,
    statements.addressee,
    coalesce(len(statements.relays), 0)::integer as relay_count,
    coalesce(relayed.relay_depth, 0) as relay_depth,
    coalesce(about.about_country_codes, []) as about_country_codes,
    statements.confidence,
    statements.engine,
    statements.extractor_version,
    statements.load_on,
    statements.is_speaker_corrected or statements.is_date_corrected as is_corrected,
    statements.speakers_extracted[1].name as speaker_name_extracted,
    statements.speakers_extracted[1].kind as speaker_kind_extracted,
    statements.speakers_extracted[1].role as speaker_role_extracted,
    statements.speakers_extracted[1].country_code as speaker_country_code_extracted,
    statements.speakers_extracted,
    statements.resolution_extracted,
    statements.said_on_start_extracted,
    statements.said_on_end_extracted,
    statements.said_on_precision_extracted
from statements
left join claimed on statements.statement_id = claimed.statement_id
left join first_speakers on statements.statement_id = first_speakers.statement_id
left join about on statements.statement_id = about.statement_id
left join relayed on statements.statement_id = relayed.statement_id
-- In this order the statements of a day, and of an article, are found without reading the others.
order by statements.published_on asc nulls first, statements.article_id asc
