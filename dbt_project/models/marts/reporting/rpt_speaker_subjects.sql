-- One row per speaker and what it speaks about: a country, another actor, or a phrase that it returns to.
{{ config(
    unique_key=['speaker_id', 'subject_kind', 'subject_id'],
    touched_by='int_actors__touched',
    touched_columns=['speaker_id'],
) }}

with countries as (
    select * from {{ ref('rpt_statements_by_actor_country') }}
    where country_role = 'about' and {{ is_touched('speaker_id', ref('int_actors__touched')) }}
),

actors as (
    select * from {{ ref('dim_actors') }}
),

speaking as (
    select distinct
        statement_key,
        speaker_id
    from {{ ref('int_statement_speakers__keyed') }}
    where {{ is_touched('speaker_key', ref('int_actors__touched')) }}
),

named_actors as (
    select
        speaking.speaker_id,
        named.actor_id,
        count(*)::integer as statement_count,
        count(*) filter (where statements.stance = 'deny')::integer as denial_count,
        count(distinct statements.claim_key)::integer as claim_count,
        count(distinct statements.article_key)::integer as article_count,
        {{ count_outlets('statements.outlet_id') }} as outlet_count,
        min(statements.published_on) as first_printed_on,
        max(statements.published_on) as last_printed_on
    from {{ ref('int_statement_subjects__keyed') }} as named
    inner join {{ ref('int_statements__keyed') }} as statements on named.statement_key = statements.statement_key
    inner join speaking on named.statement_key = speaking.statement_key
    where named.country_code is null
    group by speaking.speaker_id, named.actor_id
),

subjects as (
    select
        speaker_id,
        'country' as subject_kind,
        country_code as subject_id,
        {{ country_actor_id('country_code') }} as actor_id,
        statement_count,
        denial_count,
        claim_count,
        article_count,
        outlet_count,
        first_printed_on,
        last_printed_on
    from countries

    union all

    select
        speaker_id,
        'actor' as subject_kind,
        actor_id as subject_id,
        actor_id,
        statement_count,
        denial_count,
        claim_count,
        article_count,
        outlet_count,
        first_printed_on,
        last_printed_on
    from named_actors

    union all

    select
        speaker_id,
        'phrase' as subject_kind,
        phrase as subject_id,
        null as actor_id,
        statement_count,
        denial_count,
        claim_count,
        article_count,
        outlet_count,
        first_printed_on,
        last_printed_on
    from {{ ref('int_speaker_phrases__counted') }}
    where {{ is_touched('speaker_id', ref('int_actors__touched')) }}
)

select
    subjects.speaker_id,
    subjects.subject_kind,
    subjects.subject_id,
    coalesce(actors.actor_name, subjects.subject_id) as subject_name,
    subjects.statement_count,
    subjects.denial_count,
    subjects.claim_count,
    subjects.article_count,
    subjects.outlet_count,
    subjects.first_printed_on,
    subjects.last_printed_on,
    speakers.statement_count as speaker_statement_count
from subjects
inner join {{ ref('dim_speakers') }} as speakers on subjects.speaker_id = speakers.speaker_id
left join actors on subjects.actor_id = actors.actor_id
