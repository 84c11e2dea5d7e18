-- Which claims did most outlets carry, and how many days did that take?
select c.claim_text, case when c.speaker_count > 0 then sp.speaker_name end as speaker_name,
    first_outlet.outlet_name as first_printed_by, c.is_first_alone, c.first_printed_on,
    c.last_printed_on - c.first_printed_on as days, c.outlet_count as outlets, c.country_count as countries,
    (select string_agg(b.country_code, ' → ' order by b.first_printed_on, b.country_code)
     from bridge_claim_countries b where b.claim_id = c.claim_id) as way
from fct_claims c
join dim_speakers sp on sp.speaker_id = c.speaker_id
join dim_outlets first_outlet on first_outlet.outlet_id = c.first_outlet_id
where c.outlet_count > 1
order by outlets desc, c.first_printed_on desc, c.claim_id
limit 50
