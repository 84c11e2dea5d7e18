-- One row per leading speaker and month of which something was read: the articles that quote it, of those read.
{{ config(unique_key=['speaker_id', 'month_start_on']) }}

with leading_speakers as (
    select speaker_id
    from {{ ref('dim_speakers') }}
    where speaker_kind != 'unnamed' and article_count > 0
    order by article_count desc, statement_count desc, speaker_id asc
    limit {{ var('voice_limit') }}
),

months as (
    select
        date_trunc('month', date_on)::date as month_start_on,
        sum(article_count)::integer as article_read_count
    from {{ ref('rpt_articles_by_outlet_day') }}
    where date_on is not null
    group by month_start_on
),

-- An article has one day: its count adds up over days.
quoted as (
    select
        speaker_id,
        date_trunc('month', date_on)::date as month_start_on,
        sum(article_count)::integer as article_count,
        sum(statement_count)::integer as statement_count
    from {{ ref('rpt_statements_by_actor_day') }}
    where
        date_basis = 'printed'
        and date_on is not null
        and speaker_id in (select leading_speakers.speaker_id from leading_speakers)
    group by speaker_id, month_start_on
)

select
    leading_speakers.speaker_id,
    months.month_start_on,
    coalesce(quoted.article_count, 0) as article_count,
    coalesce(quoted.statement_count, 0) as statement_count,
    months.article_read_count
from leading_speakers
cross join months
left join quoted
    on
        leading_speakers.speaker_id = quoted.speaker_id
        and months.month_start_on = quoted.month_start_on
