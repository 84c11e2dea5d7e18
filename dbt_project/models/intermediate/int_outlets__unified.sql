-- One row per outlet as printed, with the one outlet that it is.
{{ config(unique_key='outlet_key', tracked=['outlet_id']) }}

with met as (
    select * from {{ ref('int_outlets__met') }}
),

known_outlets as (
    select * from {{ ref('outlets') }}
),

-- A domain is an outlet, whatever byline stands in the outlet's place; so a domain that nobody knows goes by the
-- name that it prints most often.
domain_names as (
    select
        outlet_domain,
        outlet_name as domain_name
    from met
    where outlet_domain is not null and outlet_name is not null
    qualify row_number() over (partition by outlet_domain order by mention_count desc, outlet_name asc) = 1
),

named as (
    select
        met.outlet_key,
        met.outlet_domain,
        met.outlet_name,
        met.given_outlet_id,
        met.mention_count,
        coalesce(domain_names.domain_name, met.outlet_name) as own_name
    from met
    left join domain_names on met.outlet_domain = domain_names.outlet_domain
),

-- "edition.cnn.com" is looked up as such, then as "cnn.com".
domain_parts as (
    select distinct
        outlet_domain,
        string_split(outlet_domain, '.') as parts
    from met
    where outlet_domain is not null
),

domain_suffixes as (
    select
        outlet_domain,
        array_to_string(parts[unnest(generate_series(1, greatest(len(parts) - 1, 1))):], '.') as suffix
    from domain_parts
),

by_domain as (
    select
        domain_suffixes.outlet_domain,
        outlet_domains.outlet_id
    from domain_suffixes
    inner join {{ ref('outlet_domains') }} as outlet_domains on domain_suffixes.suffix = lower(outlet_domains.domain)
    qualify row_number() over (partition by domain_suffixes.outlet_domain order by len(domain_suffixes.suffix) desc) = 1
),

known_names as (
    select
        {{ slug('outlet_name') }} as name_slug,
        outlet_id
    from known_outlets

    union all

    select
        {{ slug('outlet_id') }} as name_slug,
        outlet_id
    from known_outlets

    union all

    -- An alias that is also a common word is the extraction's to judge in running text, not a name to go by alone.
    select
        {{ slug('alias') }} as name_slug,
        outlet_id
    from {{ ref('outlet_aliases') }}
    where not coalesce(is_ambiguous, false)
),

-- A name leads somewhere only where it leads to one outlet.
by_name as (
    select
        name_slug,
        min(outlet_id) as outlet_id
    from known_names
    where name_slug is not null
    group by name_slug
    having count(distinct outlet_id) = 1
),

looked_up as (
    select
        named.*,
        by_domain.outlet_id as domain_outlet_id,
        given.outlet_id as extractor_outlet_id,
        by_name.outlet_id as name_outlet_id,
        {{ slug('named.own_name') }} as own_slug
    from named
    left join by_domain on named.outlet_domain = by_domain.outlet_domain
    left join known_outlets as given on named.given_outlet_id = given.outlet_id
    left join by_name on {{ slug('named.own_name') }} = by_name.name_slug
),

-- Any name printed on a domain that nobody knows leads to that domain's outlet, where it leads to one alone.
by_met_name as (
    select
        {{ slug('outlet_name') }} as name_slug,
        min(coalesce(name_outlet_id, own_slug)) as outlet_id
    from looked_up
    where outlet_domain is not null and domain_outlet_id is null and outlet_name is not null
    group by name_slug
    having count(distinct coalesce(name_outlet_id, own_slug)) = 1
)

select
    looked_up.outlet_key,
    looked_up.outlet_domain,
    looked_up.outlet_name,
    looked_up.own_name,
    looked_up.mention_count,
    coalesce(
        looked_up.domain_outlet_id,
        looked_up.extractor_outlet_id,
        looked_up.name_outlet_id,
        case when looked_up.outlet_domain is null then by_met_name.outlet_id end,
        looked_up.own_slug,
        {{ slug('looked_up.outlet_domain') }},
        {{ slug('looked_up.given_outlet_id') }},
        'unknown'
    ) as outlet_id,
    case
        when looked_up.domain_outlet_id is not null then 'domain'
        when looked_up.extractor_outlet_id is not null then 'extractor'
        when looked_up.name_outlet_id is not null then 'name'
        else 'unknown'
    end as match_basis
from looked_up
left join by_met_name on looked_up.own_slug = by_met_name.name_slug
