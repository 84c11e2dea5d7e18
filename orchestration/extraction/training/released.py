"""The weights of the first released tagger, read back from its ONNX file, for a student to go on from.

The first release (version 0.1.0 of `model/tagger.onnx`) learnt ten epochs of people's labels; a student that begins
there needs fewer of its own. Its integers are turned back into numbers by their scales; what rounding cost is soon made
good.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from orchestration.extraction.training.network import Tagger

HEADS = {"cls": "labels", "q": "queries", "k": "keys"}
QUANTIZED, SCALE, ZERO = "_quantized", "_scale", "_zero_point"


def begin_from(tagger: Tagger, released: Path) -> None:
    """Give `tagger`, a student with as many layers, the weights of the released file.

    Raises ValueError naming the weights that the file lacks; shape embeddings, which it never had, stay zero.
    """
    found = _weights(released)
    wanted = tagger.state_dict()
    state = {name: found.get(name, tensor) for name, tensor in wanted.items()}
    expected = {name for name in wanted if not name.startswith("shape.") and "position_ids" not in name}
    if missing := sorted(expected - found.keys()):
        raise ValueError(f"{released} is no first release of this size: it lacks {', '.join(missing[:3])}")
    tagger.load_state_dict(state)


def _weights(path: Path) -> dict[str, Tensor]:
    graph = onnx.load(str(path)).graph
    held = {item.name: numpy_helper.to_array(item) for item in graph.initializer}
    out = {_own_name(name): value for name, value in held.items() if value.dtype == np.float32 and value.ndim}
    for name in held:
        if name.startswith("bert.") and name.endswith(QUANTIZED):
            base = name.removesuffix(QUANTIZED)
            out[_own_name(base)] = _dequantized(held, base)
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            layer = node.name.strip("/").removesuffix("/MatMul_quant").replace("/", ".")
            out[f"{_own_name(layer)}.weight"] = _dequantized(held, node.input[1].removesuffix(QUANTIZED)).T
    return {name: torch.from_numpy(np.ascontiguousarray(value)) for name, value in out.items()}


def _dequantized(held: dict[str, np.ndarray], base: str) -> np.ndarray:
    """The numbers of a quantized array, whose scales are one for all or one for each column."""
    whole = held[base + QUANTIZED].astype(np.float32) - held[base + ZERO].astype(np.float32)
    return np.asarray(whole * held[base + SCALE], np.float32)


def _own_name(name: str) -> str:
    head, _, rest = name.partition(".")
    own = "encoder" if head == "bert" else HEADS.get(head, head)
    return f"{own}.{rest}" if rest else own
