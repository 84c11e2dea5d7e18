-- One row per current statement, in the claim that it is a print of.
with printed as (
    select * from {{ ref('int_claim_statements__printed') }}
)

select
    claim_id,
    statement_id,
    print_number,
    is_core,
    match_kind,
    similarity
from printed
