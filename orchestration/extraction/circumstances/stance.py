"""In what manner: asserted, denied, asked or promised, by the cue and, for promises, by what follows it."""

from __future__ import annotations

import re

from orchestration.extraction.rules.vocabulary import Cues
from orchestration.extraction.text.segment import WORD
from orchestration.extraction.text.statement import TITLE, Statement, printed

CALLING_FOR = re.compile(r"\b(?:call|calls|called|calling)\s+(?:for|on|upon)\b", re.I)
OWN_FUTURE = re.compile(
    r"^\W*(?:that\s+)?(it|he|she|they|we|I)\s+(?:will|would|won’t|won't|shall)\b"
    r"(?!\s+(?:be|consider|have|hope|like|say|think|expect|love|prefer|argue|suggest|imagine|guess|rather)\b)",
    re.I,
)
HEADLINE_FUTURE = re.compile(r"^\W*(?:to|will)\s+(?!be\b|\w+ing\b)\w+", re.I)  # not "admits to leaking"
PREDICTING = frozenset({"warn", "predict", "forecast", "caution", "argue", "note", "estimate", "expect", "fear"})
PLEA = re.compile(r"\b(not\s+)?guilty\b", re.I)
CALL_TO = re.compile(r"\b(?:call|calls|calling)\W*$", re.I)
TOLD_TO = re.compile(
    r"^\W*(?:(?!(?:that|what|are|is|was|were|we|I|it|they|he|she|going|trying|have|has|had)\b)[\w’'.-]+\s+){0,4}?"
    r"(?:not\s+)?to\s+\W?\w+",
    re.I,
)
# "Questioned the plan" doubts it; "questioned whether" asks. So it is with "challenged".
DOUBTING = frozenset({"question", "challenge"})
ASKED_CLAUSE = re.compile(r"^\W*(?:whether|if|why|how|what|when|who)\b|\?", re.I)
TELLING = frozenset({"tell", "warn", "advise", "instruct", "order"})
ONLY_ASKS = re.compile(r"[^.!…]*\?\W*")  # no other sentence is in it
ASKING = re.compile(r"^\W*(?:I|we)\s+(?:ask|urge|demand|request|appeal|implore|beg|call\s+(?:on|upon|for))\b", re.I)
VOWING = re.compile(
    r"\b(?:We|I)\s+(?:(?:will|shall)(?!\s+(?:be|have|see|know|say)\b)|intend\s+to|promise|pledge|vow)\b"
)
FALSE = re.compile(
    r"\b(?:false|untrue|lies?|baseless|unfounded|groundless|fabricat\w+|fiction|fake|hoax|nonsense|slander|rubbish)\b",
    re.I,
)
CALLED_ON = re.compile(r"^\W*[\w\s]{1,40}\b(?:is|are)\s+(?:called\s+(?:up)?on|urged|asked|requested)\b", re.I)
SHARE = re.compile(r"\b(?:percent|per cent)\b|%", re.I)
INNER = re.compile(r"(?<=[\s,:(])‘[^‘’]*’")
WE_WILL = re.compile(r"\b(?:we|I)\b[^.;!?,]{0,60}\b(?:and|then|also)\s+will\b(?!\s+(?:be|have|see|know)\b)", re.I)
NAMING = frozenset({"call", "dismiss", "describe", "brand", "label", "denounce", "reject"})
NO_VERB = re.compile(r"\b(?:press|question|order|call)[\s-](?:conference|briefing|release|statement|call|time)\b", re.I)
# Which kinds of speaker may mean themselves by a pronoun.
MEANS = {
    "it": ("organisation", "state"),
    "he": ("person", "unnamed"),
    "she": ("person", "unnamed"),
}


def stance_of(text: str, statement: Statement, cues: Cues, country_names: dict[str, str]) -> tuple[str, str]:
    """One of assert, deny, ask, promise, and what shows it: cue, content, or none where nothing marks it.

    `country_names` by code tell whose "Russia will" is a promise.
    """
    if marked := _by_cue(text, statement, cues):
        return marked, "cue"
    if marked := _by_content(text, statement, cues, country_names):
        return marked, "content"
    return "assert", "none"


