-- One row per correction that was undone.
with source as (
    select * from {{ source('raw', 'correction_undoings') }}
)

select
    correction_id,
    undone_by,
    undone_at,
    reason as undone_reason
from source
