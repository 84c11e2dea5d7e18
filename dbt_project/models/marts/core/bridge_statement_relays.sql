-- One row per outlet through which a statement came, innermost hop first; two may stand on one hop.
{{ config(
    unique_key=['statement_id', 'relay_position'],
    touched_by='int_statement_relays__touched',
    touched_columns=['statement_id'],
) }}

with relays as (
    select * from {{ ref('int_statement_relays__unnested') }}
    where {{ is_touched('statement_id', ref('int_statement_relays__touched')) }}
),

outlets as (
    select
        outlet_key,
        outlet_id
    from {{ ref('int_outlets__unified') }}
)

select
    relays.statement_id,
    relays.relay_position,
    relays.hop_number,
    outlets.outlet_id,
    relays.outlet_name_printed,
    relays.verb,
    relays.start_char,
    relays.end_char
from relays
left join outlets on relays.outlet_key = outlets.outlet_key
