"""Collecting: from a list of outlets on the web to landed bytes. No Dagster and no DuckDB here; loading comes after."""
