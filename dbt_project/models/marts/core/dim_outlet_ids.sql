-- One row per outlet id that was ever given and still leads to one outlet.
{{ config(unique_key='given_id') }}

with unified as (
    select * from {{ ref('int_outlets__unified') }}
),

own as (
    select outlet_id from unified
    union
    select outlet_id from {{ ref('outlets') }}
),

-- What nobody knows went by its name in earlier releases, or by its domain with hyphens; and a site goes by another
-- id once the reference list has it.
given as (
    select
        outlet_id as given_id,
        outlet_id,
        true as is_own
    from own

    union all

    select
        unnest([
            {{ site('outlet_domain') }},
            {{ slug('outlet_domain') }},
            case when match_basis = 'unknown' then {{ slug('outlet_name') }} end
        ]) as given_id,
        outlet_id,
        false as is_own
    from unified
),

counting as (
    select
        given_id,
        outlet_id
    from given
    where given_id is not null
    qualify is_own or not bool_or(is_own) over (partition by given_id)
)

select
    given_id,
    min(outlet_id) as outlet_id
from counting
group by given_id
having count(distinct outlet_id) = 1
