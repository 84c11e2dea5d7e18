"""From how sure the tagger is of the words to how often such a statement is right.

A logistic curve with two numbers, fitted on labelled articles that the tagger was not trained on
(training/calibrate.py).
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path

LEAST = 1e-4  # a probability is kept this far from 0 and 1


@dataclass(frozen=True, slots=True)
class Calibration:
    """confidence = logistic(slope · logit(probability) + intercept)."""

    slope: float = 1.0
    intercept: float = 0.0

    def of(self, probability: float) -> float:
        """The confidence, 0 to 1, of a statement whose words have this mean probability."""
        return 1 / (1 + math.exp(-(self.slope * logit(probability) + self.intercept)))


def logit(probability: float) -> float:
    """Log odds of a probability, bounded."""
    bounded = min(max(probability, LEAST), 1 - LEAST)
    return math.log(bounded / (1 - bounded))


def load_calibration(file: Path) -> Calibration:
    """The fitted curve; where a model has none, its probabilities as they are."""
    return Calibration(**json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else Calibration()
