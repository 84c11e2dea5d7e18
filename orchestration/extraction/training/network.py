"""The networks: a small BERT that is released, and a larger MPNet that only teaches it. Both read the same pieces.

MPNet's vocabulary is BERT's behind four entries of its own, so a text has the same pieces for both and a teacher's
scores fit the student's words one to one.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from transformers import BertConfig, BertModel, MPNetConfig, MPNetModel

from orchestration.extraction.tagging.tagger import LABELS, LINK_SIZE
from orchestration.extraction.tagging.windows import CLS, SEP
from orchestration.extraction.text.shapes import SHAPES

MPNET_SHIFT = 4  # entries before BERT's in MPNet's vocabulary
MPNET_CLS, MPNET_PAD, MPNET_SEP = 0, 1, 2


class Tagger(nn.Module):
    """An encoder with three heads. In: ids, mask, shapes [b, n]; out: scores [b, n, 7], queries and keys [b, n, 64]."""

    def __init__(self, encoder: BertModel | MPNetModel) -> None:
        super().__init__()
        self.encoder = encoder
        size = encoder.config.hidden_size
        self.is_mpnet = isinstance(encoder, MPNetModel)
        self.shape = nn.Embedding(SHAPES, size)
        nn.init.zeros_(self.shape.weight)
        self.labels, self.queries, self.keys = (nn.Linear(size, width) for width in (len(LABELS), LINK_SIZE, LINK_SIZE))

    def forward(self, ids: Tensor, mask: Tensor | None, shapes: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Scores (logits) and link vectors for every piece; those of first pieces count."""
        if self.is_mpnet:
            shifted = (ids + MPNET_SHIFT).masked_fill(ids == CLS, MPNET_CLS).masked_fill(ids == SEP, MPNET_SEP)
            ids = shifted.masked_fill(mask == 0, MPNET_PAD)
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.shape(shapes)
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        return self.labels(hidden), self.queries(hidden), self.keys(hidden)


class PooledDropout(nn.Module):
    """Dropout whose masks are cut out of one pool of random numbers, at a random place each time.

    Drawing new numbers for every call, as torch does, doubles the time of a step on a processor.
    """

    POOL = 1 << 23  # numbers, several times what one call needs

    def __init__(self, share: float) -> None:
        super().__init__()
        kept = (torch.rand(self.POOL) >= share) / (1 - share)
        self.register_buffer("pool", kept.to(torch.bfloat16), persistent=False)

    def forward(self, hidden: Tensor) -> Tensor:
        """`hidden` with some numbers set to zero while training, unchanged otherwise."""
        if not self.training:
            return hidden
        start = int(torch.randint(self.POOL - hidden.numel(), ()))
        return hidden * self.pool[start : start + hidden.numel()].view_as(hidden)


def load_base(folder: Path, layers: list[int], *, trained_from: int = 0, dropout: float = 0.0) -> Tagger:
    """A tagger over `layers` of the pretrained model in `folder` (config.json, model.safetensors), heads untrained.

    Word embeddings and the first `trained_from` layers stay as they are; `dropout` is that of the hidden states.
    """
    raw = load_file(folder / "model.safetensors")
    is_mpnet = "encoder.relative_attention_bias.weight" in raw
    config_class, model_class = (MPNetConfig, MPNetModel) if is_mpnet else (BertConfig, BertModel)
    config = config_class.from_json_file(folder / "config.json")
    config.num_hidden_layers = len(layers)
    config.hidden_dropout_prob = config.attention_probs_dropout_prob = 0.0
    config._attn_implementation = "eager"  # on a processor quicker than the fused kernel for windows this short
    encoder = model_class(config, add_pooling_layer=False)
    encoder.load_state_dict(_chosen_layers(raw, layers))
    if dropout:
        pooled = PooledDropout(dropout)
        for block in (encoder.embeddings, *_residual_blocks(encoder)):
            block.dropout = pooled
    tagger = Tagger(encoder)
    encoder.embeddings.requires_grad_(False)
    for layer in encoder.encoder.layer[:trained_from]:
        layer.requires_grad_(False)
    return tagger


def _residual_blocks(encoder: BertModel | MPNetModel) -> list[nn.Module]:
    is_mpnet = isinstance(encoder, MPNetModel)
    return [
        block
        for layer in encoder.encoder.layer
        for block in (layer.attention if is_mpnet else layer.attention.output, layer.output)
    ]


def _chosen_layers(raw: dict[str, Tensor], layers: list[int]) -> dict[str, Tensor]:
    out = {}
    for name, tensor in raw.items():
        if name.startswith("pooler") or name.endswith("position_ids"):
            continue
        if name.startswith("encoder.layer."):
            index = int(name.split(".")[2])
            if index not in layers:
                continue
            name = ".".join(["encoder.layer", str(layers.index(index)), *name.split(".")[3:]])
        out[name] = tensor
    return out
