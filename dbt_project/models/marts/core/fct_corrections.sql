-- One row per correction that somebody made, undone or not: the history is only added to.
{{ config(unique_key='correction_id') }}

with corrections as (
    select * from {{ ref('int_corrections__stated') }}
),

outlets as (
    select
        outlet_id,
        country_code_uncorrected
    from {{ ref('dim_outlets') }}
),

of_outlets as (
    select
        settled.correction_id,
        settled.outlet_id,
        settled.state,
        outlets.country_code_uncorrected
    from {{ ref('int_outlet_corrections__settled') }} as settled
    left join outlets on settled.outlet_id = outlets.outlet_id
),

-- A namesake is told apart in an article, or in an outlet as its articles print it.
printed_outlets as (
    select
        unnest([outlet_domain, outlet_name]) as printed,
        outlet_id
    from {{ ref('int_outlets__unified') }}
),

named_outlets as (
    select
        printed,
        min(outlet_id) as outlet_id
    from printed_outlets
    where printed is not null
    group by printed
),

settled as (
    select
        corrections.correction_id,
        corrections.correction_kind,
        corrections.article_id,
        corrections.article_version,
        corrections.field,
        corrections.anchor_text,
        corrections.statement_id,
        corrections.match_kind,
        corrections.corrected_value,
        corrections.made_by,
        corrections.made_at,
        corrections.reason,
        corrections.origin,
        corrections.accepted_by,
        corrections.undone_by,
        corrections.undone_at,
        corrections.undone_reason,
        case when corrections.correction_kind != 'namesake' then corrections.other_subject_id end as other_speaker_id,
        case when corrections.correction_kind != 'outlet_country' then corrections.subject_id end as speaker_id,
        case
            when corrections.correction_kind = 'outlet_country'
                then coalesce(of_outlets.outlet_id, corrections.subject_id)
            when corrections.correction_kind = 'namesake' then named_outlets.outlet_id
        end as outlet_id,
        coalesce(of_outlets.state, corrections.state) as state,
        coalesce(of_outlets.country_code_uncorrected, corrections.extracted_value) as extracted_value
    from corrections
    left join of_outlets on corrections.correction_id = of_outlets.correction_id
    left join named_outlets
        on corrections.correction_kind = 'namesake' and corrections.other_subject_id = named_outlets.printed
)

select
    correction_id,
    correction_kind,
    state,
    article_id,
    article_version,
    field,
    anchor_text,
    statement_id,
    match_kind,
    speaker_id,
    other_speaker_id,
    outlet_id,
    extracted_value,
    corrected_value,
    made_by,
    made_at,
    reason,
    origin,
    accepted_by,
    undone_by,
    undone_at,
    undone_reason
from settled
