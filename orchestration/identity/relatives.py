"""Which names of a block are held against each other: those that share what two names of one person must share.

Of a frequent surname nearly all names are others. What can be one person's has a given name, a nickname's group or an
initial in common, or is spelt alike; names are looked up by these, and `names.relate` decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, product

from orchestration.identity.names import PersonName, relate
from orchestration.identity.spellings import MIN_SPELT, consonants_of, spell
from orchestration.identity.vocabulary import load_vocabulary

Feature = tuple[str, str]


def find_relatives(names: Iterable[PersonName]) -> Iterator[tuple[PersonName, PersonName]]:
    """Every pair of different full names that `relate` and that have one surname or begin alike, each once."""
    listed = list(names)
    pairs = _pair_sharing(listed, _list_features) | _pair_initials(listed)
    pairs |= {
        (place, other)
        for place, other in _pair_sharing(listed, _list_spelt)
        if listed[place].surname != listed[other].surname
    }
    for place, other in sorted(pairs):
        if relate(listed[place], listed[other]) is not None:
            yield listed[place], listed[other]


def _pair_sharing(names: Sequence[PersonName], features: Callable[[PersonName], set[Feature]]) -> set[tuple[int, int]]:
    sharing: dict[Feature, list[int]] = defaultdict(list)
    for place, name in enumerate(names):
        for feature in features(name):
            sharing[feature].append(place)
    return {pair for places in sharing.values() for pair in combinations(places, 2)}


def _list_features(name: PersonName) -> set[Feature]:
    """What two names share of which one is the other in full, with a nickname or with first names spelt otherwise."""
    found = {("key", name.key), (name.surname, "".join(name.given))}
    found |= {(name.surname, word) for word in name.given if len(word) > 1}
    found |= {(name.surname, f"spelt {consonants_of(word)}") for word in name.given if len(word) >= MIN_SPELT}
    groups = load_vocabulary().nicknames.get(name.given[0], ())
    return found | {(name.surname, f"group {group}") for group in groups}


def _list_spelt(name: PersonName) -> set[Feature]:
    """What two names share of which one is the other as another transcribes it; those that begin alike."""
    if len(name.surname) < MIN_SPELT:
        return set()
    spelt = [spell(word) for word in name.given]
    return {(name.given[0][0], word) for word in ("".join(spelt), *spelt) if len(word) > 1 or len(spelt) == 1}


def _pair_initials(names: Sequence[PersonName]) -> set[tuple[int, int]]:
    """Pairs of one surname and first letter of which one has an initial: "J. Brel" may be anybody's."""
    beginning: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, name in enumerate(names):
        beginning[name.surname, name.given[0][0]].append(place)
    pairs = set()
    for places in beginning.values():
        initials = [place for place in places if any(len(word) == 1 for word in names[place].given)]
        pairs |= {(min(one, other), max(one, other)) for one, other in product(initials, places) if one != other}
    return pairs
