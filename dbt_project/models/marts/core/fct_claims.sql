-- One row per claim: statements that say the same, whoever printed them. An accumulating snapshot of its way so far.
{{ config(
    unique_key='claim_id',
    touched_by='int_claims__touched',
    tracked=['first_outlet_id', 'first_printed_on', 'outlet_count'],
) }}

with printed as (
    select * from {{ ref('int_claim_statements__printed') }}
    where {{ lies_touched(ref('int_claim_statements__printed'), 'claim_id', ref('int_claims__touched')) }}
),

named as (
    select
        statement_id,
        speaker_id
    from {{ ref('bridge_statement_speakers') }}
    where
        {{ lies_among(
            ref('bridge_statement_speakers'), 'statement_id', 'select printed.statement_id from printed',
            where="speaker_id != 'unknown'"
        ) }}
),

speakers as (
    select
        printed.claim_id,
        named.speaker_id,
        printed.is_denial,
        count(*) as statement_count,
        min(printed.print_number) as first_print_number
    from printed
    inner join named on printed.statement_id = named.statement_id
    group by printed.claim_id, named.speaker_id, printed.is_denial
),

speaker_counts as (
    select
        claim_id,
        -- Who denies it has not said it.
        (count(*) filter (where not is_denial))::integer as speaker_count,
        -- Whom most prints name that do not deny it; of equals, whom the first of them names.
        arg_min(speaker_id, (is_denial, -statement_count, first_print_number, speaker_id)) as speaker_id
    from speakers
    group by claim_id
),

denials as (
    select
        denials.claim_id,
        count(*)::integer as denial_count,
        min(denials.denied_on) as first_denied_on,
        list(distinct speakers.speaker_name order by speakers.speaker_name asc)
        filter (where denials.speaker_id != 'unknown') as denier_names
    from {{ ref('bridge_claim_denials') }} as denials
    inner join {{ ref('dim_speakers') }} as speakers on denials.speaker_id = speakers.speaker_id
    where {{ is_touched('denials.claim_id', ref('int_claims__touched')) }}
    group by denials.claim_id
),

-- Within a day nobody knows who printed first. Articles of no known outlet may be of several.
first_days as (
    select
        claim_id,
        case when {{ is_outlet('outlet_id') }} then outlet_id else article_id end as printed_by
    from printed
    where print_count > 1
    qualify published_on = min(published_on) over (partition by claim_id)
),

first_alone as (
    select
        claim_id,
        count(distinct printed_by) = 1 as is_first_alone
    from first_days
    group by claim_id
),

-- Nearly every claim is printed once. Nothing has to be counted there, and counting takes memory for each.
printed_once as (
    select
        claim_id,
        content_text as claim_text,
        case when not is_denial then said_on end as first_said_on,
        published_on as first_printed_on,
        published_on as last_printed_on,
        outlet_id as first_outlet_id,
        published_on is not null as is_first_alone,
        article_id as first_article_id,
        statement_id as first_statement_id,
        statement_id as last_statement_id,
        wording as first_wording,
        wording as last_wording,
        1 as statement_count,
        1 as article_count,
        ({{ is_outlet('outlet_id') }})::integer as outlet_count,
        (outlet_country_code is not null)::integer as country_count,
        1 as wording_count
    from printed
    where print_count = 1
),

printed_again as (
    select
        printed.claim_id,
        arg_min(printed.content_text, (not printed.is_core, printed.print_number)) as claim_text,
        min(printed.said_on) filter (where not printed.is_denial) as first_said_on,
        min(printed.published_on) as first_printed_on,
        max(printed.published_on) as last_printed_on,
        arg_min(printed.outlet_id, printed.print_number) as first_outlet_id,
        coalesce(any_value(first_alone.is_first_alone), false) as is_first_alone,
        arg_min(printed.article_id, printed.print_number) as first_article_id,
        arg_min(printed.statement_id, printed.print_number) as first_statement_id,
        -- Undated prints are numbered last, and are not the last seen.
        arg_max(printed.statement_id, (printed.published_on is not null, printed.print_number)) as last_statement_id,
        arg_min(printed.wording, printed.print_number) as first_wording,
        arg_max(printed.wording, (printed.published_on is not null, printed.print_number)) as last_wording,
        count(*)::integer as statement_count,
        count(distinct printed.article_id)::integer as article_count,
        {{ count_outlets('printed.outlet_id') }} as outlet_count,
        count(distinct printed.outlet_country_code)::integer as country_count,
        count(distinct printed.wording)::integer as wording_count
    from printed
    left join first_alone on printed.claim_id = first_alone.claim_id
    where printed.print_count > 1
    group by printed.claim_id
),

united as (
    select * from printed_once
    union all
    select * from printed_again
),

summed as (
    select
        *,
        case
            when coalesce(first_wording = last_wording, true) then 1.0
            else
                len(list_intersect(list_distinct(first_wording), list_distinct(last_wording)))
                / len(list_distinct(list_concat(first_wording, last_wording)))
        end::double as wording_similarity
    from united
)

select
    summed.claim_id,
    summed.claim_text,
    coalesce(speaker_counts.speaker_id, 'unknown') as speaker_id,
    summed.first_said_on,
    summed.first_printed_on,
    summed.first_outlet_id,
    summed.is_first_alone,
    summed.first_article_id,
    summed.first_statement_id,
    summed.last_printed_on,
    summed.last_statement_id,
    summed.statement_count,
    summed.article_count,
    summed.outlet_count,
    summed.country_count,
    coalesce(speaker_counts.speaker_count, 0) as speaker_count,
    denials.claim_id is not null as is_denied,
    coalesce(denials.denial_count, 0) as denial_count,
    denials.first_denied_on,
    coalesce(denials.denier_names, []) as denier_names,
    summed.wording_count,
    summed.wording_similarity
from summed
left join speaker_counts on summed.claim_id = speaker_counts.claim_id
left join denials on summed.claim_id = denials.claim_id
-- In this order a claim is found by its id without reading the others, and those of several prints or denied, which are
-- few and of which most is asked, lie together in front.
order by (summed.statement_count = 1 and denials.claim_id is null) asc, summed.claim_id asc
