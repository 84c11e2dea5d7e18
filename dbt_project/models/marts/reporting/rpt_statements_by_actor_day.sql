-- One row per speaker, day and way of dating. A statement of two speakers counts for each; the distinct counts of
-- articles and outlets must not be summed over rows.
{{ config(
    unique_key=['speaker_id', 'date_on', 'date_basis'],
    touched_by='int_actor_days__touched',
) }}

with statements as (
    select placed.* from {{ ref('int_statements__placed') }} as placed
    -- Few days are touched, and by their statements alone fewer rows are joined.
    where {{ is_touched(['placed.date_on', 'placed.date_basis'], ref('int_actor_days__touched')) }}
),

speakers as (
    select distinct
        statement_key,
        speaker_id,
        speaker_key
    from {{ ref('int_statement_speakers__keyed') }}
    where {{ is_touched('speaker_key', ref('int_actor_days__touched')) }}
),

read_by_day as (
    select * from {{ ref('int_articles__read_by_day') }}
),

counted as (
    select
        speakers.speaker_id,
        statements.date_on,
        statements.date_basis,
        count(*)::integer as statement_count,
        count(*) filter (where statements.stance = 'deny')::integer as denial_count,
        count(*) filter (where statements.is_nested)::integer as nested_count,
        count(*) filter (where statements.is_date_imprecise)::integer as imprecise_date_count,
        count(distinct statements.article_key)::integer as article_count,
        {{ count_outlets('statements.outlet_id') }} as outlet_count
    from statements
    inner join speakers on statements.statement_key = speakers.statement_key
    where
        {{ is_touched(
            ['speakers.speaker_key', 'statements.date_on', 'statements.date_basis'], ref('int_actor_days__touched')
        ) }}
    group by speakers.speaker_id, statements.date_on, statements.date_basis
)

select
    counted.speaker_id,
    counted.date_on,
    counted.date_basis,
    counted.statement_count,
    counted.denial_count,
    counted.nested_count,
    counted.imprecise_date_count,
    counted.article_count,
    counted.outlet_count,
    read_by_day.article_read_count,
    read_by_day.outlet_read_count
from counted
-- A day on which something was said bounds nothing that was read.
left join read_by_day on counted.date_on = read_by_day.date_on and counted.date_basis = 'printed'
