-- In which roles is a speaker printed, and from when to when?
select b.speaker_name, b.speaker_role, min(s.published_on) as first_printed,
    max(s.published_on) as last_printed, count(*) as statements
from fct_statements s
join bridge_statement_speakers b using (statement_id)
where s.is_current and b.speaker_role is not null
group by all
having count(*) > 1
order by b.speaker_name, first_printed
limit 1000
