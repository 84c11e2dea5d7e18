-- One row per load and reason for which inputs of it could not be read.
{{ config(unique_key=['load_id', 'reason_code']) }}

with rejects as (
    select * from {{ ref('rpt_rejects') }}
),

loads as (
    select * from {{ ref('rpt_loads') }}
)

select
    rejects.load_id,
    rejects.reason_code,
    any_value(loads.load_on) as load_on,
    any_value(loads.started_at) as started_at,
    count(*)::integer as reject_count,
    any_value(loads.record_count) as record_count
from rejects
inner join loads on rejects.load_id = loads.load_id
group by rejects.load_id, rejects.reason_code
