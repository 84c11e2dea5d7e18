{#- Articles of which no outlet is known have the outlet `unknown`, which is no outlet: they may be of many. -#}

{#- Whether an outlet is a known one. -#}
{% macro is_outlet(column) -%}
    {{ column }} != 'unknown'
{%- endmacro %}

{#- How many known outlets there are among the rows. -#}
{% macro count_outlets(column) -%}
    (count(distinct {{ column }}) filter (where {{ is_outlet(column) }}))::integer
{%- endmacro %}
