-- One row per speaker of a statement, in the order given; a statement without a speaker has one row, the unknown one.
{{ config(
    unique_key=['statement_id', 'speaker_position'],
    touched_by='int_statements__touched',
    touched_columns=['statement_id'],
    tracked=['speaker_id'],
) }}

with statements as (
    select
        statement_id,
        article_id,
        article_version,
        is_current,
        outlet_id,
        published_on,
        said_or_printed_on,
        -- Of which day an office is that is printed with what somebody said. Of something said long ago articles print
        -- what the speaker is now.
        case
            when
                said_on_precision = 'day'
                and said_on_start between published_on - {{ var('office_days') }} and published_on
                then said_on_start
            else published_on
        end as office_on,
        resolution,
        speakers
    from {{ ref('int_statements__versioned') }}
    where
        {{ lies_touched_in_raw(
            'statements', 'statement_id', ref('int_statements__touched'), 'statement_place'
        ) }}
),

members as (
    select * from {{ ref('stg_raw__speaker_members') }}
    where {{ is_touched('article_id', ref('int_articles__touched')) }}
),

listed as (
    select
        * exclude (speakers),
        generate_subscripts(speakers, 1)::integer as speaker_position,
        unnest(speakers) as speaker
    from statements
    where len(speakers) > 0
),

-- A description that resolves to nobody in particular still says something; a bare "he" says nothing.
flattened as (
    select
        * exclude (speaker),
        nullif(trim(speaker.mention), '') as speaker_mention,
        case
            when resolution = 'unresolved' then nullif(trim(speaker.name), '')
            else coalesce(nullif(trim(speaker.name), ''), nullif(trim(speaker.mention), ''))
        end as speaker_name,
        coalesce(speaker.kind, 'unnamed') as speaker_kind,
        nullif(trim(speaker.role), '') as speaker_role,
        nullif(trim(speaker.country_code), '') as speaker_country_code,
        nullif(trim(speaker.country_basis), '') as speaker_country_basis
    from listed

    union all by name

    select
        * exclude (speakers),
        1 as speaker_position,
        'unnamed' as speaker_kind
    from statements
    where coalesce(len(speakers), 0) = 0
),

keyed as (
    select
        *,
        case
            when speaker_kind = 'unnamed' then lower(speaker_name)
            else {{ normalise_name('speaker_name') }}
        end as name_key
    from flattened
)

select
    keyed.statement_id,
    keyed.speaker_position,
    -- Who a named speaker is was decided over all articles; "officials" of two countries are not the same.
    case
        when keyed.name_key is null then 'unknown'
        when keyed.speaker_kind = 'unnamed'
            then left(md5(concat_ws('|', 'unnamed', keyed.name_key, keyed.speaker_country_code)), 16)
        else coalesce(members.speaker_id, 'unknown')
    end as speaker_id,
    keyed.speaker_mention,
    case when keyed.name_key is null then 'Unknown' else keyed.speaker_name end as speaker_name,
    case when keyed.name_key is null then 'unnamed' else keyed.speaker_kind end as speaker_kind,
    keyed.speaker_role,
    members.office as speaker_office,
    members.is_held as is_office_held,
    keyed.speaker_country_code,
    case when keyed.speaker_country_code is not null then keyed.speaker_country_basis end as speaker_country_basis,
    keyed.resolution,
    keyed.article_id,
    keyed.is_current,
    keyed.outlet_id,
    keyed.published_on,
    keyed.said_or_printed_on,
    keyed.office_on
from keyed
left join members
    on
        keyed.article_id = members.article_id
        and keyed.article_version = members.article_version
        and keyed.speaker_kind = members.speaker_kind
        and keyed.speaker_name = members.speaker_name
