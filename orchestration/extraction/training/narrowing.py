"""Make a trained tagger smaller before it goes on learning: fewer layers, and fewer heads and inner units in each.

A layer of an encoder does without a third of its heads and half of its inner units once it has been trained again.
Those go that add least to the layer's output over real windows (root mean square).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from orchestration.extraction.training.examples import Batch
from orchestration.extraction.training.network import Tagger


def narrow(tagger: Tagger, layers: list[int], heads: int, units: int, windows: list[Batch]) -> None:
    """Keep `layers` of the student `tagger`, in this order, and in each the `heads` and inner `units` that matter most.

    What matters is seen while the tagger, its other layers already gone, reads `windows`.
    """
    encoder = tagger.encoder
    encoder.encoder.layer = nn.ModuleList(encoder.encoder.layer[i] for i in layers)
    encoder.config.num_hidden_layers = len(layers)
    of_columns = _what_columns_add(tagger, windows)
    for layer in encoder.encoder.layer:
        attention, after = layer.attention.self, layer.attention.output
        size = attention.attention_head_size
        of_heads = of_columns[after.dense].square().unflatten(0, (-1, size)).sum(1)
        kept = (_largest(of_heads, heads)[:, None] * size + torch.arange(size)).flatten()
        attention.query, attention.key, attention.value = (
            _cut(dense, rows=kept) for dense in (attention.query, attention.key, attention.value)
        )
        kept_units = _largest(of_columns[layer.output.dense], units)
        after.dense = _cut(after.dense, columns=kept)
        layer.intermediate.dense = _cut(layer.intermediate.dense, rows=kept_units)
        layer.output.dense = _cut(layer.output.dense, columns=kept_units)
    encoder.config.num_attention_heads, encoder.config.intermediate_size = heads, units


def _largest(weights: Tensor, count: int) -> Tensor:
    return weights.topk(count).indices.sort().values


def _what_columns_add(tagger: Tagger, windows: list[Batch]) -> dict[nn.Linear, Tensor]:
    """For the two last multiplications of every layer, what each of their inputs adds to the sum [inputs]."""
    denses = [d for layer in tagger.encoder.encoder.layer for d in (layer.attention.output.dense, layer.output.dense)]
    squares = {dense: torch.zeros(dense.in_features) for dense in denses}

    def listen(dense: nn.Linear, given: tuple[Tensor]) -> None:
        squares[dense] += given[0].float().square().flatten(0, -2).sum(0)

    hooks = [dense.register_forward_pre_hook(listen) for dense in denses]
    tagger.eval()
    with torch.inference_mode():
        for row in windows:
            tagger(*map(torch.from_numpy, (row.ids, row.mask, row.shapes)))
    for hook in hooks:
        hook.remove()
    return {dense: squares[dense].sqrt() * dense.weight.detach().norm(dim=0) for dense in denses}


def _cut(dense: nn.Linear, rows: Tensor | None = None, columns: Tensor | None = None) -> nn.Linear:
    weight, bias = dense.weight.detach(), dense.bias.detach()
    if rows is not None:
        weight, bias = weight[rows], bias[rows]
    if columns is not None:
        weight = weight[:, columns]
    out = nn.Linear(weight.shape[1], weight.shape[0])
    with torch.no_grad():
        out.weight.copy_(weight)
        out.bias.copy_(bias)
    return out
