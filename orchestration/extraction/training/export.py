"""From a trained student to the released file: ONNX with weights as int8 per channel.

The encoder is written out anew for the one case in which it runs: one window, so nothing is padded and no mask is
needed, and queries, keys and values of a layer come from one multiplication. The sums are the same, and are compared.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnxruntime
import torch
import torch.nn.functional as F
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from orchestration.extraction.training.network import Tagger

OPSET = 17
TOLERANCE = 1e-3  # of logits and link vectors, before quantization


class OneWindow(nn.Module):
    """The student as it is run. ids, shapes [1, n] → scores [n, 7], queries and keys [n, 64]."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        encoder = tagger.encoder
        self.heads = encoder.config.num_attention_heads
        self.size = encoder.encoder.layer[0].attention.self.attention_head_size
        self.embeddings, self.shape, self.layers = encoder.embeddings, tagger.shape, encoder.encoder.layer
        self.joined = nn.ModuleList(_joined(layer.attention.self, self.heads) for layer in self.layers)
        self.outputs = nn.ModuleList((tagger.labels, tagger.queries, tagger.keys))

    def forward(self, ids: Tensor, shapes: Tensor) -> tuple[Tensor, ...]:
        """See the class."""
        table = self.embeddings
        n = ids.shape[1]
        hidden = table.word_embeddings(ids[0]) + self.shape(shapes[0])
        hidden = hidden + table.position_embeddings.weight[:n] + table.token_type_embeddings.weight[0]
        hidden = table.LayerNorm(hidden)
        for layer, joined in zip(self.layers, self.joined, strict=True):
            q, k, v = (self._of_heads(x) for x in joined(hidden).split(self.heads * self.size, dim=1))
            mixed = (torch.softmax(q @ k.transpose(1, 2), -1) @ v).transpose(0, 1)
            mixed = mixed.reshape(-1, self.heads * self.size)
            after = layer.attention.output
            hidden = after.LayerNorm(after.dense(mixed) + hidden)
            inner = F.gelu(layer.intermediate.dense(hidden))
            hidden = layer.output.LayerNorm(layer.output.dense(inner) + hidden)
        return tuple(head(hidden) for head in self.outputs)

    def _of_heads(self, joined: Tensor) -> Tensor:
        """[n, heads * size] → [heads, n, size], sizes as numbers: to reckon them in each call takes a twentieth."""
        return joined.reshape(-1, self.heads, self.size).transpose(0, 1)


def _joined(attention: nn.Module, heads: int) -> nn.Linear:
    """Queries, keys and values in one layer, the division by the root of a head's size already in the queries."""
    parts = (attention.query, attention.key, attention.value)
    size = attention.query.out_features
    joined = nn.Linear(attention.query.in_features, 3 * size)
    scales = ((size // heads) ** -0.5, 1.0, 1.0)
    with torch.no_grad():
        joined.weight.copy_(torch.cat([part.weight * scale for part, scale in zip(parts, scales, strict=True)]))
        joined.bias.copy_(torch.cat([part.bias * scale for part, scale in zip(parts, scales, strict=True)]))
    return joined


def export(tagger: Tagger, to: Path) -> None:
    """Write `tagger` as a dynamic int8 ONNX model with the inputs `ids` and `shapes`.

    Raises ValueError where the written-out encoder and the trained one disagree.
    """
    tagger.eval()
    ids, shapes = torch.randint(1000, 2000, (1, 40)), torch.randint(0, 6, (1, 40))
    with TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        names = {"input_names": ["ids", "shapes"], "output_names": ["scores", "queries", "keys"]}
        lengths = {"ids": {1: "n"}, "shapes": {1: "n"}, "scores": {0: "n"}, "queries": {0: "n"}, "keys": {0: "n"}}
        torch.onnx.export(
            OneWindow(tagger).eval(),
            (ids, shapes),
            str(plain),
            **names,
            dynamic_axes=lengths,
            opset_version=OPSET,
            dynamo=False,
        )
        _compare(tagger, plain, ids[:, :31], shapes[:, :31])
        quantize_dynamic(
            plain, to, weight_type=QuantType.QInt8, per_channel=True, extra_options={"MatMulConstBOnly": True}
        )


def _compare(tagger: Tagger, plain: Path, ids: Tensor, shapes: Tensor) -> None:
    session = onnxruntime.InferenceSession(str(plain), providers=["CPUExecutionProvider"])
    exported = session.run(None, {"ids": ids.numpy(), "shapes": shapes.numpy()})
    with torch.inference_mode():
        trained = tagger(ids, torch.ones_like(ids), shapes)
    for ours, theirs in zip(exported, trained, strict=True):
        if (apart := float(np.abs(ours - theirs[0].numpy()).max())) > TOLERANCE:
            raise ValueError(f"{plain.name}: the exported encoder is {apart} away from the trained one")
