-- One row per outlet whose own records say its country, with the country said most often.
with versions as (
    select * from {{ ref('int_articles__versioned') }}
),

countries as (
    select * from {{ ref('countries') }}
),

-- A code of two or three letters, or the name; anything else says nothing.
readable as (
    select
        country_code as printed,
        country_code
    from countries

    union all

    select
        country_code_alpha3 as printed,
        country_code
    from countries
    where country_code_alpha3 is not null

    union all

    select
        upper(country_name) as printed,
        country_code
    from countries
),

declared as (
    select
        versions.outlet_id,
        readable.country_code,
        count(*) as declaration_count
    from versions
    inner join readable on upper(versions.outlet_country_printed) = readable.printed
    group by versions.outlet_id, readable.country_code
)

select
    outlet_id,
    country_code
from declared
qualify row_number() over (partition by outlet_id order by declaration_count desc, country_code asc) = 1
