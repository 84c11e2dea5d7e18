{#- dbt's own test of this name, over the rows that this build may have cut from their parents. -#}
{% test relationships(model, to, field, column_name) %}
{%- if relates_changes(model, to, [field]) %}
with child as materialized (
    {{ values_to_look_up(model, [column_name], to, [field]) }}
)

select child.{{ column_name }}
from child
where
    child.{{ column_name }} is not null
    and child.{{ column_name }} not in (
        select parent.{{ field }}
        from {{ to }} as parent
        where parent.{{ field }} in (select sought.{{ column_name }} from child as sought)
    )
{%- else %}
select child.{{ column_name }}
from {{ model }} as child
where
    child.{{ column_name }} is not null
    and not exists (
        select 1
        from {{ to }} as parent
        where parent.{{ field }} = child.{{ column_name }}
    )
{%- endif %}
{% endtest %}
