{#- What readers see of a place on the machine that loaded something: its name. -#}

{#- A file or folder without the folders that it lies in; an address as it is. "/data/inbox/day.csv" -> day.csv. -#}
{% macro name_of_place(expression) -%}
    case
        when contains({{ expression }}, '://') then {{ expression }}
        else regexp_extract(rtrim({{ expression }}, '/\'), '[^/\\]*$')
    end
{%- endmacro %}

{#- A text in which places have their names alone, those between quotation marks too, which may have blanks:
    "cannot be read: '/my data/day.csv'" -> "cannot be read: 'day.csv'". -#}
{% macro without_places(expression) -%}
    regexp_replace(
        regexp_replace({{ expression }}, '([''"])/(?:[^/''"]+/)+', '\1', 'g'),
        '(^|[\s(=\[,])/(?:[^/\s''"]+/)+', '\1', 'g'
    )
{%- endmacro %}
