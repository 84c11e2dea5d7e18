"""Cues that look like speech and are none: what something is called, who is accused, the states of a union, and what
nobody has said: the reader, "some", anybody if asked, or whoever declined to.
"""

from __future__ import annotations

import re

from orchestration.extraction.text.segment import Span, plain_words
from orchestration.extraction.text.statement import TITLE, Statement

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
# Nobody charges with these words: "X, charged with murder" is who is charged.
CHARGED = re.compile(r"(?:\w+\s+)?charged\s+with", re.IGNORECASE)
ALLEGED = re.compile(r"accused\s+(?!.*\b(?:of|that)\b)", re.IGNORECASE | re.DOTALL)  # "the accused thief"
# "Five men condemned to death": they condemn nobody.
CONDEMNED = re.compile(r"to\s(?:death|life|prison|jail|hang|die|[\w-]+\s(?:years|months|lashes))\b", re.IGNORECASE)
NUMBERS = frozenset(
    """two three four five six seven eight nine ten eleven twelve dozen several many few some most other all both these
    those such swing home member battleground""".split()
)
PRONOUNS = frozenset("i he she they we you it who which that some many others".split())
# Whoever they are, what they would say has not been said.
ANYBODY = frozenset(
    """some others many most few critics opponents supporters sceptics skeptics cynics anyone anybody everyone everybody
    someone somebody nobody one people you we""".split()
)
OURS = frozenset("ask report contact write publish tell".split())  # what "we", the paper, did
# "At no time did X mention", "nor has X said"
NEVER = re.compile(
    r"\b(?:nor|neither|never|no\s\w+|hardly|rarely|seldom)\s(?:did|does|do|has|have|had|would|will|could|can)\s$", re.I
)
IF = re.compile(r"\b(?:if|unless|suppose|imagine|assuming|whenever)\s(?:that\s)?$", re.IGNORECASE)
THOSE = re.compile(r"\b(?:those|people|anyone|anybody|someone)\s$", re.IGNORECASE)
ASKED = re.compile(
    r"(?:^|[.!?…\n”\"]\s{0,2})(?:(?:but|and|so|or)\s)?"
    r"(?:did|does|do|has|have|had|is|are|was|were|would|will|could|can|should|didn[’']t|doesn[’']t|hasn[’']t|isn[’']t)\s$",
    re.IGNORECASE,
)
# "X, asked about the vote, said": whoever stands before it was asked.
WAS_ASKED = re.compile(
    r",\s(?:when\s)?(?:asked|questioned|pressed|quizzed)\s(?:about|on|if|whether|why|how|what|when|who|where|by)\b"
)
ENDS_SENTENCE = re.compile(r"[.!?\n]|$")
LOOK_BACK = 40  # characters
# "It is estimated that": by nobody
SUPPOSED = re.compile(
    r"(?:(?:has|had|can|should|also|now|often)\s)*(?:is|was|s|be|been)\s(?:(?:also|widely|often|now|been)\s)*"
    r"(?:\w+(?:ed|en)|said|thought|known)|goes\swithout\ssaying",
    re.IGNORECASE,
)
QUESTIONS = re.compile(r"(?:\w+[\s-]){0,5}questions\b", re.IGNORECASE)  # "answered a series of questions"
ANSWERED = re.compile(r"\banswer(?:s|ed)\s(?:\w+[\s-]){0,5}questions\b")
OPENING_MARKS = "“\"‘'«„"
AUXILIARIES = frozenset("is are was were been being".split())
TOLD_ONES = frozenset("i he she they we you who".split())
PASSIVE_TOLD = re.compile(
    r"(?:(?:has|have|had|was|were|is|are|been|being|be|[’']re|[’']m|am|also|then|later|often|repeatedly|even)\s)*"
    r"(?:was|were|is|are|been|being|be|[’']re|[’']m|am)\s(?:\w+\s)?"
    r"(?:told|asked|informed|warned|advised|notified|urged|reminded|assured|instructed|ordered)",
    re.IGNORECASE,
)
NOBODY = frozenset({"no", "nobody", "none", "neither", "not"})
ASKS = frozenset("did does do is are was were will would can could should has have".split())
SAYS = frozenset("say says said saying".split())
# "Said nothing about it", but not "said nothing in it had changed": there it is the subject of a clause.
NOTHING = re.compile(
    r"nothing\b(?!\s(?:(?!(?:that|who|which|what|how|why|when|while|but|he|she|it|they|we|i)\b)[\w’'-]+\s){0,6}?"
    r"(?:is|are|was|were|has|have|had|will|would|can|could|may|might|should|must|does|did)\b"
    r"|\s(?:\w+ed|\w{4,}s)\b)",
    re.IGNORECASE,
)
SAID_NOTHING = re.compile(r"\b(?:say|says|said|saying)\s+nothing\b")
PUT_OUT = frozenset("posted published tweeted shared posts publishes tweets shares".split())
# "posted their biggest gain", "published a video"
THING = re.compile(
    r"(?:an?|the|his|her|its|their|another)\s(?:[\w-]+\s){0,4}(?:video|photo|picture|image|clip|gain|loss|profit|record|link)",
    re.I,
)
# "She would have said “no”": she did not.
COUNTERFACTUAL = re.compile(r"(?:would|could|might|should)\s(?:\w+\s)?have\s", re.IGNORECASE)
# "He is said to own six ships": by others.
SAID_OF = re.compile(
    r"(?:(?:has|have|had|also|often|once|later)\s)*(?:is|are|was|were|be|been)\s(?:\w+\s)?"
    r"(?:said|reported|believed|rumou?red|alleged|thought|understood|known)",
    re.IGNORECASE,
)
# "A man who asked not to be named": that is how he spoke, not what he said.
UNNAMED = re.compile(r"(?:(?:for\s)?anonymity|not\sto\sbe\s(?:named|identified|quoted))\b", re.IGNORECASE)
PLAYED = frozenset("portray portrays portrayed portraying".split())  # "portrayed a queen in two films"
TITLED = frozenset({"titled", "entitled"})  # "a book by Weir titled “The Pier”"
SETS_OFF = frozenset({",", "—", "–", "-"})
CLEFT = re.compile(r"(?:that|this|it|which)(?:\s(?:is|was)|[’']s)\s(?:what|how|why|when|where)", re.IGNORECASE)
# "Spoke to us about her book": of what, and not what; "talked about how he had found it" tells that.
ABOUT = re.compile(
    r"(?:spoke|speaks?|spoken|speaking|talk(?:s|ed|ing)?)\s(?:to|with)\b[^.,;:“”\"]{0,60}?\babout\b", re.IGNORECASE
)
REPORTED_ON = re.compile(r"report(?:s|ed)?\son\b", re.IGNORECASE)
LONGEST_TOPIC = 4  # words of what a report is on that tell nothing: "the fire in Sorval"
ASKING = frozenset("how why what whether when where who which that".split())
NEGATIONS = frozenset(
    """not neither t never no declined refused declines refuses declining refusing decline refuse fail fails failed
    failing cannot""".split()
)
POSSIBLE = frozenset("may might could should can must would will".split())
YET_TO = re.compile(r"\byet to\b")  # "has yet to say", but "her firmest promise yet"
# "Could not resist saying", "never tires of telling", "would only say", "did not just ask": it was said.
SAID_AFTER_ALL = re.compile(
    r"\b(?:not|t|cannot|never) (?:\w+ ){0,2}(?:resist|help|hesitated?|tire[sd]?|stop(?:s|ped)?|only|just|merely)\b|"
    r"\b(?:would|could|will) only\b"
)
NEAR = 40  # characters between a source and its cue
SET_OFF = re.compile(r",[^,]*,")  # "X, who has never run a pier, said"
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
    is_set_off = is_plain and len(source) == 1 and text[source[0][1] : cue[0][0]].strip() in SETS_OFF
    is_noun = text[behind] in OPENING_MARKS and (_is_common(text, source, cue) or words.lower() in TITLED)
    return is_told or not source or is_set_off or is_noun


