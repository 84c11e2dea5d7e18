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
    rowid in (
        select said.rowid from {{ ref('int_speaker_phrases__said') }} as said
        where
            said.statement_key in (
                select changed.statement_key from {{ changes_of(ref('int_statements__keyed')) }} as changed
                where changed.change = -1
            )
    )
