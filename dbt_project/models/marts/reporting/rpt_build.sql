-- One row per build file: exactly one, what this build is and what it is made of.
{{ config(materialized='table') }}

with articles as (
    select * from {{ ref('dim_articles') }}
),

extractors as (
    select list(distinct extractor_version order by extractor_version) as extractor_versions
    from {{ ref('stg_raw__extractions') }}
    where extractor_version is not null
)

select
    '{{ build_id() }}' as build_id,
    '{{ run_started_at.strftime("%Y-%m-%d %H:%M:%S+00") }}'::timestamptz as built_at,
    coalesce(array_to_string((select extractors.extractor_versions from extractors), ', '), '') as extractor_version,
    coalesce((select extractors.extractor_versions from extractors), []) as extractor_versions,
    max(articles.published_on) as newest_published_on,
    max(articles.loaded_at) as newest_loaded_at,
    count(*) filter (where articles.is_current)::integer as article_count
from articles
