"""What `identity` found as rows of the raw.speaker_* tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from orchestration.identity import IDENTITY_VERSION
from orchestration.identity.aliases import GivenId, resolve_retired
from orchestration.identity.identify import Identification, Identity
from orchestration.identity.join import Pair
from orchestration.identity.offices import choose_office
from orchestration.identity.profiles import Appearance, find_block, find_profile
from orchestration.warehouse.speaker_tables import SPEAKER_TABLES

Row = dict[str, Any]
TYPES = {
    "VARCHAR": pa.string(),
    "VARCHAR[]": pa.list_(pa.string()),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
    "DOUBLE": pa.float64(),
}


def make_members(appearances: Iterable[Appearance]) -> pa.Table:
    """Appearances as rows of raw.speaker_members, with all that follows from each alone; who they are is left open."""
    return make_table("speaker_members", [_member_row(each) for each in appearances])


def _member_row(each: Appearance) -> Row:
    office, is_held = choose_office(each.roles)
    return {
        "article_id": each.article_id,
        "article_version": each.article_version,
        "speaker_kind": each.kind,
        "speaker_name": each.name,
        "country_code": each.country_code,
        "is_own_country": each.is_own_country,
        "roles": list(each.roles),
        "published_on": each.printed_on,
        "identity_version": IDENTITY_VERSION,
        "office": office,
        "is_held": is_held,
        "block_key": find_block(each.kind, each.name),
        # A name without a letter is nobody's, and is kept as one that was looked at.
        "profile_id": find_profile(each),
        "speaker_id": None,
    }


def make_table(table: str, rows: Sequence[Row]) -> pa.Table:
    """Rows of one of the raw.speaker_* tables, with its columns and types."""
    columns = SPEAKER_TABLES[table]
    return pa.table({name: pa.array([row[name] for row in rows], TYPES[kind]) for name, kind in columns.items()})


def make_rows(found: Identification, given: Mapping[GivenId, str]) -> dict[str, list[Row]]:
    """The rows of the other tables. `given` are the ids that they hold already, each with its block."""
    identities = {each.profile.profile_id: each for each in found.identities}
    return {
        "speaker_aliases": [_alias_row(each) for each in found.identities] + _retired_rows(given, found),
        "speaker_edges": [_edge_row(pair, identities) for pair in found.edges],
        "speaker_reviews": [_review_row(pair, identities) for pair in found.reviews],
    }


def _alias_row(identity: Identity) -> Row:
    profile = identity.profile
    return {
        "alias_id": profile.profile_id,
        "speaker_id": identity.speaker_id,
        "speaker_kind": profile.kind,
        "name_key": profile.key,
        "country_code": profile.country_code,
        "known_person_key": identity.known_person_key,
        "is_retired": False,
        "block_key": profile.block,
    }


def _retired_rows(given: Mapping[GivenId, str], found: Identification) -> list[Row]:
    resolved = resolve_retired(given, found.identities)
    return [
        {
            "alias_id": each.alias_id,
            "speaker_id": resolved[each.alias_id],
            "speaker_kind": each.kind,
            "name_key": each.key,
            "country_code": each.country_code,
            "known_person_key": None,
            "is_retired": True,
            "block_key": block,
        }
        for each, block in given.items()
        if each.alias_id in resolved
    ]


def _edge_row(pair: Pair, identities: Mapping[str, Identity]) -> Row:
    left = identities[pair.left_id]
    return _describe(pair) | {"speaker_id": left.speaker_id, "block_key": left.profile.block}


def _review_row(pair: Pair, identities: Mapping[str, Identity]) -> Row:
    left, right = identities[pair.left_id], identities[pair.right_id]
    return _describe(pair) | {
        "left_name_key": left.profile.key,
        "right_name_key": right.profile.key,
        "left_speaker_id": left.speaker_id,
        "right_speaker_id": right.speaker_id,
        "block_key": left.profile.block,
    }


def _describe(pair: Pair) -> Row:
    judgement = pair.judgement
    return {
        "left_id": pair.left_id,
        "right_id": pair.right_id,
        "score": judgement.score,
        "reasons": list(judgement.why),
    }
