"""What two statements must share to be looked at as a pair: runs of content words, or words of one speaker.

A fingerprint is the hash of three content words in a row: two prints of one quotation share many of them, however one
was cut or edited. Of a speaker who is named, each two neighbouring content words are one more, bound to the name: that
finds short quotations and paraphrases.
"""

from __future__ import annotations

from hashlib import blake2b
from itertools import pairwise

from orchestration.claims.statement import Statement
from orchestration.claims.words import stem

RUN = 3


def fingerprints(statement: Statement) -> frozenset[int]:
    """The fingerprints of a statement: signed 64-bit numbers, the same in every process."""
    content = statement.content
    keys = {"run " + " ".join(content[i : i + RUN]) for i in range(len(content) - RUN + 1)}
    if statement.speaker:
        stems = [stem(word) for word in content]
        keys |= {f"of {statement.speaker}: {' '.join(sorted(pair))}" for pair in pairwise(stems)}
    return frozenset(int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), signed=True) for key in keys)
