-- One row per relay named in a statement, in the order given by the extraction.
{{ config(
    unique_key=['statement_id', 'relay_position'],
    touched_by='changes.int_statements__listed',
    touched_columns=['statement_id'],
) }}

with statements as (
    select
        statement_id,
        relays
    from {{ ref('stg_raw__statements') }}
    where
        len(relays) > 0
        and {{ lies_touched_in_raw(
            'statements', 'statement_id', changes_of(ref('int_statements__listed')), 'statement_place'
        ) }}
),

unnested as (
    select
        statement_id,
        generate_subscripts(relays, 1)::integer as relay_position,
        unnest(relays) as relay
    from statements
),

flattened as (
    select
        statement_id,
        relay_position,
        relay.hop_number,
        nullif(trim(relay.outlet_name), '') as outlet_name_printed,
        nullif(trim(relay.outlet_id), '') as given_outlet_id,
        relay.verb,
        relay.start_char,
        relay.end_char
    from unnested
)

select
    *,
    {{ outlet_key('null', 'outlet_name_printed', 'null', 'given_outlet_id') }} as outlet_key
from flattened
