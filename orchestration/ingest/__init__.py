"""From files as they came to articles in the warehouse. Knows no Dagster, dbt or Streamlit."""
