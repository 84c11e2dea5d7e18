"""Find the phrases of a vocabulary among the words of a text: exact case, whole words, the longest first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from orchestration.extraction.text.segment import WORD

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
        by_first: dict[str, list[tuple[list[str], Value]]] = {}
        for phrase, value in phrases:
            words = WORD.findall(phrase)
            if words:
                by_first.setdefault(words[0], []).append((words, value))
        for entries in by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self._by_first = by_first

    def without(self, words: Collection[str]) -> PhraseIndex[Value]:
        """The index without the phrases that are one of `words`."""
        out: PhraseIndex[Value] = PhraseIndex([])
        out._by_first = {
            first: [entry for entry in entries if first not in words or len(entry[0]) > 1]
            for first, entries in self._by_first.items()
        }
        return out

    def find(self, tokens: list[str], first: int = 0, end: int | None = None) -> Iterator[Found[Value]]:
        """Phrases within tokens [first, end), left to right, without overlap."""
        last = len(tokens) if end is None else end
        i = first
        while i < last:
            found = self.at(tokens, i, last) if tokens[i] in self._by_first else None
            if found is not None:
                yield found
            i = found.end if found else i + 1

    def first(self, tokens: list[str], first: int = 0, end: int | None = None) -> Found[Value] | None:
        """The first phrase within tokens [first, end), if there is one."""
        last = len(tokens) if end is None else end
        for i in range(first, last):
            if tokens[i] in self._by_first and (found := self.at(tokens, i, last)):
                return found
        return None

    def whole(self, tokens: list[str], first: int, end: int) -> Found[Value] | None:
        """The phrase that tokens [first, end) are, no more and no less."""
        found = self.at(tokens, first, end)
        return found if found is not None and found.end == end else None

    def is_whole(self, tokens: list[str], first: int, end: int) -> bool:
        """Whether tokens [first, end) are one phrase, no more and no less."""
        return self.whole(tokens, first, end) is not None

    def at(self, tokens: list[str], first: int, end: int) -> Found[Value] | None:
        """The longest phrase within tokens [first, end) that begins with the first of them."""
        for words, value in self._by_first.get(tokens[first], ()) if first < end else ():
            stop = first + len(words)
            if stop <= end and tokens[first:stop] == words:
                return Found(first, stop, value)
        return None

    def get(self, phrase: str) -> Value | None:
        """What exactly `phrase` stands for, spacing aside."""
        words = WORD.findall(phrase)
        entries = self._by_first.get(words[0], ()) if words else ()
        return next((value for candidate, value in entries if candidate == words), None)
