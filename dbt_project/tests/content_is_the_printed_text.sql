-- What a statement says is what the article prints at that place. Content of one span is compared exactly; of content
-- in several, every span must lie within the field.
{{ config(meta={'dagster': {'ref': {'name': 'fct_statements'}}}) }}

with statements as (
    select
        statements.statement_id,
        statements.content_text,
        statements.content_spans,
        case when statements.field = 'title' then articles.title else articles.body end as printed
    from {{ written_rows(ref('fct_statements')) }} as statements
    inner join {{ ref('dim_articles') }} as articles
        on
            statements.article_id = articles.article_id
            and statements.article_version = articles.article_version
)

select
    statement_id,
    content_text
from statements
where
    len(content_spans) = 0
    or printed is null
    or content_spans[1].start_char < 0
    or content_spans[-1].end_char > length(printed)
    or (
        len(content_spans) = 1
        and content_text is distinct from substring(
            printed, content_spans[1].start_char + 1, content_spans[1].end_char - content_spans[1].start_char
        )
    )
