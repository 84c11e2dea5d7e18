-- One row per correction of an outlet's country, with the outlet that the id it names leads to, and what became of it.
with corrections as (
    select * from {{ ref('int_corrections__stated') }}
    where correction_kind = 'outlet_country'
),

outlet_ids as (
    select * from {{ ref('dim_outlet_ids') }}
    where {{ is_outlet('outlet_id') }}
)

-- Two ids may lead to one outlet, and of its corrections the latest counts.
select
    corrections.correction_id,
    outlet_ids.outlet_id,
    corrections.corrected_value,
    case
        when corrections.state = 'undone' then 'undone'
        when outlet_ids.outlet_id is null then 'anchor not found'
        when row_number() over (
            partition by outlet_ids.outlet_id, corrections.state = 'undone'
            order by corrections.made_at desc, corrections.correction_id desc
        ) = 1 then 'applied'
        else 'superseded'
    end as state
from corrections
left join outlet_ids on corrections.subject_id = outlet_ids.given_id
