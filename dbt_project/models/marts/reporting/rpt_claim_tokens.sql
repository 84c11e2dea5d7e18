-- One row per word and claim of several outlets, or denied, where a print of it or the name of a speaker has the word.
{{ config(
    unique_key=['token', 'claim_id'],
    touched_by='int_claims__touched',
    touched_columns=['claim_id'],
) }}

with printed as (
    select
        claim_id,
        statement_id,
        content_words
    from {{ ref('rpt_claim_texts') }}
    where {{ is_touched('claim_id', ref('int_claims__touched')) }}
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
        unnest(list_distinct(string_split(content_words, ' '))) as token
    from printed
    where content_words != ''
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
