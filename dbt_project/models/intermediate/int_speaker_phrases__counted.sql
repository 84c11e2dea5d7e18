-- One row per named speaker and phrase that two or more claims of it have, the most frequent of each speaker.
{{ config(
    unique_key=['speaker_id', 'phrase'],
    touched_by='changes.int_speaker_phrases__met',
    touched_columns=['speaker_id'],
) }}

with met as (
    select * exclude (pair_key) from {{ ref('int_speaker_phrases__met') }}
    where {{ is_touched('speaker_id', changes_of(ref('int_speaker_phrases__met'))) }}
),

frequent as (
    select *
    from met
    qualify row_number() over (
        partition by speaker_id
        order by claim_count desc, len(phrase) desc, phrase asc
    ) <= 2 * {{ var('phrase_limit') }}
),

-- "line ministry" is no phrase of its own where it is only met in "power line ministry".
parts as (
    select distinct
        shorter.speaker_id,
        shorter.phrase
    from frequent as shorter
    inner join frequent as longer
        on
            shorter.speaker_id = longer.speaker_id
            and shorter.claim_count = longer.claim_count
            and (
                starts_with(longer.phrase, shorter.phrase || ' ')
                or ends_with(longer.phrase, ' ' || shorter.phrase)
            )
)

select frequent.*
from frequent
left join parts on frequent.speaker_id = parts.speaker_id and frequent.phrase = parts.phrase
where parts.phrase is null
qualify row_number() over (
    partition by frequent.speaker_id
    order by frequent.claim_count desc, len(frequent.phrase) desc, frequent.phrase asc
) <= {{ var('phrase_limit') }}
