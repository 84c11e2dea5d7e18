-- How many statements have no speaker made out, for each outlet?
select o.outlet_name, count(*) as statements, count(*) filter (s.speaker_count = 0) as unresolved,
    round(100.0 * count(*) filter (s.speaker_count = 0) / count(*), 1) as percent
from fct_statements s
join dim_outlets o using (outlet_id)
where s.is_current
group by all
order by percent desc, statements desc
