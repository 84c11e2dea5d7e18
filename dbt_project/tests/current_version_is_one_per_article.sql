-- Every article has exactly one current version, and it is the one with the greatest number.
select article_id
from {{ ref('dim_articles') }}
group by article_id
having
    count(*) filter (where is_current) != 1
    or max(version_number) != max(version_number) filter (where is_current)
    or max(version_number) != count(*)
