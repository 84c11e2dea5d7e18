-- One row per speaker or outlet whose names this build has to take apart anew. Outlets are few: all of them.
{{ config(materialized='table') }}

select
    'speaker' as subject_kind,
    speaker_id as subject_id
from {{ changes_of(ref('dim_speakers')) }}
union
select
    'outlet' as subject_kind,
    outlet_id as subject_id
from {{ ref('dim_outlets') }}
union
select
    'outlet' as subject_kind,
    outlet_id as subject_id
from {{ changes_of(ref('dim_outlets')) }}
