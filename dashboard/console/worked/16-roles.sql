-- In which roles is a speaker printed, and from when to when?
-- Two people of one name are two speakers: the id and the country tell them apart.
select sp.speaker_name, sp.country_code, b.speaker_role, min(s.published_on) as first_printed,
    max(s.published_on) as last_printed, count(*) as statements, b.speaker_id
from fct_statements s
join bridge_statement_speakers b using (statement_id)
join dim_speakers sp on sp.speaker_id = b.speaker_id
where s.is_current and b.speaker_role is not null and sp.speaker_id <> 'unknown'
group by all
having count(*) > 1
order by sp.speaker_name, b.speaker_id, first_printed
limit 1000
