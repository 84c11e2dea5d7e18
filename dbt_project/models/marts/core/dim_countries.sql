-- One row per country of the reference list.
{{ config(unique_key='country_code') }}

with countries as (
    select * from {{ ref('countries') }}
)

select
    country_code,
    country_code_alpha3,
    country_code_numeric,
    country_name,
    demonym,
    capital_name
from countries
