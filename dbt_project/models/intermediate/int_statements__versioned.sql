-- One row per statement of one article version, with what the version says of it: whether it counts, who printed it
-- and when it stands in time.
with statements as (
    select * from {{ ref('stg_raw__statements') }}
),

versions as (
    select * from {{ ref('int_articles__versioned') }}
)

select
    statements.*,
    versions.is_current,
    versions.outlet_id,
    versions.published_on,
    versions.load_on,
    -- A statement dated to a month or a year stands on its first day; said_on_precision tells.
    coalesce(statements.said_on_start, versions.published_on) as said_or_printed_on
from statements
left join versions
    on
        statements.article_id = versions.article_id
        and statements.article_version = versions.article_version
