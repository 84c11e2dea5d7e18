-- One row per claim that this build has to make anew: its prints, who said or denied it, or the country of an outlet
-- that printed it has changed.
{{ config(materialized='table') }}

with renamed as (
    {{ altered(ref('dim_speakers'), ['speaker_id', 'speaker_name']) }}
),

moved_outlets as (
    {{ altered(ref('dim_outlets'), ['outlet_id', 'country_code']) }}
),

-- Of a statement whose fact has changed the claim stands among the changes.
others as (
    select statement_id from {{ changes_of(ref('bridge_statement_speakers')) }}
    except
    select statement_id from {{ changes_of(ref('fct_statements')) }}
),

-- Statements by which a claim may have changed, and what they deny it is inside.
changed as (
    select
        claim_id,
        parent_statement_id
    from {{ changes_of(ref('fct_statements')) }}
    union all
    select
        claim_id,
        parent_statement_id
    from {{ ref('fct_statements') }}
    where statement_id in (select others.statement_id from others)
    union all
    select
        claim_id,
        parent_statement_id
    from {{ ref('fct_statements') }}
    where stance = 'deny' and speaker_id in (select renamed.speaker_id from renamed)
    union all
    select
        claim_id,
        null as parent_statement_id
    from {{ ref('fct_statements') }}
    where outlet_id in (select moved_outlets.outlet_id from moved_outlets)
)

select claim_id from changed
union
select claim_id from {{ ref('fct_statements') }}
where statement_id in (select changed.parent_statement_id from changed)
union
select claim_id from {{ changes_of(ref('int_statements__claimed')) }}
