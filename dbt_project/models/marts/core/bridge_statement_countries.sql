-- One row per statement and country that it is about.
{{ config(
    unique_key=['statement_id', 'country_code'],
    touched_by='changes.int_statements__listed',
    touched_columns=['statement_id'],
) }}

with unnested as (
    select
        statement_id,
        unnest(about_countries) as about
    from {{ ref('stg_raw__statements') }}
    where
        len(about_countries) > 0
        and {{ lies_touched_in_raw(
            'statements', 'statement_id', changes_of(ref('int_statements__listed')), 'statement_place'
        ) }}
)

select
    statement_id,
    about.country_code,
    count(*)::integer as mention_count,
    min(about.start_char) as first_start_char,
    arg_min(about.end_char, about.start_char) as first_end_char
from unnested
where about.country_code is not null
group by statement_id, about.country_code
