-- One row per speaker and time in which articles print one office and country for it (type 2).
{{ config(
    unique_key='speaker_role_id',
    touched_by='int_speakers__touched',
    touched_columns=['speaker_id'],
    tracked=['speaker_id', 'valid_from', 'valid_to'],
) }}

with printed as (
    select
        speaker_id,
        published_on as date_on,
        speaker_office as office,
        speaker_role as role_name,
        speaker_country_code as country_code
    from {{ ref('int_statement_speakers__resolved') }}
    where
        speaker_id != 'unknown'
        and is_current
        and published_on is not null
        and speaker_office is not null
        and speaker_kind = 'person'
        and {{ is_touched('speaker_id', ref('int_speakers__touched')) }}
),

-- A day has one: what most statements of it print.
daily as (
    select
        speaker_id,
        date_on,
        office,
        country_code
    from printed
    group by speaker_id, date_on, office, country_code
    qualify row_number() over (
        partition by speaker_id, date_on
        order by count(*) desc, country_code is null asc, office asc, country_code asc
    ) = 1
),

named as (
    select
        *,
        concat_ws('|', office, country_code) as office_key
    from daily
),

changed as (
    select
        *,
        coalesce(lag(office_key) over (partition by speaker_id order by date_on), '') != office_key as is_change
    from named
),

numbered as (
    select
        *,
        sum(is_change::integer) over (partition by speaker_id order by date_on) as time_number
    from changed
),

times as (
    select
        speaker_id,
        office,
        country_code,
        time_number,
        min(date_on) as valid_from,
        max(date_on) as last_printed_on,
        count(*)::integer as day_count
    from numbered
    group by speaker_id, office, country_code, time_number
),

names as (
    select
        speaker_id,
        office,
        role_name
    from printed
    where role_name is not null
    group by speaker_id, office, role_name
    qualify row_number() over (
        partition by speaker_id, office
        order by count(*) desc, len(role_name) asc, role_name asc
    ) = 1
)

select
    left(md5(concat_ws('|', times.speaker_id, times.valid_from)), 16) as speaker_role_id,
    times.speaker_id,
    -- A corrected statement has the office of its speaker's profile and may print none.
    coalesce(names.role_name, times.office) as role_name,
    times.office,
    times.country_code,
    times.valid_from,
    -- The office is taken to be held until the next one is printed.
    lead(times.valid_from) over (partition by times.speaker_id order by times.valid_from) - 1 as valid_to,
    times.last_printed_on,
    times.day_count
from times
left join names on times.speaker_id = names.speaker_id and times.office = names.office
