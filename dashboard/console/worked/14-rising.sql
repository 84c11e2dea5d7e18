-- Who or what is spoken about more in the newest week than in the four before?
with newest as (
    select max(published_on) as last_on from dim_articles where is_current
), counted as (
    select r.actor_id, sum(r.statement_count) filter (r.date_on > last_on - 7) as this_week,
        coalesce(sum(r.statement_count) filter (r.date_on <= last_on - 7), 0) / 4.0 as usual_week
    from rpt_statements_by_subject_day r, newest
    where r.date_basis = 'printed' and r.date_on > last_on - 35 and r.date_on <= last_on
    group by all
)
select a.actor_name, a.actor_kind, c.this_week::bigint as statements_this_week, c.usual_week as statements_in_a_usual_week,
    (select count(*) from dim_articles, newest
     where is_current and published_on > last_on - 7 and published_on <= last_on) as articles_read_this_week
from counted c
join dim_actors a using (actor_id)
where c.this_week > c.usual_week
order by c.this_week - c.usual_week desc, a.actor_name
limit 30
