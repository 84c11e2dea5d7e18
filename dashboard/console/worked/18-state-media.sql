-- How much of what is read comes from each class of state and public media?
-- What the outlet was on the day that it printed the article; what it is today where no day is known.
select coalesce(o.state_media_class, 'no entry') as state_media_class, count(distinct o.outlet_id) as outlets,
    count(*) as articles, sum(a.statement_count)::bigint as statements
from dim_articles a
join dim_outlet_periods o on o.outlet_id = a.outlet_id and coalesce(
    a.published_on between coalesce(o.valid_from, date '-infinity') and coalesce(o.valid_to, date 'infinity'), o.is_current
)
where a.is_current
group by all
order by articles desc
