-- One row per current statement, under the number by which the search finds it: a higher one was printed later.
{{ config(
    unique_key='statement_id',
    touched_by='int_search_statements__touched',
    tracked=['statement_number'],
) }}

with statements as (
    select
        statement_id,
        article_id,
        outlet_id,
        speaker_id,
        stance,
        published_on
    from {{ ref('fct_statements') }}
    where
        is_current
        and {{ lies_touched(ref('fct_statements'), 'statement_id', ref('int_search_statements__touched')) }}
),

placed as (
    select
        *,
        row_number() over (partition by article_id order by statement_id) as position_in_article
    from statements
)

select
    {{ search_number('published_on', 'article_id', 'position_in_article') }} as statement_number,
    statement_id,
    outlet_id,
    speaker_id,
    stance,
    published_on
from placed
-- In this order the number and the day of a statement are found by its id without reading the others.
order by statement_id asc
