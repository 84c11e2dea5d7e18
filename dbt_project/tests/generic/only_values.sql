{#- Several columns, each with its list of allowed values, in one query; a null is allowed unless the contract forbids it. -#}
{% test only_values(model, columns) %}
select distinct {{ columns.keys() | join(', ') }}
from {{ written_rows(model) }}
where
    false
    {%- for column, values in columns.items() %}
        or {{ column }} not in ('{{ values | join("', '") }}')
    {%- endfor %}
{% endtest %}
