"""Cues that look like speech and are none: what something is called, who is accused, and the states of a union."""

from __future__ import annotations

import re

from orchestration.extraction.segment import Span

# "a process called “exfiltration”", "events known as “the Caper”": what it is called, by nobody.
NAMED = re.compile(
    r"(?:(?:is|are|was|were|been|being|also|often|sometimes|better|widely|commonly|now|later|officially)\s+)*"
    r"(?:called|dubbed|named|nicknamed|titled|entitled|labell?ed|known\s+as|billed\s+as|referred\s+to\s+as)",
    re.IGNORECASE,
)
LAUNCHED = re.compile(
    r"\w\s(?:an?|the)\s.*\s(?:called|dubbed|named|nicknamed|titled|entitled|known\s+as)$", re.I | re.DOTALL
)
# "a man accused of theft": he is no accuser. Somebody who accuses has an object in between: "accused him of".
ACCUSED = re.compile(
    r"(?:accused|suspected|convicted|guilty)\s+of|(?:blamed|criticised|criticized|praised)\s+for", re.IGNORECASE
)
NUMBERS = frozenset(
    """two three four five six seven eight nine ten eleven twelve dozen several many few some most other all both these
    those such swing home member battleground""".split()
)
PRONOUNS = frozenset("i he she they we you it who which that some many others".split())
OPENING_MARKS = "“\"‘'«„"
AUXILIARIES = frozenset("is are was were been being".split())
QUOTED_NAME = re.compile(r"(?:(?:the|an?)\s)?[“\"‘'«„]", re.IGNORECASE)


def is_naming(text: str, source: list[Span], cue: list[Span], content: list[Span]) -> bool:
    """Whether the cue tells by which name something goes: a participle, the name in marks behind it, and no namer."""
    if len(cue) != 1:
        return False
    words = text[cue[0][0] : cue[0][1]]
    is_told = LAUNCHED.search(words) is not None  # "launched a programme dubbed “Horizon”"
    if not (is_told or NAMED.fullmatch(words)):
        return False
    behind = next((start for start, _ in content if start >= cue[0][1]), None)
    if behind is None or not QUOTED_NAME.match(text, behind) or text[cue[0][1] : behind].strip():
        return False
    # "Baloch, nicknamed “the Star”": a comma shows that she is no subject.
    is_plain = words.split()[0].lower() not in AUXILIARIES
    is_set_off = is_plain and len(source) == 1 and text[source[0][1] : cue[0][0]].strip() == ","
    is_noun = text[behind] in OPENING_MARKS and _is_common(text, source, cue)
    return is_told or not source or is_set_off or is_noun


def is_accused(text: str, source: list[Span], cue: list[Span]) -> bool:
    """Whether who stands before the cue is accused or praised, not who accuses or praises."""
    accused = len(cue) == 1 and ACCUSED.fullmatch(text[cue[0][0] : cue[0][1]]) is not None
    return accused and _is_common(text, source, cue)


def is_state(before: str, word: str) -> bool:
    """Whether "states" behind `before` are those of a union: "four states", "swing states"."""
    return word.lower() in ("state", "states") and (before.isdigit() or before.lower() in NUMBERS)


def _is_common(text: str, source: list[Span], cue: list[Span]) -> bool:
    """Whether a noun phrase without a capital or a pronoun at its end stands right before the cue."""
    if len(source) != 1 or source[0][1] > cue[0][0] or text[source[0][1] : cue[0][0]].strip(" ,"):
        return False
    last = text[source[0][0] : source[0][1]].split()[-1]
    return last.islower() and last not in PRONOUNS
