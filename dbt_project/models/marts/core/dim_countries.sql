-- One row per country of the reference list.
with countries as (
    select * from {{ ref('countries') }}
),

-- Of several demonyms the shortest, then the first of the alphabet.
demonyms as (
    select
        country_code,
        alias as demonym
    from {{ ref('country_aliases') }}
    where alias_kind = 'demonym'
    qualify row_number() over (partition by country_code order by len(alias) asc, alias asc) = 1
)

select
    countries.country_code,
    countries.country_code_alpha3,
    countries.country_code_numeric,
    countries.country_name,
    demonyms.demonym,
    countries.capital_name
from countries
left join demonyms on countries.country_code = demonyms.country_code
