-- Who is quoted in most articles, and in how many outlets?
select speaker_name, speaker_kind, country_code, article_count, statement_count, outlet_count
from dim_speakers
where speaker_kind <> 'unnamed' and statement_count > 0
order by article_count desc, statement_count desc
limit 20
