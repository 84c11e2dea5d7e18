-- One row per article version, with its place among the versions of its article and its publisher.
{{ config(unique_key='article_id') }}

with articles as (
    select
        article_id,
        article_version,
        outlet_key,
        outlet_country_printed,
        published_on,
        load_on,
        -- The order of versions: by the time that the text itself gives, then by the date it was loaded under, then
        -- by the text's hash, so that nothing depends on the order of arrival within a load date.
        coalesce(modified_at, published_on::timestamptz) as version_at
    from {{ ref('int_articles__listed') }}
),

outlets as (
    select
        outlet_key,
        outlet_id
    from {{ ref('int_outlets__unified') }}
),

numbered as (
    select
        *,
        row_number() over (
            partition by article_id
            order by version_at asc nulls first, load_on asc, article_version asc
        )::integer as version_number,
        count(*) over (partition by article_id) as version_count
    from articles
)

select
    numbered.article_id,
    numbered.article_version,
    numbered.version_number,
    numbered.version_number = numbered.version_count as is_current,
    outlets.outlet_id,
    numbered.outlet_country_printed,
    numbered.published_on,
    numbered.load_on
from numbered
left join outlets on numbered.outlet_key = outlets.outlet_key
