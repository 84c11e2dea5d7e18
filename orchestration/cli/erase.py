"""`hearsay erase`: what must go, with everything that was made of it."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from orchestration.cli.person import name_person
from orchestration.cli.progress import show_progress
from orchestration.erase import GROUNDS, ErasurePlan, erase, plan_erasure
from orchestration.errors import HearsayError
from orchestration.settings import load_settings

SHOWN_ARTICLES = 20


def erase_subject(
    subject: Annotated[str, typer.Argument(help="An article's id or address, or a speaker_id.", show_default=False)],
    why: Annotated[str, typer.Option(help="The reason; it stays, so it must not repeat what goes.")] = "",
    ground: Annotated[str, typer.Option(help=f"One of: {', '.join(GROUNDS)}.")] = "takedown",
    by: Annotated[str | None, typer.Option(help="Who erases; none: the user of this machine.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would go.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    build: Annotated[bool, typer.Option("--build/--no-build", help="Build and publish afterwards.")] = False,
) -> None:
    """Erase an article, or a speaker with every article that quotes it, for good.

    Takes it out of the warehouse, the landed files and the next build; older builds go when that one is published. A
    tombstone keeps who, when and why, and a hash by which the article is not loaded again.

    Example: `hearsay erase https://lantern-post.example/2026/bridge --why "Request of 12 November." --dry-run`
    """
    settings = load_settings()
    console = Console(highlight=False, soft_wrap=True)
    with show_progress() as progress:
        plan = plan_erasure(settings, subject, progress=progress)
    console.print(_describe(plan), markup=False)
    if dry_run:
        return
    if not why.strip():
        raise HearsayError("Say why, with --why: the tombstone keeps it.")
    if not yes and not typer.confirm("This cannot be taken back. Erase it?"):
        raise HearsayError("Nothing was erased.")
    with show_progress() as progress:
        report = erase(settings, subject, by=name_person(by), reason=why, ground=ground, progress=progress)
    console.print(
        f"Erased {report.articles:,} articles and {report.statements:,} statements; {report.landing.records:,} landed"
        f" records, {len(report.landing.removed):,} landed files removed whole. Tombstone {report.tombstone_id}.",
        markup=False,
    )
    if report.landing.lost:
        console.print(f"{report.landing.lost:,} other records were in the same files: loaded, but not to be replayed.")
    if build:
        from orchestration.cli.build import build_warehouse

        build_warehouse()
    else:
        console.print("The published build shows it until the next one: hearsay build", markup=False)


def _describe(plan: ErasurePlan) -> str:
    lines = [
        f"{plan.kind} {plan.subject_id}: {len(plan.articles):,} articles, {plan.statements:,} statements,"
        f" {plan.records:,} landed records, {len(plan.rejects):,} rejects that name it,"
        f" {plan.documents:,} landed feeds that list it,"
        f" {plan.reports:,} files of readers' reports"
    ]
    for each in plan.articles[:SHOWN_ARTICLES]:
        lines.append(f"  {each.article_id}: “{each.title}”, {each.outlet_name}, {each.versions:,} versions")
    if len(plan.articles) > SHOWN_ARTICLES:
        lines.append(f"  … and {len(plan.articles) - SHOWN_ARTICLES:,} more")
    copies = sorted(
        {copy for each in plan.articles for copy in each.copies} - {each.article_id for each in plan.articles}
    )
    if copies:
        lines.append("Stays, and prints the same text: " + ", ".join(copies))
    return "\n".join(lines)
