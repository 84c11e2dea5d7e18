"""Words with a capital that is their sentence's alone: "Come" in "Come and see, he said" is nobody's name."""

from __future__ import annotations

from orchestration.extraction.text.segment import OPENERS, Segments

OF_SEVERAL = "ists"
# Behind these a capital is that of a beginning, too.
BEGIN_BEHIND = OPENERS | frozenset(":”…")


def find_common_openers(segments: Segments) -> frozenset[int]:
    """The words that open a sentence with a capital and stand in the same text in small letters, never with a capital
    within a sentence; and those that by their ending are several people, as no name is ("Environmentalists").
    """
    tokens = segments.tokens
    small = {token for token in tokens if token.islower()}
    opening = [i for i, token in enumerate(tokens) if token[0].isupper() and _opens(segments, i)]
    at = set(opening)
    named = {token for i, token in enumerate(tokens) if token[0].isupper() and i not in at}
    common = (i for i in opening if tokens[i].lower() in small or tokens[i].endswith(OF_SEVERAL))
    return frozenset(i for i in common if tokens[i] not in named)


def _opens(segments: Segments, i: int) -> bool:
    return i == 0 or segments.sentence_of[i - 1] != segments.sentence_of[i] or segments.tokens[i - 1] in BEGIN_BEHIND
