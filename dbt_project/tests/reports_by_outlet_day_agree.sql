-- What is read of an outlet on a day is the same in every report that says it, and the search finds every statement.
{{ config(meta={'dagster': {'ref': {'name': 'rpt_statements_by_outlet_day'}}}) }}

with base as (
    select
        sum(article_count) as articles_read,
        sum(statement_count) as statements
    from {{ ref('rpt_articles_by_outlet_day') }}
),

reports as (
    select
        'rpt_statements_by_outlet_day' as report_name,
        sum(article_read_count) as articles_read,
        sum(statement_count) as statements
    from {{ ref('rpt_statements_by_outlet_day') }}

    union all

    select
        'rpt_quality_by_outlet_day' as report_name,
        sum(article_read_count) as articles_read,
        sum(statement_count) as statements
    from {{ ref('rpt_quality_by_outlet_day') }}

    union all

    select
        'rpt_search_statements' as report_name,
        (select base.articles_read from base) as articles_read,
        count(*) as statements
    from {{ ref('rpt_search_statements') }}
)

select reports.*
from reports
cross join base
where
    coalesce(reports.articles_read, 0) != coalesce(base.articles_read, 0)
    or coalesce(reports.statements, 0) != coalesce(base.statements, 0)
