-- Which claims changed their wording most from the first print to the last?
select c.wording_similarity, c.wording_count as wordings, first_print.content_text as first_wording,
    first_print.published_on as first_on, last_print.content_text as last_wording, last_print.published_on as last_on
from fct_claims c
join fct_statements first_print on first_print.statement_id = c.first_statement_id
join fct_statements last_print on last_print.statement_id = c.last_statement_id
where c.outlet_count > 1 and c.wording_similarity < 1
order by c.wording_similarity, c.claim_id
limit 50
