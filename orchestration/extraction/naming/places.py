"""About what: the countries and the actors (organisations, armed groups, parties) named inside a content."""

from __future__ import annotations

from collections.abc import Iterable

from orchestration.extraction.naming.gazetteer import CountryAlias, Gazetteer
from orchestration.extraction.rules.vocabulary import Actor
from orchestration.extraction.text.phrases import Found
from orchestration.extraction.text.segment import APOSTROPHES, Segments, Span
from orchestration.extraction.text.spans import SpanIndex
from orchestration.extraction.text.statement import Statement

# A town is not its country, but a capital often stands for the government in it.
INTERNATIONAL = "international organisation"
OF_ONE_COUNTRY = frozenset({"National", "Supreme"})
VERBS = frozenset({"is"})  # in a line of capitals no armed group
NOT_COUNTRIES = frozenset({"city", "territory"})


class Subjects:
    """The countries and actors printed in one text, found once for all of its statements."""

    def __init__(self, segments: Segments, gazetteer: Gazetteer) -> None:
        tokens = segments.tokens
        self._countries = _by_start(
            (f.value.country_code, segments.chars(f.first, f.end))
            for f in gazetteer.countries.find(tokens)
            if f.value.kind not in NOT_COUNTRIES and not _is_name_part(segments, f)
        )
        self._actors = _by_start(
            (f.value.name, segments.chars(f.first, f.end))
            for f in gazetteer.actors.find(tokens)
            if not is_another(tokens, gazetteer, f)
        )

    def of(self, statement: Statement) -> tuple[list[tuple[str, Span]], list[tuple[str, Span]]]:
        """Countries and actors inside the content of `statement`, each with its span, in order."""
        countries = [item for span in statement.content for item in self._countries.within(*span)]
        actors = [item for span in statement.content for item in self._actors.within(*span)]
        return countries, actors


def _by_start(named: Iterable[tuple[str, Span]]) -> SpanIndex[tuple[str, Span]]:
    """What is named, by the first character of its name: a content holds what begins in it."""
    return SpanIndex(((start, start + 1), (name, (start, end))) for name, (start, end) in named)


def is_another(tokens: list[str], gazetteer: Gazetteer, found: Found[Actor]) -> bool:
    """Whether a short name of an actor is something else here: "WHAT IS SAID", "Finland's Security Council"."""
    first, end = found.first, found.end
    if end - first == 1 and tokens[first].lower() in VERBS:
        beside = tokens[max(0, first - 1) : first] + tokens[end : end + 1]
        return any(len(token) > 1 and token.isupper() for token in beside)
    if found.value.kind != INTERNATIONAL or end - first < 2 or not first:
        return False
    owner = first - 2 if tokens[first - 1] in ("s", "S") and first > 2 else first
    is_owned = owner < first and tokens[owner] in APOSTROPHES
    at = owner - 1 if is_owned else first - 1
    whose = gazetteer.countries.first(tokens, at, at + 1)
    return tokens[first - 1] in OF_ONE_COUNTRY or (whose is not None and (is_owned or whose.value.kind == "demonym"))


def _is_name_part(segments: Segments, found: Found[CountryAlias]) -> bool:
    """Whether "Jordan" or "Chad" is part of a person's name: an ambiguous word with a capitalised one beside it."""
    if not found.value.is_ambiguous:
        return False
    tokens, i = segments.tokens, found.first
    before = tokens[i - 1] if i and segments.sentence_of[i - 1] == segments.sentence_of[i] else ""
    after = tokens[found.end] if found.end < len(tokens) else ""
    opens = i < 2 or segments.sentence_of[i - 2] != segments.sentence_of[i]
    return (before[:1].isupper() and not opens) or after[:1].isupper()
