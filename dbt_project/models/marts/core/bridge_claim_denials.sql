-- One row per claim and current statement that denies it.
{{ config(
    unique_key=['claim_id', 'statement_id'],
    touched_by='int_claims__touched',
    touched_columns=['claim_id'],
) }}

with denials as (
    select
        statement_id,
        claim_id,
        parent_statement_id,
        speaker_id,
        outlet_id,
        said_or_printed_on
    from {{ ref('fct_statements') }}
    where is_current and stance = 'deny'
),

parents as (
    select
        statement_id,
        claim_id
    from {{ ref('fct_statements') }}
    where is_current and statement_id in (select denials.parent_statement_id from denials)
),

-- "X denied that …" is a print of the claim itself; "…, which X denies" stands inside one.
found as (
    select
        claim_id,
        statement_id,
        speaker_id,
        outlet_id,
        said_or_printed_on,
        false as is_inside
    from denials

    union all

    select
        parents.claim_id,
        denials.statement_id,
        denials.speaker_id,
        denials.outlet_id,
        denials.said_or_printed_on,
        true as is_inside
    from denials
    inner join parents on denials.parent_statement_id = parents.statement_id
)

select
    claim_id,
    statement_id,
    speaker_id,
    outlet_id,
    said_or_printed_on as denied_on,
    bool_or(is_inside) as is_inside
from found
where {{ is_touched('claim_id', ref('int_claims__touched')) }}
group by claim_id, statement_id, speaker_id, outlet_id, said_or_printed_on
