"""The tables of raw.duckdb that say who is who. All are inferred; a block of names is always replaced whole."""

from __future__ import annotations

# What an appearance is made of: a row whose values here have changed is identified anew.
MEMBER_INPUT = {
    "article_id": "VARCHAR",
    "article_version": "VARCHAR",
    "speaker_kind": "VARCHAR",
    "speaker_name": "VARCHAR",
    "country_code": "VARCHAR",
    "is_own_country": "BOOLEAN",
    "roles": "VARCHAR[]",
    "published_on": "DATE",
    "identity_version": "VARCHAR",
}
SPEAKER_MEMBERS = {
    **MEMBER_INPUT,
    "office": "VARCHAR",
    "is_held": "BOOLEAN",
    "block_key": "VARCHAR",
    "profile_id": "VARCHAR",
    "speaker_id": "VARCHAR",
}
SPEAKER_EDGES = {
    "left_id": "VARCHAR",
    "right_id": "VARCHAR",
    "score": "DOUBLE",
    "reasons": "VARCHAR[]",
    "speaker_id": "VARCHAR",
    "block_key": "VARCHAR",
}
SPEAKER_ALIASES = {
    "alias_id": "VARCHAR",
    "speaker_id": "VARCHAR",
    "speaker_kind": "VARCHAR",
    "name_key": "VARCHAR",
    "country_code": "VARCHAR",
    "known_person_key": "VARCHAR",
    "is_retired": "BOOLEAN",
    "block_key": "VARCHAR",
}
SPEAKER_REVIEWS = {
    "left_id": "VARCHAR",
    "right_id": "VARCHAR",
    "left_name_key": "VARCHAR",
    "right_name_key": "VARCHAR",
    "left_speaker_id": "VARCHAR",
    "right_speaker_id": "VARCHAR",
    "score": "DOUBLE",
    "reasons": "VARCHAR[]",
    "block_key": "VARCHAR",
}
# What the speakers of an article followed from when it was last identified, by a digest of its extraction, corrections
# and day.
SPEAKER_READS = {
    "article_id": "VARCHAR",
    "article_version": "VARCHAR",
    "digest": "UBIGINT",
}
SPEAKER_TABLES: dict[str, dict[str, str]] = {
    "speaker_members": SPEAKER_MEMBERS,
    "speaker_edges": SPEAKER_EDGES,
    "speaker_aliases": SPEAKER_ALIASES,
    "speaker_reviews": SPEAKER_REVIEWS,
}
