-- One row per version of the extractor, engine, labelled texts and measure: how right it was when it was measured.
{{ config(unique_key=['extractor_version', 'engine', 'texts_name', 'measure_name']) }}

select
    extractor_version,
    engine,
    texts_name,
    measure_name,
    article_count,
    precision_share,
    recall_share,
    f1_share,
    measured_on,
    command
from {{ ref('extraction_accuracy') }}
