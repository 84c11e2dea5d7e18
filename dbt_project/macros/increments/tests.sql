{#- What a test has to look at. Beside an increment, rows that it did not touch were tested by an earlier build and are not
    read again; beside a whole build, and where tests are run alone, all are. `relation` is that of a model. -#}

{#- The rows of a model that this build wrote: the model itself, or a query in brackets. -#}
{% macro written_rows(relation) %}
    {%- set columns = compared_columns(relation, 'unique_key') -%}
    {%- if columns is none -%} {{ relation }}
    {%- else -%}
        (
            select * from {{ relation }} as rows_of_all
            semi join changes.{{ relation.identifier }} as changed
                on {{ null_safe(columns, 'rows_of_all', 'changed') }}
        )
    {%- endif -%}
{% endmacro %}

{#- The rows of a model that share these columns with one that this build wrote: whether one of several is there twice. -#}
{% macro rows_beside_written(relation, columns) %}
    {%- if compared_columns(relation, 'unique_key') is none -%} {{ relation }}
    {%- else -%}
        (
            select * from {{ relation }} as rows_of_all
            semi join {{ written_rows(relation) }} as written on {{ null_safe(columns, 'rows_of_all', 'written') }}
        )
    {%- endif -%}
{% endmacro %}

{#- The rows of a child that may have lost their parent: those written, and those that name a parent which was taken away
    or altered. All of them where the parent's changes are not listed by these columns. -#}
{% macro rows_to_relate(child, columns, parent, parent_columns) %}
    {%- set child_key, parent_changes = compared_columns(child, 'unique_key'), compared_columns(parent, 'tracked') -%}
    {%- if child_key is none or parent_changes is none or not (parent_columns | reject('in', parent_changes) | list) == [] -%}
        {{ child }}
    {%- else -%}
        (
            select * from {{ written_rows(child) }}
            union all
            select rows_of_all.* from {{ child }} as rows_of_all
            semi join (select * from changes.{{ parent.identifier }} where change = -1) as gone
                on
                {% for column in columns -%}
                    {{ 'and ' if not loop.first }}rows_of_all.{{ column }} = gone.{{ parent_columns[loop.index0] }}
                {% endfor %}
        )
    {%- endif -%}
{% endmacro %}

{#- The columns by which the changes of a model are listed in this build: its `unique_key`, or all that are `tracked`; none
    where there is no such list, as it was built whole or not in this run. -#}
{% macro compared_columns(relation, which) %}
    {% if not execute or relation is string %}{{ return(none) }}{% endif %}
    {% set node = known_nodes().get('model.' ~ model.package_name ~ '.' ~ relation.identifier) %}
    {% if node is not none and node.materialized == 'incremental' %}
        {% set latest = latest_builds().get(node.name) %}
        {% if latest is not none and latest.built_by == invocation_id and latest.built_on is not none %}
            {{ return(node.unique_key if which == 'unique_key' else node.unique_key + node.tracked) }}
        {% endif %}
    {% endif %}
    {{ return(none) }}
{% endmacro %}
