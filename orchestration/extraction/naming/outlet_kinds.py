"""Which outlets "the paper", "the station" and "the agency" can stand for: none that is of another kind by its name."""

from __future__ import annotations

from orchestration.extraction.rules.vocabulary import People

# Nouns that stand for an outlet named before, and words that in a name say which kind it is.
KINDS_BY_NAME = (
    (
        frozenset("paper newspaper daily weekly tabloid magazine".split()),
        frozenset(
            """times post herald gazette newspaper daily weekly magazine tribune guardian telegraph journal chronicle
            courier observer independent lantern""".split()
        ),
    ),
    (
        frozenset("network channel station broadcaster".split()),
        frozenset(
            """tv television radio broadcasting channel network bbc cnn nbc abc cbs fox npr pbs msnbc cnbc nhk
            sky""".split()
        ),
    ),
    (
        frozenset("agency newswire".split()),
        frozenset("agency agence press wire reuters tass xinhua interfax kyodo yonhap anadolu isna irna".split()),
    ),
)
KINDS_OF_OUTLET = frozenset().union(*(nouns for nouns, _ in KINDS_BY_NAME))


def is_called_one(name: str, people: People) -> bool:
    """Whether the name begins or ends as those of outlets do: "Radio Sorval", "Steppe Herald"."""
    words = name.lower().split()
    return len(words) > 1 and not people.outlet_words.isdisjoint((words[0], words[-1]))


def may_be_called(name: str, noun: str) -> bool:
    """Whether nothing in the name of an outlet says that it is of another kind than the noun."""
    words = {word.lower() for word in name.split()}
    others = [own for nouns, own in KINDS_BY_NAME if noun not in nouns]
    return noun not in KINDS_OF_OUTLET or not any(words & own for own in others)
