"""Find the phrases of a vocabulary among the words of a text: exact case, whole words, the longest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from orchestration.extraction.segment import WORD

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Found(Generic[Value]):
    """Words [first, end) are a phrase that stands for `value`."""

    first: int
    end: int
    value: Value


class PhraseIndex(Generic[Value]):
    """Phrases by their first word, so that a text is read once whatever the size of the vocabulary."""

    def __init__(self, phrases: Iterable[tuple[str, Value]]) -> None:
        by_first: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        for phrase, value in phrases:
            words = tuple(WORD.findall(phrase))
            if words:
                by_first.setdefault(words[0], []).append((words, value))
        for entries in by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self._by_first = by_first

    def find(self, tokens: list[str], first: int = 0, end: int | None = None) -> Iterator[Found[Value]]:
        """Phrases within tokens [first, end), left to right, without overlap."""
        last = len(tokens) if end is None else end
        i = first
        while i < last:
            for words, value in self._by_first.get(tokens[i], ()):
                if i + len(words) <= last and tuple(tokens[i : i + len(words)]) == words:
                    yield Found(i, i + len(words), value)
                    i += len(words)
                    break
            else:
                i += 1

    def first(self, tokens: list[str], first: int = 0, end: int | None = None) -> Found[Value] | None:
        """The first phrase within tokens [first, end), if there is one."""
        return next(self.find(tokens, first, end), None)

    def is_whole(self, tokens: list[str], first: int, end: int) -> bool:
        """Whether tokens [first, end) are one phrase, no more and no less."""
        found = self.first(tokens, first, end)
        return found is not None and found.first == first and found.end == end

    def get(self, phrase: str) -> Value | None:
        """What exactly `phrase` stands for, spacing aside."""
        words = tuple(WORD.findall(phrase))
        entries = self._by_first.get(words[0], ()) if words else ()
        return next((value for candidate, value in entries if candidate == words), None)
