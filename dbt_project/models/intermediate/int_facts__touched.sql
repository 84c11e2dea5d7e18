-- One row per statement whose fact this build has to make anew.
{{ config(materialized='table') }}

select statement_id from {{ ref('int_statements__touched') }}
union
select statement_id from {{ changes_of(ref('int_statements__claimed')) }}
union
select statement_id from {{ changes_of(ref('bridge_statement_speakers')) }}
union
select statement_id from {{ changes_of(ref('bridge_statement_countries')) }}
