-- One row per statement, with its article and a digest of all that the extraction says of it.
{{ config(
    unique_key='statement_id',
    touched_by='changes.int_articles__read',
    touched_columns=['article_id'],
    tracked=['article_id'],
) }}

with statements as (
    select * exclude (statement_place) from {{ ref('stg_raw__statements') }}
    where
        {{ lies_touched_in_raw(
            'statements', 'article_id', changes_of(ref('int_articles__read')), 'statement_place'
        ) }}
)

select
    statements.statement_id,
    statements.article_id,
    statements.article_version,
    hash(statements) as digest
from statements
