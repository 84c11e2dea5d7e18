-- One row per article version, with its text.
{{ config(
    unique_key='article_id',
    touched_by='int_articles__touched',
    tracked=['article_version', 'outlet_id', 'published_on'],
) }}

with articles as (
    select * from {{ ref('stg_raw__articles') }}
    where {{ lies_touched_in_raw('articles', 'article_id', ref('int_articles__touched'), 'article_place') }}
),

versions as (
    select * from {{ ref('int_articles__versioned') }}
),

extractions as (
    select * from {{ ref('stg_raw__extractions') }}
),

syndicated as (
    select * from {{ ref('int_articles__syndicated') }}
),

statement_counts as (
    select
        article_id,
        article_version,
        count(*)::integer as statement_count
    from {{ ref('int_statements__listed') }}
    where {{ is_touched('article_id', ref('int_articles__touched')) }}
    group by article_id, article_version
)

select
    articles.article_id,
    articles.article_version,
    versions.version_number,
    versions.is_current,
    articles.title,
    articles.body,
    articles.url,
    versions.outlet_id,
    articles.published_on,
    articles.published_on_printed,
    articles.published_on_basis,
    articles.modified_at,
    articles.language,
    articles.authors,
    articles.topic,
    coalesce(statement_counts.statement_count, 0) as statement_count,
    len(regexp_extract_all(articles.body, '\S+'))::integer as word_count,
    coalesce(extractions.extraction_status, 'pending') as extraction_status,
    syndicated.first_article_id as syndication_group_id,
    nullif(syndicated.first_article_id, articles.article_id) as syndicated_from_article_id,
    articles.load_id,
    articles.load_on,
    articles.loaded_at
from articles
left join versions
    on
        articles.article_id = versions.article_id
        and articles.article_version = versions.article_version
left join extractions
    on
        articles.article_id = extractions.article_id
        and articles.article_version = extractions.article_version
left join statement_counts
    on
        articles.article_id = statement_counts.article_id
        and articles.article_version = statement_counts.article_version
left join syndicated on articles.article_id = syndicated.article_id
