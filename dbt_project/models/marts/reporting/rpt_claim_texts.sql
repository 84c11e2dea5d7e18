-- One row per print of a claim of several outlets, or denied: the words of what it says, and of its first speaker.
{{ config(
    unique_key='statement_id',
    touched_by='int_claims__touched',
    touched_columns=['claim_id'],
) }}

with listed as (
    -- Of one outlet and undenied are nearly all claims: those are found as statements.
    select claim_id from {{ ref('fct_claims') }}
    where (outlet_count > 1 or is_denied) and {{ is_touched('claim_id', ref('int_claims__touched')) }}
),

printed as (
    select
        claim_id,
        statement_id,
        content_text
    from {{ ref('int_claim_statements__printed') }}
    where
        -- Texts are read of these prints alone, which are few in a whole build too.
        {{ lies_where(ref('int_claim_statements__printed'), 'claim_id in (select listed.claim_id from listed)') }}
),

speakers as (
    select
        statement_id,
        speaker_name
    from {{ ref('bridge_statement_speakers') }}
    where
        {{ lies_among(
            ref('bridge_statement_speakers'), 'statement_id', 'select printed.statement_id from printed',
            where='speaker_position = 1'
        ) }}
)

select
    printed.claim_id,
    printed.statement_id,
    array_to_string({{ wording('printed.content_text') }}, ' ') as content_words,
    array_to_string({{ wording('speakers.speaker_name') }}, ' ') as speaker_words
from printed
inner join speakers on printed.statement_id = speakers.statement_id
order by printed.claim_id asc, printed.statement_id asc
