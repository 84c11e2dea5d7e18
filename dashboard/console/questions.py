"""Worked questions for the console: each a sentence and the SQL that answers it, to run, read and change.

They are the files of `worked/`, in the order of their numbers: the question as a comment in the first line, below it
the SQL. `python -m dashboard.console.questions` prints them as a page; docs/questions.md is that page.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "worked"
HEAD = """# Worked questions

Each runs over the published build: on the dashboard's SQL page, where they can be chosen, by `hearsay sql "…"`, or in
anything that opens the file ([analysts.md](analysts.md) shows how). Where a question is of one person, country or
month, it takes those most often met; put your own in their place. Answers count current versions of articles only, and
"first" is the earliest in this warehouse, which need not be the origin.
"""


@dataclass(frozen=True)
class Question:
    """A question in words and its SQL; `name` stands in the address."""

    name: str
    words: str
    sql: str


def read_question(path: Path) -> Question:
    """The question of a file. Raises ValueError naming the file where its first line is no question in a comment."""
    first, _, sql = path.read_text(encoding="utf-8").partition("\n")
    if not (first.startswith("-- ") and first.endswith("?") and sql.strip()):
        raise ValueError(f"{path}: the first line must be a comment that ends in a question mark, the rest SQL")
    return Question(path.stem.partition("-")[2], first.removeprefix("-- "), sql.strip())


@cache
def list_questions() -> tuple[Question, ...]:
    """All of them, in the order of their files."""
    return tuple(read_question(path) for path in sorted(FOLDER.glob("*.sql")))


def find_question(name: str | None) -> Question | None:
    """The question of a name, or None."""
    return next((each for each in list_questions() if each.name == name), None)


def write_page() -> str:
    """The questions as a Markdown page."""
    questions = list_questions()
    listed = [f"{number}. [{each.words}](#{each.name})" for number, each in enumerate(questions, start=1)]
    parts = [f'<a id="{each.name}"></a>\n\n## {each.words}\n\n```sql\n{each.sql}\n```' for each in questions]
    return "\n\n".join([HEAD.strip(), "\n".join(listed), *parts]) + "\n"


if __name__ == "__main__":
    print(write_page(), end="")
