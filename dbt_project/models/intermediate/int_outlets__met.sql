-- One row per outlet as printed: the domain, name, country and given id under which publishers and relays were met.
with articles as (
    select * from {{ ref('int_articles__listed') }}
),

relays as (
    select * from {{ ref('int_statement_relays__unnested') }}
),

met as (
    select
        outlet_key,
        outlet_domain,
        outlet_name,
        outlet_country_printed,
        null::varchar as given_outlet_id,
        count(*) as mention_count
    from articles
    group by outlet_key, outlet_domain, outlet_name, outlet_country_printed

    union all

    select
        outlet_key,
        null as outlet_domain,
        outlet_name_printed as outlet_name,
        null as outlet_country_printed,
        given_outlet_id,
        count(*) as mention_count
    from relays
    group by outlet_key, outlet_name_printed, given_outlet_id
)

-- A publisher with no domain and a relay with no id are printed alike: one row.
select
    outlet_key,
    outlet_domain,
    outlet_name,
    outlet_country_printed,
    given_outlet_id,
    sum(mention_count)::bigint as mention_count
from met
group by outlet_key, outlet_domain, outlet_name, outlet_country_printed, given_outlet_id
