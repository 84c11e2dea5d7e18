-- One row per statement of which this build has to make anew what reports count: the statement, who said it, or
-- what it names.
{{ config(materialized='table') }}

with changed as (
    select statement_id from {{ changes_of(ref('fct_statements')) }}
    union
    select statement_id from {{ changes_of(ref('bridge_statement_speakers')) }}
    union
    select statement_id from {{ changes_of(ref('bridge_statement_countries')) }}
    union
    select statement_id from {{ changes_of(ref('bridge_statement_actors')) }}
)

select
    statement_id,
    {{ key_of('statement_id') }} as statement_key
from changed
