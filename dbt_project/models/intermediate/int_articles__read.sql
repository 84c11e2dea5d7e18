-- One row per article, with a digest of everything that raw holds of it: what has changed since the last build is what
-- has another digest now, whenever and in whatever order it was loaded.
{{ config(unique_key='article_id') }}

-- A text is known by its hash, which is the version, and a statement by the hash of where it stands: nothing wide is
-- read.
with versions as (
    select
        article_id,
        sum(hash(
            article_version, outlet_key, published_on, published_on_basis, modified_at, language, topic, url,
            load_id, load_on, loaded_at
        )::hugeint) as digest
    from {{ ref('stg_raw__articles') }}
    group by article_id
),

extractions as (
    select
        article_id,
        sum(hash(
            article_version, engine, extractor_version, extraction_status, diagnostic, statement_count, extracted_at
        )::hugeint) as digest
    from {{ ref('stg_raw__extractions') }}
    group by article_id
),

statements as (
    select
        article_id,
        sum(hash(statement_id, parent_statement_id, extractor_version, correction_key)::hugeint) as digest
    from {{ ref('stg_raw__statements') }}
    group by article_id
),

speakers as (
    select
        article_id,
        sum(hash(article_version, speaker_kind, speaker_name, office, is_held, speaker_id)::hugeint) as digest
    from {{ ref('stg_raw__speaker_members') }}
    group by article_id
)

select
    versions.article_id,
    hash(versions.digest, extractions.digest, statements.digest, speakers.digest) as digest
from versions
left join extractions on versions.article_id = extractions.article_id
left join statements on versions.article_id = statements.article_id
left join speakers on versions.article_id = speakers.article_id
