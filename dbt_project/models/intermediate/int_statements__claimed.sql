-- One row per statement, with the claim that it belongs to.
{{ config(
    unique_key='statement_id',
    touched_by='changes.int_statements__listed',
    tracked=['claim_id'],
) }}

{#- Named here, as dbt reads a model once as it is built whole to see what it comes from. -#}
{%- set digests = ref('stg_raw__claim_digests') %}

with {% if in_increment() -%}
-- Statements of which matching says something else than it did: a late day joins what was apart. Digests are summed over
-- buckets of them first, and only statements of buckets that differ are held against each other.
compared as (
    select
        {{ bucket('member_digest') }} as bucket,
        member_digest::hugeint as digest
    from {{ digests }}
    union all
    select
        {{ bucket('member_digest') }} as bucket,
        -member_digest::hugeint as digest
    from {{ this }}
    where member_digest is not null
),

differing as (
    select bucket
    from compared
    group by bucket
    having sum(digest) != 0
),
{%- endif %}

matched as {{ '' if in_increment() else 'not ' }}materialized (
    select * from {{ ref('stg_raw__claim_members') }}
    {% if in_increment() -%}
    where {{ bucket('member_digest') }} in (select differing.bucket from differing)
    {%- endif %}
),

{% if in_increment() -%}
kept as (
    select
        statement_id,
        member_digest
    from {{ this }}
    where {{ bucket('member_digest') }} in (select differing.bucket from differing)
),

matched_anew as (
    select coalesce(matched.statement_id, kept.statement_id) as statement_id
    from matched
    full join kept on matched.statement_id = kept.statement_id
    where matched.member_digest is distinct from kept.member_digest
),
{%- endif %}

statements as (
    select statement_id from {{ ref('int_statements__listed') }}
    {% if in_increment() -%}
    where
        statement_id in (
            select changed.statement_id from {{ changes_of(ref('int_statements__listed')) }} as changed
            union all
            select matched_anew.statement_id from matched_anew
        )
    {%- endif %}
),

members as (
    select * from matched
    {% if in_increment() -%}
    -- And what matching says the same of as before.
    union all
    select
        statement_id,
        claim_id,
        core_statement_id,
        match_kind,
        similarity,
        member_digest
    from {{ this }}
    where
        {{ bucket('member_digest') }} not in (select differing.bucket from differing)
        and {{ lies_where(this, 'statement_id in (select statements.statement_id from statements)') }}
    {%- endif %}
)

-- A statement that matching has not seen is a claim of its own, under the id that matching would give it.
select
    statements.statement_id,
    coalesce(members.claim_id, left(md5('claim|' || statements.statement_id), 16)) as claim_id,
    coalesce(members.core_statement_id, statements.statement_id) as core_statement_id,
    coalesce(members.match_kind, 'core') as match_kind,
    coalesce(members.similarity, 1.0)::double as similarity,
    members.member_digest
from statements
left join members on statements.statement_id = members.statement_id
