"""The gate's weights: a logistic regression over the words of labelled paragraphs."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from orchestration.extraction.rules.vocabulary import load_cues
from orchestration.extraction.tagging.gate import paragraph_words
from orchestration.extraction.tagging.tagger import LABELS
from orchestration.extraction.text.shapes import QUOTED
from orchestration.extraction.training.corpus import Labelled

LEAST_COUNT = 15  # paragraphs that hold a word before it gets a weight
PENALTY = 2e-6
STEPS = 120


def fit_gate(articles: list[Labelled], fold: list[Labelled], to: Path, *, recall: float) -> dict[str, float]:
    """Learn from `articles`, choose the threshold that keeps `recall` of the fold's attributed words; write the file.

    Returns what was reached on the fold: share of attributed words kept, share of all words kept.
    """
    paragraphs = [row for article in articles for row in _rows(article)]
    counts = Counter(word for words, _, _ in paragraphs for word in words)
    vocabulary = {word: i for i, word in enumerate(sorted(w for w, n in counts.items() if n >= LEAST_COUNT))}
    weights, bias = _regress(paragraphs, vocabulary)
    held = [row for article in fold for row in _rows(article)]
    scores = np.array([bias + sum(weights[vocabulary[w]] for w in words if w in vocabulary) for words, _, _ in held])
    attributed, size = (np.array([row[k] for row in held], float) for k in (1, 2))
    order = np.argsort(-scores)
    reached = np.cumsum(attributed[order]) / attributed.sum()
    last = int(np.searchsorted(reached, recall))
    threshold = float(scores[order[last]])
    rounded = {word: round(float(weights[i]), 2) for word, i in vocabulary.items() if abs(weights[i]) >= 0.05}
    content = {"bias": round(bias, 3), "threshold": round(threshold, 3), "weights": rounded}
    to.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    return {"attributed": float(reached[last]), "words": float(size[order[: last + 1]].sum() / size.sum())}


def _rows(article: Labelled) -> list[tuple[set[str], int, int]]:
    """Of each paragraph its features, the words of its statements and its words."""
    segments = article.segments
    paragraphs = np.array(segments.paragraph_of)
    attributed = np.bincount(paragraphs[_is_stated(article)], minlength=len(segments.paragraphs))
    size = np.bincount(paragraphs, minlength=len(segments.paragraphs))
    return list(zip(paragraph_words(segments), attributed.tolist(), size.tolist(), strict=True))


def _is_stated(article: Labelled) -> NDArray[np.bool_]:
    """Of each word [n] whether it belongs to an attribution that the extractor calls a statement: quoted, or said.

    A third of the labelled attributions are thoughts and impressions, which no paragraph need be read for.
    """
    cues, tokens = load_cues(), article.segments.tokens
    attributed = article.labels > 0
    quoted = np.array(article.shapes) >= QUOTED
    told = {i for i in range(len(tokens)) if cues.lemma(tokens[i]) in cues.verbs or tokens[i].lower() == "according"}
    heads: set[int] = set()
    for i in np.flatnonzero(attributed):
        is_cue = LABELS[article.labels[i]].endswith("cue")
        is_content = LABELS[article.labels[i]].endswith("content")
        if (is_cue and int(i) in told) or (is_content and quoted[i]):
            heads.add(int(article.cue_of[i]))
    return attributed & np.isin(article.cue_of, sorted(heads))


def _regress(paragraphs: list[tuple[set[str], int, int]], vocabulary: dict[str, int]) -> tuple[np.ndarray, float]:
    columns = [[vocabulary[w] for w in words if w in vocabulary] for words, _, _ in paragraphs]
    flat = torch.tensor([i for row in columns for i in row])
    offsets = torch.tensor(np.cumsum([0, *map(len, columns[:-1])]))
    target = torch.tensor([float(attributed > 0) for _, attributed, _ in paragraphs])
    # A missed paragraph costs what it holds; a paragraph read in vain costs its length.
    weight = torch.tensor([float(max(size, 8)) for _, _, size in paragraphs])
    weight = weight / weight.mean()
    weights, bias = torch.zeros(len(vocabulary), 1, requires_grad=True), torch.zeros(1, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights, bias], max_iter=STEPS, history_size=10, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimiser.zero_grad()
        score = F.embedding_bag(flat, weights, offsets, mode="sum")[:, 0] + bias
        out = (
            F.binary_cross_entropy_with_logits(score, target, weight)
            + PENALTY * len(paragraphs) ** 0.5 * (weights**2).sum()
        )
        out.backward()
        return out

    optimiser.step(loss)
    return weights.detach().numpy()[:, 0], float(bias.detach())
