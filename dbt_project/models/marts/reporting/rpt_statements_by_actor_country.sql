-- One row per speaker, country and the part that it plays: spoken about, or of the outlets that print the speaker.
-- A statement about two countries counts for each.
{{ config(
    unique_key=['speaker_id', 'country_role', 'country_code'],
    touched_by='int_actors__touched',
    touched_columns=['speaker_id'],
) }}

with speakers as (
    select distinct
        statement_key,
        speaker_id
    from {{ ref('int_statement_speakers__keyed') }}
    where {{ is_touched('speaker_key', ref('int_actors__touched')) }}
),

outlets as (
    select
        outlet_id,
        country_code
    from {{ ref('dim_outlets') }}
),

spoken as (
    select
        speakers.speaker_id,
        statements.*
    from {{ ref('int_statements__keyed') }} as statements
    inner join speakers on statements.statement_key = speakers.statement_key
),

about_countries as (
    select
        statement_key,
        country_code
    from {{ ref('int_statement_subjects__keyed') }}
    where country_code is not null
),

placed as (
    select
        'about' as country_role,
        about_countries.country_code,
        spoken.*
    from spoken
    inner join about_countries on spoken.statement_key = about_countries.statement_key

    union all

    select
        'outlet' as country_role,
        outlets.country_code,
        spoken.*
    from spoken
    left join outlets on spoken.outlet_id = outlets.outlet_id
)

select
    speaker_id,
    country_role,
    country_code,
    count(*)::integer as statement_count,
    count(*) filter (where stance = 'deny')::integer as denial_count,
    count(distinct claim_key)::integer as claim_count,
    count(distinct article_key)::integer as article_count,
    {{ count_outlets('outlet_id') }} as outlet_count,
    min(published_on) as first_printed_on,
    max(published_on) as last_printed_on
from placed
group by speaker_id, country_role, country_code
