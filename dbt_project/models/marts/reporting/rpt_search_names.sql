-- One row per word and speaker or outlet whose names, printed forms or domains have it.
{{ config(
    unique_key=['token', 'subject_kind', 'subject_id'],
    touched_by='int_search_names__touched',
    touched_columns=['subject_kind', 'subject_id'],
) }}

with speakers as (
    select * from {{ ref('dim_speakers') }}
    where
        statement_count > 0
        and speaker_kind != 'unnamed'
        and {{ is_touched(
            {'subject_kind': "'speaker'", 'subject_id': 'speaker_id'}, ref('int_search_names__touched')
        ) }}
),

outlets as (
    select * from {{ ref('dim_outlets') }}
),

relayed as (
    select
        taken_from_outlet_id as outlet_id,
        sum(statement_count)::integer as relayed_count
    from {{ ref('rpt_relay_network') }}
    where relay_basis = 'credited'
    group by taken_from_outlet_id
),

domains as (
    select
        outlet_id,
        string_agg(domain, ' ') as domains
    from {{ ref('dim_outlet_domains') }}
    group by outlet_id
),

named as (
    select
        'speaker' as subject_kind,
        speaker_id as subject_id,
        statement_count as subject_weight,
        {{ search_tokens("concat_ws(' ', speaker_name, array_to_string(aliases, ' '))") }} as tokens
    from speakers

    union all

    select
        'outlet' as subject_kind,
        outlets.outlet_id as subject_id,
        outlets.article_count + coalesce(relayed.relayed_count, 0) as subject_weight,
        {{ search_tokens("concat_ws(' ', outlets.outlet_name, domains.domains)") }} as tokens
    from outlets
    left join relayed on outlets.outlet_id = relayed.outlet_id
    left join domains on outlets.outlet_id = domains.outlet_id
    where outlets.article_count > 0 or relayed.outlet_id is not null
)

select
    unnest(tokens) as token,
    subject_kind,
    subject_id,
    subject_weight
from named
order by token asc, subject_kind asc, subject_id asc
