-- One row per speaker and phrase whose statements this build has to count anew: one that has the phrase has come, gone
-- or changed, or is another's now.
{{ config(materialized='table') }}

with altered_kinds as (
    {{ altered(ref('dim_speakers'), ['speaker_id', 'speaker_kind']) }}
),

changed as (
    select statement_id from {{ changes_of(ref('fct_statements')) }}
    union
    select statement_id from {{ changes_of(ref('bridge_statement_speakers')) }}
),

phrases as (
    {{ before_and_now(
        ref('int_statement_phrases__found'), ['statement_id', 'phrase'],
        'statement_id in (select changed.statement_id from changed)'
    ) }}
),

speakers as (
    {{ before_and_now(
        ref('bridge_statement_speakers'), ['statement_id', 'speaker_id'],
        'statement_id in (select changed.statement_id from changed)'
    ) }}
)

select
    speakers.speaker_id,
    phrases.phrase
from speakers
inner join phrases on speakers.statement_id = phrases.statement_id
union
select
    bridge.speaker_id,
    phrases.phrase
from {{ ref('int_statement_phrases__found') }} as phrases
inner join {{ ref('bridge_statement_speakers') }} as bridge on phrases.statement_id = bridge.statement_id
where bridge.speaker_id in (select altered_kinds.speaker_id from altered_kinds)
