"""When an outlet last brought something that became an article: what is answered, and rejected, is nothing new."""

from __future__ import annotations

from datetime import datetime

import duckdb

# Not later than its load date, which a replay keeps.
LAST_BROUGHT = """
    SELECT outlet_name, max(least(loaded_at, (load_on + 1)::TIMESTAMPTZ)) FROM raw.articles
    WHERE outlet_name IS NOT NULL GROUP BY outlet_name
"""


def read_last_brought(con: duckdb.DuckDBPyConnection) -> dict[str, datetime]:
    """When each outlet, by the name that its articles have, last brought an article or a version (UTC)."""
    return dict(con.execute(LAST_BROUGHT).fetchall())
