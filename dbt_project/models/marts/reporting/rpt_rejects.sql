-- One row per input that could not be read.
select * from {{ ref('stg_raw__rejects') }}
