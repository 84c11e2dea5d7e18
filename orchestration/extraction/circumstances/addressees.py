"""To whom it was said: an outlet, a person or an audience beside the cue."""

from __future__ import annotations

import re

from orchestration.extraction.dates.vocabulary import WEEKDAY_WORDS
from orchestration.extraction.naming.outlets import OutletMention
from orchestration.extraction.rules.vocabulary import Cues
from orchestration.extraction.text.segment import Segments, unaccented
from orchestration.extraction.text.statement import Statement

TOLD = frozenset({"tell", "inform", "notify", "brief", "remind", "assure", "confirm"})
STOP_NP = frozenset(
    """that on in at during by after before when while as about of from for if whether how why to last this next
    earlier late afterward afterwards yesterday today via over
    monday tuesday wednesday thursday friday saturday sunday""".split()
)
NOT_ADDRESSEES = frozenset(
    """conference rally meeting hearing interview forum summit crowd briefing event gathering ceremony session
    story stories tale tales truth lie lies joke jokes""".split()
)
PRONOUNS = frozenset("him her them me us you it one".split())
# With one of these begins no noun phrase: "told her early", "told he will win".
NO_NOUN = PRONOUNS | frozenset("he she they we i what there".split())
ASKED = frozenset({"ask", "urge", "order", "warn", "advise", "instruct", "implore", "beg", "encourage"})
LONGEST_ASKED = 8  # words
# "in a statement to CNN", "in an e-mail to The Times"
WRITTEN = frozenset("statement remarks comments email mail letter message note memo response".split())
AUDIENCE = re.compile(r"\b(?:to|addressing)\s+((?:the\s+)?(?:reporters|journalists|press|supporters|lawmakers))\b")
ROLES_OF_OUTLET = frozenset("host anchor reporter journalist correspondent editor presenter".split())
LONGEST_NAME = 5  # words of "Senate Majority Leader Ada Weir"
NEAR = 200  # characters between a cue and the audience named beside it


def addressee_of(segments: Segments, statement: Statement, outlets: list[OutletMention], cues: Cues) -> str | None:
    """The canonical name of the outlet told, or the noun phrase of the person, where the cue is one of telling."""
    for start, end in statement.cue:
        words = range(segments.word_at(start), segments.word_at(end - 1) + 1)
        telling = [i for i in words if cues.lemma(segments.tokens[i]) in TOLD and segments.tokens[i].lower() != "brief"]
        if telling:
            first = telling[-1] + 1
            if first < len(segments.tokens) and cues.lemma(segments.tokens[telling[-1]]) == "confirm":
                if segments.tokens[first].lower() != "with":
                    return None
                first += 1
            return _noun_phrase(segments, statement, first, outlets)
    told = _interviews(segments, statement, outlets)
    return told[0] if told else _asked(segments, statement, cues) or _audience(segments, statement)


def in_full(addressee: str | None, surnamed: dict[str, str]) -> str | None:
    """The addressee by the full name that the text has: of "Weir" and "Senator Weir", not of "the mayor"."""
    words = (addressee or "").split()
    is_name = bool(words) and all(word[0].isupper() for word in words) and len(words) <= LONGEST_NAME
    full = surnamed.get(unaccented(words[-1]).lower()) if is_name else None
    return full or addressee


def _asked(segments: Segments, statement: Statement, cues: Cues) -> str | None:
    """Who is asked or told to do something: "urged residents to leave"."""
    if not statement.cue:
        return None
    last, first = segments.word_at(statement.cue[-1][1] - 1), segments.word_at(statement.start)
    if cues.lemma(segments.tokens[last]) not in ASKED or not last < first <= last + LONGEST_ASKED:
        return None
    if segments.tokens[last + 1].lower() in NO_NOUN:
        return None  # "warned it will not give in to them"
    # Between the cue and what is asked, or its first words: "urged | residents to leave".
    ahead = range(first, min(first + LONGEST_ASKED, segments.word_at(statement.end - 1)))
    end = next((i for i in ahead if _opens_deed(segments.tokens, i)), last + 1)
    if end == last + 1 or (first > last + 1 and end != first):
        return None
    if any(segments.tokens[i].lower() in STOP_NP | {","} for i in range(last + 1, end)):
        return None
    if segments.tokens[end].lower() == "to" and segments.tokens[end + 1][:1].isupper():
        return None  # "urge response to Russia"
    if [t.lower() for t in segments.tokens[end : end + 2]] == ["to", "be"]:
        return None  # "ordered the children to be released"
    phrase = segments.printed(last + 1, end).removeprefix("the ")
    return None if phrase.lower() in PRONOUNS else phrase


