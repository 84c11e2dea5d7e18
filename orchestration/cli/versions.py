"""`hearsay versions`: what an outlet changed in an article after it was first read."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from orchestration.errors import HearsayError
from orchestration.ingest.difference import Piece, compare_versions
from orchestration.ingest.identity import canonicalise_url
from orchestration.settings import Settings, load_settings
from orchestration.warehouse.query import query_published

SHOWN_ARTICLES = 20
STYLES = {"removed": "red strike", "added": "green"}
# As wdiff prints them, so that nothing is lost where there are no colours.
MARKS = {"removed": ("[-", "-]"), "added": ("{+", "+}")}
VERSIONS = """
    SELECT version_number, is_current, load_on, modified_at, word_count, title, body FROM dim_articles
    WHERE article_id IN ($given, $address) ORDER BY version_number
"""
CHANGED = """
    SELECT article_id, count(*) AS versions, max(load_on) AS newest, max_by(title, version_number) AS title
    FROM dim_articles GROUP BY article_id HAVING count(*) > 1 ORDER BY newest DESC, article_id
"""


def show_versions(
    article: Annotated[str | None, typer.Argument(help="Its address or id; none: articles that changed.")] = None,
) -> None:
    """Show the versions of an article in the published build, and what changed from each to the next.

    Without an article, those that were changed last are listed.

    Example: `hearsay versions https://lantern-post.example/bridge`
    """
    settings, console = load_settings(), Console(highlight=False, soft_wrap=True)
    if article is None:
        _list_changed(settings, console)
        return
    names = {"given": article, "address": canonicalise_url(article) or article}
    result = query_published(settings, VERSIONS, names)
    versions = [dict(zip(result.columns, row, strict=True)) for row in result.rows]
    if not versions:
        raise HearsayError(
            f"{article} is no article of the published build: `hearsay versions` lists some, and what was loaded"
            " since the last build is not in it."
        )
    for number, version in enumerate(versions):
        console.print(_describe(version), markup=False)
        if number:
            _print_difference(console, versions[number - 1], version)


def _list_changed(settings: Settings, console: Console) -> None:
    rows = query_published(settings, CHANGED).rows
    for article_id, count, newest, title in rows[:SHOWN_ARTICLES]:
        console.print(f"{newest}  {count} versions  {article_id}  {title}", markup=False)
    more = len(rows) - SHOWN_ARTICLES
    console.print(f"{len(rows):,} articles have more than one version{f'; {more:,} are not shown' if more > 0 else ''}")


def _describe(version: dict[str, Any]) -> str:
    changed = f", changed {version['modified_at']:%Y-%m-%d %H:%M} UTC" if version["modified_at"] else ""
    current = ", current" if version["is_current"] else ""
    words = f"{version['word_count']:,} words"
    return f"Version {version['version_number']}, loaded {version['load_on']}{changed}: {words}{current}"


def _print_difference(console: Console, old: dict[str, Any], new: dict[str, Any]) -> None:
    difference = compare_versions(f"{old['title']}\n{old['body']}", f"{new['title']}\n{new['body']}")
    for pieces in difference.paragraphs:
        line = Text("  ")
        for piece in pieces:
            line.append(_mark(piece), STYLES.get(piece.kind))
        console.print(line)
    console.print(f"  {len(difference.paragraphs):,} paragraphs differ, {difference.unchanged:,} are the same")


def _mark(piece: Piece) -> str:
    before, after = MARKS.get(piece.kind, ("", ""))
    text = piece.text.rstrip()
    return before + text + after + piece.text[len(text) :]
