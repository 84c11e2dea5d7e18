-- How much of what is read comes from each class of state and public media?
select coalesce(o.state_media_class, 'no entry') as state_media_class, count(distinct o.outlet_id) as outlets,
    count(*) as articles, sum(a.statement_count)::bigint as statements
from dim_articles a
join dim_outlets o using (outlet_id)
where a.is_current
group by all
order by articles desc
