-- One row per current statement, with what it is counted by: ids as numbers.
{{ config(
    unique_key='statement_key',
    touched_by='int_keyed_statements__touched',
    tracked=['outlet_id', 'published_on', 'said_or_printed_on'],
) }}

select
    {{ key_of('statement_id') }} as statement_key,
    md5_number_lower(article_id) as article_key,
    {{ key_of('claim_id') }} as claim_key,
    {{ key_of('speaker_id') }} as speaker_key,
    outlet_id,
    published_on,
    said_or_printed_on,
    stance,
    is_nested,
    coalesce(said_on_precision, 'none') in ('month', 'year') as is_date_imprecise
from {{ ref('fct_statements') }}
where
    is_current
    and {{ lies_touched(ref('fct_statements'), 'statement_id', ref('int_keyed_statements__touched')) }}
order by published_on asc nulls first
