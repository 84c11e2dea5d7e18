-- One row per named speaker and phrase that two or more claims of it have.
{{ config(unique_key=['speaker_id', 'phrase'], touched_by='int_speaker_phrases__touched') }}

with statements as (
    select
        statement_id,
        article_id,
        outlet_id,
        claim_id,
        published_on,
        stance
    from {{ ref('fct_statements') }}
    where is_current
),

speakers as (
    select distinct
        bridge.statement_id,
        bridge.speaker_id
    from {{ ref('bridge_statement_speakers') }} as bridge
    inner join {{ ref('dim_speakers') }} as speakers on bridge.speaker_id = speakers.speaker_id
    where
        speakers.speaker_kind != 'unnamed'
        and {{ is_touched('bridge.speaker_id', ref('int_speaker_phrases__touched')) }}
),

-- Of a day these are few, and the phrases are looked through once for them; of everything they would fill the memory.
said as {{ '' if in_increment() else 'not ' }}materialized (
    select
        speakers.speaker_id,
        phrases.phrase,
        phrases.statement_id,
        hash(speakers.speaker_id, phrases.phrase) as pair_digest
    from {{ ref('int_statement_phrases__found') }} as phrases
    inner join speakers on phrases.statement_id = speakers.statement_id
    where
        -- By the phrase alone the many rows are looked through as they are read.
        {{ is_touched('phrases.phrase', ref('int_speaker_phrases__touched')) }}
        and {{ is_touched(['speakers.speaker_id', 'phrases.phrase'], ref('int_speaker_phrases__touched')) }}
),

-- Nearly every phrase is met once with a speaker. Those are left out first, by a digest: counting different claims,
-- articles and outlets takes many times as much memory for each.
met_again as (
    select pair_digest from said
    group by pair_digest
    having count(*) >= 2
)

-- One sentence that ten outlets print says nothing about what somebody speaks about: claims are counted.
select
    said.speaker_id,
    said.phrase,
    count(*)::integer as statement_count,
    count(*) filter (where statements.stance = 'deny')::integer as denial_count,
    count(distinct statements.claim_id)::integer as claim_count,
    count(distinct statements.article_id)::integer as article_count,
    count(distinct statements.outlet_id)::integer as outlet_count,
    min(statements.published_on) as first_printed_on,
    max(statements.published_on) as last_printed_on
from said
inner join statements on said.statement_id = statements.statement_id
where said.pair_digest in (select met_again.pair_digest from met_again)
group by said.speaker_id, said.phrase
having count(distinct statements.claim_id) >= 2
