"""Where the statements that are measured come from: an engine that reads the article now, or a file of what was
extracted before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from orchestration.extraction.article import Article, Extractor
from orchestration.extraction.engine import ENGINES, Engine, TaggerEngine
from orchestration.extraction.evaluation.labelled import LabelsError, read_json_lines
from orchestration.extraction.evaluation.pairing import Record
from orchestration.extraction.record import to_contract, to_rows
from orchestration.extraction.text.statement import BODY, TITLE, printed

# From a labelled article, of which the labels are not looked at, to its statements as `hearsay extract` writes them.
Find = Callable[[Record], list[Record]]
MODEL_FILES = ("tagger.onnx", "tokenizer.json")
VERSION = "evaluation"


class EngineFinder:
    """Extracts each article with one engine. `failures`: what could not be extracted, and why, in words."""

    def __init__(self, engine: Engine) -> None:
        self._extractor = Extractor(engine)
        self.failures: list[str] = []

    def __call__(self, article: Record) -> list[Record]:
        """The statements of title and body; none where the extraction fails, as in a load."""
        identifier, texts = article["article_id"], {TITLE: article.get("title") or "", BODY: article["body"]}
        try:
            found = self._extractor.extract(_to_article(article, texts))
        except Exception as error:
            self.failures.append(f"{identifier} was not extracted ({type(error).__name__}: {error}): none found there")
            return []
        return [to_contract(identifier, row) for row in to_rows(identifier, VERSION, texts, found)]


class FileFinder:
    """Looks the statements up in a JSON Lines file that `hearsay extract` wrote.

    Raises LabelsError where a line is no statement, where no line is of one of `articles`, and where a statement's text
    is not what its spans cover: then it was extracted from another text.
    """

    def __init__(self, path: Path, articles: Iterable[Record]) -> None:
        self._found: dict[str, list[Record]] = defaultdict(list)
        labelled = {article["article_id"]: article for article in articles}
        for number, statement in read_json_lines(path):
            if "article_id" not in statement or not isinstance(statement.get("content"), list):
                raise LabelsError(f"{path}, line {number}: no statement; give what `hearsay extract` writes")
            if article := labelled.get(statement["article_id"]):
                _require_same_text(path, number, article, statement)
                self._found[statement["article_id"]].append(statement)
        if not self._found:
            raise LabelsError(f"{path}: no statement is of a labelled article; extract the labelled file itself")

    def __call__(self, article: Record) -> list[Record]:
        """The statements that the file has of the article, in its order."""
        return self._found.get(article["article_id"], [])


def engine_finder(name: str) -> EngineFinder:
    """The engine of that name. Raises LabelsError, naming those there are, where there is none."""
    for known, load in ENGINES.items():
        if known == name:
            return EngineFinder(load())
    raise LabelsError(f"{name} is no engine: name one of {', '.join(ENGINES)}")


def finder(what: str, articles: Iterable[Record]) -> Find:
    """Of an engine's name, a folder with a model, or a file of statements, what finds the statements of `articles`.

    Raises LabelsError where `what` is none of the three or cannot be read.
    """
    if what in ENGINES:
        return engine_finder(what)
    path = Path(what)
    if path.is_dir():
        if missing := [name for name in MODEL_FILES if not (path / name).is_file()]:
            raise LabelsError(f"{what} has no {' and no '.join(missing)}: name a folder with a model, both files in it")
        return EngineFinder(TaggerEngine(path))
    if path.is_file():
        return FileFinder(path, articles)
    raise LabelsError(
        f"{what} is not there: name an engine ({', '.join(ENGINES)}), a folder with {' and '.join(MODEL_FILES)}, "
        "or a file that `hearsay extract` wrote"
    )


def _to_article(article: Record, texts: dict[str, str]) -> Article:
    day = (article.get("published_on") or "")[:10]
    published_on = date.fromisoformat(day) if len(day) == 10 else None
    outlet = (article.get("outlet"), article.get("outlet_domain"), article.get("outlet_country"))
    return Article(texts[TITLE], texts[BODY], published_on, *outlet)


def _require_same_text(path: Path, number: int, article: Record, statement: Record) -> None:
    text = article.get(statement.get("field", BODY)) or ""
    wanted = statement.get("content_text")
    if wanted is not None and printed(text, [(start, end) for start, end in statement["content"]]) != wanted:
        raise LabelsError(
            f"{path}, line {number}: {article['article_id']} does not have “{wanted[:60]}” where the statement says; "
            "extract the labelled file itself"
        )
