-- One row per current statement, named speaker of it and phrase in it: two or three words that begin and end with one
-- that says something.
{{ config(
    unique_key=['statement_key', 'pair_key'],
    touched_by='int_keyed_statements__touched',
    touched_columns=['statement_key'],
    tracked=['speaker_id', 'phrase'],
) }}

with speakers as (
    select distinct
        statement_key,
        speaker_id
    from {{ ref('int_statement_speakers__keyed') }}
    where is_named and {{ is_touched('statement_key', ref('int_keyed_statements__touched')) }}
),

statements as (
    select
        {{ key_of('statement_id') }} as statement_key,
        {{ wording('content_text') }} as words
    from {{ ref('fct_statements') }}
    where
        is_current
        and {{ lies_touched(ref('fct_statements'), 'statement_id', ref('int_keyed_statements__touched')) }}
),

stop_words as (
    select * from {{ ref('stop_words') }}
),

runs as (
    select
        statement_key,
        unnest(list_zip(words, words[2:], words[3:])) as run
    from statements
    where statement_key in (select speakers.statement_key from speakers)
),

joined as (
    select
        runs.statement_key,
        runs.run[1] as first_word,
        runs.run[2] as second_word,
        runs.run[3] as third_word,
        second_stop.word is null and regexp_matches(runs.run[2], '^\p{L}{3,}$') as second_tells,
        third_stop.word is null and regexp_matches(runs.run[3], '^\p{L}{3,}$') as third_tells
    from runs
    left join stop_words as first_stop on runs.run[1] = first_stop.word
    left join stop_words as second_stop on runs.run[2] = second_stop.word
    left join stop_words as third_stop on runs.run[3] = third_stop.word
    where first_stop.word is null and regexp_matches(runs.run[1], '^\p{L}{3,}$')
),

phrases as (
    select
        statement_key,
        first_word || ' ' || second_word as phrase
    from joined
    where second_tells

    union

    select
        statement_key,
        first_word || ' ' || second_word || ' ' || third_word as phrase
    from joined
    -- "Rule of law" is a phrase, "went to make" is none.
    where third_tells and (second_tells or second_word in ('of', 'and'))
)

select
    phrases.statement_key,
    hash(speakers.speaker_id, phrases.phrase) as pair_key,
    speakers.speaker_id,
    phrases.phrase
from phrases
inner join speakers on phrases.statement_key = speakers.statement_key
