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
        office_on as date_on,
        speaker_office as office,
        speaker_role as role_name,
        speaker_country_code as country_code,
        coalesce(is_office_held, false) as is_held
    from {{ ref('int_statement_speakers__resolved') }}
    where
        speaker_id != 'unknown'
        and is_current
        and office_on is not null
        and speaker_office is not null
        and speaker_kind = 'person'
        and {{ is_touched('speaker_id', ref('int_speakers__touched')) }}
),

counted as (
    select
        speaker_id,
        date_on,
        office,
        country_code,
        count(*) filter (where is_held) as statement_count,
        sum(count(*) filter (where is_held)) over offices as office_count,
        -- "Former minister" counts where a day has it as often as "minister": few articles say it each time.
        sum(count(*) filter (where is_held) - count(*) filter (where not is_held)) over offices > 0 as is_held_that_day
    from printed
    group by speaker_id, date_on, office, country_code
    window offices as (partition by speaker_id, date_on, office)
),

-- A day has one: what most statements of it print, with the country that most of these have, if any has.
daily as (
    select
        speaker_id,
        date_on,
        office,
        country_code
    from counted
    where is_held_that_day and statement_count > 0
    qualify row_number() over (
        partition by speaker_id, date_on
        order by office_count desc, office asc, country_code is null asc, statement_count desc, country_code asc
    ) = 1
),

given_up as (
    select distinct
        speaker_id,
        date_on,
        office
    from counted
    where not is_held_that_day
),

-- The first day after it on which the office is printed as a former one, where no other is held in between. "The former
-- minister" may be short for a former minister of finance.
ended as (
    select
        daily.speaker_id,
        daily.date_on,
        min(given_up.date_on) as ended_on
    from given_up
    asof inner join daily on given_up.speaker_id = daily.speaker_id and given_up.date_on >= daily.date_on
    where given_up.date_on > daily.date_on and given_up.office in (daily.office, split_part(daily.office, ':', 1))
    group by daily.speaker_id, daily.date_on
),

changed as (
    select
        daily.*,
        ended.ended_on,
        lag(ended.ended_on) over days is not null
        or coalesce(lag(daily.office) over days, '') != daily.office as is_other_office
    from daily
    left join ended on daily.speaker_id = ended.speaker_id and daily.date_on = ended.date_on
    window days as (partition by daily.speaker_id order by daily.date_on)
),

held as (
    select
        *,
        sum(is_other_office::integer) over (partition by speaker_id order by date_on) as office_number
    from changed
),

-- That an article gives an office no country is no other office: it has the country printed last with it, else next.
placed as (
    select
        * replace (coalesce(
            last_value(country_code ignore nulls) over until_then, first_value(country_code ignore nulls) over from_then
        ) as country_code)
    from held
    window
        until_then as (partition by speaker_id, office_number order by date_on),
        from_then as (
            partition by speaker_id, office_number order by date_on rows between current row and unbounded following
        )
),

moved as (
    select
        *,
        is_other_office
        or coalesce(lag(country_code) over days, '') != coalesce(country_code, '') as is_change
    from placed
    window days as (partition by speaker_id order by date_on)
),

numbered as (
    select
        *,
        sum(is_change::integer) over (partition by speaker_id order by date_on) as time_number
    from moved
),

printed_times as (
    select
        speaker_id,
        office,
        country_code,
        time_number,
        min(date_on) as valid_from,
        max(date_on) as last_printed_on,
        max(ended_on) as ended_on,
        count(*)::integer as day_count
    from numbered
    group by speaker_id, office, country_code, time_number
),

-- The office is taken to be held until the next one is printed, or itself as one that was given up.
times as (
    select
        *,
        least(lead(valid_from) over (partition by speaker_id order by valid_from), ended_on) - 1 as valid_to
    from printed_times
),

names as (
    select
        speaker_id,
        office,
        role_name
    from printed
    where is_held and role_name is not null
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
    times.valid_to,
    times.last_printed_on,
    times.day_count
from times
left join names on times.speaker_id = names.speaker_id and times.office = names.office
