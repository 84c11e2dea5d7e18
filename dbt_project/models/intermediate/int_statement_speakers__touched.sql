-- One row per statement whose speakers this build has to make anew: they are named otherwise, or other articles say
-- something else now of their country or of what they were on that day.
{{ config(materialized='table') }}

with moved as (
    {{ altered(ref('int_speakers__described'), ['speaker_id', 'country_code']) }}
),

altered_roles as (
    {{ altered(ref('dim_speaker_roles'), ['speaker_id', 'speaker_role_id', 'valid_from', 'valid_to']) }}
),

-- Nothing has changed of the times before the first that did.
reassigned as (
    select
        speaker_id,
        min(valid_from) as changed_from
    from altered_roles
    group by speaker_id
)

select statement_id from {{ changes_of(ref('int_statement_speakers__resolved')) }}
union
select resolved.statement_id
from {{ ref('int_statement_speakers__resolved') }} as resolved
inner join moved on resolved.speaker_id = moved.speaker_id
where resolved.speaker_country_code is null
union
select resolved.statement_id
from {{ ref('int_statement_speakers__resolved') }} as resolved
inner join reassigned
    on resolved.speaker_id = reassigned.speaker_id and resolved.said_or_printed_on >= reassigned.changed_from
