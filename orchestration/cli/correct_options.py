"""Which options of `hearsay correct` belong together: one that does not is refused, never dropped without a word."""

from __future__ import annotations

from collections.abc import Collection

import typer

from orchestration.corrections.correction import CorrectionError

STATEMENT, NOBODY_SPOKE = "statement", "--speaker nobody"
MADE = frozenset({"--why", "--by"})
# What is done -> what may be said of it.
BESIDE = {
    "--speaker": MADE | {STATEMENT, "--kind", "--role", "--country", "--instead-of"},
    NOBODY_SPOKE: MADE | {STATEMENT, "--speaker"},
    "--said-on": MADE | {STATEMENT},
    "--not-a-statement": MADE | {STATEMENT},
    "--outlet": MADE | {"--country"},
    "--merge": MADE,
    "--split": MADE,
    "--namesake": MADE | {"--speaker", "--as", "--in", "--role", "--country"},
    "--undo": MADE,
    "--list": frozenset[str](),
    "--accept": frozenset({"--by"}),
    "--reject": MADE,
}
TASKS = (STATEMENT, "--outlet", "--merge", "--split", "--namesake", "--undo", "--list", "--accept", "--reject")
OF_STATEMENT = ("--speaker", "--said-on", "--not-a-statement")


def list_given(ctx: typer.Context) -> set[str]:
    """The options that were given, and "statement" for the argument."""
    values = {parameter.opts[0]: ctx.params.get(parameter.name or "") for parameter in ctx.command.params}
    return {name for name, value in values.items() if value not in (None, False, "", [], ())}


def require_belonging(given: Collection[str], *, is_nobody: bool) -> None:
    """Raise CorrectionError unless exactly one thing is to be done, and all that is said belongs to it."""
    tasks = [task for task in TASKS if task in given]
    if len(tasks) != 1:
        raise CorrectionError(
            "Say one thing to do: a statement's id, --outlet, --merge, --split, --namesake, --undo, --list, --accept or"
            " --reject."
        )
    task = tasks[0]
    if task == STATEMENT:
        wrong = [option for option in OF_STATEMENT if option in given]
        if len(wrong) != 1:
            raise CorrectionError(
                "Say what is wrong with the statement: --speaker (also where only the role or country is, and the name"
                " is right), --said-on or --not-a-statement."
            )
        task = NOBODY_SPOKE if is_nobody else wrong[0]
    left = sorted(set(given) - BESIDE[task] - {task})
    if left:
        raise CorrectionError(f"{' and '.join(left)} does not belong to {task}: leave it out, or correct that apart.")
