-- One row per statement that has been matched, by its digest alone.
with source as not materialized (
    select * from {{ source('raw', 'claim_members') }}
)

select member_digest
from source
where member_digest is not null

union all

-- Members of an older release have none stored; this is how it is made. Apart from the others, of which no other column
-- is read.
select {{ member_digest() }} as member_digest
from source
where member_digest is null
