{#- How printed names are made comparable. Every model that compares names goes through these. -#}

{#- A name as a key: lower case, no diacritics, letters and digits of any script joined by hyphens, no leading
    article; null where nothing is left. "The Café Times" -> cafe-times. -#}
{% macro slug(expression) -%}
    nullif(regexp_replace(trim(
        regexp_replace(lower(strip_accents({{ expression }})), '[^\p{L}\p{N}]+', '-', 'g'), '-'
    ), '^the-', ''), '')
{%- endmacro %}

{#- A speaker's name as a key: no honorific, possessive, diacritics, punctuation, leading article or upper case;
    null where nothing is left. "Mr. Erdoğan's" -> erdogan. -#}
{% macro normalise_name(expression) -%}
    nullif(trim(regexp_replace(
        trim(regexp_replace(
            regexp_replace(lower(strip_accents({{ expression }})), '[''’](s\b|$)', '', 'g'),
            '[^\p{L}\p{N}]+', ' ', 'g'
        )),
        '^((the|{{ var("honorifics") | join("|") }}) +)+', ''
    )), '')
{%- endmacro %}

{#- The key under which an outlet is met: what is printed of it, before anything is concluded. -#}
{% macro outlet_key(domain, name, country, given_id) -%}
    concat_ws(
        '|',
        coalesce({{ domain }}, ''),
        coalesce({{ name }}, ''),
        coalesce({{ country }}, ''),
        coalesce({{ given_id }}, '')
    )
{%- endmacro %}

{#- What somebody has registered of a host: amp.harbour.example -> harbour.example, www.post.co.ke -> post.co.ke,
    notes.ada.blogspot.com -> ada.blogspot.com. An address of numbers is no name and stays whole. -#}
{% macro site(domain) -%}
    case
        when regexp_full_match({{ domain }}, '[0-9.]+') then {{ domain }}
        else regexp_extract(
            {{ domain }},
            '([^.]+[.])?(({{ var("registry_labels") | join("|") }})[.][a-z]{2}'
            || '|{{ var("shared_hosts") | join("|") | replace(".", "[.]") }})$'
            || '|[^.]+[.][^.]+$'
        )
    end
{%- endmacro %}

{#- The words of a printed text as a list, lower case without marks: what two prints are compared by. -#}
{% macro wording(expression) -%}
    regexp_extract_all(regexp_replace(lower(strip_accents({{ expression }})), '[''’‘]', '', 'g'), '[\p{L}\p{N}]+')
{%- endmacro %}

{#- A country as an actor that is spoken about: its id among dim_actors. -#}
{% macro country_actor_id(expression) -%}
    'country-' || lower({{ expression }})
{%- endmacro %}
