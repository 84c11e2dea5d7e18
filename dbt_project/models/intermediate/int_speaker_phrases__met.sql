-- One row per named speaker and phrase that two or more claims of it have.
{{ config(
    unique_key=['speaker_id', 'phrase'],
    touched_by='int_speaker_phrases__touched',
    touched_columns=['pair_key'],
) }}

with statements as (
    select * from {{ ref('int_statements__keyed') }}
),

-- Of a day these are few, and are looked for once; of everything they would fill the memory.
said as {{ '' if in_increment() else 'not ' }}materialized (
    select
        rowid as place,
        pair_key,
        statement_key
    from {{ ref('int_speaker_phrases__said') }}
    where {{ is_touched('pair_key', ref('int_speaker_phrases__touched')) }}
),

-- Nearly every phrase is met once with a speaker. Those are left out first: counting different claims, articles and
-- outlets takes many times as much memory for each.
met_again as (
    select pair_key from said
    group by pair_key
    having count(*) >= 2
),

-- One sentence that ten outlets print says nothing about what somebody speaks about: claims are counted.
counted as (
    select
        said.pair_key,
        min(said.place) as place,
        count(*)::integer as statement_count,
        count(*) filter (where statements.stance = 'deny')::integer as denial_count,
        count(distinct statements.claim_key)::integer as claim_count,
        count(distinct statements.article_key)::integer as article_count,
        {{ count_outlets('statements.outlet_id') }} as outlet_count,
        min(statements.published_on) as first_printed_on,
        max(statements.published_on) as last_printed_on
    from said
    inner join statements on said.statement_key = statements.statement_key
    where said.pair_key in (select met_again.pair_key from met_again)
    group by said.pair_key
    having count(distinct statements.claim_key) >= 2
),

-- What the numbers stand for is known of what is touched; of everything it is read of what is kept alone.
phrases as (
    select
        pair_key,
        speaker_id,
        phrase
    from {{ ref('int_speaker_phrases__touched') if in_increment() else ref('int_speaker_phrases__said') }}
    {% if not in_increment() -%} where rowid in (select counted.place from counted) {%- endif %}
)

select
    counted.pair_key,
    phrases.speaker_id,
    phrases.phrase,
    counted.statement_count,
    counted.denial_count,
    counted.claim_count,
    counted.article_count,
    counted.outlet_count,
    counted.first_printed_on,
    counted.last_printed_on
from counted
inner join phrases on counted.pair_key = phrases.pair_key
