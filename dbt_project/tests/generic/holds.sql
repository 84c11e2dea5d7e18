{#- A condition that every row must fulfil; a null counts as not fulfilled. -#}
{% test holds(model, condition) %}
select *
from {{ written_rows(model) }}
where ({{ condition }}) is not true
{% endtest %}
