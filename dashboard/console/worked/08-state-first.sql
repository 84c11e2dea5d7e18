-- Which state and public outlets were the first source of claims that others printed?
-- First in this warehouse, alone on that day and with others on a later one, which is not the origin; or credited
-- nearest to the speaker in the first print, which then is itself one of the others.
with sources as (
    select claim_id, first_outlet_id as outlet_id, 'printed first' as how
    from fct_claims
    where is_first_alone
    union all
    select c.claim_id, r.outlet_id, 'credited in the first print'
    from fct_claims c
    join bridge_statement_relays r on r.statement_id = c.first_statement_id and r.hop_number = 1
)
select source.outlet_name as source, source.state_media_class as class, source.country_code as country, s.how,
    count(distinct s.claim_id) as claims, count(distinct p.outlet_id) as printed_by_outlets,
    min(p.published_on) as first_printed_elsewhere_on, arg_min(c.claim_text, c.claim_id) as for_example
from sources s
join dim_outlets source on source.outlet_id = s.outlet_id and source.state_media_class is not null
join fct_claims c using (claim_id)
join fct_statements p on p.claim_id = s.claim_id and p.is_current and p.outlet_id <> s.outlet_id
    and (p.published_on > c.first_printed_on or p.statement_id = c.first_statement_id)
group by all
order by claims desc, source
limit 100
