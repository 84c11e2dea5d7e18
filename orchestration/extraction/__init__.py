"""From the text of an article to the statements in it. Pure: knows no Dagster, DuckDB, dbt or Streamlit.

The way of an article, each stage in a module of its own:

    segment → windows → tagger → decode → link      what the model sees: spans, joined to attributions
    → content_bounds, drafts, continued_quotes       statements as character spans
    → nested, titles                                 mended and completed by rules
    → names, mentions, speakers                      who spoke
    → dates, relays, stance, places                  when, through whom, in what manner, about what
    → article                                        the stages in order; batch and pool run it over many
"""
