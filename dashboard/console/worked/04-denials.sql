-- What was denied last, by whom, and where is it printed?
select s.published_on, s.speaker_name, s.content_text, o.outlet_name, a.title, a.url
from fct_statements s
join dim_outlets o using (outlet_id)
join dim_articles a using (article_id, article_version)
where s.is_current and s.stance = 'deny'
order by s.published_on desc nulls last
limit 50
