-- One row per statement and actor that its content names: countries as states, and those that are none.
select
    statement_id,
    {{ country_actor_id('country_code') }} as actor_id
from {{ ref('bridge_statement_countries') }}

union all

select
    statement_id,
    actor_id
from {{ ref('bridge_statement_actors') }}
