-- One row per outlet whose own records say its country, with the country said most often.
with versions as (
    select * from {{ ref('int_articles__versioned') }}
),

-- Anything else than a code or a name says nothing.
readable as (
    select * from {{ ref('int_countries__readable') }}
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
