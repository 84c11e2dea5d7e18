-- One row per current statement, in the claim that it is a print of.
{{ config(
    unique_key='statement_id',
    touched_by='int_claims__touched',
    touched_columns=['claim_id'],
    tracked=['claim_id'],
) }}

with printed as (
    select * from {{ ref('int_claim_statements__printed') }}
    where {{ lies_touched(ref('int_claim_statements__printed'), 'claim_id', ref('int_claims__touched')) }}
)

select
    claim_id,
    statement_id,
    print_number,
    is_core,
    match_kind,
    similarity
from printed
-- In this order the prints of one claim lie together, and are found by the blocks' bounds without reading the others;
-- second and later prints, which are few, in front.
order by print_count = 1 asc, claim_id asc, print_number asc
