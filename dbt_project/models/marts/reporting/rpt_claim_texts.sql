-- One row per print of a claim of several outlets, or denied: the words of what it says, and of its first speaker.
{{ config(
    unique_key='statement_id',
    touched_by='int_claims__touched',
    touched_columns=['claim_id'],
) }}

with listed as (
    -- Those that rpt_claim_tokens has words of.
    select claim_id from {{ ref('fct_claims') }}
    where (outlet_count > 1 or is_denied) and {{ is_touched('claim_id', ref('int_claims__touched')) }}
),

printed as (
    select
        prints.claim_id,
        prints.statement_id,
        prints.content_text
    from {{ ref('int_claim_statements__printed') }} as prints
    inner join listed on prints.claim_id = listed.claim_id
)

select
    printed.claim_id,
    printed.statement_id,
    array_to_string({{ wording('printed.content_text') }}, ' ') as content_words,
    array_to_string({{ wording('speakers.speaker_name') }}, ' ') as speaker_words
from printed
inner join {{ ref('bridge_statement_speakers') }} as speakers
    on printed.statement_id = speakers.statement_id and speakers.speaker_position = 1
order by printed.claim_id asc, printed.statement_id asc
