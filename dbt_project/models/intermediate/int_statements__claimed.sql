-- One row per statement, with the claim that it belongs to.
with statements as (
    select statement_id from {{ ref('stg_raw__statements') }}
),

members as (
    select * from {{ ref('stg_raw__claim_members') }}
)

-- A statement that matching has not seen is a claim of its own, under the id that matching would give it.
select
    statements.statement_id,
    coalesce(members.claim_id, left(md5('claim|' || statements.statement_id), 16)) as claim_id,
    coalesce(members.core_statement_id, statements.statement_id) as core_statement_id,
    coalesce(members.match_kind, 'core') as match_kind,
    coalesce(members.similarity, 1.0)::double as similarity
from statements
left join members on statements.statement_id = members.statement_id
