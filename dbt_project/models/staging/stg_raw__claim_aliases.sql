-- One row per claim id that another one took the place of.
with source as (
    select * from {{ source('raw', 'claim_aliases') }}
)

select
    alias_claim_id,
    claim_id,
    joined_at
from source
