-- One row per outlet and day printed of which something was read: how far extraction came with it.
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
        count(*) filter (where extraction_status = 'extracted')::integer as extracted_count,
        count(*) filter (where extraction_status = 'unsupported_language')::integer as unsupported_language_count,
        count(*) filter (where extraction_status = 'failed')::integer as failed_count,
        count(*) filter (where extraction_status = 'pending')::integer as pending_count,
        count(*) filter (where extraction_status = 'extracted' and statement_count = 0)::integer as silent_count,
        median(word_count) as median_word_count
    from articles
    group by outlet_id, published_on
),

counted as (
    select
        outlet_id,
        published_on as date_on,
        count(*)::integer as statement_count,
        count(*) filter (where speaker_id = 'unknown')::integer as unresolved_count,
        count(*) filter (where said_on_start is not null)::integer as said_dated_count,
        count(*) filter (where confidence < 0.5)::integer as unsure_count,
        -- Summed as decimals: the sum of floats depends on their order.
        sum(confidence::decimal(18, 9))::double / count(*) as mean_confidence
    from statements
    group by outlet_id, published_on
)

select
    articles_read.outlet_id,
    articles_read.date_on,
    articles_read.article_read_count,
    articles_read.extracted_count,
    articles_read.unsupported_language_count,
    articles_read.failed_count,
    articles_read.pending_count,
    articles_read.silent_count,
    articles_read.median_word_count,
    coalesce(counted.statement_count, 0) as statement_count,
    coalesce(counted.unresolved_count, 0) as unresolved_count,
    coalesce(counted.said_dated_count, 0) as said_dated_count,
    coalesce(counted.unsure_count, 0) as unsure_count,
    round(counted.mean_confidence, 6) as mean_confidence
from articles_read
left join counted
    on
        articles_read.outlet_id = counted.outlet_id
        and articles_read.date_on is not distinct from counted.date_on
