"""What `hearsay evaluate` prints: figures, alone or side by side, and what was gained and lost, one line each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from orchestration.extraction.evaluation.comparison import Change, Comparison, Unlabelled
    from orchestration.extraction.evaluation.labelled import Kind
    from orchestration.extraction.evaluation.report import Figures

WIDTH_OF_A_FILE = 200  # columns where nobody watches: a line stays a line, to be searched


def print_figures(figures: Mapping[Kind, Figures]) -> None:
    """One table for each kind of labels."""
    from orchestration.extraction.evaluation.report import TITLES

    for kind, table in figures.items():
        shown = Table("what", "figure", title=TITLES[kind], title_justify="left")
        for name, figure in table.items():
            parts = figure.items() if isinstance(figure, Mapping) else [("", figure)]
            shown.add_row(name, "  ".join(f"{part} {_print_figure(value)}".strip() for part, value in parts))
        Console().print(shown)


def print_comparison(
    figures: Mapping[Kind, Figures],
    other: Mapping[Kind, Figures],
    comparison: Comparison,
    names: tuple[str, str],
    limit: int,
) -> None:
    """Figures side by side, under the two sides' names, then at most `limit` gains, losses, and false positives
    that are new or gone.
    """
    from orchestration.extraction.evaluation.comparison import differences
    from orchestration.extraction.evaluation.report import TITLES

    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH_OF_A_FILE)
    for kind, table in figures.items():
        title = f"{TITLES[kind]} (of three: precision, recall, F1)"
        shown = Table(
            "what", *map(escape, (names[0], f"against {names[1]}")), "difference", title=title, title_justify="left"
        )
        for name, difference in differences(table, other[kind]).items():
            shown.add_row(
                name, _print_parts(table[name]), _print_parts(other[kind][name]), _print_parts(difference, "+")
            )
        console.print(shown)
    console.print(_count_table(comparison))
    _print_changes(console, "Gains", comparison.gains, limit)
    _print_changes(console, "Losses", comparison.losses, limit)
    _print_unlabelled(console, "New false positives", comparison.new_wrong, limit)
    _print_unlabelled(console, "False positives that are gone", comparison.gone_wrong, limit)


def _count_table(comparison: Comparison) -> Table:
    from orchestration.extraction.evaluation.comparison import LEVELS

    title = f"{len(comparison.gains):,} statements gained, {len(comparison.losses):,} lost; by level:"
    shown = Table("level", "gained", "lost", "difference", title=title, title_justify="left")
    for level in dict.fromkeys(level for levels in LEVELS.values() for level in levels):
        gained, lost = comparison.gained[level], comparison.lost[level]
        if gained or lost:
            shown.add_row(level, f"{gained:,}", f"{lost:,}", f"{gained - lost:+,}")
    new, gone = len(comparison.new_wrong), len(comparison.gone_wrong)
    shown.add_row("false positives: new, gone", f"{new:,}", f"{gone:,}", f"{new - gone:+,}")
    return shown


def _print_changes(console: Console, title: str, changes: Sequence[Change], limit: int) -> None:
    rows = ((c.article_id, f"{c.before} → {c.after}", f"{c.who}: {c.content}") for c in changes[:limit])
    _print_rows(console, title, ("article", "level", "statement"), rows, len(changes), limit)


def _print_unlabelled(console: Console, title: str, statements: Sequence[Unlabelled], limit: int) -> None:
    rows = ((s.article_id, f"{s.who}: {s.content}") for s in statements[:limit])
    _print_rows(console, title, ("article", "statement"), rows, len(statements), limit)


def _print_rows(
    console: Console, title: str, names: Sequence[str], rows: Iterable[Sequence[str]], count: int, limit: int
) -> None:
    more = f", the first {limit:,}" if count > limit else ""
    shown = Table(*names, title=f"{title}: {count:,}{more}", title_justify="left")
    for row in rows:
        shown.add_row(*(Text(cell) for cell in row))
    if count and limit:
        console.print(shown)
    else:
        console.print(f"{title}: {count:,}")


def _print_parts(figure: float | Mapping[str, float], sign: str = "") -> str:
    values = figure.values() if isinstance(figure, Mapping) else [figure]
    return "  ".join(_print_figure(value, sign) for value in values)


def _print_figure(value: float, sign: str = "") -> str:
    return f"{value:{sign}.3f}" if isinstance(value, float) else f"{value:{sign}}"
