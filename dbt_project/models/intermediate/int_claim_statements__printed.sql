-- One row per current statement, with its claim, its print and its place among the prints of the claim.
{{ config(
    unique_key='statement_id',
    touched_by='int_claims__touched',
    touched_columns=['claim_id'],
    tracked=['claim_id'],
) }}

with statements as (
    select * from {{ ref('fct_statements') }}
    where is_current and {{ lies_touched(ref('fct_statements'), 'claim_id', ref('int_claims__touched')) }}
),

claimed as (
    select * from {{ ref('int_statements__claimed') }}
    where {{ lies_touched(ref('int_statements__claimed'), 'claim_id', ref('int_claims__touched')) }}
),

outlets as (
    select
        outlet_id,
        country_code
    from {{ ref('dim_outlets') }}
)

select
    statements.claim_id,
    statements.statement_id,
    claimed.match_kind,
    claimed.similarity,
    claimed.core_statement_id = statements.statement_id as is_core,
    statements.article_id,
    statements.outlet_id,
    outlets.country_code as outlet_country_code,
    statements.published_on,
    -- A month or a year dates nothing first.
    case when statements.said_on_precision = 'day' then statements.said_on_start end as said_on,
    statements.speaker_id,
    statements.stance = 'deny' as is_denial,
    statements.content_text,
    -- The words are compared with those of other prints: most claims have none.
    case
        when count(*) over (partition by statements.claim_id) > 1 then {{ wording('statements.content_text') }}
    end as wording,
    -- A day is as close as most outlets date. Within it who credits another outlet comes after who credits none, and a
    -- known outlet before an unknown one; what is left the ids decide, so that every build says the same.
    row_number() over (
        partition by statements.claim_id
        order by
            statements.published_on asc nulls last,
            statements.relay_count > 0 asc,
            {{ is_outlet('statements.outlet_id') }} desc,
            statements.outlet_id asc,
            statements.article_id asc,
            statements.statement_id asc
    )::integer as print_number,
    (count(*) over (partition by statements.claim_id))::integer as print_count
from statements
inner join claimed on statements.statement_id = claimed.statement_id
left join outlets on statements.outlet_id = outlets.outlet_id
