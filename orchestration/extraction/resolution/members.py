"""Whom "the Ohio Democrat" means: a member of a parliament, by the party and the state printed with the name."""

from __future__ import annotations

from orchestration.extraction.naming.mention import Mention
from orchestration.extraction.naming.names import PARTIES
from orchestration.extraction.resolution.entity import Entity
from orchestration.extraction.text.segment import HYPHENS

PARTY_WORDS = frozenset({"Republican", "Democrat", "Democratic"})
LONGEST_NAME = 8  # words up to the party, of "Ada Maria Weir, R-Ohio"


def may_be_of(tokens: list[str], entity: Entity, mention: Mention) -> bool:
    """Whether nothing behind the person's name says another party: "Ada Weir, R-Ohio", or "Ada Weir (D)"."""
    first = entity.positions[0]
    reach = range(first + 1, min(first + LONGEST_NAME, len(tokens)))
    said = [tokens[i] for i in reach if tokens[i] in PARTIES and tokens[i - 1] in (",", "(")]
    said += [word for word in (entity.role or "").split() if word in PARTY_WORDS]
    return not said or said[0][0] == (mention.role or " ").split()[-1][0]


def sits_for(tokens: list[str], entity: Entity, mention: Mention) -> bool:
    """Whether the person's name has that party and state: "Ada Weir (R-Calif.)" is "the California Republican"."""
    state, party = " ".join((mention.role or " ").split()[:-1]).lower(), (mention.role or " ").split()[-1][:1]
    for first in entity.positions if state else ():
        for i in range(first + 1, min(first + LONGEST_NAME, len(tokens) - 2)):
            if tokens[i] == party and tokens[i - 1] in (",", "(") and tokens[i + 1] in HYPHENS:
                end = next((j for j in range(i + 2, min(i + 8, len(tokens))) if tokens[j] in ",)"), i + 3)
                return _shortens("".join(t for t in tokens[i + 2 : end] if t.isalpha()).lower(), state)
    return False


def _shortens(letters: str, state: str) -> bool:
    """Whether the letters are an abbreviation of the state, or its name: "calif", "fla" and "ny"."""
    rest = iter(state)
    return bool(letters) and letters[0] == state[0] and all(letter in rest for letter in letters)
