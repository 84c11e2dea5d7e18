"""Names that the text itself says are bodies': "the company, Nordhavn Energy", "Nordhavn Energy, a Norwegian firm".

Two words with capitals look like somebody's name. What a name is introduced as once, it is wherever it is printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from orchestration.extraction.naming.common_nouns import ENDS_HEAD
from orchestration.extraction.naming.names import Name
from orchestration.extraction.rules.vocabulary import People
from orchestration.extraction.text.segment import HYPHENS, Segments, unaccented

ARTICLES = frozenset("the a an its their another one".split())
# What may stand before "the company, Nordhavn Energy,"; behind a preposition the name is whose the company is.
BEFORE_PHRASE = frozenset("and but while as that when said says ( — – : “ ,".split())
LONGEST_PHRASE = 5  # words of "state-owned oil company"
CLOSING = frozenset({",", ")", "."})


def as_introduced(segments: Segments, people: People, names: list[Name]) -> list[Name]:
    """`names`, of which those are organisations that the text introduces as such."""
    found = {_printed(segments, name) for name in names if _is_introduced(segments, people, name)}
    return [replace(name, kind="organisation") if _printed(segments, name) in found else name for name in names]


def _printed(segments: Segments, name: Name) -> str:
    """The name's words; none where it is no person's by its words alone."""
    is_open = name.kind == "person" and not name.has_title
    return segments.printed(name.core, name.end) if is_open else ""


def _is_introduced(segments: Segments, people: People, name: Name) -> bool:
    tokens = segments.tokens
    if not _printed(segments, name) or unaccented(tokens[name.core]).lower() in people.first_names:
        return False
    return _is_told(segments, people, name) or _is_apposed(segments, people, name)


def _is_told(segments: Segments, people: People, name: Name) -> bool:
    """Whether what follows the name says that it is a body: ", a Norwegian firm", ", which"."""
    ahead = _sentence_ahead(segments, name.end)
    if next(ahead, None) != ",":
        return False
    opening = next(ahead, "")
    if opening not in ARTICLES:
        return opening == "which"
    phrase: list[str] = []
    for word in ahead:
        if word.lower() in ENDS_HEAD or word == "." or len(phrase) > LONGEST_PHRASE:
            break
        phrase.append(word)
    while len(phrase) > 1 and phrase[-1].endswith("ed"):
        phrase.pop()  # "a company based in"
    return bool(phrase) and _is_body(people, phrase[-1])


def _is_apposed(segments: Segments, people: People, name: Name) -> bool:
    """Whether the name stands behind what it is: "the company, Nordhavn Energy,", "oil firm Nordhavn Energy"."""
    tokens, at = segments.tokens, name.first - 1
    is_set_off = at > 0 and tokens[at] in (",", "(")
    noun = at - is_set_off
    if noun < 0 or not _is_body(people, tokens[noun]) or segments.sentence_of[noun] != segments.sentence_of[name.first]:
        return False
    first = noun
    while first > max(0, noun - LONGEST_PHRASE) and _is_modifier(tokens[first - 1]):
        first -= 1
    has_article = first > 0 and tokens[first - 1].lower() in ARTICLES
    if not is_set_off:
        return first < noun  # not "the company Amara Nwosu runs"
    opens = first < 2 or segments.sentence_of[first - 2] != segments.sentence_of[first - 1]
    is_closed = not CLOSING.isdisjoint(tokens[name.end : name.end + 1])
    return has_article and is_closed and (opens or tokens[first - 2] in BEFORE_PHRASE)


def _sentence_ahead(segments: Segments, first: int) -> Iterator[str]:
    for i in range(first, len(segments.tokens)):
        if segments.sentence_of[i] != segments.sentence_of[first - 1]:
            return
        yield segments.tokens[i]


def _is_body(people: People, noun: str) -> bool:
    return noun in people.organisation_nouns and noun not in people.works and noun not in people.roles


def _is_modifier(word: str) -> bool:
    return (word[0].isalpha() or word in HYPHENS) and word.lower() not in ENDS_HEAD | ARTICLES
