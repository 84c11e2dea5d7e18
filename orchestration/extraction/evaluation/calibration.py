"""Whether a confidence means what it says: of the statements given 0.8, are eight in ten right?"""

from __future__ import annotations

from collections.abc import Iterable

BINS = 10


def expected_calibration_error(scored: Iterable[tuple[float, bool]], bins: int = BINS) -> float:
    """How far confidence and share right lie apart, 0 to 1, rounded to four digits; 0 where nothing is scored.

    `scored`: confidence (0 to 1) and whether it was right. Over `bins` bins of equal width, each weighted by what is in
    it (Naeini, Cooper and Hauskrecht 2015); a confidence on an edge belongs to the bin above, 1 to the last.
    """
    surplus = [0.0] * bins
    count = 0
    for confidence, is_right in scored:
        surplus[min(int(confidence * bins), bins - 1)] += confidence - is_right
        count += 1
    return round(sum(map(abs, surplus)) / count, 4) if count else 0.0
