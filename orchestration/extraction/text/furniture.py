"""What stands in an article's text and is not its prose: links to other articles, in lists, in brackets and on lines of
their own, and lines like "ADVERTISEMENT".

"… Speaker Ada OkaforBoard split over the ferries Five things to know about the cranes MORE (L) said …": outlets that
print such a list in one article print it in others of the same weeks. Read as prose it gives false names, and two
statements share words that nobody said; so its words are none of the text's (segment.py), and the spans of a statement
leave it out. "RELATED: Minister says the bridge is safe" attributes, but in another article: no statement begins there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from orchestration.extraction.text.segment import Span, overlaps
from orchestration.extraction.text.statement import Statement

# How a list of links ends.
LIST_END = "MORE"
# It begins inside a word grown together from two, of which the second is its end where it has no links.
LIST = re.compile(rf"(?<=[a-z]{{3}})(?:(?=[A-Z0-9])[^\n]{{10,1500}}?\s{LIST_END}|{LIST_END})\b[ \t]*")
# "Speaker Ada Okafor Adaeze Maria OkaforBoard split …": the first link is to the whole name of who was just named.
WHOLE_NAME = r"\b{surname}((?:\s+[(“\"]?[A-Z][\w.’'-]*[)”\"]?){{0,4}}?\s+{surname})$"
LONGEST_NAME = 80  # characters
# "RELATED: Board split over the ferries", "(Also on WIRE: …)"; a line that ends like a sentence may be one.
LINE = re.compile(
    r"^[ \t]*(?:\([ \t]*)?([A-Za-z][A-Za-z ]{2,20}?)[ \t]*[:|»>][ \t]*\S[^\n]{0,200}(?<!\.)$", re.MULTILINE
)
ALSO_ON = "also on "  # and the outlet
# The same in brackets, inside or behind a paragraph.
BRACKETED = re.compile(
    r"(?<![ \t])[ \t]*\([ \t]*(?:RELATED|Related|WATCH|VIDEO|PHOTOS|READ(?: MORE)?|[Ss]ee also|SEE ALSO|CARTOONS|MORE|"
    r"Also on [A-Z][\w ]{1,20}):\s[^()\n]{10,250}\)"
)
# A line between two paragraphs that is the page's own; what goes on behind it is read as the next paragraph.
INTERRUPTION = re.compile(
    r"^[ \t]*(?:ADVERTISEMENT|Advertisement(?::| Continue reading the main story)?|AD|Story [Cc]ontinue[sd] [Bb]elow|"
    r"Slideshow \(\d+ Images?\))[ \t]*$",
    re.MULTILINE,
)
# A line in capitals between paragraphs in small letters is the headline of another article.
CAPITALS = re.compile(r"^(?=[^\n]*[A-Z]{3})[^a-z\n]{25,200}(?<![.”\"])$", re.MULTILINE)


def find_lists(text: str) -> list[Span]:
    """The stretches of a text that are lists of links, or the page's own, as [start, end) in code points, in order."""
    found = [match.span() for pattern in (INTERRUPTION, BRACKETED) for match in pattern.finditer(text)]
    if LIST_END in text:
        lists = [(_begin(text, match.start()), match.end()) for match in LIST.finditer(text)]
        found = lists + [span for span in found if not overlaps(lists, span)]
    return sorted(found)


def find_link_lines(text: str, labels: frozenset[str]) -> list[Span]:
    """The lines that lead to another article, a film or pictures, in order.

    `labels` are the words, in lower case, of which one stands before such a line's colon.
    """
    found = [match.span() for match in LINE.finditer(text) if _is_label(match[1].lower(), labels)]
    capitals = [match.span() for match in CAPITALS.finditer(text)]
    if capitals and sum(map(str.isupper, text)) * 2 < sum(map(str.islower, text)):
        found += capitals
    return sorted(found)


def _is_label(words: str, labels: frozenset[str]) -> bool:
    return words in labels or words.startswith(ALSO_ON)


def _begin(text: str, start: int) -> int:
    """Where the list begins of which all from `start` has been found: before a whole name that ends right there."""
    before = text[max(0, start - LONGEST_NAME) : start]
    surname = re.search(r"\w+$", before)
    if surname is None:
        return start
    again = re.search(WHOLE_NAME.format(surname=surname.group()), before)
    return start - len(again.group(1)) if again else start


def leave_out(lists: Sequence[Span], statement: Statement) -> None:
    """Cut the spans of a statement around `lists`, in place; each begins and ends with a word outside them."""
    statement.content = [part for span in statement.content for part in _around(lists, span)]
    statement.cue = [part for span in statement.cue for part in _around(lists, span)]
    statement.source = [part for span in statement.source for part in _around(lists, span)]


def _around(lists: Sequence[Span], span: Span) -> Iterator[Span]:
    start, end = span
    for first, stop in lists:
        if start < first < stop <= end:
            yield start, first
            start = stop
    yield start, end
