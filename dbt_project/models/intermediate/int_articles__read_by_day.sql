-- One row per day printed: how much was read of it, of how many outlets.
select
    date_on,
    sum(article_count)::integer as article_read_count,
    -- An outlet has one row of a day.
    (count(*) filter (where {{ is_outlet('outlet_id') }}))::integer as outlet_read_count
from {{ ref('rpt_articles_by_outlet_day') }}
where date_on is not null
group by date_on
