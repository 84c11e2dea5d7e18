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

from orchestration.extraction.tagging.windows import Window, WordPieces, windows
from orchestration.extraction.text.segment import Segments

MODEL_DIR = Path(__file__).parents[1] / "model"
LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
LINK_SIZE = 64
UNKNOWN_PIECE = 100
MAX_PIECES_OF_A_WORD = 12  # as in training; longer words are cut
SURE = 20.0  # the score of the label outside where nothing was read
NOT_READ = -1
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
    """One loaded model. Not shared between threads; each process loads its own (18 MB)."""

    def __init__(self, folder: Path = MODEL_DIR) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        model = folder / "tagger.onnx"
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        # It read no shapes but a mask; `hearsay evaluate --against` still compares with it.
        self._is_first_release = all(given.name != "shapes" for given in self._session.get_inputs())
        self._word_pieces = piece_reader(folder / "tokenizer.json")

    def tag(self, segments: Segments, shapes: list[int], kept: list[bool] | None = None) -> Tags:
        """Scores and link vectors for every word of `segments`, of which `shapes` are as in shapes.py.

        Words of paragraphs that `kept` leaves out are scored as outside every attribution.
        """
        n = len(segments.words)
        scores = np.zeros((n, len(LABELS)), np.float32)
        scores[:, 0] = SURE
        queries, keys = np.zeros((n, LINK_SIZE), np.float32), np.zeros((n, LINK_SIZE), np.float32)
        window_of = np.full(n, NOT_READ, np.int32)
        for index, window in enumerate(windows(segments, self._word_pieces, shapes, kept)):
            labels, q, k = self._run(window)
            words, at = window.words, window.piece_of_word
            scores[words], queries[words], keys[words] = labels[at], q[at], k[at]
            window_of[words] = index
        return Tags(scores, queries, keys, window_of)

    def _run(self, window: Window) -> tuple[Floats, Floats, Floats]:
        ids = np.array([window.pieces], np.int64)
        if self._is_first_release:
            labels, queries, keys = self._session.run(None, {"ids": ids, "mask": np.ones_like(ids)})
            return labels[0], queries[0], keys[0]
        labels, queries, keys = self._session.run(None, {"ids": ids, "shapes": np.array([window.shapes], np.int64)})
        return labels, queries, keys


def piece_reader(tokenizer_file: Path) -> WordPieces:
    """A function from a word to its pieces, at most 12, that remembers the words it has seen."""
    tokenizer = Tokenizer.from_file(str(tokenizer_file))
    tokenizer.no_padding()
    tokenizer.no_truncation()

    @lru_cache(maxsize=KNOWN_WORDS)
    def word_pieces(word: str) -> list[int]:
        pieces: list[int] = tokenizer.encode(word, add_special_tokens=False).ids
        return pieces[:MAX_PIECES_OF_A_WORD] or [UNKNOWN_PIECE]

    return word_pieces
