"""Whether two texts are one agency's, printed twice: a small sketch to find pairs by, and the comparison that decides.

The sketch is Broder's (On the resemblance and containment of documents, 1997): of the hashes of all runs of six words
those divisible by 16 are kept. Two texts share about as large a part of their sketches as of their words, whichever of
them was cut; and the same run is kept, or not, in every text.
"""

from __future__ import annotations

import hashlib
import re
import struct
from dataclasses import dataclass
from itertools import accumulate

RUN_WORDS = 6
KEPT_OF = 16
# Shorter texts (a headline, a notice) are alike by chance, or by what every such notice says.
MIN_WORDS = 80
# Candidates share this many of the kept runs; about 50 words in one piece give three.
MIN_SHARED = 3
# Half of the shorter text is in the longer one, and not only what both quote from the same statement.
MIN_CONTAINMENT = 0.5
MIN_SHARED_RUNS = 40
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Likeness:
    """How much two texts have in common: `containment` of the shorter's runs, `resemblance` of all runs; 0 to 1."""

    containment: float
    resemblance: float
    shared_runs: int

    @property
    def is_syndicated(self) -> bool:
        """Whether one is the other, whole or cut."""
        return self.containment >= MIN_CONTAINMENT and self.shared_runs >= MIN_SHARED_RUNS


def read_runs(body: str) -> frozenset[int]:
    """The hashes (64 bits) of all runs of six words, without regard to case and punctuation; empty for short texts."""
    words = WORD.findall(body.casefold())
    if len(words) < MIN_WORDS:
        return frozenset()
    # Runs are cut from the bytes of the whole text, not put together of words: this is the dearest step of a search.
    spaced = [f"{word} ".encode() for word in words]
    text, starts = b"".join(spaced), [0, *accumulate(map(len, spaced))]
    runs = (text[start : end - 1] for start, end in zip(starts, starts[RUN_WORDS:], strict=False))
    digests = [hashlib.blake2b(run, digest_size=8).digest() for run in runs]
    return frozenset(struct.unpack(f">{len(digests)}Q", b"".join(digests)))


def sketch(runs: frozenset[int]) -> list[int]:
    """The runs that are kept to find others by, in rising order: about one for every 16 words."""
    return sorted(run for run in runs if run % KEPT_OF == 0)


def compare(one: frozenset[int], other: frozenset[int]) -> Likeness:
    """The likeness of two texts by their runs."""
    shared = len(one & other)
    shorter = min(len(one), len(other))
    return Likeness(shared / shorter if shorter else 0.0, shared / len(one | other) if shared else 0.0, shared)
