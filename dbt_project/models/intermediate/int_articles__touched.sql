-- One row per article that this build has to make anew: what raw holds of it, its publisher or place among versions, or
-- who else printed it has changed.
{{ config(materialized='table') }}

select article_id from {{ changes_of(ref('int_articles__read')) }}
union
select article_id from {{ changes_of(ref('int_articles__versioned')) }}
union
select article_id from {{ changes_of(ref('int_articles__syndicated')) }}
