-- One row per input that could not be read.
{{ config(unique_key='reject_id') }}

select * from {{ ref('stg_raw__rejects') }}
