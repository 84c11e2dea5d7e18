"""A ranked list as HTML: a name, a bar, a number that opens what it counts, and the number's base.

Drawn as a list of links and not as a chart, so that it can be walked by keyboard, read aloud, and read at any width.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.filters import UNKNOWN_CODE
from dashboard.markup import Fragment, element, join, link_page, text
from dashboard.profiles import Part, Subject, write_query
from dashboard.wording import write_count, write_counted, write_share


def draw_ranking(
    subject: Subject,
    kind: str,
    rows: Sequence[Mapping[str, Any]],
    *,
    total: int,
    names: Mapping[str, Fragment] | None = None,
    notes: Mapping[str, str] | None = None,
    shown: Part | None = None,
) -> Fragment:
    """Parts of a subject's statements, each number a link to them.

    Args:
        rows: part_value, part_name, statement_count, article_count; largest first or in an order of their own.
        total: the statements that shares are of.
        names: how a part is written, by part_value, where not as its name: with a link to a page of its own.
        notes: what stands under a part, by part_value, where it is not the share of `total`.
        shown: the part whose statements are listed now, which is said.
    """
    # "None named" has a number but no bar: where most is unknown, its bar would flatten all others.
    most = max((row["statement_count"] for row in rows if row["part_value"] != UNKNOWN_CODE), default=0)
    return element(
        "ol", join(_draw_row(subject, kind, row, total, most, names, notes, shown) for row in rows), "hs-rank"
    )


def _draw_row(
    subject: Subject,
    kind: str,
    row: Mapping[str, Any],
    total: int,
    most: int,
    names: Mapping[str, Fragment] | None,
    notes: Mapping[str, str] | None,
    shown: Part | None,
) -> Fragment:
    value, count = str(row["part_value"]), row["statement_count"]
    part = Part(kind, value)
    name = (names or {}).get(value) or text(row["part_name"])
    hint = f"{row['part_name']}: {write_counted(count, 'statement')}, list them"
    number = text(write_count(count))
    opened = link_page(subject.kind, write_query(subject, part), number, "hs-count", hint) if count else number
    # The length is ours, a whole percentage; nothing of an article goes into a style.
    width = round(100 * count / most) if most and value != UNKNOWN_CODE else 0
    drawn = element("span", Fragment(""), style=f"width:{width}%") if width else Fragment("")
    bar = element("span", drawn, "hs-bar", aria_hidden="true")
    base = (notes or {}).get(value)
    if base is None:
        base = f"{write_share(count, total)} · {write_counted(row['article_count'], 'article')}"
    current = "true" if part == shown else ""
    parts = [element("span", name, "hs-name"), opened, bar, element("small", text(base))]
    return element("li", join(parts), aria_current=current)


def gather_figures(parts: Mapping[str, Sequence[Mapping[str, Any]]]) -> pd.DataFrame:
    """The rankings of a page as one table: part, name, statement_count, article_count."""
    rows = [
        {"part": part, "name": row["part_name"], **{key: row[key] for key in ("statement_count", "article_count")}}
        for part, listed in parts.items()
        for row in listed
    ]
    return pd.DataFrame(rows, columns=["part", "name", "statement_count", "article_count"])


def link_figures(subject: Subject, counts: Mapping[str, Any]) -> dict[str, tuple[str, Mapping[str, str]]]:
    """Where the figures at the head of a page lead, for `markup.draw_figures`; a figure of nothing leads nowhere."""
    parts = {
        "Statements": ("statement_count", Part("all", "")),
        "Denials": ("denial_count", Part("stance", "deny")),
        "Relayed": ("relayed_count", Part("relayed", "")),
    }
    return {
        label: (subject.kind, write_query(subject, part)) for label, (count, part) in parts.items() if counts[count]
    }
