-- Which countries do speakers of each country speak about?
select sc.country_name as speaker_country, ac.country_name as about_country,
    count(*) as statements, count(distinct s.article_id) as articles
from fct_statements s
join bridge_statement_countries b using (statement_id)
join dim_countries sc on sc.country_code = s.speaker_country_code
join dim_countries ac on ac.country_code = b.country_code
where s.is_current and sc.country_code <> ac.country_code
group by all
order by statements desc, speaker_country, about_country
limit 50