def _by_cue(text: str, statement: Statement, cues: Cues) -> str | None:
    cue = printed(text, statement.cue)
    after = text[statement.cue[-1][1] : statement.cue[-1][1] + 6].lower() if statement.cue else ""
    content = printed(text, statement.content)
    if CALLING_FOR.search(cue + after) or (CALL_TO.search(cue) and content.startswith("to ")):
        return "ask"
    if "plead" in [cues.lemma(word) for word in WORD.findall(cue)] and (plea := PLEA.search(f"{cue} {content}")):
        return "deny" if plea[1] else "assert"
    doubts = not ASKED_CLAUSE.search(content) and not TOLD_TO.match(content)
    words = WORD.findall(NO_VERB.sub(" ", cue))
    found = [
        stance for word in words if (stance := cues.stance(word)) and not (doubts and cues.lemma(word) in DOUBTING)
    ]
    return next((stance for stance in found if stance != "assert"), None)


def _by_content(text: str, statement: Statement, cues: Cues, country_names: dict[str, str]) -> str | None:
    content = printed(text, statement.content)
    lemmas = {cues.lemma(word) for word in WORD.findall(printed(text, statement.cue))}
    is_direct = statement.statement_type == "direct"
    if is_direct:
        content = INNER.sub(" ", content)  # what the speaker quotes somebody else with
    follows = bool(statement.cue) and statement.cue[-1][1] <= statement.start
    if follows and TOLD_TO.match(content) and lemmas & TELLING:
        return "ask"
    if not statement.cue and content.rstrip(' ”"').endswith("?"):
        return "ask"  # a line of a transcript
    if is_direct and (ASKING.match(content) or CALLED_ON.match(content)):
        return "ask"
    if is_direct and all(ONLY_ASKS.fullmatch(INNER.sub(" ", text[start:end])) for start, end in statement.content):
        return "ask"
    if FALSE.search(content) and lemmas & NAMING:
        return "deny"
    own = OWN_FUTURE.match(content)
    if own and is_direct and own.group().lower().endswith("would"):
        own = None  # “I would never ask” tells what one thinks; "she would never ask" may be her promise
    is_headline = statement.field == TITLE and statement.statement_type == "indirect"
    promises = (
        (is_direct and (VOWING.search(content) or WE_WILL.search(content)))
        or (own and not lemmas & PREDICTING and _may_mean(statement, own.group(1).lower(), is_direct))
        or _own_state_will(statement, content, country_names)
        or (is_headline and HEADLINE_FUTURE.match(content))
    )
    return "promise" if promises else None


def _own_state_will(statement: Statement, content: str, country_names: dict[str, str]) -> bool:
    """Whether whoever speaks for a country says what it will do: "Russia will answer", by its finance minister."""
    speaker = statement.speakers[0] if statement.speakers else None
    name = country_names.get(speaker.country_code or "") if speaker else None
    if speaker is None or name is None or not (speaker.kind == "state" or speaker.role):
        return False
    return re.match(rf"^\W*(?:that\s+)?{re.escape(name)}\s+(?:will|would)\s+(?!be\b|have\b)", content) is not None


def _may_mean(statement: Statement, pronoun: str, is_direct: bool) -> bool:
    """Whether the speaker may be whom the pronoun means: "it would sink", said by a captain, is no promise."""
    if is_direct:
        return pronoun in ("i", "we")  # “They will help” is of others
    if not statement.speakers:
        return True
    words = statement.speakers[0].mention.split() or [""]
    if pronoun == "it" and words[-1].islower() and words[-1].endswith("s"):
        return False  # what "industry groups say it would" do, something else would
    if SHARE.search(statement.speakers[0].mention):
        return False  # whoever is asked in a survey says what is liked
    return statement.speakers[0].kind in MEANS.get(pronoun, (statement.speakers[0].kind,))
