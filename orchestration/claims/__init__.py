"""Which statements say the same: candidates by shared words, pairs verified one by one, groups around a core.

Pure: statements in, pairs and groups out; no DuckDB, Dagster or dbt. Whether two statements pair depends on these two
alone, so that the order in which days are loaded changes nothing.
"""

# Raised with any change of the rules: every statement is then matched anew at the next build.
CLAIMS_VERSION = "5"
