-- Which statements came through other outlets, and by which way?
select s.published_on, s.speaker_name, s.content_text,
    string_agg(via.outlet_name, ' → ' order by r.hop_number, r.relay_position) || ' → ' || printing.outlet_name as way,
    max(r.hop_number) as hops, max(s.published_on - s.said_on_start) as days_since_said, s.said_on_precision
from fct_statements s
join bridge_statement_relays r using (statement_id)
join dim_outlets via on via.outlet_id = r.outlet_id
join dim_outlets printing on printing.outlet_id = s.outlet_id
where s.is_current
group by s.statement_id, s.published_on, s.speaker_name, s.content_text, printing.outlet_name, s.said_on_precision
order by hops desc, s.published_on desc nulls last, s.statement_id
limit 50
