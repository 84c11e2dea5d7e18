-- One row per article version, as ingested, under the earliest date that its text was loaded under.
with source as (
    select
        *,
        rowid as article_place
    from {{ source('raw', 'articles') }}
),

renamed as (
    select
        article_id,
        article_version,
        source_article_id,
        url,
        nullif(trim(outlet_name), '') as outlet_name,
        nullif(regexp_replace(lower(trim(outlet_domain)), '^www\.', ''), '') as outlet_domain,
        nullif(trim(extra ->> 'outlet_country'), '') as outlet_country_printed,
        title,
        body,
        authors,
        published_on,
        published_on_printed,
        published_on_basis,
        modified_at,
        language,
        topic,
        extra,
        load_id,
        load_on,
        loaded_at,
        landing_path,
        record_number,
        article_place
    from source
),

-- A late day may bring a text again that another load brought under a later date. Which of them came first must not
-- show: versions are ordered by it.
repeated as (
    select
        article_id,
        article_version,
        min(load_on) as load_on
    from {{ source('raw', 'load_records') }}
    where outcome = 'duplicate'
    group by article_id, article_version
),

dated as (
    select renamed.* replace (least(renamed.load_on, repeated.load_on) as load_on)
    from renamed
    left join repeated
        on
            renamed.article_id = repeated.article_id
            and renamed.article_version = repeated.article_version
)

select
    *,
    {{ outlet_key('outlet_domain', 'outlet_name', 'outlet_country_printed', 'null') }} as outlet_key
from dated
