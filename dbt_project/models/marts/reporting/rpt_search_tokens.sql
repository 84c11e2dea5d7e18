-- One row per word and current statement that says it or whose speakers' names have it, without words that only join.
{{ config(
    unique_key=['token', 'statement_number'],
    touched_by='int_search_tokens__touched',
    touched_columns=['statement_number'],
) }}

with statements as (
    select
        statement_id,
        content_text
    from {{ ref('fct_statements') }}
    where is_current and {{ lies_touched(ref('fct_statements'), 'statement_id', ref('int_search_tokens__touched')) }}
),

numbers as (
    select
        statement_id,
        statement_number
    from {{ ref('rpt_search_statements') }}
    where {{ lies_touched(ref('rpt_search_statements'), 'statement_id', ref('int_search_tokens__touched')) }}
),

names as (
    select
        statement_id,
        string_agg(speaker_name, ' ') as speaker_names
    from {{ ref('bridge_statement_speakers') }}
    where
        {{ lies_touched(
            ref('bridge_statement_speakers'), 'statement_id', ref('int_search_tokens__touched'),
            where="speaker_id != 'unknown'"
        ) }}
    group by statement_id
),

said as (
    select
        numbers.statement_number,
        unnest({{ search_tokens("concat_ws(' ', statements.content_text, names.speaker_names)") }}) as token
    from statements
    inner join numbers on statements.statement_id = numbers.statement_id
    left join names on statements.statement_id = names.statement_id
),

stop_words as (
    select word from {{ ref('stop_words') }}
)

select
    said.token,
    said.statement_number
from said
left join stop_words on said.token = stop_words.word
where stop_words.word is null
order by said.token asc, said.statement_number asc
