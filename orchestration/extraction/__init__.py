"""From the text of an article to the statements in it. Pure: knows no Dagster, DuckDB, dbt or Streamlit.

The rooms, in the order of the arrows: each knows those before it, and none after it (`make imports` holds that):

    text            words, sentences, paragraphs, marks of quotation; the records of what is found in them
    rules           the words that all rules work with, as data
    dates           when a statement was said
    naming          what a name names: people, bodies, outlets, countries
    tagging         what the trained model sees: spans, joined to attributions
    by_rules        the same without a model
    contents        what of it was said: statements as characters, nested ones, what print marks without a verb
    resolution      who spoke: the cast of an article, and whom "she" or "the minister" means
    circumstances   through whom, to whom, in what manner

`engine` chooses between model and rules, `article` has the stages in order, `batch` and `pool` run it over many
articles, `record` and `schema` say how statements leave. `training` makes the model, `evaluation` measures.
"""
