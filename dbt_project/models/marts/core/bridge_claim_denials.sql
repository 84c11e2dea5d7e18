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
        -- A month or a year is no day on which it was denied; where nothing is said, it is the day printed.
        case
            when said_on_precision = 'day' then said_on_start
            when said_on_start is null then published_on
        end as denied_on
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
        denied_on,
        false as is_inside
    from denials

    union all

    select
        parents.claim_id,
        denials.statement_id,
        denials.speaker_id,
        denials.outlet_id,
        denials.denied_on,
        true as is_inside
    from denials
    inner join parents on denials.parent_statement_id = parents.statement_id
)

select
    claim_id,
    statement_id,
    speaker_id,
    outlet_id,
    denied_on,
    bool_or(is_inside) as is_inside
from found
where {{ is_touched('claim_id', ref('int_claims__touched')) }}
group by claim_id, statement_id, speaker_id, outlet_id, denied_on
