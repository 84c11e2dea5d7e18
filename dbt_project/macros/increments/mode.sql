{#- When a model is built from what has changed, and when whole.

    changes.builds has a row for every time that a model was built: by which invocation of dbt, and on which state of
    its own (`built_on`, the invocation before; null where it was built whole); a list of what is touched (`is_list`)
    is made anew every time. A model may be built from changes only
    where every model that it comes from has just been, and from the very state that this model was last made of. So
    a build that stopped half-way, one of some models only, a raised code or a dropped table heal by themselves: what
    does not fit is built whole, and what comes from it too. -#}

{#- Creates what the mode is read from; runs at the start of every invocation. -#}
{% macro create_change_log() %}
    create schema if not exists {{ target.database }}.changes;
    create table if not exists {{ change_log() }} (
        model_name varchar not null,
        built_by varchar not null,
        built_on varchar,
        code varchar not null,
        is_list boolean not null,
        whole_because varchar,
        deleted_count bigint not null,
        inserted_count bigint not null,
        build_id varchar not null,
        built_at timestamptz not null
    );
{% endmacro %}

{% macro change_log() %}{{ target.database }}.changes.builds{% endmacro %}

{#- The name of the build that is being made. It comes by the environment, as dbt parses its whole project anew where a
    variable has another value; and it is read only when a model runs, as dbt parses anew what reads another value of the
    environment when it is parsed. -#}
{% macro build_id() %}{{ (env_var('HEARSAY_BUILD_ID', '') if execute else '') or var('build_id') }}{% endmacro %}

{#- True where the model that is being compiled is to be built from changes. -#}
{% macro in_increment() %}
    {{ return(execute and model.resource_type == 'model' and why_whole() is none) }}
{% endmacro %}

{#- Why the model at hand must be built whole, in words; none where changes are enough. A model that is not stored for
    good (a list of what is touched) asks only whether those it comes from were built from changes. Asked several times
    for a model, and found out once. -#}
{% macro why_whole() %}
    {% if 'why_whole' not in model %}{% do model.update({'why_whole': find_why_whole()}) %}{% endif %}
    {{ return(model.why_whole) }}
{% endmacro %}

{% macro find_why_whole() %}
    {% set is_stored = model.config.materialized == 'incremental' %}
    {% if flags.FULL_REFRESH %}{{ return('a full refresh was asked for') }}{% endif %}
    {% if is_stored and load_cached_relation(this) is none %}{{ return('it was not there') }}{% endif %}
    {% set latest = latest_builds() %}
    {% set own = latest.get(model.name) %}
    {% if is_stored and own is none %}{{ return('it was not there') }}{% endif %}
    {% if is_stored and own.code != model_code() %}{{ return('its code has changed') }}{% endif %}
    {% for name in incremental_ancestors() %}
        {% set ancestor = latest.get(name) %}
        {% if ancestor is none or ancestor.built_by != invocation_id %}
            {{ return(name ~ ' was not built beside it') }}
        {% elif ancestor.is_list %}
        {% elif ancestor.built_on is none %}
            {{ return(name ~ ' was built whole') }}
        {% elif is_stored and ancestor.built_on != own.built_by %}
            {{ return(name ~ ' has been built since') }}
        {% endif %}
    {% endfor %}
    {{ return(none) }}
{% endmacro %}

{#- Model name -> its last row in changes.builds. Read once by an invocation: what this one builds is noted by
    note_build, and nobody else writes meanwhile. -#}
{% macro latest_builds() %}
    {% set known = invocation_memory() %}
    {% if 'builds' not in known %}{% do known.setdefault('builds', read_latest_builds()) %}{% endif %}
    {{ return(known.builds) }}
{% endmacro %}

{% macro read_latest_builds() %}
    {% set found = {} %}
    {% if adapter.get_relation(target.database, 'changes', 'builds') is none %}{{ return(found) }}{% endif %}
    {% for row in run_query(
        'select model_name, built_by, built_on, code, is_list from ' ~ change_log()
        ~ ' qualify row_number() over (partition by model_name order by rowid desc) = 1'
    ) %}
        {% do found.update({row[0]: {'built_by': row[1], 'built_on': row[2], 'code': row[3], 'is_list': row[4]}}) %}
    {% endfor %}
    {{ return(found) }}
{% endmacro %}

{#- What this invocation has found out already, for all nodes: reading the log or the graph again for each of some hundred
    nodes takes longer than the nodes. dbt hands the same graph to all of them, in two threads: what one of them has found
    is not replaced. -#}
{% macro invocation_memory() %}
    {{ return(graph.setdefault('found by ' ~ invocation_id, {})) }}
{% endmacro %}

{#- A model was built: from the state of its own that is named, or whole. -#}
{% macro note_build(built_on) %}
    {% do latest_builds().update({model.name: {
        'built_by': invocation_id,
        'built_on': built_on,
        'code': model_code(),
        'is_list': model.config.materialized == 'table',
    }}) %}
{% endmacro %}

{#- Unique id -> what the increments ask of a model or seed. The graph makes a node anew whenever it is asked for one. -#}
{% macro known_nodes() %}
    {% set known = invocation_memory() %}
    {% if 'nodes' not in known %}
        {% set found = {} %}
        {% for unique_id in graph.nodes if unique_id.split('.')[0] in ('model', 'seed') %}
            {% set node = graph.nodes[unique_id] %}
            {% set key = node.config.get('unique_key') %}
            {% do found.update({unique_id: {
                'name': node.name,
                'relation_name': node.relation_name,
                'materialized': node.config.materialized,
                'checksum': node.checksum.checksum,
                'parents': node.depends_on.nodes,
                'unique_key': [key] if key is string else key or [],
                'tracked': node.config.get('tracked') or [],
            }}) %}
        {% endfor %}
        {% do known.setdefault('nodes', found) %}
    {% endif %}
    {{ return(known.nodes) }}
{% endmacro %}

{#- The names of all models that have tables and that this one comes from, at any distance. -#}
{% macro incremental_ancestors() %}
    {% set names = [] %}
    {% for unique_id in collect_ancestors(model.unique_id) if has_a_log(unique_id) %}
        {% do names.append(known_nodes()[unique_id].name) %}
    {% endfor %}
    {{ return(names) }}
{% endmacro %}

{#- Of a model, found out once: its parents' ancestors are known by then. -#}
{% macro collect_ancestors(unique_id) %}
    {% set nodes, known = known_nodes(), invocation_memory() %}
    {% set ancestors = known.setdefault('ancestors', {}) %}
    {% if unique_id not in ancestors %}
        {% set found = {} %}
        {% for parent in nodes[unique_id].parents if parent in nodes %}
            {% do found.update({parent: true}) %}
            {% do found.update(collect_ancestors(parent)) %}
        {% endfor %}
        {% do ancestors.update({unique_id: found}) %}
    {% endif %}
    {{ return(ancestors[unique_id]) }}
{% endmacro %}

{% macro has_a_log(unique_id) %}
    {{ return(known_nodes()[unique_id].materialized in ('incremental', 'table')) }}
{% endmacro %}

{#- A digest of what the model's rows are made by: its file, the models that dbt writes into it, seeds, the columns of its
    contract, the macros and the settings of the project (handed over by whoever starts dbt). -#}
{% macro model_code() %}
    {% if 'code_digest' in model %}{{ return(model.code_digest) }}{% endif %}
    {% set nodes = known_nodes() %}
    {% set parts = [env_var('HEARSAY_PROJECT_CODE', ''), nodes[model.unique_id].checksum] %}
    {% for unique_id in collect_written_in(model.unique_id, []) | sort %}
        {% do parts.append(nodes[unique_id].checksum) %}
    {% endfor %}
    {% for column in model.columns.values() %}
        {% do parts.append(column.name ~ ' ' ~ column.data_type) %}
    {% endfor %}
    {% do model.update({'code_digest': local_md5(parts | join('|'))}) %}
    {{ return(model.code_digest) }}
{% endmacro %}

{% macro collect_written_in(unique_id, found) %}
    {% set nodes = known_nodes() %}
    {% for parent in nodes[unique_id].parents if parent in nodes and parent not in found %}
        {% if nodes[parent].materialized in ('ephemeral', 'seed') %}
            {% do found.append(parent) %}
            {% do collect_written_in(parent, found) %}
        {% endif %}
    {% endfor %}
    {{ return(found) }}
{% endmacro %}

{#- dbt's own question, answered: it asks this before it builds an incremental model. -#}
{% macro should_full_refresh() %}
    {% if model.resource_type == 'model' and model.config.materialized == 'incremental' %}
        {{ return(why_whole() is not none) }}
    {% endif %}
    {{ return(config.get('full_refresh') if config.get('full_refresh') is not none else flags.FULL_REFRESH) }}
{% endmacro %}
