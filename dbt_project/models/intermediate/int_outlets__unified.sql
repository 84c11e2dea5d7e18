-- One row per outlet as printed, with the one outlet that it is.
{{ config(unique_key='outlet_key', tracked=['outlet_id']) }}

with readable as (
    select * from {{ ref('int_countries__readable') }}
),

met as (
    select
        met.outlet_key,
        met.outlet_domain,
        met.outlet_name,
        met.given_outlet_id,
        met.mention_count,
        readable.country_code as declared_country_code,
        {{ site('met.outlet_domain') }} as outlet_site,
        {{ slug('met.outlet_name') }} as name_slug
    from {{ ref('int_outlets__met') }} as met
    left join readable on upper(met.outlet_country_printed) = readable.printed
),

known_outlets as (
    select * from {{ ref('outlets') }}
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
        outlet_id,
        country_code
    from known_outlets

    union all

    select
        {{ slug('outlet_id') }} as name_slug,
        outlet_id,
        country_code
    from known_outlets

    union all

    -- An alias that is also a common word is the extraction's to judge in running text, not a name to go by alone.
    select
        {{ slug('aliases.alias') }} as name_slug,
        aliases.outlet_id,
        known_outlets.country_code
    from {{ ref('outlet_aliases') }} as aliases
    left join known_outlets on aliases.outlet_id = known_outlets.outlet_id
    where not coalesce(aliases.is_ambiguous, false)
),

-- A name leads somewhere only where it leads to one outlet,
by_name as (
    select
        name_slug,
        min(outlet_id) as outlet_id
    from known_names
    where name_slug is not null
    group by name_slug
    having count(distinct outlet_id) = 1
),

-- or to one in the country that the record itself says.
by_name_and_country as (
    select
        name_slug,
        country_code,
        min(outlet_id) as outlet_id
    from known_names
    where name_slug is not null and country_code is not null
    group by name_slug, country_code
    having count(distinct outlet_id) = 1
),

-- A name is taken for that of a known outlet where no address and no country speaks against it: "The Guardian" is
-- printed by many, each on a domain of its own.
looked_up as (
    select
        met.*,
        by_domain.outlet_id as domain_outlet_id,
        given.outlet_id as extractor_outlet_id,
        case
            when met.declared_country_code is not null then by_name_and_country.outlet_id
            when met.outlet_domain is null then by_name.outlet_id
        end as name_outlet_id,
        by_name.outlet_id is not null as is_known_name
    from met
    left join by_domain on met.outlet_domain = by_domain.outlet_domain
    left join known_outlets as given on met.given_outlet_id = given.outlet_id
    left join by_name on met.name_slug = by_name.name_slug
    left join by_name_and_country
        on
            met.name_slug = by_name_and_country.name_slug
            and met.declared_country_code = by_name_and_country.country_code
),

-- What nobody knows goes by its site, whatever it prints: that stays, and no other outlet has it.
unknown_sites as (
    select distinct
        outlet_site,
        name_slug,
        declared_country_code
    from looked_up
    where
        outlet_site is not null and name_slug is not null
        and domain_outlet_id is null and name_outlet_id is null
),

-- A name without an address leads to the site that prints it, where that is one alone; not to one of another country,
-- and by a known outlet's name only to one of the same.
by_site_name as (
    select
        looked_up.outlet_key,
        min(unknown_sites.outlet_site) as outlet_id
    from looked_up
    inner join unknown_sites
        on
            looked_up.name_slug = unknown_sites.name_slug
            and coalesce(
                looked_up.declared_country_code = unknown_sites.declared_country_code, not looked_up.is_known_name
            )
    where looked_up.outlet_domain is null
    group by looked_up.outlet_key
    having count(distinct unknown_sites.outlet_site) = 1
)

select
    looked_up.outlet_key,
    looked_up.outlet_domain,
    looked_up.outlet_name,
    looked_up.mention_count,
    coalesce(
        looked_up.domain_outlet_id,
        looked_up.extractor_outlet_id,
        looked_up.name_outlet_id,
        looked_up.outlet_site,
        by_site_name.outlet_id,
        -- A name that is a known outlet's, in another country than that outlet's.
        case
            when looked_up.is_known_name
                then looked_up.name_slug || '-' || lower(looked_up.declared_country_code)
        end,
        looked_up.name_slug,
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
left join by_site_name on looked_up.outlet_key = by_site_name.outlet_key
