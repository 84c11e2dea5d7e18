-- One row per load.
{{ config(unique_key='load_id') }}

select * from {{ ref('stg_raw__loads') }}
