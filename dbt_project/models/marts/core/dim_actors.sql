-- One row per actor that a statement can be about: states and territories, organisations, armed groups, companies.
{{ config(unique_key='actor_id', tracked=['actor_name']) }}

with aliases as (
    select * from {{ ref('actor_aliases') }}
),

countries as (
    select * from {{ ref('countries') }}
),

speakers as (
    select * from {{ ref('dim_speakers') }}
    where speaker_kind in ('organisation', 'state')
),

-- An older extractor may have named one that the vocabulary no longer has.
met as (
    select distinct actor_name
    from {{ ref('bridge_statement_actors') }}
),

states as (
    select
        {{ country_actor_id('country_code') }} as actor_id,
        country_name as actor_name,
        case when is_sovereign then 'state' else 'territory' end as actor_kind,
        country_code,
        [country_name] as aliases
    from countries
),

known as (
    select
        {{ slug('actor_name') }} as actor_id,
        actor_name,
        min(actor_kind) as actor_kind,
        min(country_code) as country_code,
        list(alias order by alias asc) as aliases
    from aliases
    group by actor_name
),

unknown as (
    select
        {{ slug('met.actor_name') }} as actor_id,
        met.actor_name,
        'unknown' as actor_kind,
        null::varchar as country_code,
        [met.actor_name] as aliases
    from met
    left join known on met.actor_name = known.actor_name
    where known.actor_name is null
),

actors as (
    select * from states
    union all
    select * from known
    union all
    select * from unknown
),

printed as (
    select
        actor_id,
        actor_kind,
        country_code,
        {{ normalise_name('unnest(aliases)') }} as name_key
    from actors
),

-- An actor that also speaks: the speaker of its name, of several the most quoted.
speaking as (
    select
        printed.actor_id,
        first(
            speakers.speaker_id
            order by speakers.statement_count desc, speakers.speaker_id asc
        ) as speaker_id
    from printed
    inner join speakers
        on
            printed.name_key = {{ normalise_name('speakers.speaker_name') }}
            and (printed.actor_kind in ('state', 'territory')) = (speakers.speaker_kind = 'state')
            and coalesce(printed.country_code, '') = coalesce(speakers.country_code, printed.country_code, '')
    group by printed.actor_id
)

select
    actors.actor_id,
    actors.actor_name,
    actors.actor_kind,
    actors.country_code,
    actors.aliases,
    speaking.speaker_id
from actors
left join speaking on actors.actor_id = speaking.actor_id
