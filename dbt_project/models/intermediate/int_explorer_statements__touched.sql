-- One row per statement whose narrow row this build has to make anew.
{{ config(materialized='table') }}

select statement_id from {{ changes_of(ref('fct_statements')) }}
union
select statement_id from {{ changes_of(ref('bridge_statement_speakers')) }}
union
select statement_id from {{ changes_of(ref('bridge_statement_actors')) }}
union
select statement_id from {{ changes_of(ref('bridge_statement_relays')) }}
