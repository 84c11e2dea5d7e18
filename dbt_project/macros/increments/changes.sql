{#- What the last build changed in a model, row by row: the columns that its `tracked` names, with `change` -1 for a row
    that is gone and 1 for one that came; a row that was altered is both. Empty where the model was built whole. -#}

{% macro changes_of(relation) %}{{ target.database }}.changes.{{ relation.identifier }}{% endmacro %}

{#- The rows that the last build from changes put into a model, whole: its tests look at them. -#}
{% macro written_in(relation) %}{{ target.database }}.changes.{{ relation.identifier }}__written{% endmacro %}

{#- Drops these copies; runs at the end of every invocation, when the tests have looked at them. -#}
{% macro drop_written() %}
    {% if execute %}
        {% for row in run_query(
            "select table_name from duckdb_tables() where database_name = '" ~ target.database
            ~ "' and schema_name = 'changes' and ends_with(table_name, '__written') order by table_name"
        ) %}
            drop table {{ target.database }}.changes.{{ row[0] }};
        {% endfor %}
    {% endif %}
{% endmacro %}

{#- Those of the changes in which these columns themselves differ, each once: a speaker of whom another article is there
    is a changed row, yet not a changed name. -#}
{% macro altered(relation, columns) %}
    select {{ columns | join(', ') }}
    from {{ changes_of(relation) }}
    group by all
    having sum(change) != 0
{% endmacro %}

{#- Rows of a model as they were and as they are: one that has moved is missing in the one place and new in the other.
    `where` says of which rows that are there now it is asked. -#}
{% macro before_and_now(relation, columns, where) %}
    select {{ columns | join(', ') }} from {{ changes_of(relation) }}
    union
    select {{ columns | join(', ') }} from {{ relation }}
    where {{ lies_where(relation, where) }}
{% endmacro %}

{#- A condition, true of the rows of a table for which another one is: they are found by the columns that it asks for alone,
    and the others are then read by where the rows lie. `place` is the rowid, under the name that it has there. -#}
{% macro lies_where(relation, condition, place='rowid') -%}
    {{ place }} in (select rowid from {{ relation }} where {{ condition }})
{%- endmacro %}

{#- A condition, true of rows that are to be built: all of them where the model is built whole, otherwise those whose
    columns are in the list of what is touched. Several columns stand as a list, or, where the list of what is touched
    calls them otherwise, as a mapping of its names to theirs. Nulls are equal, where a key may have any. -#}
{% macro is_touched(columns, touched) %}
    {%- if not in_increment() -%} true
    {%- elif columns is string -%} {{ columns }} in (select {{ columns.split('.')[-1] }} from {{ touched }})
    {%- else -%}
        {%- set conditions = [] -%}
        {%- for column in columns -%}
            {%- set own = columns[column] if columns is mapping else column -%}
            {%- set name = column.split('.')[-1] -%}
            {%- set compared = ' is not distinct from ' if name in var('nullable_keys') else ' = ' -%}
            {%- do conditions.append('touched.' ~ name ~ compared ~ own) -%}
        {%- endfor -%}
        exists (select 1 from {{ touched }} as touched where {{ conditions | join(' and ') }})
    {%- endif -%}
{% endmacro %}

{#- Whether rows are touched, where they are wide: they are found by their ids alone, and then read by where they lie.
    Asked for by their ids, some row of nearly every block of the table is read in full: what is sought passes a filter that
    lets one in a hundred of the others through. What else is asked of a row stands in `where`: beside the rows that
    lie somewhere it would let a plan begin with it, and read the whole table. -#}
{% macro lies_touched(relation, columns, touched, place='rowid', where='true') %}
    {%- if not in_increment() -%} {{ where }}
    {%- else -%} {{ lies_where(relation, where ~ ' and ' ~ is_touched(columns, touched), place) }}
    {%- endif -%}
{% endmacro %}

{#- The same where what is looked for is what a query gives, a CTE of the model: `query` selects one column. -#}
{% macro lies_among(relation, column, query, where='true') %}
    {%- if not in_increment() -%} {{ where }}
    {%- else -%} {{ lies_where(relation, where ~ ' and ' ~ column ~ ' in (' ~ query ~ ')') }}
    {%- endif -%}
{% endmacro %}

{#- The same of a table of the raw file. It is named in increments alone: a unit test of the model is not given it. -#}
{% macro lies_touched_in_raw(table, columns, touched, place) %}
    {%- if not in_increment() -%} true
    {%- else -%} {{ lies_touched(source('raw', table), columns, touched, place) }}
    {%- endif -%}
{% endmacro %}

{#- One of a million buckets for a digest: enough that what a day changes lies in few of them, and few enough to be summed
    over. -#}
{% macro bucket(digest) %}{{ digest }} % 1048576{% endmacro %}
