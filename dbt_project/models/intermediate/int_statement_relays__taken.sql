-- One row per current statement, outlet that took it, outlet that it was taken from, and how that is known.
{{ config(
    unique_key=['statement_id', 'taken_by_outlet_id', 'taken_from_outlet_id'],
    touched_by='int_takings__touched',
    touched_columns=['statement_id'],
) }}

with statements as (
    select
        statement_id,
        article_id,
        article_version,
        outlet_id,
        claim_id,
        speaker_id,
        published_on,
        case when said_on_precision = 'day' then said_on_start end as said_on
    from {{ ref('fct_statements') }}
    where is_current and {{ lies_touched(ref('fct_statements'), 'statement_id', ref('int_takings__touched')) }}
),

articles as (
    select
        article_id,
        outlet_id,
        published_on,
        syndicated_from_article_id
    from {{ ref('dim_articles') }}
    where is_current
),

hops as (
    select
        bridge.statement_id,
        bridge.hop_number,
        bridge.outlet_id,
        max(bridge.hop_number) over (partition by bridge.statement_id) as last_hop_number
    from {{ ref('bridge_statement_relays') }} as bridge
    where {{ is_touched('bridge.statement_id', ref('int_takings__touched')) }}
),

-- Along a chain each outlet takes from the one nearer to the speaker; who prints takes from the last.
credited as (
    select
        statements.statement_id,
        coalesce(nexts.outlet_id, statements.outlet_id) as taken_by_outlet_id,
        hops.outlet_id as taken_from_outlet_id,
        min(hops.hop_number) as hop_number
    from statements
    inner join hops on statements.statement_id = hops.statement_id
    left join hops as nexts
        on
            hops.statement_id = nexts.statement_id
            and hops.hop_number + 1 = nexts.hop_number
    where nexts.outlet_id is not null or hops.hop_number = hops.last_hop_number
    group by statements.statement_id, taken_by_outlet_id, hops.outlet_id
),

copied as (
    select
        statements.statement_id,
        statements.outlet_id as taken_by_outlet_id,
        firsts.outlet_id as taken_from_outlet_id
    from statements
    inner join articles on statements.article_id = articles.article_id
    inner join articles as firsts on articles.syndicated_from_article_id = firsts.article_id
),

printed as (
    select
        claim_id,
        outlet_id,
        min(published_on) as first_printed_on
    from {{ ref('int_claim_statements__printed') }}
    where claim_id in (select statements.claim_id from statements)
    group by claim_id, outlet_id
),

claims as (
    select
        claim_id,
        first_outlet_id,
        first_printed_on
    from {{ ref('fct_claims') }}
    where outlet_count > 1
),

-- The same words in another outlet on a later day, and no word of where they are from: it may have been a third.
matched as (
    select
        statements.statement_id,
        statements.outlet_id as taken_by_outlet_id,
        claims.first_outlet_id as taken_from_outlet_id
    from statements
    inner join claims on statements.claim_id = claims.claim_id
    where
        statements.published_on > claims.first_printed_on
        and {{ is_outlet('statements.outlet_id') }}
        and {{ is_outlet('claims.first_outlet_id') }}
        and statements.statement_id not in (select credited.statement_id from credited)
        and statements.statement_id not in (select copied.statement_id from copied)
),

taken as (
    select
        *,
        'credited' as relay_basis
    from credited

    union all by name

    select
        *,
        'copied' as relay_basis
    from copied

    union all by name

    select
        *,
        'matched' as relay_basis
    from matched
),

-- What is credited is known, and a copy is sure: the surest stands.
surest as (
    select *
    from taken
    where taken_by_outlet_id != taken_from_outlet_id
    qualify row_number() over (
        partition by statement_id, taken_by_outlet_id, taken_from_outlet_id
        order by relay_basis = 'credited' desc
    ) = 1
)

select
    surest.statement_id,
    surest.taken_by_outlet_id,
    surest.taken_from_outlet_id,
    surest.relay_basis,
    surest.hop_number,
    statements.article_id,
    statements.claim_id,
    statements.speaker_id,
    statements.published_on,
    case
        when printed.first_printed_on <= statements.published_on
            then statements.published_on - printed.first_printed_on
    end as days_after_source,
    case
        when statements.said_on <= statements.published_on
            then statements.published_on - statements.said_on
    end as days_after_said
from surest
inner join statements on surest.statement_id = statements.statement_id
left join printed
    on
        statements.claim_id = printed.claim_id
        and surest.taken_from_outlet_id = printed.outlet_id
