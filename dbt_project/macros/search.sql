{#- What the search looks up. dashboard/queries/lookup.py folds what is asked for in the same way. -#}

{#- The different words of a text, folded. -#}
{% macro search_tokens(expression) -%}
    list_distinct({{ wording(expression) }})
{%- endmacro %}

{#- A statement's number: 17 bits of days since 1800 (0: not dated), 35 of the article, 11 of its place in the article.
    A function of the article alone, so that loading in any order gives the same; two articles of one day share one
    once in ten thousand million pairs, and then only their candidates are read together. What an article has beyond
    2,047 statements goes on in the numbers of the next: each has one of its own, and such an article counts as two. -#}
{% macro search_number(day, article_id, position) -%}
    greatest(least(coalesce({{ day }} - date '1800-01-01', 0), 131070), 0)::bigint * 70368744177664
    + (md5_number_lower({{ article_id }}) % 34359738368)::bigint * 2048
    + {{ position }}
{%- endmacro %}
