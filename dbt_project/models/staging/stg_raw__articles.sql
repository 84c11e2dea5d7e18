-- One row per article version, as ingested.
with source as (
    select * from {{ source('raw', 'articles') }}
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
        record_number
    from source
)

select
    *,
    {{ outlet_key('outlet_domain', 'outlet_name', 'null') }} as outlet_key
from renamed
