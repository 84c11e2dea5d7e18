"""`hearsay evaluate`: the project's own figures on a labelled file, and what was gained and lost against another
engine, model or release.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from orchestration.cli.evaluation_tables import print_comparison, print_figures
from orchestration.cli.paths import name_path
from orchestration.cli.progress import show_progress
from orchestration.errors import HearsayError

if TYPE_CHECKING:
    from orchestration.extraction.evaluation.comparison import Comparison
    from orchestration.extraction.evaluation.labelled import Kind
    from orchestration.extraction.evaluation.report import Figures

    FiguresByKind = dict[Kind, Figures]

STAGE = "Evaluating"


def evaluate(
    labelled: Annotated[
        Path, typer.Argument(parser=name_path, help="JSON Lines of labelled articles (.gz too).", show_default=False)
    ],
    engine: Annotated[str, typer.Option(help="The engine to measure: tagger, or rules.")] = "tagger",
    against: Annotated[
        str | None,
        typer.Option(
            help="Compare with an engine (tagger, rules), a folder with another model (tagger.onnx, tokenizer.json), "
            "or a file of statements that `hearsay extract` wrote."
        ),
    ] = None,
    limit: Annotated[int, typer.Option(min=0, help="Gains and losses to print, of each.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object, all gains and losses in it.")] = False,
) -> None:
    """Extract the articles of a labelled file, labels unseen, and score the statements against them.

    Example: `hearsay evaluate labelled.jsonl --against statements-of-the-last-release.jsonl`
    """
    if not labelled.is_file():
        raise HearsayError(f"{labelled} is not there: name a JSON Lines file of labelled articles.")
    from orchestration.extraction.evaluation.labelled import LabelsError

    try:
        figures, other, comparison = _measure(labelled, engine, against)
    except LabelsError as error:
        raise HearsayError(str(error)) from error
    except KeyError as error:
        raise HearsayError(f"{labelled} cannot be measured against: a label has no {error}; add it.") from error
    if as_json:
        typer.echo(json.dumps(_to_json(figures, other, comparison), ensure_ascii=False))
    elif other is None or comparison is None:
        print_figures(figures)
    else:
        print_comparison(figures, other, comparison, (engine, Path(against or "").name), limit)


def _measure(
    labelled: Path, engine: str, against: str | None
) -> tuple[FiguresByKind, FiguresByKind | None, Comparison | None]:
    """Figures of the engine, of what it is compared with, and the comparison; the last two None without `against`."""
    from orchestration.extraction.evaluation.comparison import Comparison
    from orchestration.extraction.evaluation.finding import EngineFinder, engine_finder, finder
    from orchestration.extraction.evaluation.labelled import read_labelled
    from orchestration.extraction.evaluation.report import Report

    articles = read_labelled(labelled)
    find = engine_finder(engine)
    find_other = finder(against, articles) if against else None
    report, other_report, comparison = Report(), Report(), Comparison()
    with show_progress() as progress:
        progress.begin(STAGE, len(articles), "articles")
        for done, article in enumerate(articles, start=1):
            found = find(article)
            report.add(article, found)
            if find_other is not None:
                other = find_other(article)
                other_report.add(article, other)
                comparison.add(article, found, other)
            progress.update(STAGE, done, f"{done:,} of {len(articles):,} articles")
        progress.end(STAGE, f"{len(articles):,} articles")
        for failure in (f for side in (find, find_other) if isinstance(side, EngineFinder) for f in side.failures):
            progress.note(failure)
    if find_other is None:
        return report.figures(), None, None
    return report.figures(), other_report.figures(), comparison


def _to_json(figures: FiguresByKind, other: FiguresByKind | None, comparison: Comparison | None) -> dict[str, Any]:
    if other is None or comparison is None:
        return {"figures": figures}
    listed = ("gains", "losses", "new_wrong", "gone_wrong")
    return {
        "figures": figures,
        "against": other,
        "gained": comparison.gained,
        "lost": comparison.lost,
        **{name: [asdict(change) for change in getattr(comparison, name)] for name in listed},
    }
