-- One row per day, without a gap from the first day met to the last within the calendar's years; days outside them
-- only where a statement or an article has one.
{{ config(unique_key='date_on') }}

with statements as (
    select said_or_printed_on from {{ ref('fct_statements') }}
),

days_met as (
    select said_or_printed_on as date_on
    from statements
    where said_or_printed_on is not null

    union

    select published_on as date_on
    from {{ ref('int_articles__versioned') }}
    where published_on is not null
),

bounds as (
    select
        min(date_on) as first_on,
        max(date_on) as last_on
    from days_met
    where year(date_on) between {{ var('first_calendar_year') }} and {{ var('last_calendar_year') }}
),

days as (
    select unnest(generate_series(first_on, last_on, interval 1 day))::date as date_on
    from bounds

    union

    select date_on
    from days_met
)

select
    date_on,
    year(date_on)::integer as year_number,
    quarter(date_on)::integer as quarter_number,
    month(date_on)::integer as month_number,
    date_trunc('month', date_on)::date as month_start_on,
    date_trunc('week', date_on)::date as week_start_on,
    week(date_on)::integer as iso_week_number,
    isodow(date_on)::integer as day_of_week_number,
    dayname(date_on) as day_name,
    isodow(date_on) >= 6 as is_weekend
from days
