-- One row per correction, with what became of it: applied, superseded by a later one, undone, or without the place that
-- it was made at.
with corrections as (
    select * from {{ ref('stg_raw__corrections') }}
),

undoings as (
    select * from {{ ref('stg_raw__correction_undoings') }}
),

outcomes as (
    select * from {{ ref('stg_raw__correction_outcomes') }}
),

versions as (
    select
        article_id,
        article_version
    from {{ ref('int_articles__versioned') }}
    where is_current
),

-- An older version of the article may have been corrected too; what counts is the current one. An outcome without a
-- version is of what is no article's, or of an article that is not there.
current_outcomes as (
    select
        outcomes.correction_id,
        outcomes.article_version,
        outcomes.state,
        outcomes.statement_id,
        outcomes.match_kind,
        outcomes.extracted_value,
        outcomes.corrected_value
    from outcomes
    inner join corrections on outcomes.correction_id = corrections.correction_id
    left join versions
        on
            corrections.article_id = versions.article_id
            and outcomes.article_version = versions.article_version
    where outcomes.article_version is null or versions.article_id is not null
)

select
    corrections.correction_id,
    corrections.correction_kind,
    case
        when undoings.correction_id is not null then 'undone'
        else coalesce(current_outcomes.state, 'anchor not found')
    end as state,
    corrections.article_id,
    -- Where something was found, it has a value that was extracted.
    coalesce(
        case when current_outcomes.extracted_value is not null then current_outcomes.article_version end,
        corrections.read_article_version
    ) as article_version,
    corrections.field,
    corrections.anchor_text,
    current_outcomes.statement_id,
    current_outcomes.match_kind,
    corrections.subject_id,
    corrections.other_subject_id,
    current_outcomes.extracted_value,
    current_outcomes.corrected_value,
    corrections.made_by,
    corrections.made_at,
    corrections.reason,
    corrections.origin,
    corrections.accepted_by,
    undoings.undone_by,
    undoings.undone_at,
    undoings.undone_reason
from corrections
left join undoings on corrections.correction_id = undoings.correction_id
left join current_outcomes on corrections.correction_id = current_outcomes.correction_id
