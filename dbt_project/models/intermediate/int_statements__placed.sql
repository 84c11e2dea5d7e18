-- One row per current statement and way of dating it: by the day it was said, or by the day it was printed.
with statements as (
    select
        statement_id,
        article_id,
        outlet_id,
        speaker_id,
        stance,
        is_nested,
        said_on_precision,
        said_or_printed_on,
        published_on,
        about_country_codes
    from {{ ref('fct_statements') }}
    where is_current
)

select
    *,
    'said' as date_basis,
    said_or_printed_on as date_on,
    coalesce(said_on_precision, 'none') in ('month', 'year') as is_date_imprecise
from statements

union all

select
    *,
    'printed' as date_basis,
    published_on as date_on,
    false as is_date_imprecise
from statements
