-- One row per outlet: those of the reference list, and those only met in articles.
{{ config(unique_key='outlet_id', tracked=['country_code']) }}

with unified as (
    select * from {{ ref('int_outlets__unified') }}
),

known as (
    select * from {{ ref('outlets') }}
),

-- Articles of no known outlet may be of several: what is said of the country of one is not so of all.
declared as (
    select * from {{ ref('int_outlets__declared_countries') }}
    where {{ is_outlet('outlet_id') }}
),

corrected as (
    select
        outlet_id,
        corrected_value as country_code
    from {{ ref('int_outlet_corrections__settled') }}
    where state = 'applied'
),

article_counts as (
    select
        outlet_id,
        count(*)::integer as article_count
    from {{ ref('int_articles__versioned') }}
    where is_current
    group by outlet_id
),

-- The name of an outlet that nobody knows: as printed most often; its site where no name is printed.
unknown as (
    select
        unified.outlet_id,
        coalesce(unified.outlet_name, nullif(unified.outlet_id, 'unknown'), 'Unknown') as outlet_name
    from unified
    left join known on unified.outlet_id = known.outlet_id
    where known.outlet_id is null
    group by unified.outlet_id, unified.outlet_name
    qualify row_number() over (
        partition by unified.outlet_id
        order by unified.outlet_name is null asc, sum(unified.mention_count) desc, unified.outlet_name asc
    ) = 1
),

outlets as (
    select
        outlet_id,
        outlet_name,
        country_code,
        owner_name,
        state_media_class,
        is_agency,
        true as is_known
    from known

    union all by name

    select
        outlet_id,
        outlet_name,
        false as is_known
    from unknown
)

select
    outlets.outlet_id,
    outlets.outlet_name,
    coalesce(corrected.country_code, outlets.country_code, declared.country_code) as country_code,
    coalesce(outlets.country_code, declared.country_code) as country_code_uncorrected,
    outlets.owner_name,
    outlets.state_media_class,
    coalesce(outlets.is_agency, false) as is_agency,
    outlets.is_known,
    coalesce(article_counts.article_count, 0) as article_count
from outlets
left join declared on outlets.outlet_id = declared.outlet_id
left join corrected on outlets.outlet_id = corrected.outlet_id
left join article_counts on outlets.outlet_id = article_counts.outlet_id
