"""Whose word a document is where it does not say "X's": by whom it was made or sent, and whose name stands before it.

"A study published by the Harbour Office said" is the Harbour Office speaking, and so is "a Harbour Office study"; "a
report by the auditors" is nobody's who has a name. What is found is where the maker is printed; who that is, is read by
mentions.py.
"""

from __future__ import annotations

from collections.abc import Callable

from orchestration.extraction.dates.vocabulary import WEEKDAY_WORDS
from orchestration.extraction.naming.gazetteer import Gazetteer
from orchestration.extraction.naming.names import Name, singular

BODIES = frozenset({"organisation", "outlet", "actor", "country"})
MAKERS = BODIES | {"bare", "person"}
LONGEST_GAP = 5  # words between a document and "by": "released on Thursday by"
LONGEST_LETTER = 14  # words between a letter and whom it is from: "to X of the … committee from"
ABOUT = frozenset("on about into for against of that which who".split())  # then it is told what it says, not whose
WHEN = WEEKDAY_WORDS | {"today", "yesterday", "recently"}
# By whom a document is had is not who made it.
GOT = frozenset("obtained seen reviewed viewed read received acquired shared leaked requested cited quoted".split())
ARTICLES = frozenset({"a", "an", "the"})
# Named before these, one word is who asked: "a Weir poll"; before a report it may be what it is about.
ASKED = frozenset({"poll", "survey", "study", "data"})
PERIODS = frozenset({"week", "month", "year", "night", "morning", "day"})  # "this week's filing" is nobody's
SENT = frozenset({"letter", "email", "memo", "note", "message"})


def document_at(tokens: list[str], first: int, head: int) -> int:
    """The noun for a document of the phrase at `first`, whose head seems to be `head`: "a survey released Thursday"."""
    at = head
    while at > first and (tokens[at].lower() in WHEN or (tokens[at].islower() and tokens[at].endswith("ed"))):
        at -= 1
    return at if at == head or tokens[at].islower() else head


def maker_behind(tokens: list[str], name_at: Callable[[int], Name | None], head: int, end: int) -> int | None:
    """The first word of who made or sent the document at word `head`, printed behind it before word `end`."""
    noun = singular(tokens[head])
    reach = min(end, head + (LONGEST_LETTER if noun in SENT else LONGEST_GAP) + 1)
    for i in range(head + 1, reach):
        word = tokens[i].lower()
        if word in ABOUT and noun not in SENT:
            return None
        if word not in ("by", "from") or i + 1 >= end:
            continue
        if tokens[i - 1].lower() in GOT:
            return None
        at = i + 1 + (tokens[i + 1].lower() in ARTICLES)
        name = name_at(at) if at < end else None
        if name is not None and name.end <= end and not name.is_possessive:
            kinds = MAKERS if word == "by" or noun in SENT else BODIES
            return at if name.kind in kinds else None
        if word == "by":
            return None  # "by researchers at the Harbour Office"
    return None


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
        return name if noun == "statement" or (found and found.value.kind == "institution") else None
    is_asked = name.kind == "bare" and noun in ASKED and name.first > first
    return name if name.kind in BODIES or is_asked else None
