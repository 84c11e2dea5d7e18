{#- What a test has to look at. Beside an increment, rows that it did not touch were tested by an earlier build and are not
    read again; beside a whole build, and where tests are run alone, all are. `relation` is that of a model. -#}

{#- The rows of a model that this build wrote: the model itself, or the copy of them that they were inserted from. -#}
{% macro written_rows(relation) %}
    {%- if compared_columns(relation, 'unique_key') is none -%} {{ relation }}
    {%- else -%} {{ written_in(relation) }}
    {%- endif -%}
{% endmacro %}

{#- The rows of a model that share these columns with one that this build wrote: whether one of several is there twice.
    All rows of a key are written together, so where the columns hold the key they are among those written. -#}
{% macro rows_beside_written(relation, columns) %}
    {%- set key = compared_columns(relation, 'unique_key') -%}
    {%- if key is none or is_part(key, columns) -%} {{ written_rows(relation) }}
    {%- else -%}
        (
            select * from {{ relation }} as rows_of_all
            semi join {{ written_rows(relation) }} as written on {{ same_values(columns, 'rows_of_all', 'written') }}
        )
    {%- endif -%}
{% endmacro %}

{#- A condition: beside an increment, that this model lists the row's `column` among its changes. -#}
{% macro is_changed_in(changed_in, column) %}
    {%- if compared_columns(changed_in, 'tracked') is none -%} true
    {%- else -%} {{ column }} in (select {{ column }} from {{ changes_of(changed_in) }})
    {%- endif -%}
{% endmacro %}

{#- The rows of a raw table that share these columns with one whose `of` has changed, as the model `changed_in` lists it:
    what is there twice now and was not has changed. -#}
{% macro rows_beside_changed(relation, columns, of, changed_in) %}
    {%- set has_changed = is_changed_in(changed_in, of) -%}
    {%- if has_changed == 'true' -%} {{ relation }}
    {%- else -%}
        (
            select * from {{ relation }} as rows_of_all
            {%- if of in columns %}
            where {{ has_changed }}
            {%- else %}
            semi join (select {{ columns | join(', ') }} from {{ relation }} where {{ has_changed }}) as changed
                on {{ same_values(columns, 'rows_of_all', 'changed') }}
            {%- endif %}
        )
    {%- endif -%}
{% endmacro %}

{#- Whether a test of a child's parents may look at those rows alone that this build may have cut from them. -#}
{% macro relates_changes(child, parent, parent_columns) %}
    {%- set parent_changes = compared_columns(parent, 'tracked') -%}
    {{ return(
        compared_columns(child, 'unique_key') is not none
        and parent_changes is not none
        and is_part(parent_columns, parent_changes)
    ) }}
{% endmacro %}

{#- The values of a child whose parents have to be looked for: those of rows that were written, and those whose parent was
    taken away; with `is_altered` also those whose parent is there, but is another row than it was. -#}
{% macro values_to_relate(child, columns, parent, parent_columns, where_child='true', is_altered=false) %}
    select distinct {{ columns | join(', ') }} from {{ written_rows(child) }} where {{ where_child }}
    union
    select distinct {{ columns | join(', ') }} from {{ child }} as rows_of_all
    semi join (
        select {{ parent_columns | join(', ') }} from changes.{{ parent.identifier }}
        group by all
        having {{ 'min(change) = -1' if is_altered else 'sum(change) < 0' }}
    ) as gone
        on
        {% for column in columns -%}
            {{ 'and ' if not loop.first }}rows_of_all.{{ column }} = gone.{{ parent_columns[loop.index0] }}
        {% endfor %}
    where {{ where_child }}
{% endmacro %}

{#- Of these values those that must be looked for among all parents: most have theirs among the rows that this build
    wrote, as a day brings both, and where none is left the parents are not read. -#}
{% macro values_to_look_up(child, columns, parent, parent_columns, where_child='true', where_parent='true') %}
    select sought.*
    from (
        {{ values_to_relate(child, columns, parent, parent_columns, where_child, where_parent != 'true') }}
    ) as sought
    anti join (
        select {{ parent_columns | join(', ') }} from {{ written_rows(parent) }}
        where ({{ where_parent }})
    ) as written
        on
        {% for column in columns -%}
            {{ 'and ' if not loop.first }}sought.{{ column }} = written.{{ parent_columns[loop.index0] }}
        {% endfor %}
    where sought.{{ columns[0] }} is not null
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
