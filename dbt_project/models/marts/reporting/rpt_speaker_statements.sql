-- One row per current statement and speaker of it: the row of the explorer, once for each who speaks.
{{ config(
    unique_key=['statement_id', 'named_number'],
    touched_by='changes.rpt_explorer_statements',
    touched_columns=['statement_id'],
) }}

with explored as (
    select * from {{ ref('rpt_explorer_statements') }}
    where {{ lies_touched(ref('rpt_explorer_statements'), 'statement_id', changes_of(ref('rpt_explorer_statements'))) }}
),

joint as (
    select
        *,
        list_concat(
            [{{ speaker_number_id('speaker_number') }}],
            string_split(more_speakers, ' ')
        ) as speaker_ids
    from explored
    where more_speakers is not null
),

named as (
    select
        *,
        unnest(speaker_ids) as named_id
    from joint
),

numbered as (
    select
        *,
        {{ speaker_number('named_id') }} as named_number
    from named
),

united as (
    select
        * exclude (named_id, speaker_ids),
        case
            when named_number = speaker_number then is_unnamed
            else contains(coalesce(more_unnamed, ''), named_id)
        end as is_nameless,
        nullif(array_to_string(
            list_filter(speaker_ids, lambda id: {{ speaker_number('id') }} < named_number), ' '
        ), '') as earlier_speakers
    from numbered

    union all by name

    select
        *,
        speaker_number as named_number,
        is_unnamed as is_nameless,
        null as earlier_speakers
    from explored
    where more_speakers is null
)

select
    named_number,
    is_nameless,
    statement_id,
    article_number,
    outlet_id,
    published_on,
    said_or_printed_on,
    said_on_precision,
    statement_type,
    stance,
    is_nested,
    is_relayed,
    speaker_number,
    is_unnamed,
    more_speakers,
    more_unnamed,
    speaker_countries,
    about_countries,
    about_actors,
    relay_outlets,
    earlier_speakers
from united
-- In this order what one speaker said is read without the others, and nearly in the order of days.
order by named_number asc, published_on asc nulls first, article_number asc, statement_id asc
