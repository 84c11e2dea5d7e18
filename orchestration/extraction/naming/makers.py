"""Whose word a document is where it does not say "X's": by whom it was made or sent, and whose name stands before it.

"A study published by the Harbour Office said" is the Harbour Office speaking, and so is "a Harbour Office study"; "a
report by the auditors" is nobody's who has a name. What is found is where the maker is printed; who that is, is read by
mentions.py.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from orchestration.extraction.dates.vocabulary import MONTH_ABBREVIATIONS, MONTHS, PUBLISHING_PARTICIPLES, WEEKDAY_WORDS
from orchestration.extraction.naming.gazetteer import INSTITUTION, Gazetteer
from orchestration.extraction.naming.names import Name, singular

BODIES = frozenset({"organisation", "outlet", "actor", "country"})
MAKERS = BODIES | {"bare", "person"}
LONGEST_GAP = 5  # words between a document and "by", times not counted: "published on its website on Thursday by"
LONGEST_LETTER = 14  # words between a letter and whom it is from: "to X of the … committee from"
ABOUT = frozenset("on about into for against of that which who".split())  # then it is told what it says, not whose
PERIODS = frozenset({"week", "month", "year", "night", "morning", "day"})  # "this week's filing" is nobody's
WHEN = WEEKDAY_WORDS | PERIODS | frozenset("today yesterday recently last this late early earlier".split())
CALENDAR = frozenset([*MONTHS, *MONTH_ABBREVIATIONS])
# By whom a document is had is not who made it.
GOT = frozenset("obtained seen reviewed viewed read received acquired shared leaked requested cited quoted".split())
ARTICLES = frozenset({"a", "an", "the"})
# Named before these, one word is who asked: "a Weir poll"; before a report it may be what it is about.
ASKED = frozenset({"poll", "survey", "study", "data"})
SENT = frozenset({"letter", "email", "memo", "note", "message"})


def document_at(tokens: list[str], first: int, head: int) -> int:
    """The noun for a document of the phrase at `first`, whose head seems to be `head`: "a survey released today"."""
    at = head
    while at > first and (_is_when(tokens, at) or _is_participle(tokens[at])):
        at -= 1
    return at if at == head or tokens[at].islower() else head


def maker_behind(tokens: list[str], name_at: Callable[[int], Name | None], head: int, end: int) -> int | None:
    """The first word of who made or sent the document at word `head`, printed behind it before word `end`."""
    noun = singular(tokens[head])
    words = [head, *_but_times(tokens, head + 1, end)][: (LONGEST_LETTER if noun in SENT else LONGEST_GAP) + 1]
    for before, i in pairwise(words):
        word = tokens[i].lower()
        if word in ABOUT and noun not in SENT:
            return None
        if word not in ("by", "from") or i + 1 >= end:
            continue
        if tokens[before].lower() in GOT:
            return None
        at = i + 1 + (tokens[i + 1].lower() in ARTICLES)
        name = name_at(at) if at < end else None
        if name is not None and name.end <= end and not name.is_possessive:
            kinds = MAKERS if word == "by" or noun in SENT else BODIES
            if noun == "report" and word == "from":
                kinds = BODIES - {"country"}  # "reports from Khartoum" are nobody's
            return at if name.kind in kinds else None
        if word == "by":
            return None  # "by researchers at the Harbour Office"
    return None


def _but_times(tokens: list[str], first: int, end: int) -> list[int]:
    """The words of [first, end) without "on Oct. 12" and "last week"."""
    kept = [i for i in range(first, end) if not _is_when(tokens, i)]
    return [i for i in kept if tokens[i].lower() not in ("on", "in") or i + 1 in kept or i + 1 == end]


def _is_when(tokens: list[str], i: int) -> bool:
    """Whether word `i` tells when, or is the number of a day or year beside a month."""
    if tokens[i].isdigit() or tokens[i] == ".":
        return not CALENDAR.isdisjoint(tokens[max(0, i - 2) : i + 2])
    return tokens[i] in CALENDAR or tokens[i].lower() in WHEN


def _is_participle(word: str) -> bool:
    return word.islower() and (word.endswith("ed") or word in PUBLISHING_PARTICIPLES)


def maker_before(tokens: list[str], gazetteer: Gazetteer, names: list[Name], first: int, head: int) -> Name | None:
    """The body whose name stands right before the document at word `head`: "a new UN report"; `first` opens the phrase.

    Not one of several ("a Times/Herald poll"), and no country but for what states put out ("the US statement").
    """
    noun = singular(tokens[head])
    name = next((n for n in names if head - 1 <= n.end <= head and n.first >= first), None)
    if name is None or (name.end < head and not (noun in ASKED and tokens[name.end].islower())):
        return None
    is_listed = "/" in tokens[max(first, name.first - 1) : head]
    opening = all(token.islower() or token in ("The", "A", "An") for token in tokens[first : name.first])
    if is_listed or not opening or name.is_possessive:
        return None
    if name.kind == "country":
        found = gazetteer.countries.first(tokens, name.first, name.end)
        return name if noun == "statement" or (found and found.value.kind == INSTITUTION) else None
    is_asked = name.kind == "bare" and noun in ASKED and name.first > first
    return name if name.kind in BODIES or is_asked else None
