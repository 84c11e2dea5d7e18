-- One row per article version, without its text: what deciding about versions and outlets needs.
{{ config(
    unique_key=['article_id', 'article_version'],
    touched_by='changes.int_articles__read',
    touched_columns=['article_id'],
) }}

select
    article_id,
    article_version,
    outlet_key,
    outlet_domain,
    outlet_name,
    outlet_country_printed,
    published_on,
    modified_at,
    load_on
from {{ ref('stg_raw__articles') }}
where
    {{ lies_touched_in_raw(
        'articles', 'article_id', changes_of(ref('int_articles__read')), 'article_place'
    ) }}
