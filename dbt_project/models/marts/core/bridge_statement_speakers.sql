-- One row per speaker of a statement.
with speakers as (
    select * from {{ ref('int_statement_speakers__resolved') }}
),

described as (
    select * from {{ ref('int_speakers__described') }}
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
    statement_id,
    speaker_position,
    speaker_id,
    speaker_mention,
    speaker_name,
    speaker_kind,
    speaker_role,
    speaker_country_code,
    speaker_country_basis
from placed
