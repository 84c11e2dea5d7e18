-- One row per statement that has been matched, with its claim.
with source as (
    select * from {{ source('raw', 'claim_members') }}
)

select
    statement_id,
    claim_id,
    core_statement_id,
    kind as match_kind,
    similarity,
    coalesce(member_digest, {{ member_digest() }}) as member_digest
from source
