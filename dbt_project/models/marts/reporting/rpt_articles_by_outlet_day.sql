-- One row per outlet and day printed: the articles read, the denominator of every share.
{{ config(
    unique_key=['outlet_id', 'date_on'],
    touched_by='int_outlet_days__touched',
    tracked=['article_count'],
) }}

with articles as (
    select * from {{ ref('dim_articles') }} as articles
    where
        articles.is_current
        and {{ is_touched(
            {'outlet_id': 'articles.outlet_id', 'date_on': 'articles.published_on'}, ref('int_outlet_days__touched')
        ) }}
)

select
    outlet_id,
    published_on as date_on,
    count(*)::integer as article_count,
    sum(statement_count)::integer as statement_count,
    sum(word_count)::bigint as word_count
from articles
group by outlet_id, published_on
