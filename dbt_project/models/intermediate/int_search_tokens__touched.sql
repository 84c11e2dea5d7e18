-- One row per statement and number of it whose words this build has to look for anew.
{{ config(materialized='table') }}

with statements as (
    select statement_id from {{ changes_of(ref('fct_statements')) }}
    union
    select statement_id from {{ changes_of(ref('bridge_statement_speakers')) }}
)

select
    statement_id,
    statement_number
from {{ changes_of(ref('rpt_search_statements')) }}
union
select
    statement_id,
    statement_number
from {{ ref('rpt_search_statements') }}
where statement_id in (select statements.statement_id from statements)
