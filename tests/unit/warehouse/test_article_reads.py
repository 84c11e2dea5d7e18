"""What is noted of articles is that which was found, whatever is committed in between."""

from __future__ import annotations

import duckdb

from orchestration.warehouse.article_reads import drop_found, find_changed, keep_reads
from orchestration.warehouse.speakers import MADE_OF, READS

# More than two of the groups of rows that DuckDB moves together.
MANY = 300_000
# Of the first group nothing is left, of the others one article in a hundred.
THINNED = "DELETE FROM raw.speaker_reads WHERE digest < 130_000 OR digest % 100 > 0"


def test_reads_that_move_while_blocks_are_written_are_forgotten_all_the_same(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(
        "INSERT INTO raw.speaker_reads BY NAME SELECT concat('gone ', number) AS article_id,"
        f" 'v' AS article_version, number AS digest FROM range({MANY}) AS t(number)"
    )
    con.execute("CHECKPOINT")
    con.execute(THINNED)
    find_changed(con, READS, MADE_OF, with_articles=True)
    con.execute("CHECKPOINT")
    keep_reads(con, READS)
    drop_found(con)

    assert con.execute("SELECT count(*) FROM raw.speaker_reads").fetchall() == [(0,)]