def is_accused(text: str, source: list[Span], cue: list[Span], content: list[Span]) -> bool:
    """Whether who stands before the cue is accused or praised, not who accuses or praises."""
    if len(cue) == 1 and cue[0][1] < content[0][0] and ALLEGED.match(text[cue[0][0] : content[-1][1]]):
        return True
    if len(cue) == 1 and source and source[0][1] <= cue[0][0] and CHARGED.fullmatch(text[cue[0][0] : cue[0][1]]):
        return True
    if len(cue) == 1 and text[slice(*cue[0])].lower().endswith("condemned") and CONDEMNED.match(text, content[0][0]):
        return True
    accused = len(cue) == 1 and ACCUSED.fullmatch(text[cue[0][0] : cue[0][1]]) is not None
    return accused and _is_common(text, source, cue)


def is_unsaid(text: str, statement: Statement) -> bool:
    """Whether the words say that nobody said it, only ask whether somebody did, or show what was put out."""
    source, cue, content = statement.source, statement.cue, statement.content
    verb = text[cue[0][0] : cue[0][1]].lower() if len(cue) == 1 else ""
    says_nothing = verb.split()[-1:] and verb.split()[-1] in SAYS and NOTHING.match(text, content[0][0])
    says_nothing = says_nothing or SAID_NOTHING.search(verb)
    is_nobody = bool(source) and text[source[0][0] : source[0][1]].split()[0].lower() in NOBODY
    is_question = statement.field == TITLE and text.rstrip().endswith("?") and text.split()[0].lower() in ASKS
    is_shown = verb in PUT_OUT and THING.match(text, content[0][0])
    is_answer = ANSWERED.search(verb) or (
        verb.endswith(("answered", "answers")) and QUESTIONS.match(text, content[0][0])
    )
    is_not = COUNTERFACTUAL.match(verb) is not None
    is_meant = verb.split()[-1:] == ["means"] and QUOTED_NAME.match(text, content[0][0])  # "…, which means “the gate”"
    shown = text[content[0][0] : content[-1][1]]
    is_played = verb.split()[-1:] and verb.split()[-1] in PLAYED and " as " not in shown
    if UNNAMED.match(shown) or CLEFT.fullmatch(shown) or (is_played and shown[0] not in OPENING_MARKS):
        return True
    return bool(says_nothing or is_nobody or is_question or is_shown or is_answer or is_meant or is_not)


