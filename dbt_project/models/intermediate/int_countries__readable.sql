-- One row per way in which a record may write a country: a code of two or three letters, or the name, in upper case.
with countries as (
    select * from {{ ref('countries') }}
)

select
    country_code as printed,
    country_code
from countries

union all

select
    country_code_alpha3 as printed,
    country_code
from countries
where country_code_alpha3 is not null

union all

select
    upper(country_name) as printed,
    country_code
from countries
