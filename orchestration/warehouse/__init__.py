"""The DuckDB files: raw schema, writes, ledger, writer lock, publishing. Knows no format of articles and no Dagster."""
