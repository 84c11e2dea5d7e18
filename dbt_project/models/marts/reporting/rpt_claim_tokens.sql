-- One row per word and claim of several outlets, or denied, where a print of it or the name of a speaker has the word.
{{ config(
    unique_key=['token', 'claim_id'],
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
        rowid in (
            select prints.rowid from {{ ref('int_claim_statements__printed') }} as prints
            where prints.claim_id in (select listed.claim_id from listed)
        )
),

speakers as (
    select
        statement_id,
        speaker_name
    from {{ ref('bridge_statement_speakers') }}
    where
        {{ lies_among(
            ref('bridge_statement_speakers'), 'statement_id', 'select printed.statement_id from printed',
            where="speaker_id != 'unknown'"
        ) }}
),

named as (
    select
        printed.claim_id,
        speakers.speaker_name
    from printed
    inner join speakers on printed.statement_id = speakers.statement_id
),

said as (
    select
        claim_id,
        unnest({{ search_tokens('content_text') }}) as token
    from printed
    union
    select
        claim_id,
        unnest({{ search_tokens('speaker_name') }}) as token
    from named
),

stop_words as (
    select word from {{ ref('stop_words') }}
)

select
    said.token,
    said.claim_id
from said
left join stop_words on said.token = stop_words.word
where stop_words.word is null
order by said.token asc, said.claim_id asc
