-- One row per outlet and time in which it had one owner, class and country (type 2).
{{ config(unique_key='outlet_period_id') }}

with outlets as (
    select * from {{ ref('dim_outlets') }}
),

former as (
    select * from {{ ref('outlet_history') }}
),

-- A correction of the country says what the outlet is today, and what it was where that was held to be the same.
periods as (
    select
        former.outlet_id,
        former.owner_name,
        former.state_media_class,
        case
            when former.country_code = outlets.country_code_uncorrected then outlets.country_code
            else former.country_code
        end as country_code,
        former.valid_to
    from former
    inner join outlets on former.outlet_id = outlets.outlet_id

    union all by name

    select
        outlet_id,
        owner_name,
        state_media_class,
        country_code
    from outlets
),

dated as (
    select
        *,
        lag(valid_to) over (partition by outlet_id order by valid_to asc nulls last) + 1 as valid_from
    from periods
)

select
    left(md5(concat_ws('|', outlet_id, valid_from)), 16) as outlet_period_id,
    outlet_id,
    owner_name,
    state_media_class,
    country_code,
    valid_from::date as valid_from,
    valid_to,
    valid_to is null as is_current
from dated
