{#- Every row of the model has its row in `to`: the relationship over several columns, or over part of the rows.
    A null in the first column refers to nothing and passes, as in dbt's own relationships test. -#}
{% test refers_to(model, columns, to, to_columns=none, where_model="true", where_to="true") %}
select distinct {{ columns | join(', ') }}
from {{ rows_to_relate(model, columns, to, to_columns or columns) }} as child
where
    ({{ where_model }})
    and child.{{ columns[0] }} is not null
    and not exists (
        select 1
        from {{ to }} as parent
        where
            ({{ where_to }})
            {%- for column in columns %}
                and parent.{{ (to_columns or columns)[loop.index0] }} = child.{{ column }}
            {%- endfor %}
    )
{% endtest %}
