-- One row per current statement and actor that its content names: countries as states, and those that are none.
{{ config(
    unique_key=['statement_key', 'actor_id'],
    touched_by='int_keyed_statements__touched',
    touched_columns=['statement_key'],
) }}

with statements as (
    select statement_key from {{ ref('int_statements__keyed') }}
    where {{ is_touched('statement_key', ref('int_keyed_statements__touched')) }}
),

named as (
    select
        {{ key_of('statement_id') }} as statement_key,
        {{ country_actor_id('country_code') }} as actor_id,
        country_code
    from {{ ref('bridge_statement_countries') }}
    where {{ is_touched('statement_id', ref('int_keyed_statements__touched')) }}

    union all

    select
        {{ key_of('statement_id') }} as statement_key,
        actor_id,
        null as country_code
    from {{ ref('bridge_statement_actors') }}
    where {{ is_touched('statement_id', ref('int_keyed_statements__touched')) }}
)

select
    named.statement_key,
    named.actor_id,
    named.country_code
from named
inner join statements on named.statement_key = statements.statement_key
