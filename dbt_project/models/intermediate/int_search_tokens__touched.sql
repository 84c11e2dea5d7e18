-- One row per statement and number of it whose words this build has to look for anew.
{{ config(materialized='table') }}

with changed as (
    select statement_id from {{ changes_of(ref('fct_statements')) }}
    union
    select statement_id from {{ changes_of(ref('bridge_statement_speakers')) }}
)

{{ before_and_now(
    ref('rpt_search_statements'), ['statement_id', 'statement_number'],
    'statement_id in (select changed.statement_id from changed)'
) }}
