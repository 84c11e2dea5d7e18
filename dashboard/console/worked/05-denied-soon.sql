-- Which claims were denied within a week, and by whom?
-- Days below zero: the first print itself tells of a denial some days before.
select c.claim_text, c.first_printed_on, d.denied_on, d.denied_on - c.first_printed_on as days,
    sp.speaker_name as denied_by, o.outlet_name as denial_printed_by, c.outlet_count as outlets
from fct_claims c
join bridge_claim_denials d using (claim_id)
join dim_speakers sp on sp.speaker_id = d.speaker_id
join dim_outlets o on o.outlet_id = d.outlet_id
where d.denied_on between c.first_printed_on - 7 and c.first_printed_on + 7
order by c.first_printed_on desc, c.claim_id, d.statement_id
limit 100
