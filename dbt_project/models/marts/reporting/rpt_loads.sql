-- One row per load.
select * from {{ ref('stg_raw__loads') }}
