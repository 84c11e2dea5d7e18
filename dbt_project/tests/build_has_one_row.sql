-- The one-row report of the build has its row, in an empty warehouse too.
select count(*) as row_count
from {{ ref('rpt_build') }}
having count(*) != 1
