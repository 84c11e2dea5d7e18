{#- The grain: no two rows share these columns, and none of them is null but those in `nullable`, where a null counts
    as a value of its own. One query instead of a uniqueness test and a not_null test for each column. Rows are counted
    by a digest first, and by their columns only where a digest is there twice: that takes a quarter of the time.

    Of a raw table all rows are looked at, or beside an increment, where `changed_in` names a model that compares all of it
    with what it was, those that share the columns with a row whose `of` has changed there. -#}
{% test one_row_per(model, columns, nullable=[], of=none, changed_in=none) %}
{%- set listed = columns | join(', ') %}
{%- set rows = rows_beside_changed(model, columns, of, changed_in) if of else rows_beside_written(model, columns) %}
with met_twice as (
    select hash({{ listed }}) as grain_digest
    from {{ rows }}
    group by grain_digest
    having count(*) > 1
)

select
    {{ listed }},
    count(*) as row_count
from {{ rows }}
where
    hash({{ listed }}) in (select met_twice.grain_digest from met_twice)
    {%- for column in columns if column not in nullable %}
    or {{ column }} is null
    {%- endfor %}
group by all
having
    count(*) > 1
    {%- for column in columns if column not in nullable %}
    or {{ column }} is null
    {%- endfor %}
{% endtest %}
