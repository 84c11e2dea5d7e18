"""Blocks of names in which something has changed: what is new is written, all that is there is summed up by profile,
and who is who is decided over the sums. So a name that was printed ten thousand times costs what its profiles cost.

`speakers.py` finds what has changed; the deciding is in orchestration/identity.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

from orchestration.identity.aliases import GivenId
from orchestration.identity.identify import Identification, identify_profiles
from orchestration.identity.offices import read_office
from orchestration.identity.profiles import Profile, name_profile
from orchestration.warehouse.speaker_rows import make_rows, make_table
from orchestration.warehouse.transactions import transaction

# An appearance in raw.speaker_members.
PLACE = "article_id, article_version, speaker_kind, speaker_name"
BLOCKS = "CREATE OR REPLACE TEMP TABLE touched_blocks AS SELECT unnest($blocks) AS block_key"
OF_BLOCKS = "block_key IN (SELECT block_key FROM touched_blocks)"
FORGET = f"DELETE FROM raw.speaker_members WHERE {OF_BLOCKS} AND ({PLACE}) IN (SELECT ({PLACE}) FROM gone_appearances)"
ADD = f"INSERT INTO raw.speaker_members BY NAME SELECT * FROM keyed_appearances WHERE {OF_BLOCKS}"
# What is no person is what its name says, however often it is printed.
NAMED = f"""
    SELECT profile_id, any_value(speaker_kind), min(speaker_name), any_value(country_code)
    FROM raw.speaker_members
    WHERE {OF_BLOCKS} AND profile_id IS NOT NULL AND speaker_kind <> 'person'
    GROUP BY profile_id
"""
OF_PEOPLE = f"{OF_BLOCKS} AND profile_id IS NOT NULL AND speaker_kind = 'person'"
# An article by a digest of 64 bits, as whatever is grouped by its ids takes several times as long.
PRINTED = f"""
    CREATE OR REPLACE TEMP TABLE printed_people AS
    SELECT profile_id, hash(block_key, article_id, article_version) AS article, speaker_name, country_code,
        coalesce(is_own_country, false) AS is_own_country, published_on, office, is_held
    FROM raw.speaker_members WHERE {OF_PEOPLE}
"""
# A profile may have two spellings of one name in an article; few have.
SUMS = """
    WITH doubled AS (
        SELECT hash(profile_id, article) AS place FROM printed_people GROUP BY place HAVING count(*) > 1
    ),
    in_articles AS (
        SELECT profile_id, speaker_name, country_code, is_own_country, published_on FROM printed_people
        WHERE hash(profile_id, article) NOT IN (FROM doubled)
        UNION ALL
        SELECT profile_id, min(speaker_name), any_value(country_code), bool_or(is_own_country), any_value(published_on)
        FROM printed_people WHERE hash(profile_id, article) IN (FROM doubled) GROUP BY profile_id, article
    )
    SELECT profile_id, min(speaker_name), any_value(country_code), count(*), count(*) FILTER (is_own_country),
        coalesce(list(published_on ORDER BY published_on) FILTER (published_on IS NOT NULL), [])
    FROM in_articles GROUP BY profile_id
"""
BESIDE = """
    WITH shared AS (
        SELECT article, profile_id FROM printed_people
        WHERE article IN (SELECT article FROM printed_people GROUP BY article HAVING count(*) > 1)
    )
    SELECT DISTINCT one.profile_id, other.profile_id FROM shared AS one JOIN shared AS other USING (article)
    WHERE one.profile_id <> other.profile_id
"""
OFFICES = "SELECT profile_id, office, count(*) FROM printed_people WHERE office IS NOT NULL GROUP BY ALL"
# Of who holds one office alone nothing is asked: another one that is printed beside it is that person's.
HELD = """
    SELECT profile_id, office, list(DISTINCT published_on ORDER BY published_on) FROM printed_people
    WHERE is_held AND published_on IS NOT NULL AND profile_id IN (
        SELECT profile_id FROM printed_people WHERE is_held GROUP BY profile_id HAVING count(DISTINCT office) > 1
    )
    GROUP BY ALL
