{#- The incremental strategy `differences`: of what the model's query gives, only rows that differ from those in the table
    are written.

    Config of a model: `unique_key` (columns), by which rows are compared, deleted and inserted; `touched_by` (a model, or
    `changes.` and a model for what was changed in that one) and `touched_columns` (by default the key), which say
    whose rows the query has made anew. Without `touched_by` the query gives the whole table.

    Comparing is by a 64-bit digest of all columns, summed over the rows of a key: rows that are there twice count. -#}
{% macro get_incremental_differences_sql(arg_dict) %}
    {%- set target_relation, found = arg_dict.target_relation, arg_dict.temp_relation -%}
    {%- set columns = arg_dict.dest_columns | map(attribute='quoted') | join(', ') -%}
    {%- set keys = key_columns() -%}
    {%- set differing = model.name ~ '__differing' -%}
    create or replace temp table {{ differing }} as
    {% if config.get('touched_by') -%}
    with scope as (
        select distinct {{ keys | join(', ') }} from {{ target_relation }} as kept
        semi join {{ touched_relation() }} as touched
            on {{ null_safe(config.get('touched_columns') or keys, 'kept', 'touched') }}
        union
        select {{ keys | join(', ') }} from {{ found }}
    )
    {%- endif %}
    select {{ keys | join(', ') }}
    from (
        select {{ keys | join(', ') }}, 1 as side, hash({{ columns }})::hugeint as digest
        from {{ found }}
        union all
        select {{ keys | join(', ') }}, -1 as side, hash({{ columns }})::hugeint as digest
        from {{ target_relation }} as kept
        {% if config.get('touched_by') -%}
        semi join scope on {{ null_safe(keys, 'kept', 'scope') }}
        {%- endif %}
    )
    group by all
    having sum(side) != 0 or sum(side * digest) != 0;

    create or replace table {{ changes_of(target_relation) }} as
    select {{ tracked_columns() | join(', ') }}, -1::tinyint as change from {{ target_relation }} as kept
    semi join {{ differing }} as differing on {{ null_safe(keys, 'kept', 'differing') }}
    union all
    select {{ tracked_columns() | join(', ') }}, 1::tinyint as change from {{ found }} as found
    semi join {{ differing }} as differing on {{ null_safe(keys, 'found', 'differing') }};

    delete from {{ target_relation }} as kept using {{ differing }} as differing
    where {{ null_safe(keys, 'kept', 'differing') }};

    insert into {{ target_relation }} ({{ columns }})
    select {{ columns }} from {{ found }} as found
    semi join {{ differing }} as differing on {{ null_safe(keys, 'found', 'differing') }};

    {{ log_build(none) }}
    {%- do model.update({'built_from_changes': true}) %}
    drop table {{ differing }};
{% endmacro %}

{#- After every model. One that was built whole lists nothing as changed, and the log says why it was whole. -#}
{% macro finish_build() %}
    {%- if execute -%}
        {%- if model.config.materialized == 'table' -%}
            {{ log_build('it is made anew by every build') }}
            {%- do note_build(none) -%}
        {%- elif 'built_from_changes' in model -%}
            {%- do note_build(latest_builds()[model.name].built_by) -%}
        {%- else -%}
            create or replace table {{ changes_of(this) }} as
            select {{ tracked_columns() | join(', ') }}, 1::tinyint as change from {{ this }} limit 0;
            {{ log_build(why_whole() or 'it was not there') }}
            {%- do note_build(none) -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}

{% macro log_build(whole_because) %}
    {%- set latest = latest_builds().get(model.name) -%}
    insert into {{ change_log() }} by name
    select
        '{{ model.name }}' as model_name,
        '{{ invocation_id }}' as built_by,
        {{ 'null' if whole_because else "'" ~ latest.built_by ~ "'" }} as built_on,
        '{{ model_code() }}' as code,
        {{ model.config.materialized == 'table' }} as is_list,
        {{ "'" ~ whole_because ~ "'" if whole_because else 'null' }} as whole_because,
        {% if whole_because -%}
        0 as deleted_count,
        (select count(*) from {{ this }}) as inserted_count,
        {%- else -%}
        (select count(*) from {{ changes_of(this) }} where change = -1) as deleted_count,
        (select count(*) from {{ changes_of(this) }} where change = 1) as inserted_count,
        {%- endif %}
        '{{ build_id() }}' as build_id,
        now() as built_at;
{% endmacro %}

{% macro key_columns() %}
    {% set key = config.get('unique_key') %}
    {% if not key %}
        {% do exceptions.raise_compiler_error(
            model.name ~ " has no unique_key: name the columns of its grain in its config, or make it a table"
        ) %}
    {% endif %}
    {{ return([key] if key is string else key) }}
{% endmacro %}

{#- What changes of the model are listed by: its key, and what others ask for. -#}
{% macro tracked_columns() %}
    {% set columns = key_columns() | list %}
    {% for column in config.get('tracked') or [] if column not in columns %}
        {% do columns.append(column) %}
    {% endfor %}
    {{ return(columns) }}
{% endmacro %}

{% macro touched_relation() %}
    {% set name = config.get('touched_by') %}
    {% if name.startswith('changes.') %}{{ return(target.database ~ '.' ~ name) }}{% endif %}
    {{ return(known_nodes()['model.' ~ model.package_name ~ '.' ~ name].relation_name) }}
{% endmacro %}

{% macro null_safe(columns, left, right) %}
    {%- for column in columns -%}
        {{ ' and ' if not loop.first }}{{ left }}.{{ column }} is not distinct from {{ right }}.{{ column }}
    {%- endfor -%}
{% endmacro %}
