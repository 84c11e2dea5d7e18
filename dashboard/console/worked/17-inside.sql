-- Who reports the words of whom: statements inside statements?
select outer_s.speaker_name as says, inner_s.speaker_name as said_by, inner_s.stance, inner_s.content_text
from fct_statements inner_s
join fct_statements outer_s on outer_s.statement_id = inner_s.parent_statement_id
where inner_s.is_current
order by says, said_by
limit 100
