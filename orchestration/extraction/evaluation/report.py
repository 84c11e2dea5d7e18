"""The figures of labelled articles, added one by one, in a table for each kind of labels."""

from __future__ import annotations

from pathlib import Path

from orchestration.extraction.evaluation.finding import Find, engine_finder
from orchestration.extraction.evaluation.labelled import Kind, LabelsError, kind_of, read_labelled
from orchestration.extraction.evaluation.pairing import Record
from orchestration.extraction.evaluation.resolution import Tally, figures, tally_article
from orchestration.extraction.evaluation.spans import SpanTally, span_figures, tally_spans

__all__ = ["TITLES", "Figures", "LabelsError", "Report", "evaluate_file"]

Figures = dict[str, float | dict[str, float]]
TITLES: dict[Kind, str] = {
    "statements": "Who said what, when and through whom",
    "attributions": "Attributions found, by subset and level",
}


class Report:
    """Figures over the articles added so far."""

    def __init__(self) -> None:
        self._tally, self._spans = Tally(), SpanTally()
        self._kinds: set[Kind] = set()

    def add(self, article: Record, found: list[Record]) -> None:
        """Add one labelled article and the statements found in it; one without labels counts for nothing."""
        kind = kind_of(article)
        if kind == "statements":
            tally_article(self._tally, article, found)
        elif kind == "attributions":
            tally_spans(self._spans, article, found)
        if kind is not None:
            self._kinds.add(kind)

    def figures(self) -> dict[Kind, Figures]:
        """The figures by the kind of labels; only the kinds that were met."""
        out: dict[Kind, Figures] = {}
        if "statements" in self._kinds:
            out["statements"] = figures(self._tally)
        if "attributions" in self._kinds:
            out["attributions"] = span_figures(self._spans)
        return out


def evaluate_file(path: Path, find: Find | None = None) -> list[tuple[str, Figures]]:
    """Figures on a labelled JSON Lines file (.gz too), titled: statements with their fields, spans alone, or both.

    `find` gives the statements of an article; by default the trained tagger. Raises LabelsError for a line that is not
    JSON or where no article carries `statements` or `attributions`.
    """
    report = Report()
    find = find or engine_finder("tagger")
    for article in read_labelled(path):
        report.add(article, find(article))
    return [(TITLES[kind], table) for kind, table in report.figures().items()]
