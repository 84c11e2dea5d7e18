"""The printed shapes of time expressions as compiled patterns, one per family; what a match means is `expressions`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from orchestration.extraction.dates.vocabulary import (
    HOLIDAYS,
    MONTH_ABBREVIATIONS,
    MONTHS,
    NUMBER_WORDS,
    OCCASION_FAMILIES,
    SEASONS,
    WEEKDAY_TITLES_AFTER,
    WEEKDAY_TITLES_BEFORE,
    WEEKDAYS,
)


def _any_of(words: Iterable[str]) -> str:
    """An alternation of the words, longest first, so that no word hides a longer one."""
    return "|".join(re.escape(word).replace("'", "['’]") for word in sorted(words, key=len, reverse=True))


OCCASION_FAMILY = {noun: family for family, nouns in OCCASION_FAMILIES.items() for noun in nouns} | {"TV": "broadcast"}
OCCASION_NOUN = _any_of(OCCASION_FAMILY)
"""An alternation of the nouns of saying, to build patterns with."""

_S = r"\s ?"  # one blank or line break; two line breaks are a new paragraph
_MONTH = _any_of(MONTHS)
_ANY_MONTH = rf"(?:{_MONTH}|(?:{_any_of(MONTH_ABBREVIATIONS)})\b\.?)"
_WEEKDAY = _any_of(WEEKDAYS)
_YEAR = r"(?:19|20)\d\d"
_BEFORE_CHRIST = r"(?:BCE?|B\.C\.(?:E\.)?)(?![^\W_])"
_ERA = rf"(?:(?:AD|CE|A\.D\.|C\.E\.)(?![^\W_])|{_BEFORE_CHRIST})"
# What stands behind a month as its year, also one that no article is of: left out, "5 June 1789" were the latest June.
_YEAR_OF_MONTH = rf"""(?:
    (?P<year>[12]\d{{3}}|\d{{3}}(?=[,;).](?!\d))|\d{{1,4}}(?={_S}{_ERA}))(?!\d)
    (?:(?={_S}(?P<before_christ>{_BEFORE_CHRIST})))?
    |(?P<short_year>['’]\d\d)(?!\d))"""
_NUMBER = rf"(?:(?i:{_any_of(NUMBER_WORDS)})|\d{{1,3}})"
_WHICH_YEAR = rf"(?:of{_S})?(?P<which_year>(?i:last|this)){_S}year\b"
_BOUND = r"(?i:since|until|till|by|before|after|from|through|for|between|every|each|of|than|to|beyond)"
_LEAD = rf"(?<![\w'’-])(?:(?P<bound>{_BOUND}){_S})?(?:(?P<preposition>(?i:on|in|during|within|over|back\sin)){_S})?"
_DAYPART = r"(?i:morning|afternoon|evening|night|lunchtime)"
_PART_OF_DAY = rf"(?P<part>(?i:(?:in|on){_S}the{_S}(?:(?:early|small|late){_S}hours|{_DAYPART}){_S}of{_S}))"
_END = r"(?![\w-])"

DATE = re.compile(
    rf"""{_LEAD}(?P<the>the{_S})?(?:(?P<position>(?i:early|late|later|earlier)){_S}(?:on{_S})?)?
    (?:(?P<weekday>{_WEEKDAY}),?{_S}(?:the{_S})?)?
    (?:(?P<iso_year>{_YEAR})-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)(?!\d)
      |(?<![\d.,$£€])(?P<day_first>\d{{1,2}})(?:st|nd|rd|th)?(?:[-–]\d{{1,2}})?{_S}(?:of{_S})?(?P<month_second>{_ANY_MONTH})
      |(?P<month_first>{_ANY_MONTH}){_S}(?:the{_S})?(?P<day_second>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|[,.:]\d|%)(?:[-–]\d{{1,2}}\b)?)
    (?:,?{_S}(?:{_YEAR_OF_MONTH}|{_WHICH_YEAR}))?(?P<possessive>['’]s)?(?![^\W_])""",
    re.VERBOSE,
)
MONTH = re.compile(
    rf"""{_LEAD}(?P<the>the{_S})?(?:(?P<position>(?i:early|mid|late|the{_S}beginning{_S}of|the{_S}start{_S}of|the{_S}end{_S}of))[-\s]
    (?:in{_S})?)?(?:(?P<which>(?i:last|this|next|past)){_S})?(?:(?P<month>{_MONTH}),?|(?P<short_month>{_ANY_MONTH})(?={_S}{_YEAR}))
    (?:{_S}(?:(?:of{_S})?{_YEAR_OF_MONTH}|{_WHICH_YEAR}))?(?P<possessive>['’]s)?{_END}""",
    re.VERBOSE,
)
WEEKDAY = re.compile(
    rf"""(?:{_PART_OF_DAY}|{_LEAD}(?P<the>the{_S})?)(?:(?P<position>(?i:early|late|later|earlier|mid)){_S}(?:on{_S})?)?
    (?:(?P<which>(?i:this{_S}past|last|this|next|past|previous|coming|following)){_S})?(?P<weekday>{_WEEKDAY})
    (?:{_S}{_DAYPART})?(?P<possessive>['’]s)?(?:,?{_S}(?P<week>last|this|next){_S}week)?{_END}(?!{_S}(?:{_any_of(WEEKDAY_TITLES_AFTER)})\b)""",
    re.VERBOSE,
)
WEEKDAY_TITLE = re.compile(rf"\b(?:{_any_of(WEEKDAY_TITLES_BEFORE)})$")
YEAR = re.compile(
    rf"""{_LEAD}(?P<the>the{_S})?(?:(?P<position>(?i:early|mid|late|the{_S}beginning{_S}of|the{_S}start{_S}of|the{_S}end{_S}of))[-\s]
    (?:in{_S})?)?(?P<year>{_YEAR})(?![\d%]|[,.]\d|[-–/]\d|['’]s|s\b|{_S}{_BEFORE_CHRIST}){_END}""",
    re.VERBOSE,
)
OFFSET = re.compile(
    rf"""(?<![\w-])(?:(?P<amount>{_NUMBER})|(?P<vague>(?i:several|some|many|(?:a{_S})?few|(?:a{_S})?couple|couple{_S}of)))[-\s]
    (?P<unit>day|week|fortnight|month|year|decade)s?{_S}
    (?:(?P<back>ago|earlier|previously)|(?P<forth>later)|(?P<before>before)(?=[,.;:)”"]|$)|(?P<after>after)(?=[,.;:)”"]|$))
    {_END}(?!{_S}than\b)""",
    re.VERBOSE,
)
UNIT = re.compile(
    rf"""(?<![\w-])(?:(?P<bound>{_BOUND}|(?i:over)){_S})?(?:(?P<preposition>(?i:on|in|during|within|at)){_S})?
    (?:(?P<position>(?i:earlier|later|early|late|mid))[-\s](?:in{_S}|on{_S})?)?
    (?P<which>(?i:the{_S}(?:same|previous|following|next|past|last|preceding)|last|this|next|past|that|the)){_S}(?P<unit>day|week|month|year|weekend|night|morning|afternoon|evening|{_any_of(SEASONS)})(?P<possessive>['’]s)?
    (?:{_S}(?P<side>before|after|earlier|later)(?=[,.;:)”"]|$))?{_END}""",
    re.VERBOSE,
)
DURATION = re.compile(
    rf"""(?<![\w-])(?:(?i:in|over|during|within|for){_S})?(?i:the{_S})?(?P<which>(?i:last|past|coming|next|previous)){_S}
    (?:(?i:few|several|couple{_S}of)|{_NUMBER}){_S}(?P<unit>day|week|month|year|decade)s?{_END}""",
    re.VERBOSE,
)
RECENT = re.compile(rf"(?i:in{_S}|over{_S})?(?i:the{_S})?(?P<recent>[Rr]ecent){_S}(?P<unit>day|week|month|year)s{_END}")
AT_THE_TIME = re.compile(rf"(?<![\w-])(?i:at{_S}(?:the|that){_S})(?P<unit>time){_END}(?!{_S}(?:of|when|being)\b)")
DEICTIC = re.compile(
    rf"""(?<![\w'’-])(?:(?P<bound>{_BOUND}){_S})?(?:(?P<position>(?i:early|earlier|late|later)){_S})?
    (?P<word>(?i:today|yesterday|tomorrow|tonight))(?:{_S}{_DAYPART})?(?P<possessive>['’]s)?{_END}""",
    re.VERBOSE,
)
HOLIDAY = re.compile(
    rf"(?<![\w'’-])(?:(?P<bound>(?i:since|until|till|by|of|for)){_S})?(?:(?i:just{_S})?(?P<near>(?i:before|after)){_S})?"
    rf"(?:(?P<preposition>(?i:on|at|over)){_S})?(?P<name>{_any_of(HOLIDAYS)})(?P<possessive>['’]s)?{_END}"
)
DAY_OF_MONTH = re.compile(r"(?<![\w-])(?i:on)\sthe\s(?P<day>\d{1,2})(?:st|nd|rd|th)(?=[,.;:)”\"]|$)")

_CALENDAR_TRIGGERS = [*MONTHS, *MONTH_ABBREVIATIONS, *WEEKDAYS]
_UNIT_TRIGGERS = [
    "day",
    "week",
    "fortnight",
    "month",
    "year",
    "decade",
    "night",
    "morning",
    "afternoon",
    "evening",
    "time",
    *SEASONS,
]
_DEICTIC_TRIGGERS = ["today", "yesterday", "tomorrow", "tonight"]
_HOLIDAY_TRIGGERS = sorted({name.split("'")[0].split(" ")[0] for name in HOLIDAYS})

TRIGGERS = (
    re.compile(
        "|".join([*_CALENDAR_TRIGGERS, *_HOLIDAY_TRIGGERS, *(w.capitalize() for w in _DEICTIC_TRIGGERS)])
        + r"|19\d\d|20\d\d|On the \d"
    ),
    re.compile("|".join([*_UNIT_TRIGGERS, *_DEICTIC_TRIGGERS]) + r"|on the \d"),
)
"""Words without which there is no time expression. Flat alternations of literals, because the engine can then skip
every character that begins none of them; only the surroundings of a hit are read with the patterns above."""

FAMILY_OF_TRIGGER = {
    **dict.fromkeys([*MONTHS, *MONTH_ABBREVIATIONS], "month"),
    **dict.fromkeys(WEEKDAYS, "weekday"),
    **dict.fromkeys(_UNIT_TRIGGERS, "unit"),
    **dict.fromkeys([*_DEICTIC_TRIGGERS, *(w.capitalize() for w in _DEICTIC_TRIGGERS)], "deictic"),
    **dict.fromkeys(_HOLIDAY_TRIGGERS, "holiday"),
}


def find_triggers(text: str) -> list[tuple[int, int, str]]:
    """Start, end and family of every trigger, in printed order."""
    hits = []
    for pattern in TRIGGERS:
        for match in pattern.finditer(text):
            word = match.group()
            family = FAMILY_OF_TRIGGER.get(word) or ("year" if word[0].isdigit() else "ordinal")
            hits.append((match.start(), match.end(), family))
    hits.sort()
    return hits
