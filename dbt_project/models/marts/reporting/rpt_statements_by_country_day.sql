-- One row per country, the part it plays (of the speaker, of the subject, of the publisher), day and way of dating.
-- A statement of or about two countries counts for each; one about none, or of a speaker without one, under null.
{{ config(
    unique_key=['country_role', 'country_code', 'date_on', 'date_basis'],
    touched_by='int_days__touched',
    touched_columns=['date_on', 'date_basis'],
) }}

with statements as (
    select placed.* from {{ ref('int_statements__placed') }} as placed
    where {{ is_touched(['placed.date_on', 'placed.date_basis'], ref('int_days__touched')) }}
),

outlets as (
    select * from {{ ref('dim_outlets') }}
),

speaker_countries as (
    select distinct
        statement_key,
        country_code
    from {{ ref('int_statement_speakers__keyed') }}
    {%- if in_increment() %}
    where statement_key in (select statements.statement_key from statements)
    {%- endif %}
),

about_countries as (
    select
        statement_key,
        country_code
    from {{ ref('int_statement_subjects__keyed') }}
    where country_code is not null
),

placed as (
    select
        'speaker' as country_role,
        speaker_countries.country_code,
        statements.*
    from statements
    inner join speaker_countries on statements.statement_key = speaker_countries.statement_key

    union all

    select
        'about' as country_role,
        about_countries.country_code,
        statements.*
    from statements
    left join about_countries on statements.statement_key = about_countries.statement_key

    union all

    select
        'outlet' as country_role,
        outlets.country_code,
        statements.*
    from statements
    left join outlets on statements.outlet_id = outlets.outlet_id
),

counted as (
    select
        country_role,
        country_code,
        date_on,
        date_basis,
        count(*)::integer as statement_count,
        count(*) filter (where stance = 'deny')::integer as denial_count,
        count(*) filter (where is_nested)::integer as nested_count,
        count(*) filter (where is_date_imprecise)::integer as imprecise_date_count,
        count(distinct article_key)::integer as article_count
    from placed
    group by country_role, country_code, date_on, date_basis
),

articles_read as (
    select
        articles.date_on,
        outlets.country_code,
        articles.article_count
    from {{ ref('rpt_articles_by_outlet_day') }} as articles
    left join outlets on articles.outlet_id = outlets.outlet_id
    where articles.date_on is not null
),

-- What a publisher's country is a share of is what was read of that country's outlets; a speaker or a subject can
-- stand in any of them.
denominators as (
    select
        'outlet' as country_role,
        country_code,
        date_on,
        sum(article_count)::integer as article_read_count
    from articles_read
    group by country_code, date_on

    union all

    select
        'any' as country_role,
        null::varchar as country_code,
        date_on,
        sum(article_count)::integer as article_read_count
    from articles_read
    group by date_on
)

select
    counted.country_role,
    counted.country_code,
    counted.date_on,
    counted.date_basis,
    counted.statement_count,
    counted.denial_count,
    counted.nested_count,
    counted.imprecise_date_count,
    counted.article_count,
    denominators.article_read_count
from counted
left join denominators
    on
        counted.date_basis = 'printed'
        and counted.date_on = denominators.date_on
        and denominators.country_role = case when counted.country_role = 'outlet' then 'outlet' else 'any' end
        and coalesce(denominators.country_code, '')
        = case when counted.country_role = 'outlet' then coalesce(counted.country_code, '') else '' end
