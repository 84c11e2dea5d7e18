-- One row per claim and country whose outlets printed it, with the first print there.
{{ config(
    unique_key=['claim_id', 'country_code'],
    touched_by='int_claims__touched',
    touched_columns=['claim_id'],
) }}

with printed as (
    select * from {{ ref('int_claim_statements__printed') }}
    where
        {{ lies_touched(
            ref('int_claim_statements__printed'), 'claim_id', ref('int_claims__touched'),
            where='outlet_country_code is not null'
        ) }}
)

select
    claim_id,
    outlet_country_code as country_code,
    min(published_on) as first_printed_on,
    arg_min(outlet_id, print_number) as first_outlet_id,
    arg_min(statement_id, print_number) as first_statement_id,
    {{ count_outlets('outlet_id') }} as outlet_count,
    count(*)::integer as statement_count
from printed
group by claim_id, outlet_country_code
order by claim_id asc
