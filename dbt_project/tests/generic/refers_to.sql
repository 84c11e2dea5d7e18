{#- Every row of the model has its row in `to`: the relationship over several columns, or over part of the rows.
    A null in the first column refers to nothing and passes, as in dbt's own relationships test. Of a raw table all rows are
    looked at, or beside an increment those whose `of` has changed in the model `changed_in`, which compares all of it. -#}
{% test refers_to(model, columns, to, to_columns=none, where_model="true", where_to="true", of=none, changed_in=none) %}
{%- set parent_columns = to_columns or columns -%}
{%- if relates_changes(model, to, parent_columns) %}
with child as materialized (
    {{ values_to_look_up(model, columns, to, parent_columns, where_model, where_to) }}
),

-- What is looked for is little: the parents are looked through, and not made a table to be looked up in.
known as (
    select {{ parent_columns | join(', ') }}
    from {{ to }}
    where ({{ where_to }}) and {{ parent_columns[0] }} in (select sought.{{ columns[0] }} from child as sought)
)
{%- else %}
with child as (
    select * from {{ model }}
    where ({{ where_model }}) {%- if of %} and {{ is_changed_in(changed_in, of) }} {%- endif %}
),

known as (
    select * from {{ to }}
    where ({{ where_to }})
)
{%- endif %}

select distinct {{ columns | join(', ') }}
from child
where
    child.{{ columns[0] }} is not null
    and not exists (
        select 1
        from known
        where
            {% for column in columns -%}
            {{ 'and ' if not loop.first }}known.{{ parent_columns[loop.index0] }} = child.{{ column }}
            {% endfor %}
    )
{% endtest %}
