-- One row per statement, with its article and a digest of all that the extraction says of it.
{{ config(
    unique_key='statement_id',
    touched_by='changes.int_articles__read',
    touched_columns=['article_id'],
    tracked=['article_id'],
) }}

select
    statements.statement_id,
    statements.article_id,
    statements.article_version,
    hash(statements) as digest
from {{ ref('stg_raw__statements') }} as statements
where {{ is_touched('statements.article_id', changes_of(ref('int_articles__read'))) }}
