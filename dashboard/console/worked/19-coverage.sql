-- On which days was an outlet read, and on which not?
select o.outlet_name, d.date_on, coalesce(r.article_count, 0) as articles_read
from dim_dates d
cross join (select * from dim_outlets where article_count > 0) o
left join rpt_articles_by_outlet_day r on r.outlet_id = o.outlet_id and r.date_on = d.date_on
where d.date_on > (select max(published_on) from dim_articles) - 30
    and d.date_on <= (select max(published_on) from dim_articles)
order by o.outlet_name, d.date_on
