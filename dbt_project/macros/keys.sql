{#- Ids as numbers, for models that look through all statements: a column of these numbers is looked through in a seventh
    of the time that the ids as text take. -#}

{#- An id as a 64-bit number: the last sixteen of its hexadecimal digits, read as one; of any other text a digest. -#}
{% macro key_of(expression) -%}
    coalesce(try_cast('0x' || right({{ expression }}, 16) as ubigint), md5_number_lower({{ expression }}))
{%- endmacro %}

{#- Of a row of raw.claim_members that an older release wrote, the digest that is kept with the others. -#}
{% macro member_digest() -%}
    hash(statement_id, claim_id, core_statement_id, kind, similarity)
{%- endmacro %}
