-- One row per speaker, day and way of dating. A statement of two speakers counts for each; the distinct counts of
-- articles and outlets must not be summed over rows.
with statements as (
    select * from {{ ref('int_statements__placed') }}
),

speakers as (
    select distinct
        statement_id,
        speaker_id
    from {{ ref('bridge_statement_speakers') }}
)

select
    speakers.speaker_id,
    statements.date_on,
    statements.date_basis,
    count(*)::integer as statement_count,
    count(*) filter (where statements.stance = 'deny')::integer as denial_count,
    count(*) filter (where statements.is_nested)::integer as nested_count,
    count(*) filter (where statements.is_date_imprecise)::integer as imprecise_date_count,
    count(distinct statements.article_id)::integer as article_count,
    count(distinct statements.outlet_id)::integer as outlet_count
from statements
inner join speakers on statements.statement_id = speakers.statement_id
group by speakers.speaker_id, statements.date_on, statements.date_basis
