-- One row per speaker and phrase whose statements this build has to count anew: one that has the phrase has come, gone
-- or changed, or is another's now.
{{ config(materialized='table') }}

select
    pair_key,
    speaker_id,
    phrase
from {{ changes_of(ref('int_speaker_phrases__said')) }}
union
-- Of a statement that has come the phrases have come too.
select
    pair_key,
    speaker_id,
    phrase
from {{ ref('int_speaker_phrases__said') }}
where
    {{ lies_where(
        ref('int_speaker_phrases__said'),
        'statement_key in (select statement_key from ' ~ changes_of(ref('int_statements__keyed')) ~ ' where change = -1)'
    ) }}
