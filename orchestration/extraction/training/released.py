"""The weights of a released tagger, read back from its ONNX file, for a student to go on from.

Its integers are turned back into numbers by their scales; what rounding cost is soon made good. Releases from version
0.2.0 on can be read, whose names export.py gives: the first one's are others.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from orchestration.extraction.training.network import Tagger

HEADS = ("labels", "queries", "keys")
QUANTIZED, SCALE, ZERO = "_quantized", "_scale", "_zero_point"
TRANSPOSED = "_Transposed"


def begin_from(tagger: Tagger, released: Path) -> None:
    """Give `tagger`, a student with as many layers, the weights of the released file.

    Raises ValueError naming the weights that the file lacks.
    """
    found = _weights(released, tagger.encoder.config.num_attention_heads)
    wanted = tagger.state_dict()
    # Everything a window holds is of one type; the export has added its vector to the positions'.
    found["encoder.embeddings.token_type_embeddings.weight"] = torch.zeros_like(
        wanted["encoder.embeddings.token_type_embeddings.weight"]
    )
    if missing := sorted(wanted.keys() - found.keys()):
        raise ValueError(f"{released} is no release of this size: it lacks {', '.join(missing[:3])}")
    tagger.load_state_dict({name: found[name] for name in wanted})


def _weights(path: Path, heads: int) -> dict[str, Tensor]:
    held = {item.name: numpy_helper.to_array(item) for item in onnx.load(str(path)).graph.initializer}
    found = {name: value for name, value in held.items() if value.dtype == np.float32 and not name.endswith(SCALE)}
    for name in held:
        if name.endswith(QUANTIZED):
            base = name.removesuffix(QUANTIZED)
            value = _dequantized(held, base)
            found[base.removesuffix(TRANSPOSED)] = value.T if base.endswith(TRANSPOSED) else value
    out: dict[str, np.ndarray] = {}
    for name, value in found.items():
        out |= _parted(name, value, heads) if name.startswith("joined.") else {_own_name(name): value}
    # The only vector without a name of its own.
    (of_one_type,) = (value for name, value in found.items() if name.startswith("onnx::Add"))
    out["encoder.embeddings.position_embeddings.weight"] = found["embeddings.position_embeddings.weight"] + of_one_type
    return {name: torch.tensor(np.ascontiguousarray(value)) for name, value in out.items()}


def _dequantized(held: dict[str, np.ndarray], base: str) -> np.ndarray:
    """The numbers of a quantized array, whose scales are one for all or one for each column."""
    whole = held[base + QUANTIZED].astype(np.float32) - held[base + ZERO].astype(np.float32)
    return np.asarray(whole * held[base + SCALE], np.float32)


def _parted(name: str, value: np.ndarray, heads: int) -> dict[str, np.ndarray]:
    """Queries, keys and values of a layer, which the export joins; see export.py."""
    _, layer, kind = name.split(".")
    query, key, own = np.split(value, 3)
    size_of_head = len(query) // heads
    of_layer = f"encoder.encoder.layer.{layer}.attention.self"
    return {
        f"{of_layer}.query.{kind}": query * size_of_head**0.5,
        f"{of_layer}.key.{kind}": key,
        f"{of_layer}.value.{kind}": own,
    }


def _own_name(name: str) -> str:
    first, _, rest = name.partition(".")
    if first == "outputs":
        head, _, kind = rest.partition(".")
        return f"{HEADS[int(head)]}.{kind}"
    return {"layers": f"encoder.encoder.layer.{rest}", "embeddings": f"encoder.{name}"}.get(first, name)
