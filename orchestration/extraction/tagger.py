"""The trained tagger: for every word a score for each label, and the vectors that point a span to its cue.

Runs the int8 ONNX model under model/ by onnxruntime, one thread, one window a call: the same article gives the same
numbers beside any other. Decoding and linking are in decode.py and link.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from orchestration.extraction.segment import Segments
from orchestration.extraction.windows import windows

MODEL_DIR = Path(__file__).parent / "model"
LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
LINK_SIZE = 64
UNKNOWN_PIECE = 100
MAX_PIECES_OF_A_WORD = 12  # as in training; longer words are cut
KNOWN_WORDS = 200_000  # word → pieces kept in memory, about 60 MB when full

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Tags:
    """Of n words: scores [n, 7] by label (logits), queries and keys [n, 64] of the link head, window of each [n]."""

    scores: Floats
    queries: Floats
    keys: Floats
    window_of: NDArray[np.int32]


class SpanTagger:
    """One loaded model. Not shared between threads; each process loads its own (23 MB)."""

    def __init__(self, folder: Path = MODEL_DIR) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        model = folder / "tagger.onnx"
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()

        @lru_cache(maxsize=KNOWN_WORDS)
        def word_pieces(word: str) -> list[int]:
            pieces: list[int] = tokenizer.encode(word, add_special_tokens=False).ids
            return pieces[:MAX_PIECES_OF_A_WORD] or [UNKNOWN_PIECE]

        self._word_pieces = word_pieces

    def tag(self, segments: Segments) -> Tags:
        """Scores and link vectors for every word of `segments`."""
        n = len(segments.words)
        scores = np.zeros((n, len(LABELS)), np.float32)
        queries, keys = np.zeros((n, LINK_SIZE), np.float32), np.zeros((n, LINK_SIZE), np.float32)
        window_of = np.zeros(n, np.int32)
        for index, window in enumerate(windows(segments, self._word_pieces)):
            pieces = np.array([window.pieces], np.int64)
            labels, q, k = self._session.run(None, {"ids": pieces, "mask": np.ones_like(pieces)})
            new = window.piece_of_word[window.scored - window.first :]
            scores[window.scored : window.end] = labels[0, new]
            queries[window.scored : window.end] = q[0, new]
            keys[window.scored : window.end] = k[0, new]
            window_of[window.scored : window.end] = index
        return Tags(scores, queries, keys, window_of)
