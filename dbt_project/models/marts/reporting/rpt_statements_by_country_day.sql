-- One row per country, the part it plays (of the speaker, of the subject, of the publisher), day and way of dating.
-- A statement of or about two countries counts for each; one about none, or of a speaker without one, under null.
with statements as (
    select * from {{ ref('int_statements__placed') }}
),

outlets as (
    select * from {{ ref('dim_outlets') }}
),

speaker_countries as (
    select distinct
        statement_id,
        speaker_country_code as country_code
    from {{ ref('bridge_statement_speakers') }}
),

about_countries as (
    select
        statement_id,
        country_code
    from {{ ref('bridge_statement_countries') }}
),

placed as (
    select
        'speaker' as country_role,
        speaker_countries.country_code,
        statements.*
    from statements
    inner join speaker_countries on statements.statement_id = speaker_countries.statement_id

    union all

    select
        'about' as country_role,
        about_countries.country_code,
        statements.*
    from statements
    left join about_countries on statements.statement_id = about_countries.statement_id

    union all

    select
        'outlet' as country_role,
        outlets.country_code,
        statements.*
    from statements
    left join outlets on statements.outlet_id = outlets.outlet_id
)

select
    country_role,
    country_code,
    date_on,
    date_basis,
    count(*)::integer as statement_count,
    count(*) filter (where stance = 'deny')::integer as denial_count,
    count(*) filter (where is_nested)::integer as nested_count,
    count(*) filter (where is_date_imprecise)::integer as imprecise_date_count,
    count(distinct article_id)::integer as article_count
from placed
group by country_role, country_code, date_on, date_basis
