"""Fit the confidence of a released model on the articles kept back from its training."""

from __future__ import annotations

import json
from pathlib import Path

import torch
import torch.nn.functional as F

from orchestration.extraction.engine import CALIBRATION, TaggerEngine
from orchestration.extraction.evaluation.finding import EngineFinder
from orchestration.extraction.evaluation.pairing import Record
from orchestration.extraction.evaluation.spans import in_body, levels_reached, pair_spans
from orchestration.extraction.tagging.confidence import Calibration, logit


def calibrate(model: Path, articles: list[Record]) -> Calibration:
    """Extract labelled `articles` with the model in a folder, fit the curve, and write it beside the model.

    A statement is right when it has a partner in the labels and overlaps its source.
    """
    file = model / CALIBRATION
    file.unlink(missing_ok=True)
    find = EngineFinder(TaggerEngine(model))
    scored = [row for article in articles for row in _scored(article, in_body(find(article)))]
    odds = torch.tensor([logit(confidence) for confidence, _ in scored])
    right = torch.tensor([float(is_right) for _, is_right in scored])
    curve = torch.tensor([1.0, 0.0], requires_grad=True)
    optimiser = torch.optim.LBFGS([curve], max_iter=100, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        out = F.binary_cross_entropy_with_logits(curve[0] * odds + curve[1], right)
        out.backward()
        return out

    optimiser.step(loss)
    fitted = Calibration(*(round(float(x), 4) for x in curve))
    file.write_text(json.dumps({"slope": fitted.slope, "intercept": fitted.intercept}) + "\n", encoding="utf-8")
    return fitted


def _scored(article: Record, found: list[Record]) -> list[tuple[float, bool]]:
    partner = {j: i for i, j in pair_spans(article["attributions"], found).items()}
    return [
        (
            statement["confidence"],
            j in partner
            and "attributed" in levels_reached(article["body"], article["attributions"][partner[j]], statement),
        )
        for j, statement in enumerate(found)
    ]
