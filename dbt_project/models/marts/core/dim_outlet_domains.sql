-- One row per domain: those of the reference list, and those only met in articles.
{{ config(unique_key='domain') }}

with known as (
    select
        lower(domain) as domain,
        outlet_id
    from {{ ref('outlet_domains') }}
),

-- A domain that nobody knows may print a known outlet of the same country: it is the outlet's that it prints most.
met as (
    select
        outlet_domain as domain,
        outlet_id
    from {{ ref('int_outlets__unified') }}
    where outlet_domain is not null
    group by outlet_domain, outlet_id
    qualify row_number() over (partition by outlet_domain order by sum(mention_count) desc, outlet_id asc) = 1
)

select
    domain,
    outlet_id
from known

union all

select
    met.domain,
    met.outlet_id
from met
left join known on met.domain = known.domain
where known.domain is null
