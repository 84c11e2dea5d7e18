{#- dbt's own test of this name, over the rows that this build may have cut from their parents. -#}
{% test relationships(model, to, field, column_name) %}
select child.{{ column_name }}
from {{ rows_to_relate(model, [column_name], to, [field]) }} as child
where
    child.{{ column_name }} is not null
    and not exists (
        select 1
        from {{ to }} as parent
        where parent.{{ field }} = child.{{ column_name }}
    )
{% endtest %}
