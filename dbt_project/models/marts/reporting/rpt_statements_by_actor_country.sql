-- One row per speaker, country and the part that it plays: spoken about, or of the outlets that print the speaker.
-- A statement about two countries counts for each.
{{ config(
    unique_key=['speaker_id', 'country_role', 'country_code'],
    touched_by='int_actors__touched',
    touched_columns=['speaker_id'],
) }}

with speakers as (
    select distinct
        statement_id,
        speaker_id
    from {{ ref('bridge_statement_speakers') }}
    where {{ is_touched('speaker_id', ref('int_actors__touched')) }}
),

statements as (
    select
        statement_id,
        article_id,
        outlet_id,
        claim_id,
        published_on,
        stance
    from {{ ref('fct_statements') }}
    where is_current {% if in_increment() -%} and statement_id in (select speakers.statement_id from speakers) {%- endif %}
),

outlets as (
    select
        outlet_id,
        country_code
    from {{ ref('dim_outlets') }}
),

about_countries as (
    select
        statement_id,
        country_code
    from {{ ref('bridge_statement_countries') }}
),

placed as (
    select
        'about' as country_role,
        about_countries.country_code,
        statements.*
    from statements
    inner join about_countries on statements.statement_id = about_countries.statement_id

    union all

    select
        'outlet' as country_role,
        outlets.country_code,
        statements.*
    from statements
    left join outlets on statements.outlet_id = outlets.outlet_id
)

select
    speakers.speaker_id,
    placed.country_role,
    placed.country_code,
    count(*)::integer as statement_count,
    count(*) filter (where placed.stance = 'deny')::integer as denial_count,
    count(distinct placed.claim_id)::integer as claim_count,
    count(distinct placed.article_id)::integer as article_count,
    count(distinct placed.outlet_id)::integer as outlet_count,
    min(placed.published_on) as first_printed_on,
    max(placed.published_on) as last_printed_on
from placed
inner join speakers on placed.statement_id = speakers.statement_id
group by speakers.speaker_id, placed.country_role, placed.country_code
