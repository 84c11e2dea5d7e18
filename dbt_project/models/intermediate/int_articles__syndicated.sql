-- One row per article that other outlets printed too, with the article that printed the text first.
{{ config(unique_key='article_id') }}

with recursive pairs as (
    select distinct
        article_id,
        matched_article_id
    from {{ ref('stg_raw__syndications') }}
),

edges as (
    select
        article_id,
        matched_article_id as other_id
    from pairs
    union
    select
        matched_article_id as article_id,
        article_id as other_id
    from pairs
),

-- Who shares a text with one that shares a text is of one group: a cut copy may be like the whole one alone.
reached as (
    select
        article_id,
        article_id as member_id
    from edges
    union
    select
        reached.article_id,
        edges.other_id as member_id
    from reached
    inner join edges on reached.member_id = edges.article_id
),

-- When an article was first printed is the earliest that any of its versions says.
printed as (
    select
        article_id,
        min(published_on) as published_on
    from {{ ref('int_articles__listed') }}
    group by article_id
)

select
    reached.article_id,
    arg_min(reached.member_id, (printed.published_on is null, printed.published_on, reached.member_id))
        as first_article_id,
    count(*)::integer as article_count
from reached
inner join printed on reached.member_id = printed.article_id
group by reached.article_id
