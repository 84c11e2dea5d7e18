-- One row per outlet and day printed of which something was read: what its articles have others say.
{{ config(unique_key=['outlet_id', 'date_on'], touched_by='int_outlet_days__touched') }}

with articles as (
    select * from {{ ref('dim_articles') }} as articles
    where
        articles.is_current
        and {{ is_touched(
            {'outlet_id': 'articles.outlet_id', 'date_on': 'articles.published_on'}, ref('int_outlet_days__touched')
        ) }}
),

statements as (
    select * from {{ ref('fct_statements') }} as statements
    where
        statements.is_current
        and {{ is_touched(
            {'outlet_id': 'statements.outlet_id', 'date_on': 'statements.published_on'}, ref('int_outlet_days__touched')
        ) }}
),

articles_read as (
    select
        outlet_id,
        published_on as date_on,
        count(*)::integer as article_read_count,
        count(*) filter (where syndicated_from_article_id is not null)::integer as copied_article_count
    from articles
    group by outlet_id, published_on
),

counted as (
    select
        outlet_id,
        published_on as date_on,
        count(*)::integer as statement_count,
        count(*) filter (where stance = 'deny')::integer as denial_count,
        count(*) filter (where is_nested)::integer as nested_count,
        count(*) filter (where statement_type = 'direct')::integer as direct_count,
        count(*) filter (where relay_count > 0)::integer as relayed_count,
        count(distinct article_id)::integer as article_count,
        count(distinct speaker_id) filter (where speaker_id != 'unknown')::integer as speaker_count,
        count(distinct claim_id)::integer as claim_count
    from statements
    group by outlet_id, published_on
)

select
    articles_read.outlet_id,
    articles_read.date_on,
    articles_read.article_read_count,
    articles_read.copied_article_count,
    coalesce(counted.article_count, 0) as article_count,
    coalesce(counted.statement_count, 0) as statement_count,
    coalesce(counted.denial_count, 0) as denial_count,
    coalesce(counted.nested_count, 0) as nested_count,
    coalesce(counted.direct_count, 0) as direct_count,
    coalesce(counted.relayed_count, 0) as relayed_count,
    coalesce(counted.speaker_count, 0) as speaker_count,
    coalesce(counted.claim_count, 0) as claim_count
from articles_read
left join counted
    on
        articles_read.outlet_id = counted.outlet_id
        and articles_read.date_on is not distinct from counted.date_on
