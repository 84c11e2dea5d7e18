-- One row per current statement and way of dating it: by the day it was said, or by the day it was printed.
select
    *,
    'said' as date_basis,
    said_or_printed_on as date_on
from {{ ref('int_statements__keyed') }}

union all

select
    -- A day printed is a day.
    * replace (false as is_date_imprecise),
    'printed' as date_basis,
    published_on as date_on
from {{ ref('int_statements__keyed') }}
