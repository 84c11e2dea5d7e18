-- One row per outlet and day printed whose counts this build has to make anew.
{{ config(materialized='table') }}

select
    outlet_id,
    published_on as date_on
from {{ changes_of(ref('dim_articles')) }}
union
select
    outlet_id,
    published_on as date_on
from {{ changes_of(ref('fct_statements')) }}
