"""What finds attributions in a text: the trained tagger, and rules for where no model may run, by one interface.

Everything after it (speakers, dates, relays, nesting) is the same for both.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Protocol

from orchestration.extraction.by_rules.engine import RulesEngine
from orchestration.extraction.tagging.confidence import load_calibration
from orchestration.extraction.tagging.gate import Gate
from orchestration.extraction.text.attribution import Attribution
from orchestration.extraction.text.quotations import Quotations
from orchestration.extraction.text.segment import Segments

GATE, CALIBRATION = "gate.json", "calibration.json"  # beside the model; an older release has neither


class Engine(Protocol):
    """Finds who is said to have said what; `name` is what the statements record of it."""

    name: str

    def find(self, segments: Segments, quotations: Quotations) -> list[Attribution]:
        """Attributions of a text in the order of their first content word. Never raises for odd text."""
        ...

    def confidence(self, probability: float) -> float:
        """Of statements whose spans have this mean probability, the share that is right, 0 to 1."""
        ...


class TaggerEngine:
    """The trained tagger under model/. Loading takes half a second; one per process."""

    name = "minilm-int8"

    def __init__(self, model: Path | None = None) -> None:
        # Imported here: a place where no model may run has no onnxruntime either, and the rules work without.
        from orchestration.extraction.tagging.tagger import MODEL_DIR, SpanTagger

        folder = model or MODEL_DIR
        self._tagger = SpanTagger(folder)
        self._gate = Gate(folder / GATE) if (folder / GATE).is_file() else None
        self._calibration = load_calibration(folder / CALIBRATION)

    def find(self, segments: Segments, quotations: Quotations) -> list[Attribution]:
        """Spans by the tagger's scores, linked by its vectors."""
        from orchestration.extraction.tagging.decode import decode
        from orchestration.extraction.tagging.link import link
        from orchestration.extraction.text.shapes import word_shapes

        # A headline is one paragraph, and reads otherwise than those the gate learnt from.
        kept = self._gate.kept(segments) if self._gate and len(segments.paragraphs) > 1 else None
        tags = self._tagger.tag(segments, word_shapes(segments, quotations), kept)
        return link(segments, tags, decode(segments, tags.scores))

    def confidence(self, probability: float) -> float:
        """By the curve that was fitted for this model."""
        return self._calibration.of(probability)


EngineName = Literal["tagger", "rules"]
ENGINES: dict[EngineName, type[TaggerEngine] | type[RulesEngine]] = {"tagger": TaggerEngine, "rules": RulesEngine}
