-- One row per current statement, narrow: numbers and short texts alone, by which the dashboard filters and counts.
{{ config(unique_key='statement_id', touched_by='int_explorer_statements__touched') }}

with statements as (
    select
        statement_id,
        article_id,
        outlet_id,
        published_on,
        said_or_printed_on,
        case when said_on_start is not null then coalesce(said_on_precision, 'none') end as said_on_precision,
        statement_type,
        stance,
        is_nested,
        relay_count,
        speaker_id,
        speaker_kind,
        speaker_count,
        speaker_country_code,
        about_country_codes
    from {{ ref('fct_statements') }}
    where
        is_current
        and {{ lies_touched(ref('fct_statements'), 'statement_id', ref('int_explorer_statements__touched')) }}
),

-- Most statements have one speaker, whom the fact carries.
joint as (
    select
        speakers.statement_id,
        speakers.speaker_id,
        speakers.speaker_kind,
        speakers.speaker_country_code,
        statements.speaker_id as first_speaker_id,
        statements.speaker_kind as first_speaker_kind
    from {{ ref('bridge_statement_speakers') }} as speakers
    inner join statements on speakers.statement_id = statements.statement_id
    where statements.speaker_count > 1
),

others as (
    select
        statement_id,
        {{ joined_values('speaker_id') }} filter (where speaker_id != first_speaker_id) as more_speakers,
        {{ joined_values('speaker_id') }}
        filter (
            where speaker_kind = 'unnamed'
            and not (first_speaker_kind = 'unnamed' and speaker_id = first_speaker_id)
        ) as more_unnamed,
        {{ joined_values('speaker_country_code') }} as speaker_countries
    from joint
    group by statement_id
),

about as (
    select
        statement_id,
        {{ joined_values('actor_id') }} as about_actors
    from {{ ref('bridge_statement_actors') }}
    where {{ is_touched('statement_id', ref('int_explorer_statements__touched')) }}
    group by statement_id
),

relays as (
    select
        statement_id,
        {{ joined_values('outlet_id') }} as relay_outlets
    from {{ ref('bridge_statement_relays') }}
    where {{ is_touched('statement_id', ref('int_explorer_statements__touched')) }}
    group by statement_id
)

select
    statements.statement_id,
    md5_number_lower(statements.article_id) as article_number,
    statements.outlet_id,
    statements.published_on,
    statements.said_or_printed_on,
    statements.said_on_precision,
    statements.statement_type,
    statements.stance,
    statements.is_nested,
    statements.relay_count > 0 as is_relayed,
    {{ speaker_number('statements.speaker_id') }} as speaker_number,
    statements.speaker_kind = 'unnamed' as is_unnamed,
    others.more_speakers,
    others.more_unnamed,
    coalesce(others.speaker_countries, statements.speaker_country_code) as speaker_countries,
    nullif(array_to_string(statements.about_country_codes, ' '), '') as about_countries,
    about.about_actors,
    relays.relay_outlets
from statements
left join others on statements.statement_id = others.statement_id
left join about on statements.statement_id = about.statement_id
left join relays on statements.statement_id = relays.statement_id
order by statements.published_on asc nulls first, article_number asc, statements.statement_id asc
