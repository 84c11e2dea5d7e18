-- One row per statement that this build has to number anew for the search: of an article of which a statement has
-- changed, as its statements are numbered one after the other.
{{ config(materialized='table') }}

select statement_id from {{ changes_of(ref('fct_statements')) }}
union
select statement_id from {{ ref('fct_statements') }}
where article_id in (select changed.article_id from {{ changes_of(ref('fct_statements')) }} as changed)
