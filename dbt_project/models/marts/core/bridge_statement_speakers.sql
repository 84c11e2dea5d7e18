-- One row per speaker of a statement.
{{ config(
    unique_key=['statement_id', 'speaker_position'],
    touched_by='int_statement_speakers__touched',
    touched_columns=['statement_id'],
    tracked=['speaker_id'],
) }}

with speakers as (
    select * from {{ ref('int_statement_speakers__resolved') }}
    where
        {{ lies_touched(
            ref('int_statement_speakers__resolved'), 'statement_id', ref('int_statement_speakers__touched')
        ) }}
),

described as (
    select * from {{ ref('int_speakers__described') }}
),

roles as (
    select * from {{ ref('dim_speaker_roles') }}
),

-- Where an article does not say whose somebody is, what other articles say of the same speaker.
placed as (
    select
        speakers.* exclude (speaker_country_code, speaker_country_basis),
        coalesce(speakers.speaker_country_code, described.country_code) as speaker_country_code,
        case
            when speakers.speaker_country_code is not null then speakers.speaker_country_basis
            when described.country_code is not null then 'other articles'
        end as speaker_country_basis
    from speakers
    left join described on speakers.speaker_id = described.speaker_id
)

select
    placed.statement_id,
    placed.speaker_position,
    placed.speaker_id,
    roles.speaker_role_id,
    placed.speaker_mention,
    placed.speaker_name,
    placed.speaker_kind,
    placed.speaker_role,
    placed.speaker_country_code,
    placed.speaker_country_basis
from placed
left join roles
    on
        placed.speaker_id = roles.speaker_id
        and placed.said_or_printed_on between roles.valid_from
        and coalesce(roles.valid_to, placed.said_or_printed_on)
-- In this order what one speaker said is found without reading the others.
order by placed.speaker_id asc, placed.statement_id asc
