-- What does somebody speak about: countries, actors, phrases?
with chosen as (
    -- Who: here the most quoted person; put your own in its place, as in select '…' as speaker_id
    select speaker_id
    from dim_speakers
    where speaker_kind = 'person'
    order by article_count desc, statement_count desc, speaker_id
    limit 1
)
select sp.speaker_name, s.subject_kind, s.subject_name, s.claim_count as claims, s.statement_count as statements,
    s.outlet_count as outlets, round(100.0 * s.statement_count / s.speaker_statement_count, 1) as percent_of_statements
from rpt_speaker_subjects s
join chosen using (speaker_id)
join dim_speakers sp using (speaker_id)
order by s.subject_kind, claims desc, statements desc, s.subject_name
limit 100
