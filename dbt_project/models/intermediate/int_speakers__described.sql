-- One row per speaker: the name, country, last role and printed forms that its mentions agree on.
{{ config(unique_key='speaker_id', touched_by='int_speakers__touched', tracked=['country_code']) }}

with mentions as (
    select
        *,
        -- Versions that no longer count describe a speaker only where no counting one does.
        coalesce(is_current, false) as counts
    from {{ ref('int_statement_speakers__resolved') }}
    where speaker_id != 'unknown' and {{ is_touched('speaker_id', ref('int_speakers__touched')) }}
),

described as (
    select
        speaker_id,
        min(speaker_kind) as speaker_kind,
        -- The greatest is looked for and nothing sorted: some speakers have a mention in every tenth statement.
        arg_max(speaker_role, (counts, published_on is not null, published_on, statement_id, speaker_role))
        filter (where speaker_role is not null) as latest_role
    from mentions
    group by speaker_id
),

names as (
    select
        speaker_id,
        speaker_name
    from mentions
    group by speaker_id, speaker_name
    qualify row_number() over (
        partition by speaker_id
        order by count(*) filter (where counts) desc, count(*) desc, len(speaker_name) desc, speaker_name asc
    ) = 1
),

countries as (
    select
        speaker_id,
        speaker_country_code as country_code
    from mentions
    where speaker_country_code is not null
    group by speaker_id, speaker_country_code
    -- A country that stands beside the name weighs as much as three of what only the article is about.
    qualify row_number() over (
        partition by speaker_id
        order by
            sum(if(speaker_country_basis = 'article', 1, 3)) filter (where counts) desc nulls last,
            sum(if(speaker_country_basis = 'article', 1, 3)) desc,
            speaker_country_code asc
    ) = 1
),

-- A name, or for somebody without one the description; "he" and "the minister" are nobody's own.
ranked_aliases as (
    select
        speaker_id,
        speaker_mention,
        row_number() over (
            partition by speaker_id
            order by count(*) filter (where counts) desc, count(*) desc, speaker_mention asc
        ) as alias_rank
    from mentions
    where
        speaker_mention is not null
        and (
            speaker_kind = 'unnamed'
            or coalesce(resolution, '') not in ('pronoun', 'description', 'continued', 'corrected')
        )
    group by speaker_id, speaker_mention
),

aliases as (
    select
        speaker_id,
        list(speaker_mention order by alias_rank) as aliases
    from ranked_aliases
    where alias_rank <= {{ var('alias_limit') }}
    group by speaker_id
)

select
    described.speaker_id,
    names.speaker_name,
    described.speaker_kind,
    countries.country_code,
    described.latest_role,
    coalesce(aliases.aliases, []) as aliases
from described
inner join names on described.speaker_id = names.speaker_id
left join countries on described.speaker_id = countries.speaker_id
left join aliases on described.speaker_id = aliases.speaker_id

union all

-- Of whom nothing is known nothing has to be counted, though every tenth statement or more is its.
select
    'unknown' as speaker_id,
    'Unknown' as speaker_name,
    'unnamed' as speaker_kind,
    null as country_code,
    null as latest_role,
    [] as aliases
where exists (
    select 1 from {{ ref('int_statement_speakers__resolved') }}
    where speaker_id = 'unknown'
)
