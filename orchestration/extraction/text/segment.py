"""Cut a text into words, sentences and paragraphs, all as code points into the text as it was given.

Words are what the tagger labels, so the pattern here is the one that it was trained with. Nothing here knows what a
statement is; quotation marks are read in quotations.py.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
PLAIN_WORD = re.compile(r"[^\W_]+")
CLOSERS = frozenset("”’\"'»)]")
OPENERS = frozenset("“‘\"'«([")
HYPHENS = frozenset("-‐‑")
APOSTROPHES = frozenset("’'ʼ‘")
# Words that end in a full stop without ending a sentence.
ABBREVIATIONS = frozenset(
    """mr mrs ms dr sen rep gov gen st jr sr lt col sgt rev prof hon adm capt cmdr maj pres sec amb no vs u s d
    c a m p brig cpl pvt insp supt atty engr fr msgr smt cde jan feb mar apr jun jul aug sep sept oct nov dec
    inc corp co ltd etc al e g i""".split()
)

# Letters whose stroke or missing dot is no accent to Unicode.
WITHOUT_MARK = str.maketrans("ıłŁøØđĐ", "ilLoOdD")

Span = tuple[int, int]


@dataclass(frozen=True)
class Segments:
    """A text with its words, and for each word its paragraph and sentence (both counted from 0)."""

    text: str
    words: list[Span]
    tokens: list[str]
    paragraph_of: list[int]
    sentence_of: list[int]
    skipped: tuple[Span, ...] = ()  # stretches of the text that hold none of its words, in order

    @cached_property
    def starts(self) -> list[int]:
        """The first character of every word."""
        return [start for start, _ in self.words]

    @cached_property
    def sentences(self) -> list[Span]:
        """Character spans of the sentences, first word to last."""
        return _group(self.words, self.sentence_of)

    @cached_property
    def paragraphs(self) -> list[Span]:
        """Character spans of the paragraphs, first word to last."""
        return _group(self.words, self.paragraph_of)

    def word_at(self, char: int) -> int:
        """Index of the word that holds or follows `char`; the number of words where none does."""
        index = bisect_right(self.starts, char) - 1
        if index >= 0 and self.words[index][1] > char:
            return index
        return bisect_left(self.starts, char)

    def sentence_at(self, char: int) -> int:
        """Index of the sentence of the word at `char` (the last one past the end)."""
        if not self.sentence_of:
            return 0
        return self.sentence_of[min(self.word_at(char), len(self.words) - 1)]

    def first_word(self, sentence: int) -> int:
        """The first word of a sentence, of the first one where the number is below 0."""
        return self.word_at(self.sentences[max(0, sentence)][0])

    def paragraph_at(self, char: int) -> int:
        """Index of the paragraph of the word at `char` (the last one past the end)."""
        if not self.paragraph_of:
            return 0
        return self.paragraph_of[min(self.word_at(char), len(self.words) - 1)]

    def printed(self, first: int, end: int) -> str:
        """The printed text of the words [first, end); empty where there are none."""
        if end <= first:
            return ""
        start, stop = self.chars(first, end)
        parts = []
        for left, right in self.skipped:
            if start < left < right <= stop:
                parts.append(self.text[start:left].rstrip())
                start = right
        return " ".join([*parts, self.text[start:stop].lstrip()])

    def chars(self, first_word: int, end_word: int) -> Span:
        """Character span of the words [first_word, end_word)."""
        return self.words[first_word][0], self.words[end_word - 1][1]


def segment(text: str, skipped: Sequence[Span] = ()) -> Segments:
    """Words, paragraphs (broken at line ends) and sentences of `text` without the stretches `skipped`. Never raises."""
    words = [match.span() for start, end in _kept(skipped, len(text)) for match in WORD.finditer(text, start, end)]
    tokens = [text[start:end] for start, end in words]
    paragraph_of = _paragraphs(text, words)
    return Segments(text, words, tokens, paragraph_of, _sentences(words, tokens, paragraph_of), tuple(skipped))


def _kept(skipped: Sequence[Span], length: int) -> Iterator[Span]:
    """The stretches between those skipped."""
    start = 0
    for left, right in skipped:
        yield start, left
        start = right
    yield start, length


def covers(spans: list[Span], char: int) -> bool:
    """Whether the character at `char` lies in one of `spans`."""
    return any(start <= char < end for start, end in spans)


def overlaps(spans: list[Span], span: Span) -> bool:
    """Whether `span` has a character in common with one of `spans`."""
    return any(start < span[1] and span[0] < end for start, end in spans)


def trim(text: str, span: Span, front: str, back: str) -> Span | None:
    """The span without the characters of `front` at its start and of `back` at its end; None where nothing is left."""
    start, end = span
    while start < end and text[start] in front:
        start += 1
    while end > start and text[end - 1] in back:
        end -= 1
    return (start, end) if start < end else None


def plain_words(text: str) -> list[str]:
    """Runs of letters and digits in lower case; unlike tokens, without marks."""
    return PLAIN_WORD.findall(text.lower())


def unaccented(text: str) -> str:
    """`text` without the accents of its letters: "Erdoğan" is "Erdogan"."""
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKD", text.translate(WITHOUT_MARK))
    return "".join(c for c in plain if not unicodedata.combining(c))


def _paragraphs(text: str, words: list[Span]) -> list[int]:
    out: list[int] = []
    paragraph, line_end = 0, text.find("\n")
    for start, _ in words:
        if -1 < line_end < start:  # no word holds a line's end
            paragraph += bool(out)
            line_end = text.find("\n", start)
        out.append(paragraph)
    return out


def _sentences(words: list[Span], tokens: list[str], paragraph_of: list[int]) -> list[int]:
    out: list[int] = []
    sentence, pending = 0, False
    for i, token in enumerate(tokens):
        if i and paragraph_of[i] != paragraph_of[i - 1]:
            sentence, pending = sentence + 1, False
        elif pending:
            touches = words[i][0] == words[i - 1][1]
            if not (touches and token in CLOSERS):
                if not touches and (token[0].isupper() or token[0].isdigit() or token in OPENERS):
                    sentence += 1
                pending = False
        out.append(sentence)
        if token in ".!?…":
            pending = not (token == "." and i and _abbreviates(tokens[i - 1]))
    return out


def _abbreviates(token: str) -> bool:
    return token.lower() in ABBREVIATIONS or (len(token) == 1 and token.isupper())


def _group(words: list[Span], index_of: list[int]) -> list[Span]:
    firsts = [i for i, (before, index) in enumerate(pairwise(index_of), start=1) if before != index]
    bounds = pairwise([0, *firsts, len(words)]) if words else ()
    return [(words[first][0], words[end - 1][1]) for first, end in bounds]
