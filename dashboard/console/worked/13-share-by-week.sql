-- What share of each week's articles carries a denial?
select date_trunc('week', a.published_on)::date as week_from, count(*) as articles_read,
    count(*) filter (d.article_id is not null) as with_a_denial,
    round(100.0 * count(*) filter (d.article_id is not null) / count(*), 1) as percent
from dim_articles a
left join (select distinct article_id from fct_statements where is_current and stance = 'deny') d
    using (article_id)
where a.is_current and a.published_on is not null
group by all
order by week_from
