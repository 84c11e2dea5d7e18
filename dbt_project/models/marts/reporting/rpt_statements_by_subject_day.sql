-- One row per actor spoken about, day and way of dating. A statement about two actors counts for each; the distinct
-- counts of articles, outlets and speakers must not be summed over rows.
{{ config(
    unique_key=['actor_id', 'date_on', 'date_basis'],
    touched_by='int_days__touched',
    touched_columns=['date_on', 'date_basis'],
) }}

with statements as (
    select placed.* from {{ ref('int_statements__placed') }} as placed
    where {{ is_touched(['placed.date_on', 'placed.date_basis'], ref('int_days__touched')) }}
),

subjects as (
    select
        statement_key,
        actor_id
    from {{ ref('int_statement_subjects__keyed') }}
),

read_by_day as (
    select * from {{ ref('int_articles__read_by_day') }}
),

counted as (
    select
        subjects.actor_id,
        statements.date_on,
        statements.date_basis,
        count(*)::integer as statement_count,
        count(*) filter (where statements.stance = 'deny')::integer as denial_count,
        count(*) filter (where statements.is_nested)::integer as nested_count,
        count(*) filter (where statements.is_date_imprecise)::integer as imprecise_date_count,
        count(distinct statements.article_key)::integer as article_count,
        {{ count_outlets('statements.outlet_id') }} as outlet_count,
        count(distinct statements.speaker_key)::integer as speaker_count
    from statements
    inner join subjects on statements.statement_key = subjects.statement_key
    group by subjects.actor_id, statements.date_on, statements.date_basis
)

select
    counted.actor_id,
    counted.date_on,
    counted.date_basis,
    counted.statement_count,
    counted.denial_count,
    counted.nested_count,
    counted.imprecise_date_count,
    counted.article_count,
    counted.outlet_count,
    counted.speaker_count,
    read_by_day.article_read_count,
    read_by_day.outlet_read_count
from counted
left join read_by_day on counted.date_on = read_by_day.date_on and counted.date_basis = 'printed'
