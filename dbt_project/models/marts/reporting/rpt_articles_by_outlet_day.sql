-- One row per outlet and day printed: the articles read, the denominator of every share.
{{ config(unique_key=['outlet_id', 'date_on']) }}

with articles as (
    select * from {{ ref('dim_articles') }}
    where is_current
)

select
    outlet_id,
    published_on as date_on,
    count(*)::integer as article_count,
    sum(statement_count)::integer as statement_count,
    sum(word_count)::bigint as word_count
from articles
group by outlet_id, published_on
