-- One row per domain: those of the reference list, and those only met in articles.
{{ config(unique_key='domain') }}

with known as (
    select
        lower(domain) as domain,
        outlet_id
    from {{ ref('outlet_domains') }}
),

met as (
    select distinct
        outlet_domain as domain,
        outlet_id
    from {{ ref('int_outlets__unified') }}
    where outlet_domain is not null
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