def _opens_deed(tokens: list[str], word: int) -> bool:
    """Whether "to …" or "not to …" begins with the word; "warned it will not …" has no such thing."""
    ahead = [token.lower() for token in tokens[word : word + 2]]
    return ahead[0] == "to" or ahead == ["not", "to"]


def _audience(segments: Segments, statement: Statement) -> str | None:
    """Whom the speaker addressed beside the cue: "denied it to reporters", "while addressing the press"."""
    for sentence in sentences_of(segments, statement):
        start, end = segments.sentences[sentence]
        for match in AUDIENCE.finditer(segments.text, start, end):
            near = any(abs(match.start() - at) <= NEAR for span in statement.cue for at in span)
            if near and not statement.holds(match.start()):
                return match[1].removeprefix("the ")
    return None


def _interviews(segments: Segments, statement: Statement, outlets: list[OutletMention]) -> list[str]:
    """Outlets addressed without a verb of telling: "in an interview with CNN", "speaking to Reuters"."""
    out = []
    for mention in outlets:
        if statement.holds(segments.words[mention.first][0]):
            continue
        before = [t.lower() for t in segments.tokens[max(0, mention.first - 4) : mention.first]]
        if (
            "interview" in before
            or ("speaking" in before and ("to" in before or "on" in before))
            or "telling" in before
            or _asked_by(segments, mention)
            or _is_written_to(segments, mention)
        ):
            out.append(mention.name)
    return out


def _asked_by(segments: Segments, mention: OutletMention) -> bool:
    """Whether the outlet, and not somebody of it, asked: "asked by Reuters about …", not "by Reuters' Ada Weir"."""
    tokens = segments.tokens
    before = [t.lower() for t in tokens[max(0, mention.first - 3) : mention.first] if t.lower() != "the"]
    behind = "".join(tokens[mention.end : mention.end + 1])
    is_whole = behind in ("", ",") or behind.islower() or behind.lower() in WEEKDAY_WORDS
    return before[-2:] == ["asked", "by"] and is_whole and behind not in ROLES_OF_OUTLET


def _is_written_to(segments: Segments, mention: OutletMention) -> bool:
    """Whether "in a statement to", "in an e-mail to" or the like stands before the outlet."""
    before = [t.lower() for t in segments.tokens[max(0, mention.first - 6) : mention.first]]
    before = before[: len(before) - (before[-1:] == ["the"])]
    return before[-1:] == ["to"] and before[-2:-1] != [] and before[-2] in WRITTEN and "in" in before


def _noun_phrase(segments: Segments, statement: Statement, first: int, outlets: list[OutletMention]) -> str | None:
    tokens = segments.tokens
    if tokens[first : first + 1] and tokens[first].lower() in NO_NOUN:
        return None
    end = first
    papers = {m.first for m in outlets if tokens[m.first].lower() in WEEKDAY_WORDS}  # "the Sunday Times"
    while end < len(tokens) and end - first < 12 and segments.sentence_of[end] == segments.sentence_of[first]:
        if end > first and tokens[end].lower() in ("a", "an"):
            break
        is_name = end > first and tokens[end][0].isupper() and tokens[end].lower() not in WEEKDAY_WORDS
        is_name = is_name or end in papers
        if (
            (tokens[end].lower() in STOP_NP and not is_name)
            or (tokens[end] in ',.:;“”"—–(' and not _is_point_within(segments, end))
            or statement.holds(segments.words[end][0])
        ):
            break
        end += 1
    if end == first:
        return None
    outlet = next((m for m in outlets if m.first >= first and m.first < end), None)
    if outlet:
        return outlet.name
    if tokens[end - 1].lower() in NOT_ADDRESSEES:
        return None
    phrase = segments.printed(first, end).removeprefix("the ").strip()
    return None if phrase.lower() in PRONOUNS else phrase or None


def _is_point_within(segments: Segments, word: int) -> bool:
    """Whether a point stands within a name: "the U.S. Senate", "riverwire.example"."""
    if segments.tokens[word] != "." or word + 1 >= len(segments.tokens):
        return False
    is_same = segments.sentence_of[word + 1] == segments.sentence_of[word]
    is_letter = len(segments.tokens[word - 1]) == 1 and segments.tokens[word + 1][0].isalnum()
    is_joined = segments.tokens[word + 1][0].isalnum() and segments.words[word][1] == segments.words[word + 1][0]
    return is_same and (is_letter or is_joined)


def sentences_of(segments: Segments, statement: Statement) -> list[int]:
    """The sentences of cue, source and the end of the content."""
    anchors = [start for start, _ in statement.cue + statement.source] or [statement.start]
    return sorted({segments.sentence_at(at) for at in [*anchors, statement.end - 1]})
