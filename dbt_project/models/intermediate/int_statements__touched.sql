-- One row per statement that this build has to make anew: of an article of which raw holds something else now, or whose
-- version, day or publisher has changed.
{{ config(materialized='table') }}

with articles as (
    select article_id from {{ changes_of(ref('int_articles__read')) }}
    union
    select article_id from {{ changes_of(ref('int_articles__versioned')) }}
)

select statement_id from {{ ref('int_statements__listed') }}
where article_id in (select articles.article_id from articles)
union
select statement_id from {{ changes_of(ref('int_statements__listed')) }}
