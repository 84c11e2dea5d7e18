"""The training loop, the same for teacher and student: people's labels where there are any, and a teacher's scores."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from orchestration.extraction.tagging.tagger import LABELS, LINK_SIZE
from orchestration.extraction.tagging.windows import WordPieces
from orchestration.extraction.training.corpus import Labelled
from orchestration.extraction.training.examples import IGNORED, Batch, batches
from orchestration.extraction.training.network import Tagger

LINK_WEIGHT = 0.3
CLIP = 1.0
WITHOUT_DECAY = ("bias", "LayerNorm.weight")
BEGIN_CUE = LABELS.index("B-cue")


@dataclass(frozen=True)
class Plan:
    """How long and how fast to train. `pieces_a_batch` padded pieces a step; rates are peaks, reached after `warm_up`
    steps and falling to zero with the last one. `taught_weight`: of a teacher's scores against people's labels, 0 to 1.
    """

    epochs: int
    rate: float
    head_rate: float
    pieces_a_batch: int = 2048
    warm_up: int = 60
    seed: int = 1
    temperature: float = 2.0
    taught_weight: float = 0.5


def fit(
    tagger: Tagger,
    plan: Plan,
    articles: list[Labelled],
    word_pieces: WordPieces,
    checkpoint: Path,
    after_epoch: Callable[[], str],
) -> None:
    """Train `tagger` in place; its state goes to `checkpoint` after every epoch, a line is printed every 25 steps."""
    torch.manual_seed(plan.seed)
    chance = random.Random(plan.seed)
    groups = _parameter_groups(tagger, plan)
    optimiser = torch.optim.AdamW(groups, fused=True)
    peaks = [group["lr"] for group in groups]
    trained = [p for group in groups for p in group["params"]]
    step, began, seen, total = 0, time.monotonic(), 0, 0
    for epoch in range(plan.epochs):
        rows = batches(articles, word_pieces, plan.pieces_a_batch, chance)
        total = total or len(rows) * plan.epochs
        losses = torch.zeros(2)
        tagger.train()
        for row in rows:
            scale = min(1.0, (step + 1) / plan.warm_up) * max(0.0, 1 - step / total)
            for group, peak in zip(optimiser.param_groups, peaks, strict=True):
                group["lr"] = peak * scale
            label_loss, link_loss = _losses(tagger, row, plan)
            (label_loss + LINK_WEIGHT * link_loss).backward()
            torch.nn.utils.clip_grad_norm_(trained, CLIP)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            step, seen = step + 1, seen + int(row.mask.sum())
            losses += torch.tensor([label_loss.item(), link_loss.item()])
            if step % 25 == 0:
                rate = seen / (time.monotonic() - began)
                print(
                    f"epoch {epoch} step {step}/{total} labels {losses[0] / 25:.4f} links {losses[1] / 25:.4f} "
                    f"{rate:.0f} pieces/s {time.monotonic() - began:.0f} s",
                    flush=True,
                )
                losses.zero_()
        torch.save(tagger.state_dict(), checkpoint)
        print(f"epoch {epoch} done: {after_epoch()}", flush=True)


def _parameter_groups(tagger: Tagger, plan: Plan) -> list[dict]:
    named = [(name, p) for name, p in tagger.named_parameters() if p.requires_grad]
    heads = [p for name, p in named if not name.startswith("encoder.")]
    body = [(name, p) for name, p in named if name.startswith("encoder.")]
    bare = [p for name, p in body if name.endswith(WITHOUT_DECAY)]
    rest = [p for name, p in body if not name.endswith(WITHOUT_DECAY)]
    return [
        {"params": rest, "lr": plan.rate, "weight_decay": 0.01},
        {"params": bare, "lr": plan.rate, "weight_decay": 0.0},
        {"params": heads, "lr": plan.head_rate, "weight_decay": 0.01},
    ]


def _losses(tagger: Tagger, row: Batch, plan: Plan) -> tuple[Tensor, Tensor]:
    ids, mask, shapes, labels, links = map(torch.from_numpy, (row.ids, row.mask, row.shapes, row.labels, row.links))
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores, queries, keys = tagger(ids, mask, shapes)
    scores = scores.float()
    counted = labels != IGNORED
    hard = F.cross_entropy(scores[counted], labels[counted], reduction="none")
    taught, certain = (torch.from_numpy(a)[:, None].expand_as(labels)[counted] for a in (row.taught, row.certain))
    weight = torch.where(taught, torch.where(certain, 1 - plan.taught_weight, 0.0), 1.0)
    loss = (weight * hard).mean()
    if row.taught.any():
        soft = _distance(scores[counted], torch.from_numpy(row.scores)[counted], plan.temperature)
        loss = loss + ((1 - weight) * soft).mean()
    pairs = queries.float() @ keys.float().transpose(1, 2) / LINK_SIZE**0.5
    pairs = pairs.masked_fill((labels != BEGIN_CUE)[:, None, :], -1e4)
    linked = links >= 0
    link = F.cross_entropy(pairs[linked], links[linked]) if linked.any() else 0 * pairs.sum()
    return loss, link


def _distance(scores: Tensor, teacher: Tensor, temperature: float) -> Tensor:
    """Kullback-Leibler divergence from the teacher's softened labels, per word, on the scale of cross-entropy."""
    target = F.softmax(teacher / temperature, -1)
    per_word = F.kl_div(F.log_softmax(scores / temperature, -1), target, reduction="none").sum(-1)
    return per_word * temperature**2
