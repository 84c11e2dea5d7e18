-- One row per speaker whose subjects this build has to count anew.
{{ config(materialized='table') }}

with renamed_actors as (
    {{ altered(ref('dim_actors'), ['actor_id', 'actor_name']) }}
),

moved_outlets as (
    {{ altered(ref('dim_outlets'), ['outlet_id', 'country_code']) }}
),

statements as (
    select statement_id from {{ changes_of(ref('fct_statements')) }}
    union
    select statement_id from {{ changes_of(ref('bridge_statement_speakers')) }}
    union
    select statement_id from {{ changes_of(ref('bridge_statement_countries')) }}
    union
    select statement_id from {{ changes_of(ref('bridge_statement_actors')) }}
    union
    select statement_id from {{ ref('fct_statements') }}
    where outlet_id in (select moved_outlets.outlet_id from moved_outlets)
    union
    select statement_id from {{ ref('int_statement_subjects__named') }}
    where actor_id in (select renamed_actors.actor_id from renamed_actors)
)

select speaker_id from {{ changes_of(ref('bridge_statement_speakers')) }}
union
select speaker_id from {{ ref('bridge_statement_speakers') }}
where statement_id in (select statements.statement_id from statements)
union
select speaker_id from {{ changes_of(ref('dim_speakers')) }}
