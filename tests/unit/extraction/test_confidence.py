"""The curve from the tagger's probabilities to shares right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orchestration.extraction.tagging.confidence import Calibration, load_calibration


@pytest.mark.parametrize("probability", [0.01, 0.5, 0.83, 0.99])
def test_without_a_fit_a_probability_stays_what_it_is(probability: float, tmp_path: Path) -> None:
    assert load_calibration(tmp_path / "none.json").of(probability) == pytest.approx(probability)


def test_the_fitted_curve_is_read_and_keeps_the_order(tmp_path: Path) -> None:
    file = tmp_path / "calibration.json"
    file.write_text(json.dumps({"slope": 0.5, "intercept": -0.2}))

    confidences = [load_calibration(file).of(p) for p in (0.0, 0.3, 0.9, 1.0)]

    assert confidences == sorted(confidences)
    assert confidences[2] < 0.9
    assert all(0 < c < 1 for c in confidences)


def test_certainty_has_bounds() -> None:
    assert Calibration(slope=3.0).of(1.0) <= 1.0
