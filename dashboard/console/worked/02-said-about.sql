-- What did somebody say about a country in one month, and who carried it first?
with chosen as (
    -- Whom, about which country, in which month: here those most often met; put your own in their place, as in
    -- select '…' as speaker_id, 'KZ' as country_code, date '2026-10-01' as month_from
    select s.speaker_id, b.country_code, date_trunc('month', s.published_on)::date as month_from
    from fct_statements s
    join bridge_statement_countries b using (statement_id)
    where s.is_current and s.speaker_kind = 'person' and s.published_on is not null
    group by all
    order by count(*) desc, month_from desc, s.speaker_id
    limit 1
)
select s.speaker_name, s.published_on, s.content_text, o.outlet_name as printed_by,
    f.outlet_name as carried_first_by, c.is_first_alone, c.first_printed_on as carried_first_on, c.outlet_count as outlets
from chosen
join fct_statements s on s.speaker_id = chosen.speaker_id
    and date_trunc('month', s.published_on) = chosen.month_from
join bridge_statement_countries b on b.statement_id = s.statement_id and b.country_code = chosen.country_code
join fct_claims c using (claim_id)
join dim_outlets o on o.outlet_id = s.outlet_id
join dim_outlets f on f.outlet_id = c.first_outlet_id
where s.is_current
order by s.published_on, s.statement_id
limit 200
