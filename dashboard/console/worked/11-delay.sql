-- How many days pass from said to printed, for each outlet?
select o.outlet_name, count(*) as dated_statements,
    median(s.published_on - s.said_on_start) as median_days,
    quantile_cont(s.published_on - s.said_on_start, 0.9) as nine_of_ten_within_days
from fct_statements s
join dim_outlets o using (outlet_id)
where s.is_current and s.said_on_precision = 'day' and s.published_on is not null
group by all
order by dated_statements desc, o.outlet_name
