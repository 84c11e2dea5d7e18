-- One row per id that a claim was once known by.
{{ config(unique_key='alias_claim_id') }}

with aliases as (
    select * from {{ ref('stg_raw__claim_aliases') }}
),

claims as (
    select claim_id from {{ ref('fct_claims') }}
)

-- Of a claim that no current article has any more, nothing is left to lead to.
select
    aliases.alias_claim_id,
    aliases.claim_id,
    aliases.joined_at
from aliases
inner join claims on aliases.claim_id = claims.claim_id
