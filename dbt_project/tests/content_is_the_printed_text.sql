-- What a statement says is what the article prints at that place. Content of one span is compared exactly; of content
-- in several, every span must lie within the field.
{{ config(meta={'dagster': {'ref': {'name': 'fct_statements'}}}) }}

with written as (
    select
        statement_id,
        article_id,
        article_version,
        field,
        content_text,
        content_spans
    from {{ written_rows(ref('fct_statements')) }}
    -- Of what was written beside an increment, those of which the extraction says something else: the others have
    -- another speaker, claim or outlet, and were compared when their words came.
    where {{ is_changed_in(ref('int_statements__listed'), 'statement_id') }}
),

-- Texts are read of these articles alone: by their rows, as the ids say nothing of where a row lies.
articles as materialized (
    select
        article_id,
        article_version,
        title,
        body
    from {{ ref('dim_articles') }}
    where
        {{ lies_where(ref('dim_articles'), 'article_id in (select written.article_id from written)') }}
),

statements as (
    select
        written.statement_id,
        written.content_text,
        written.content_spans,
        case when written.field = 'title' then articles.title else articles.body end as printed
    from written
    inner join articles
        on
            written.article_id = articles.article_id
            and written.article_version = articles.article_version
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
