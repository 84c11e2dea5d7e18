"""Worked questions for the console: each a sentence and the SQL that answers it, to run, read and change."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import dedent


@dataclass(frozen=True)
class Question:
    """A question in words and its SQL; `name` stands in the address."""

    name: str
    words: str
    sql: str


def _ask(name: str, words: str, sql: str) -> Question:
    return Question(name, words, dedent(sql).strip())


QUESTIONS: tuple[Question, ...] = (
    _ask("most-quoted", "Who is quoted in most articles, and in how many outlets?", """
        select speaker_name, speaker_kind, country_code, article_count, statement_count, outlet_count
        from dim_speakers
        where speaker_kind <> 'unnamed' and statement_count > 0
        order by article_count desc, statement_count desc
        limit 20
    """),
    _ask("denials", "What was denied last, by whom, and where is it printed?", """
        select s.published_on, s.speaker_name, s.content_text, o.outlet_name, a.title, a.url
        from fct_statements s
        join dim_outlets o using (outlet_id)
        join dim_articles a using (article_id, article_version)
        where s.is_current and s.stance = 'deny'
        order by s.published_on desc nulls last
        limit 50
    """),
    _ask("about-countries", "Which countries do speakers of each country speak about?", """
        select sc.country_name as speaker_country, ac.country_name as about_country,
            count(*) as statements, count(distinct s.article_id) as articles
        from fct_statements s
        join bridge_statement_countries b using (statement_id)
        join dim_countries sc on sc.country_code = s.speaker_country_code
        join dim_countries ac on ac.country_code = b.country_code
        where s.is_current and sc.country_code <> ac.country_code
        group by all
        order by statements desc, speaker_country, about_country
        limit 50
    """),
    _ask("relays", "Which outlet takes from which, as the articles credit it?", """
        select printing.outlet_name as printed_by, credited.outlet_name as taken_from,
            count(distinct s.statement_id) as statements, count(distinct s.article_id) as articles
        from fct_statements s
        join bridge_statement_relays r using (statement_id)
        join dim_outlets printing on printing.outlet_id = s.outlet_id
        join dim_outlets credited on credited.outlet_id = r.outlet_id
        where s.is_current
        group by all
        order by statements desc, printed_by, taken_from
    """),
    _ask("delay", "How many days pass from said to printed, for each outlet?", """
        select o.outlet_name, count(*) as dated_statements,
            median(s.published_on - s.said_on_start) as median_days,
            quantile_cont(s.published_on - s.said_on_start, 0.9) as nine_of_ten_within_days
        from fct_statements s
        join dim_outlets o using (outlet_id)
        where s.is_current and s.said_on_precision = 'day' and s.published_on is not null
        group by all
        order by dated_statements desc, o.outlet_name
    """),
    _ask("roles", "In which roles is a speaker printed, and from when to when?", """
        select b.speaker_name, b.speaker_role, min(s.published_on) as first_printed,
            max(s.published_on) as last_printed, count(*) as statements
        from fct_statements s
        join bridge_statement_speakers b using (statement_id)
        where s.is_current and b.speaker_role is not null
        group by all
        having count(*) > 1
        order by b.speaker_name, first_printed
    """),
    _ask("share-by-week", "What share of each week's articles carries a denial?", """
        select date_trunc('week', a.published_on)::date as week_from, count(*) as articles_read,
            count(*) filter (d.article_id is not null) as with_a_denial,
            round(100.0 * count(*) filter (d.article_id is not null) / count(*), 1) as percent
        from dim_articles a
        left join (select distinct article_id from fct_statements where is_current and stance = 'deny') d
            using (article_id)
        where a.is_current and a.published_on is not null
        group by all
        order by week_from
    """),
    _ask("inside", "Who reports the words of whom: statements inside statements?", """
        select outer_s.speaker_name as says, inner_s.speaker_name as said_by, inner_s.stance, inner_s.content_text
        from fct_statements inner_s
        join fct_statements outer_s on outer_s.statement_id = inner_s.parent_statement_id
        where inner_s.is_current
        order by says, said_by
        limit 100
    """),
    _ask("state-media", "How much of what is read comes from each class of state and public media?", """
        select coalesce(o.state_media_class, 'no entry') as state_media_class, count(distinct o.outlet_id) as outlets,
            count(*) as articles, sum(a.statement_count)::bigint as statements
        from dim_articles a
        join dim_outlets o using (outlet_id)
        where a.is_current
        group by all
        order by articles desc
    """),
    _ask("unresolved", "How many statements have no speaker made out, for each outlet?", """
        select o.outlet_name, count(*) as statements, count(*) filter (s.speaker_count = 0) as unresolved,
            round(100.0 * count(*) filter (s.speaker_count = 0) / count(*), 1) as percent
        from fct_statements s
        join dim_outlets o using (outlet_id)
        where s.is_current
        group by all
        order by percent desc, statements desc
    """),
    _ask("coverage", "On which days was an outlet read, and on which not?", """
        select o.outlet_name, d.date_on, coalesce(r.article_count, 0) as articles_read
        from dim_dates d
        cross join (select * from dim_outlets where article_count > 0) o
        left join rpt_articles_by_outlet_day r on r.outlet_id = o.outlet_id and r.date_on = d.date_on
        where d.date_on > (select max(published_on) from dim_articles) - 30
            and d.date_on <= (select max(published_on) from dim_articles)
        order by o.outlet_name, d.date_on
    """),
)  # fmt: skip
