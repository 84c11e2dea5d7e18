"""What two statements must share to be looked at as a pair: runs of content words, or words of one speaker.

A fingerprint is the hash of three content words in a row, or of five words in a row of a short quotation: two prints
of one quotation share many of them, however one was cut or edited. Of a speaker who is named, each two neighbouring
content words are one more, bound to the surname in any spelling: that finds the shortest quotations, and paraphrases.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from itertools import pairwise

from orchestration.claims.statement import Statement
from orchestration.claims.words import stem

CONTENT_RUN = 3
WORD_RUN = 5
# A quotation of less weight may have too few content words for a run.
SHORT_WEIGHT = 8.0


def fingerprints(statement: Statement) -> frozenset[int]:
    """The fingerprints of a statement: signed 64-bit numbers, the same in every process."""
    keys = {f"content {run}" for run in _runs(statement.content, CONTENT_RUN)}
    for passage in statement.passages:
        if passage.is_quoted and passage.weight < SHORT_WEIGHT:
            keys |= {f"words {run}" for run in _runs(passage.words, WORD_RUN)}
    if statement.surnames:
        pairs = [(a, b) if a <= b else (b, a) for a, b in pairwise(stem(word) for word in statement.content)]
        keys |= {f"of {surname}: {a} {b}" for surname in statement.surnames for a, b in pairs}
    return frozenset(int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), signed=True) for key in keys)


def _runs(words: Sequence[str], length: int) -> set[str]:
    return {" ".join(words[i : i + length]) for i in range(len(words) - length + 1)}