def is_withheld(text: str, statement: Statement, words: list[str]) -> bool:
    """Whether it is told that it was not said, or only may be: "declined to comment". `words` are those of the cue."""
    gap = _between(text, statement)
    between = plain_words(SET_OFF.sub(" ", gap))
    if SAID_AFTER_ALL.search(" ".join(between + words)):
        return False
    if set(words) & (NEGATIONS | POSSIBLE) or YET_TO.search(" ".join(words)):
        return True
    if len(gap) <= NEAR and {"not", "never", "neither"} & set(between):
        return True
    # "X has refused to apologise or even admit": the bare verb hangs on what was refused.
    return "or" in between[-2:] and bool(NEGATIONS & set(between))


def _between(text: str, statement: Statement) -> str:
    """What stands between source and cue: "The ministry | had not, as of Friday, | announced"."""
    if not statement.cue or not statement.source or statement.source[-1][1] > statement.cue[0][0]:
        return ""
    return text[statement.source[-1][1] : statement.cue[0][0]]


def is_told(text: str, statement: Statement) -> bool:
    """Whether who stands before the cue has only been told or asked what is not quoted: "she was told that …"."""
    source, cue = statement.source, statement.cue
    if not source or not cue or source[0][0] > cue[0][0]:
        return False
    is_set_off = "," not in text[slice(*source[0])] and text.startswith(",", statement.end)
    if is_set_off and WAS_ASKED.match(text, source[0][1]):
        return True
    who, words = text[source[0][0] : source[0][1]].lower(), text[cue[0][0] : cue[-1][1]]
    return who in TOLD_ONES and PASSIVE_TOLD.fullmatch(words.replace("’", "'")) is not None


def is_said_of(text: str, statement: Statement) -> bool:
    """Whether others say of whoever stands beside the cue what is not quoted: "the deal is said to have split them"."""
    source, cue = statement.source, statement.cue
    if len(cue) != 1 or not source or SAID_OF.fullmatch(text[slice(*cue[0])]) is None:
        return False
    if source[0][0] > cue[0][0]:
        return not text[: source[0][0]].rstrip().endswith(" by")
    return text[cue[0][1] :].lstrip().startswith("to ")


def is_topic(text: str, statement: Statement) -> bool:
    """Whether only what somebody spoke about is named, by no clause: "Weir spoke to the Wire about the bridge"."""
    if len(statement.cue) != 1 or statement.cue[0][1] > statement.start:
        return False
    for pattern, longest in ((ABOUT, None), (REPORTED_ON, LONGEST_TOPIC)):
        led = pattern.search(text, statement.cue[0][0], statement.start + len("about "))
        if led and led.start() <= statement.cue[0][1] and not text[led.end() : statement.start].strip():
            first, *rest = text[max(led.end(), statement.start) : statement.end].split()
            return first.lower() not in ASKING and (longest is None or len(rest) < longest)
    return False


def is_hypothetical(text: str, statement: Statement, lemmas: list[str]) -> bool:
    """Whether nobody in particular, or nobody yet, has said what is not quoted.

    What "some" would say, what the reader is told to think, what is only asked or supposed, or never happened. `lemmas`
    are of the verbs of the cue.
    """
    source, cue = statement.source, statement.cue
    if not source or not cue:
        return False
    first, last = source[0]
    who = text[first:last].lower()
    words = text[cue[0][0] : cue[-1][1]].lower().replace("’", " ").replace("'", " ").split()
    if who == "you" or (who == "we" and not OURS.intersection(lemmas)):
        return True
    if who == "it" and SUPPOSED.fullmatch(" ".join(words)):
        return True
    before = text[max(0, first - LOOK_BACK) : first]
    is_anybody = who.split()[0] in ANYBODY or (who == "who" and THOSE.search(before))
    if is_anybody and ("would" in words or words[:1] == ["d"]):
        return True
    end = ENDS_SENTENCE.search(text, statement.end)
    is_asked = ASKED.search(before) and end is not None and end.group() == "?"
    return bool(is_asked or NEVER.search(before) or IF.search(before))


def is_state(before: str, word: str) -> bool:
    """Whether "states" behind `before` are those of a union: "four states", "swing states"."""
    return word.lower() in ("state", "states") and (before.isdigit() or before.lower() in NUMBERS)


def _is_common(text: str, source: list[Span], cue: list[Span]) -> bool:
    """Whether a noun phrase without a capital or a pronoun at its end stands right before the cue."""
    if len(source) != 1 or source[0][1] > cue[0][0] or text[source[0][1] : cue[0][0]].strip(" ,"):
        return False
    last = text[source[0][0] : source[0][1]].split()[-1]
    return last.islower() and last not in PRONOUNS
