-- One row per statement of which this build has to find anew by whom it was taken from whom: its relays, the text that
-- its article copies, or the prints of its claim have changed.
{{ config(materialized='table') }}

with first_prints as (
    {{ altered(ref('fct_claims'), ['claim_id', 'first_outlet_id', 'first_printed_on', 'outlet_count']) }}
),

claims as (
    select claim_id from {{ changes_of(ref('int_claim_statements__printed')) }}
    union
    select claim_id from first_prints
),

articles as (
    select article_id from {{ changes_of(ref('dim_articles')) }}
    union
    select article_id from {{ ref('dim_articles') }}
    where
        syndicated_from_article_id in (
            select changed.article_id from {{ changes_of(ref('dim_articles')) }} as changed
        )
)

select statement_id from {{ changes_of(ref('fct_statements')) }}
union
select statement_id from {{ changes_of(ref('bridge_statement_relays')) }}
union
select statement_id from {{ ref('fct_statements') }}
where claim_id in (select claims.claim_id from claims)
union
select statement_id from {{ ref('fct_statements') }}
where article_id in (select articles.article_id from articles)
