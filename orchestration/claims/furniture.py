"""What stands in an article's text and is not its prose: lists of links that lost their marks and run into a sentence.

"… Speaker Ada OkaforBoard split over the ferries Five things to know about the cranes MORE (L) said …": outlets that
print such a list in one article print it in others of the same weeks, and two statements share words that nobody said.
"""

from __future__ import annotations

import re

# How such a list ends.
LABEL = "MORE"
# It begins inside a word grown together from two.
LINKS = re.compile(rf"(?<=[a-z]{{3}})(?=[A-Z0-9])[^\n]{{10,1500}}?\s{LABEL}\b")


def find_furniture(text: str) -> list[tuple[int, int]]:
    """The stretches of a text that are lists of links, as [start, end) in code points, in order."""
    return [match.span() for match in LINKS.finditer(text)] if LABEL in text else []
