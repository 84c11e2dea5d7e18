{#- What the explorer counts by. dashboard/queries/conditions.py reads a speaker's id in the same way. -#}

{#- A speaker's id as a number, which is grouped and compared in a fraction of the time: its sixteen hexadecimal digits
    read as one; 0 for `unknown`. -#}
{% macro speaker_number(expression) -%}
    coalesce(try_cast('0x' || {{ expression }} as ubigint), 0)
{%- endmacro %}

{#- And the id of such a number. -#}
{% macro speaker_number_id(expression) -%}
    case when {{ expression }} = 0 then 'unknown' else format('{:016x}', {{ expression }}) end
{%- endmacro %}

{#- Several values as one text, each once, apart by a space; null where there is none. -#}
{% macro joined_values(expression) -%}
    string_agg(distinct {{ expression }}, ' ' order by {{ expression }})
{%- endmacro %}