"""
# With an appearance one office is kept of those that its roles name.
OF_SEVERAL_ROLES = f"SELECT profile_id, office, roles FROM raw.speaker_members WHERE {OF_PEOPLE} AND len(roles) > 1"
GIVEN = f"""
    SELECT alias_id, speaker_id, speaker_kind, name_key, country_code, block_key FROM raw.speaker_aliases
    WHERE {OF_BLOCKS}
"""
GIVE = f"""
    UPDATE raw.speaker_members AS m SET speaker_id = found.speaker_id FROM found
    WHERE m.{OF_BLOCKS} AND m.profile_id = found.profile_id AND m.speaker_id IS DISTINCT FROM found.speaker_id
"""


@dataclass
class IdentityReport:
    """What one run did: appearances new or changed, profiles looked at, pairs compared, and pairs left for review."""

    changed: int = 0
    profiles: int = 0
    comparisons: int = 0
    reviews: int = 0


def identify_blocks(con: duckdb.DuckDBPyConnection, blocks: list[str], report: IdentityReport) -> None:
    """Write what has changed in these blocks and who is who in them now, in one transaction.

    `keyed_appearances` and `gone_appearances` are there; `report` is added to.
    """
    with transaction(con):
        con.execute(BLOCKS, {"blocks": blocks})
        con.execute(FORGET)
        report.changed += con.execute(ADD).fetchall()[0][0]
        profiles = _read_profiles(con)
        found = identify_profiles(profiles)
        given = {GivenId(*row): block for *row, block in con.execute(GIVEN).fetchall()}
        _give_speakers(con, found)
        _replace(con, make_rows(found, given))
        con.execute("DROP TABLE touched_blocks")
    report.profiles += len(profiles)
    report.comparisons += found.comparisons
    report.reviews += len(found.reviews)


def _read_profiles(con: duckdb.DuckDBPyConnection) -> list[Profile]:
    profiles = [name_profile(*row) for row in con.execute(NAMED).fetchall()]
    con.execute(PRINTED)
    people = {}
    for profile_id, name, country_code, article_count, own_article_count, days in con.execute(SUMS).fetchall():
        person = name_profile(profile_id, "person", name, country_code)
        person.article_count, person.own_article_count, person.days = article_count, own_article_count, days
        people[profile_id] = person
    for profile_id, other_id in con.execute(BESIDE).fetchall():
        people[profile_id].beside.add(other_id)
    for profile_id, office, count in con.execute(OFFICES).fetchall():
        people[profile_id].offices[office] = count
    for profile_id, office, days in con.execute(HELD).fetchall():
        people[profile_id].held_on[office] = days
    for profile_id, counted, roles in con.execute(OF_SEVERAL_ROLES).fetchall():
        named = {each for role in roles if (each := read_office(role))}
        people[profile_id].offices.update(named - {counted})
        if len(named) > 1:
            people[profile_id].printed_together.add(frozenset(named))
    con.execute("DROP TABLE printed_people")
    return profiles + list(people.values())


def _give_speakers(con: duckdb.DuckDBPyConnection, found: Identification) -> None:
    """Write who appearances are, where that is somebody else than before."""
    profiles = [each.profile.profile_id for each in found.identities]
    _register(con, "found", profile_id=profiles, speaker_id=[each.speaker_id for each in found.identities])
    con.execute(GIVE)
    con.unregister("found")


def _register(con: duckdb.DuckDBPyConnection, name: str, **columns: list[str]) -> None:
    con.register(name, pa.table({column: pa.array(values, pa.string()) for column, values in columns.items()}))


def _replace(con: duckdb.DuckDBPyConnection, rows: dict[str, list[dict[str, Any]]]) -> None:
    for table, found in rows.items():
        con.execute(f"DELETE FROM raw.{table} WHERE {OF_BLOCKS}")
        if found:
            con.register("found_rows", make_table(table, found))
            con.execute(f"INSERT INTO raw.{table} BY NAME SELECT * FROM found_rows")
            con.unregister("found_rows")
