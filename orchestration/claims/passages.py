"""The passages of a statement: each stretch inside quotation marks, and the whole as it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from orchestration.claims.words import APOSTROPHE, WORD, split_words, weigh, weigh_all

# A mark that is not closed runs to the end: contents are cut at sentence ends, marks and all.
QUOTED = re.compile(r"“([^”]*)(?:”|$)|\"([^\"]*)(?:\"|$)|«([^»]*)(?:»|$)")
MARKS = '“"«'
# Passages of one word or two are marks of distance ("so-called"), not quotations.
FEWEST_WORDS = 3
MOST_PASSAGES = 12
# Words that a title may print small; all others it begins with a capital.
SMALL_IN_TITLES = frozenset("a an and as at but by for from in into nor of on or the to vs with".split())
FEWEST_CAPITALS = 2


@dataclass(frozen=True)
class Passage:
    """Some words of a statement in a row.

    `is_quoted`: printed inside marks, so that the wording is the speaker's; then `printed` is what stands there.
    """

    words: tuple[str, ...]
    is_quoted: bool
    printed: str = ""

    @cached_property
    def weights(self) -> tuple[float, ...]:
        """A weight for each word."""
        return weigh_all(self.words, are_quoted=self.is_quoted)

    @cached_property
    def weight(self) -> float:
        """The weight of all words: about the number of words that say something."""
        return sum(self.weights)

    @cached_property
    def is_term(self) -> bool:
        """Whether no word of it joins others: "broken immigration system" names a thing and says nothing of it."""
        return all(weigh(word) for word in self.words)

    @cached_property
    def is_title(self) -> bool:
        """Whether it is printed as titles are: "The Long Way Home: How a Town Rebuilt Its Bridge"; not all capitals."""
        words = [word for word in WORD.findall(APOSTROPHE.sub("", self.printed)) if word[0].isalpha()]
        capitals = [word for word in words if word[0].isupper()]
        return (
            len(capitals) >= FEWEST_CAPITALS
            and all(word in SMALL_IN_TITLES for word in words if not word[0].isupper())
            and not all(word.isupper() for word in capitals)
        )

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Its words, each once."""
        return frozenset(self.words)


def split_passages(text: str) -> tuple[Passage, ...]:
    """The passages of a printed content in order: the quoted ones, then the whole where it holds more than one of them.

    Never empty, but where the text has no word.
    """
    quoted = [
        Passage(words, True, printed)
        for match in QUOTED.finditer(text)
        if len(words := split_words(printed := " ".join(filter(None, match.groups())))) >= FEWEST_WORDS
    ][:MOST_PASSAGES]
    whole = split_words(text)
    if not whole or (len(quoted) == 1 and quoted[0].words == whole):
        return tuple(quoted)
    # A quotation split by its cue is quoted as a whole.
    return (*quoted, Passage(whole, sum(len(passage.words) for passage in quoted) == len(whole)))
