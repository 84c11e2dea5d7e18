-- One row per input that could not be read.
with source as (
    select * from {{ source('raw', 'rejects') }}
)

select
    reject_id,
    load_id,
    load_on,
    landing_path,
    {{ name_of_place('source_path') }} as source_path,
    record_number,
    reason_code,
    {{ without_places('reason') }} as reason,
    excerpt,
    rejected_at
from source
