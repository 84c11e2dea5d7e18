"""`hearsay explain`: one article in the terminal, its statements marked, and for each field why it has its value."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from orchestration.cli.load import parse_day
from orchestration.cli.paths import name_path
from orchestration.errors import HearsayError
from orchestration.ingest.article import Article as ReadArticle
from orchestration.ingest.article import LoadOptions
from orchestration.ingest.reading import ReadInput, read_inputs
from orchestration.settings import EngineName, load_settings

if TYPE_CHECKING:
    from orchestration.extraction.text.segment import Span
    from orchestration.extraction.text.statement import Statement

CONTENT_STYLES = {"assert": "cyan", "deny": "red", "ask": "yellow", "promise": "magenta"}
CUE_STYLE, SOURCE_STYLE, NUMBER_STYLE = "bold", "underline", "reverse"
SHOWN_CHARS = 110  # of a value or of the printed words; the article above has all of them
WIDTH_OF_A_FILE = 160  # columns where nobody watches


def explain(
    article: Annotated[
        Path, typer.Argument(parser=name_path, help="A file with one article, or with several.", show_default=False)
    ],
    published_on: Annotated[str | None, typer.Option(help="Publication date where the article has none.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Outlet where the article has none.")] = None,
    record: Annotated[int, typer.Option(min=1, help="Which article of a file with several.")] = 1,
    engine: Annotated[EngineName | None, typer.Option(help="What finds the statements.")] = None,
) -> None:
    """Print an article with its statements marked, and each field of each statement with its reason.

    Example: `hearsay explain report.txt --published-on 2018-02-09`
    """
    settings = load_settings()
    options = LoadOptions(parse_day(published_on, "--published-on"), outlet, {})
    read = _pick(list(read_inputs(settings, [article], options)), article, record)
    from orchestration.extraction.article import Article
    from orchestration.extraction.batch import extractor

    found = extractor(engine or settings.engine).extract(
        Article(read.title, read.body, read.published_on, read.outlet_name, read.outlet_domain, read.outlet_country)
    )
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH_OF_A_FILE)
    _print(console, read, found)


def _pick(read: list[ReadInput], path: Path, record: int) -> ReadArticle:
    articles = [item.article for item in read if item.article is not None]
    if not articles:
        reasons = "; ".join(item.reject.reason for item in read if item.reject is not None)
        raise HearsayError(f"{path} has no article: {reasons or 'nothing was read from it'}")
    if record > len(articles):
        raise HearsayError(f"{path} has {len(articles)} articles: give --record a number from 1 to {len(articles)}.")
    chosen: ReadArticle = articles[record - 1]
    return chosen


def _print(console: Console, article: ReadArticle, found: list[Statement]) -> None:
    from orchestration.extraction.evidence import evidence_of
    from orchestration.extraction.text.statement import BODY, TITLE, printed

    number_of = {id(statement): number for number, statement in enumerate(found, start=1)}
    texts = {TITLE: article.title, BODY: article.body}
    for field, text in texts.items():
        marked = _mark(text, [s for s in found if s.field == field], number_of)
        if field == TITLE:
            marked.stylize("bold")
        console.print(marked, soft_wrap=console.width == WIDTH_OF_A_FILE)
        console.print()
    legend = Text("content: ")
    for stance, style in CONTENT_STYLES.items():
        legend.append(f"{stance} ", style)
    legend.append("cue", CUE_STYLE)
    legend.append("  ")
    legend.append("source", SOURCE_STYLE)
    console.print(legend)
    for statement in found:
        text = texts[statement.field]
        table = Table("field", "value", "why", "printed", title_justify="left")
        table.title = Text(f"[{number_of[id(statement)]}]", NUMBER_STYLE)
        for item in evidence_of(text, statement, number_of):
            where = ", ".join(f"{start}–{end}" for start, end in item.spans)
            words = _short(printed(text, list(item.spans))) if item.field != "content" else ""
            table.add_row(
                item.field, Text(_short(item.value)), item.reason, Text(f"{words} [{where}]" if where else "")
            )
        console.print(table)
    console.print(f"{len(found):,} {'statement' if len(found) == 1 else 'statements'}")


def _mark(text: str, statements: list[Statement], number_of: dict[int, int]) -> Text:
    """The text with contents, cues and sources styled, and each statement's number before its content."""
    marked = Text(text)
    starts: dict[int, list[int]] = {}
    for statement in statements:
        _stylize(marked, statement.content, CONTENT_STYLES[statement.stance])
        _stylize(marked, statement.cue, CUE_STYLE)
        _stylize(marked, statement.source, SOURCE_STYLE)
        starts.setdefault(statement.start, []).append(number_of[id(statement)])
    points = sorted(starts)
    pieces = list(marked.divide(points))
    out = pieces[0] if pieces else Text()
    for point, piece in zip(points, pieces[1:], strict=True):
        out.append("".join(f"[{number}]" for number in starts[point]), NUMBER_STYLE)
        out.append_text(piece)
    return out


def _stylize(marked: Text, spans: list[Span], style: str) -> None:
    for start, end in spans:
        marked.stylize(style, start, end)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= SHOWN_CHARS else text[: SHOWN_CHARS - 1] + "…"
