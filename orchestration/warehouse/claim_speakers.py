"""Who the speakers of statements were when their claims were matched, and whose that has changed since.

Identity and people's corrections say for every profile which speaker it is. An id is a name: it may move where a late
day brings an earlier print, and nothing has to be matched anew for that. What counts is which profiles are together.
"""

from __future__ import annotations

import duckdb

# Every profile that is printed, with its speaker after merging and splitting, the block of that speaker's names, and
# whether identity has it as one with profiles that a person parted from it.
NOW = """
    CREATE OR REPLACE TEMP TABLE claim_now AS
    WITH led AS (
        SELECT c.profile_id, c.speaker_id, a.block_key
        FROM raw.speaker_corrections AS c LEFT JOIN raw.speaker_aliases AS a ON c.speaker_id = a.alias_id
    ),
    parted AS (
        SELECT a.speaker_id FROM raw.speaker_aliases AS a LEFT JOIN led ON a.alias_id = led.profile_id
        WHERE NOT a.is_retired AND a.speaker_id IN (
            SELECT speaker_id FROM raw.speaker_aliases WHERE alias_id IN (SELECT profile_id FROM led)
        )
        GROUP BY a.speaker_id HAVING count(DISTINCT coalesce(led.speaker_id, a.speaker_id)) > 1
    )
    SELECT a.alias_id AS profile_id, coalesce(led.speaker_id, a.speaker_id) AS speaker_id,
        CASE WHEN led.profile_id IS NULL THEN a.block_key ELSE led.block_key END AS block_key,
        a.speaker_id IN (FROM parted) AS is_parted
    FROM raw.speaker_aliases AS a LEFT JOIN led ON a.alias_id = led.profile_id
    WHERE NOT a.is_retired
"""
STATE = "hash(profile_id, speaker_id, block_key, is_parted) AS state"
DIFFERING = f"""
    CREATE OR REPLACE TEMP TABLE claim_differing AS
    WITH now_states AS (SELECT profile_id, {STATE} FROM claim_now),
    kept_states AS (SELECT profile_id, {STATE} FROM raw.claim_speakers)
    SELECT profile_id FROM (FROM now_states ANTI JOIN kept_states USING (state))
    UNION
    SELECT profile_id FROM (FROM kept_states ANTI JOIN now_states USING (state))
"""
# All profiles of every speaker of whom one differs, as they were (`before_id`) and as they are. A person is known by
# more than a surname where the id that all have is that of a full name, as identity.profiles makes it.
TOLD = """
    CREATE OR REPLACE TEMP TABLE claim_told AS
    WITH wanted AS (
        SELECT profile_id FROM raw.claim_speakers
        WHERE speaker_id IN (SELECT speaker_id FROM raw.claim_speakers SEMI JOIN claim_differing USING (profile_id))
        UNION
        SELECT profile_id FROM claim_now
        WHERE speaker_id IN (SELECT speaker_id FROM claim_now SEMI JOIN claim_differing USING (profile_id))
    ),
    is_now AS (
        SELECT n.*, coalesce(a.speaker_kind = 'person' AND a.alias_id = left(
                md5(concat('person|', a.name_key, '|', a.country_code)), 16
            ), false) AS is_known_person
        FROM (FROM claim_now SEMI JOIN wanted USING (profile_id)) AS n
        LEFT JOIN raw.speaker_aliases AS a ON n.speaker_id = a.alias_id
    )
    SELECT profile_id, b.speaker_id AS before_id, n.speaker_id, n.block_key, n.is_known_person, n.is_parted,
        b.block_key IS DISTINCT FROM n.block_key OR b.is_known_person <> n.is_known_person
            OR b.is_parted <> n.is_parted AS is_known_otherwise
    FROM (FROM raw.claim_speakers SEMI JOIN wanted USING (profile_id)) AS b FULL JOIN is_now AS n USING (profile_id)
"""
# Of a speaker made of several, or fallen into several, the part that is printed most stays who it was.
MOVED = """
    CREATE OR REPLACE TEMP TABLE claim_moved AS
    WITH compared AS (FROM claim_told WHERE before_id IS NOT NULL AND speaker_id IS NOT NULL),
    parted AS (SELECT before_id FROM compared GROUP BY before_id HAVING count(DISTINCT speaker_id) > 1),
    joined AS (SELECT speaker_id FROM compared GROUP BY speaker_id HAVING count(DISTINCT before_id) > 1),
    mixed AS (FROM compared WHERE before_id IN (FROM parted) OR speaker_id IN (FROM joined)),
    printed AS (
        SELECT profile_id, count(*) AS times FROM raw.speaker_members
        WHERE profile_id IN (SELECT profile_id FROM mixed) GROUP BY profile_id
    ),
    shared AS (
        SELECT before_id, speaker_id, sum(coalesce(times, 0)) AS times
        FROM mixed LEFT JOIN printed USING (profile_id) GROUP BY before_id, speaker_id
    ),
    staying AS (
        SELECT before_id, speaker_id FROM shared
        QUALIFY row_number() OVER (PARTITION BY before_id ORDER BY times DESC, speaker_id) = 1
            AND row_number() OVER (PARTITION BY speaker_id ORDER BY times DESC, before_id) = 1
    )
    SELECT profile_id FROM mixed ANTI JOIN staying USING (before_id, speaker_id)
    UNION
    SELECT profile_id FROM compared WHERE is_known_otherwise
"""
KEEP = (
    "DELETE FROM raw.claim_speakers WHERE profile_id IN (SELECT profile_id FROM claim_differing)",
    """
    INSERT INTO raw.claim_speakers BY NAME
    SELECT profile_id, speaker_id, block_key, is_known_person, is_parted
    FROM claim_told SEMI JOIN claim_differing USING (profile_id) WHERE speaker_id IS NOT NULL
    """,
)
TEMPORARY = ("now", "differing", "told", "moved")


def find_moved(con: duckdb.DuckDBPyConnection) -> bool:
    """Make `claim_moved`, the profiles that are another speaker's than when they were matched last; whether there are
    any. Two profiles that were together and are not, or the other way round, are never both left out.
    """
    for query in (NOW, DIFFERING, TOLD, MOVED):
        con.execute(query)
    return bool(con.execute("SELECT 1 FROM claim_moved LIMIT 1").fetchall())


def keep_speakers(con: duckdb.DuckDBPyConnection) -> None:
    """Note who is who as it was found, in the transaction of the caller."""
    for statement in KEEP if con.execute("SELECT 1 FROM claim_differing LIMIT 1").fetchall() else ():
        con.execute(statement)
    for table in TEMPORARY:
        con.execute(f"DROP TABLE claim_{table}")
