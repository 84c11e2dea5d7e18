"""Ids of speakers of whom no statement is left because all are somebody else's by correction: whom they mean now.

The ids were given by what the extraction read; it is read once more as it stands without corrections.
"""

from __future__ import annotations

from collections import Counter, defaultdict

import duckdb

from orchestration.identity.aliases import GivenId, resolve_retired
from orchestration.identity.identify import Identity
from orchestration.identity.profiles import find_profile, name_profile
from orchestration.warehouse.speakers import GROUPED, INPUT, NAME, read_appearances

# All statements of articles in which a speaker is corrected, by where they lie: rows are wide.
PLACES = """
    CREATE OR REPLACE TEMP TABLE corrected_places AS
    WITH corrected AS (
        SELECT article_id FROM raw.statements
        WHERE statement_id IN (SELECT statement_id FROM raw.statement_corrections WHERE has_speakers)
    )
    SELECT rowid AS place FROM raw.statements WHERE article_id IN (SELECT article_id FROM corrected)
"""
# The id of an unnamed speaker is that of int_statement_speakers__resolved.
NAMED_AND_UNNAMED = f"""
    SELECT statement_id, article_id, article_version, speaker.kind AS kind, {NAME} AS name,
        CASE WHEN speaker.kind = 'unnamed' AND {NAME} IS NOT NULL THEN left(md5(concat_ws(
            '|', 'unnamed', lower({NAME}), nullif(trim(speaker.country_code), '')
        )), 16) END AS unnamed_id,
        coalesce(unnamed_id, concat_ws('|', kind, name)) AS who
"""
# Statement by statement whoever is not the speaker any more, with whoever is instead.
REPLACED = f"""
    WITH corrected AS (
        FROM raw.corrected_statements
        WHERE statement_place IN (SELECT place FROM corrected_places) AND is_speaker_corrected
    ),
    before AS ({NAMED_AND_UNNAMED} FROM (
        SELECT * REPLACE (resolution_extracted AS resolution), unnest(speakers_extracted) AS speaker FROM corrected
    )),
    now AS ({NAMED_AND_UNNAMED} FROM (SELECT *, unnest(speakers) AS speaker FROM corrected)),
    gone AS (FROM before ANTI JOIN now USING (statement_id, who)),
    come AS (FROM now ANTI JOIN before USING (statement_id, who)),
    members AS (FROM raw.speaker_members WHERE article_id IN (SELECT article_id FROM corrected))
    SELECT gone.article_id, gone.article_version, gone.kind, gone.name, gone.unnamed_id,
        coalesce(members.speaker_id, come.unnamed_id) AS speaker_id
    FROM gone
    JOIN come USING (statement_id)
    LEFT JOIN members
        ON come.article_id = members.article_id AND come.article_version = members.article_version
        AND come.kind = members.speaker_kind AND come.name = members.speaker_name
    WHERE coalesce(members.speaker_id, come.unnamed_id) IS NOT NULL
"""
AS_EXTRACTED = f"""
    WITH listed AS (
        SELECT article_id, article_version, resolution, unnest(speakers) AS speaker FROM raw.statements
        WHERE rowid IN (SELECT place FROM corrected_places) AND len(speakers) > 0
    ),
    {GROUPED}
"""
LOST = """
    SELECT alias_id, speaker_id, speaker_kind, name_key, country_code FROM raw.speaker_aliases WHERE speaker_id IS NULL
"""


def find_misread(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The speaker of every id that means nobody, or is of an unnamed speaker, and whose statements were corrected.

    By identity, before speakers are merged or split. Where the statements have gone to several, it is whoever has most.
    """
    if not con.execute("SELECT bool_or(has_speakers) FROM raw.statement_corrections").fetchall()[0][0]:
        return {}
    con.execute(PLACES)
    replaced = con.execute(REPLACED).fetchall()
    appearances = read_appearances(con, f"SELECT {INPUT} FROM ({AS_EXTRACTED})")
    con.execute("DROP TABLE corrected_places")
    by_place = {(*each.article, each.kind, each.name): each for each in appearances}
    led: dict[str, Counter[str]] = defaultdict(Counter)
    profiles = {}
    for *place, unnamed_id, speaker_id in replaced:
        if unnamed_id is not None:
            led[unnamed_id][speaker_id] += 1
        elif (each := by_place.get(tuple(place))) and (profile_id := find_profile(each)):
            led[profile_id][speaker_id] += 1
            profiles[profile_id] = name_profile(profile_id, each.kind, each.name, each.country_code)
    found = {given: min(counts, key=lambda each: (-counts[each], each)) for given, counts in led.items()}
    lost = [GivenId(*row) for row in con.execute(LOST).fetchall()]
    of_names = resolve_retired(lost, [Identity(each, found[each.profile_id], None) for each in profiles.values()])
    # Of ids that mean somebody none is led elsewhere; ids of unnamed speakers are not kept, so nobody knows of them.
    wanted = {each.alias_id for each in lost} | (found.keys() - profiles.keys())
    return {given: speaker for given, speaker in (of_names | found).items() if speaker and given in wanted}
