{#- The grain: no two rows share these columns, and none of them is null but those in `nullable`, where a null counts
    as a value of its own. One query instead of a uniqueness test and a not_null test for each column. -#}
{% test one_row_per(model, columns, nullable=[]) %}
select
    {{ columns | join(', ') }},
    count(*) as row_count
from {{ rows_beside_written(model, columns) }}
group by all
having
    count(*) > 1
    {%- for column in columns if column not in nullable %}
        or {{ column }} is null
    {%- endfor %}
{% endtest %}
