-- What share of each month's articles does each of the most quoted speakers stand in?
with most_quoted as (
    select speaker_id, speaker_name
    from dim_speakers
    where speaker_kind <> 'unnamed'
    order by article_count desc, statement_count desc, speaker_id
    limit 5
), read as (
    select date_trunc('month', date_on)::date as month_from, sum(article_count) as articles_read
    from rpt_articles_by_outlet_day
    where date_on is not null
    group by all
), quoted as (
    -- An article has one day, so that counts of articles add up over days.
    select speaker_id, date_trunc('month', date_on)::date as month_from, sum(article_count) as articles
    from rpt_statements_by_actor_day
    where date_basis = 'printed' and date_on is not null
    group by all
)
select read.month_from, most_quoted.speaker_name, coalesce(quoted.articles, 0)::bigint as articles,
    read.articles_read::bigint as articles_read,
    round(100.0 * coalesce(quoted.articles, 0) / read.articles_read, 1) as percent
from read
cross join most_quoted
left join quoted on quoted.speaker_id = most_quoted.speaker_id and quoted.month_from = read.month_from
order by read.month_from, percent desc, most_quoted.speaker_name
limit 500
