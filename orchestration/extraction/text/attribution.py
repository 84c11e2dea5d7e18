"""What an engine finds: attributions as spans of words. The trained tagger and the rules both give these."""

from __future__ import annotations

from dataclasses import dataclass, field

NEVER = -1e9


@dataclass(frozen=True, slots=True)
class WordSpan:
    """Words [first, end) with how sure the engine is that they are this part of an attribution, 0 to 1."""

    first: int
    end: int
    probability: float


@dataclass(slots=True, eq=False)
class Attribution:
    """The word spans of one attribution; any part may be missing, but cue and content not both."""

    source: list[WordSpan] = field(default_factory=list)
    cue: list[WordSpan] = field(default_factory=list)
    content: list[WordSpan] = field(default_factory=list)
    source_score: float = NEVER
