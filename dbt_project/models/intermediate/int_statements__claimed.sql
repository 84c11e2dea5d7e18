-- One row per statement, with the claim that it belongs to.
{{ config(
    unique_key='statement_id',
    touched_by='changes.int_statements__listed',
    tracked=['claim_id'],
) }}

with members as (
    select
        *,
        hash(claim_id, core_statement_id, match_kind, similarity) as member_digest
    from {{ ref('stg_raw__claim_members') }}
),

statements as (
    select statement_id from {{ ref('int_statements__listed') }}
    {% if in_increment() -%}
    -- New statements, and those of which matching says something else than it did: a late day joins what was apart.
    where
        statement_id in (select changed.statement_id from {{ changes_of(ref('int_statements__listed')) }} as changed)
        or statement_id in (
            select coalesce(members.statement_id, kept.statement_id) as statement_id
            from members
            full join {{ this }} as kept on members.statement_id = kept.statement_id
            where members.member_digest is distinct from kept.member_digest
        )
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
