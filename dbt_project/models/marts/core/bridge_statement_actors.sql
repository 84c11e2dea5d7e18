-- One row per statement and actor that its content names.
{{ config(
    unique_key=['statement_id', 'actor_name'],
    touched_by='changes.int_statements__listed',
    touched_columns=['statement_id'],
) }}

with unnested as (
    select
        statement_id,
        unnest(about_actors) as about
    from {{ ref('stg_raw__statements') }}
    where
        len(about_actors) > 0
        and {{ lies_touched_in_raw(
            'statements', 'statement_id', changes_of(ref('int_statements__listed')), 'statement_place'
        ) }}
)

select
    statement_id,
    {{ slug('about.actor_name') }} as actor_id,
    about.actor_name,
    count(*)::integer as mention_count,
    min(about.start_char) as first_start_char,
    arg_min(about.end_char, about.start_char) as first_end_char
from unnested
where {{ slug('about.actor_name') }} is not null
group by statement_id, about.actor_name
