-- One row per statement whose relays this build has to make anew: they are read otherwise, or what is printed of one is
-- another outlet now.
{{ config(materialized='table') }}

with moved as (
    {{ altered(ref('int_outlets__unified'), ['outlet_key', 'outlet_id']) }}
)

select statement_id from {{ changes_of(ref('int_statement_relays__unnested')) }}
union
select statement_id from {{ ref('int_statement_relays__unnested') }}
where outlet_key in (select moved.outlet_key from moved)
