{#- The incremental strategy `differences`: of what the model's query gives, only rows that differ from those in the table
    are written.

    Config of a model: `unique_key` (columns), by which rows are deleted and inserted; `touched_by` (a model, or
    `changes.` and a model for what was changed in that one) and `touched_columns` (by default the key), which say
    whose rows the query has made anew. Without `touched_by` the query gives the whole table; with it, it gives no rows
    of a key that is not touched, but where the touched columns are the key itself.

    Comparing is by a 64-bit digest of all columns; a row that is there twice counts twice. Of the table, wide columns are
    read only of rows that may differ, and they are deleted by where they lie, so that its keys are looked through once. -#}
{% macro get_incremental_differences_sql(arg_dict) %}
    {%- set target_relation, found = arg_dict.target_relation, arg_dict.temp_relation -%}
    {%- set columns = arg_dict.dest_columns | map(attribute='quoted') | join(', ') -%}
    {%- set keys, tracked = key_columns(), tracked_columns() | join(', ') -%}
    {%- set kept, came = model.name ~ '__kept', model.name ~ '__came' -%}
    {%- set differing, gone = model.name ~ '__differing', model.name ~ '__gone' -%}
    create or replace temp table {{ kept }} as
    select rowid as place, hash({{ columns }}) as digest
    {%- if config.get('touched_by') %}, {{ tracked }}{% endif %}
    from {{ target_relation }}
    {%- if config.get('touched_by') %} where rowid in ({{ touched_places(target_relation, found) }}){% endif %};

    create or replace temp table {{ came }} as
    select rowid as place, hash({{ columns }}) as digest from {{ found }};

    create or replace temp table {{ differing }} as
    with unlike as (
        select digest
        from (select digest, 1 as side from {{ came }} union all select digest, -1 as side from {{ kept }})
        group by digest
        having sum(side) != 0
    )
    select {{ keys | join(', ') }} from {{ found }}
    where rowid in (select place from {{ came }} semi join unlike using (digest))
    union
    {% if config.get('touched_by') -%}
    select {{ keys | join(', ') }} from {{ kept }} semi join unlike using (digest);
    {%- else -%}
    select {{ keys | join(', ') }} from {{ target_relation }}
    where rowid in (select place from {{ kept }} semi join unlike using (digest));
    {%- endif %}

    create or replace temp table {{ gone }} as
    {% if config.get('touched_by') -%}
    select place, {{ tracked }} from {{ kept }} as kept
    {%- else -%}
    select kept.rowid as place, {{ tracked }} from {{ target_relation }} as kept
    {%- endif %}
    semi join {{ differing }} as differing on {{ same_values(keys, 'kept', 'differing') }};

    create or replace table {{ written_in(target_relation) }} as
    select {{ columns }} from {{ found }} as found
    semi join {{ differing }} as differing on {{ same_values(keys, 'found', 'differing') }};

    create or replace table {{ changes_of(target_relation) }} as
    select {{ tracked }}, -1::tinyint as change from {{ gone }}
    union all
    select {{ tracked }}, 1::tinyint as change from {{ written_in(target_relation) }};

    delete from {{ target_relation }} where rowid in (select place from {{ gone }});

    insert into {{ target_relation }} ({{ columns }})
    select {{ columns }} from {{ written_in(target_relation) }};

    {{ log_build(none) }}
    {%- do model.update({'built_from_changes': true}) %}
    {%- for table in (kept, came, differing, gone) %}
    drop table {{ table }};
    {%- endfor %}
{% endmacro %}

{#- Where the rows of the table lie that the query has made anew, or that have the key of a row which it gives. Where
    it is the keys themselves that are touched, the table is looked through once for both. -#}
{% macro touched_places(target_relation, found) %}
    {%- set keys = key_columns() -%}
    {%- set touched_columns = config.get('touched_columns') or keys -%}
    {%- if touched_columns | sort == keys | sort %}
    select kept.rowid from {{ target_relation }} as kept
    semi join (
        select {{ keys | join(', ') }} from {{ touched_relation() }}
        union all
        select {{ keys | join(', ') }} from {{ found }}
    ) as touched on {{ same_values(keys, 'kept', 'touched') }}
    {%- else %}
    select kept.rowid from {{ target_relation }} as kept
    semi join {{ touched_relation() }} as touched on {{ same_values(touched_columns, 'kept', 'touched') }}
    {%- if not is_part(touched_columns, keys) %}
    union
    select kept.rowid from {{ target_relation }} as kept
    semi join {{ found }} as found on {{ same_values(keys, 'kept', 'found') }}
    {%- endif %}
    {%- endif %}
{% endmacro %}

{% macro is_part(columns, of_columns) %}
    {{ return((columns | reject('in', of_columns) | list) == []) }}
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
            drop table if exists {{ written_in(this) }};
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

{#- Whether two rows have the same values in these columns. A null is equal to a null, which costs more to look up: so
    columns of keys that are never null, as the grain tests say of nearly all, are compared plainly. -#}
{% macro same_values(columns, left, right) %}
    {%- for column in columns -%}
        {{ ' and ' if not loop.first }}{{ left }}.{{ column }}
        {{- ' is not distinct from ' if column in var('nullable_keys') else ' = ' }}{{ right }}.{{ column }}
    {%- endfor -%}
{% endmacro %}
