"""Cues that look like speech and are none: what something is called, who is accused, and the states of a union."""

from __future__ import annotations

import re

from orchestration.extraction.segment import Span
from orchestration.extraction.statement import TITLE, Statement

# "a process called “exfiltration”", "events known as “the Caper”": what it is called, by nobody.
NAMED = re.compile(
    r"(?:(?:has|have|had|is|are|was|were|been|being|also|often|sometimes|better|widely|commonly|now|later|officially)\s+)*"
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
NOBODY = frozenset({"no", "nobody", "none", "neither"})
ASKS = frozenset("did does do is are was were will would can could should has have".split())
SAYS = frozenset("say says said saying".split())
NOTHING = re.compile(r"nothing\b", re.IGNORECASE)
PUT_OUT = frozenset("posted published tweeted shared posts publishes tweets shares".split())
# "posted their biggest gain", "published a video"
THING = re.compile(
    r"(?:an?|the|his|her|its|their|another)\s(?:[\w-]+\s){0,4}(?:video|photo|picture|image|clip|gain|loss|profit|record|link)",
    re.I,
)
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


def is_unsaid(text: str, statement: Statement) -> bool:
    """Whether the words say that nobody said it, only ask whether somebody did, or show what was put out."""
    source, cue, content = statement.source, statement.cue, statement.content
    verb = text[cue[0][0] : cue[0][1]].lower() if len(cue) == 1 else ""
    says_nothing = verb.split()[-1:] and verb.split()[-1] in SAYS and NOTHING.match(text, content[0][0])
    is_nobody = bool(source) and text[source[0][0] : source[0][1]].split()[0].lower() in NOBODY
    is_question = statement.field == TITLE and text.rstrip().endswith("?") and text.split()[0].lower() in ASKS
    is_shown = verb in PUT_OUT and THING.match(text, content[0][0])
    return bool(says_nothing or is_nobody or is_question or is_shown)


def is_state(before: str, word: str) -> bool:
    """Whether "states" behind `before` are those of a union: "four states", "swing states"."""
    return word.lower() in ("state", "states") and (before.isdigit() or before.lower() in NUMBERS)


def _is_common(text: str, source: list[Span], cue: list[Span]) -> bool:
    """Whether a noun phrase without a capital or a pronoun at its end stands right before the cue."""
    if len(source) != 1 or source[0][1] > cue[0][0] or text[source[0][1] : cue[0][0]].strip(" ,"):
        return False
    last = text[source[0][0] : source[0][1]].split()[-1]
    return last.islower() and last not in PRONOUNS
