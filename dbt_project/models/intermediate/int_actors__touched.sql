-- One row per speaker whose subjects this build has to count anew.
{{ config(materialized='table') }}

with renamed_actors as (
    {{ altered(ref('dim_actors'), ['actor_id', 'actor_name']) }}
),

moved_outlets as (
    {{ altered(ref('dim_outlets'), ['outlet_id', 'country_code']) }}
),

statements as (
    select statement_key from {{ changes_of(ref('int_statements__keyed')) }}
    union
    select statement_key from {{ changes_of(ref('int_statement_subjects__keyed')) }}
    union
    select statement_key from {{ ref('int_statements__keyed') }}
    where outlet_id in (select moved_outlets.outlet_id from moved_outlets)
    union
    select statement_key from {{ ref('int_statement_subjects__keyed') }}
    where actor_id in (select renamed_actors.actor_id from renamed_actors)
),

touched as (
    select speaker_id from {{ changes_of(ref('int_statement_speakers__keyed')) }}
    union
    select speaker_id from {{ ref('int_statement_speakers__keyed') }}
    where statement_key in (select statements.statement_key from statements)
    union
    select speaker_id from {{ changes_of(ref('dim_speakers')) }}
)

select
    speaker_id,
    {{ key_of('speaker_id') }} as speaker_key
from touched
