-- How many days pass from said to printed, for each outlet?
-- What an article dates to a day after its own lies ahead and is no delay: it is counted apart.
with dated as (
    select outlet_id, published_on - said_on_start as days
    from fct_statements
    where is_current and said_on_precision = 'day' and published_on is not null
)
select o.outlet_name, count(*) filter (days >= 0) as dated_statements, median(days) filter (days >= 0) as median_days,
    quantile_cont(days, 0.9) filter (days >= 0) as nine_of_ten_within_days,
    count(*) filter (days < 0) as dated_ahead
from dated
join dim_outlets o using (outlet_id)
group by all
order by dated_statements desc, o.outlet_name
