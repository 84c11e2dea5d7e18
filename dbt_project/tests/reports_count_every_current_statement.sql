-- No report loses a statement or counts one twice: a statement has one publisher, so both ways of dating by publisher's
-- country, and the counts by outlet and day, add up to the current statements; and every one has a speaker.
{{ config(meta={'dagster': {'ref': {'name': 'fct_statements'}}}) }}

with current_statements as (
    select count(*) as expected
    from {{ ref('fct_statements') }}
    where is_current
),

bases (date_basis) as (
    values ('said'), ('printed')
),

by_outlet_country as (
    select
        date_basis,
        sum(statement_count) as counted
    from {{ ref('rpt_statements_by_country_day') }}
    where country_role = 'outlet'
    group by date_basis
),

by_actor as (
    select
        date_basis,
        sum(statement_count) as counted
    from {{ ref('rpt_statements_by_actor_day') }}
    group by date_basis
),

by_outlet as (
    select coalesce(sum(statement_count), 0) as counted
    from {{ ref('rpt_articles_by_outlet_day') }}
)

select
    bases.date_basis,
    current_statements.expected,
    by_outlet_country.counted as counted_by_outlet_country,
    by_actor.counted as counted_by_actor,
    by_outlet.counted as counted_by_outlet
from bases
cross join current_statements
cross join by_outlet
left join by_outlet_country on bases.date_basis = by_outlet_country.date_basis
left join by_actor on bases.date_basis = by_actor.date_basis
where
    coalesce(by_outlet_country.counted, 0) != current_statements.expected
    or coalesce(by_actor.counted, 0) < current_statements.expected
    or by_outlet.counted != current_statements.expected
