"""Reads a match of one family's pattern as a time expression, or rejects it as something that only looks like one."""

from __future__ import annotations

import re
from collections.abc import Callable

from orchestration.extraction.dates import patterns
from orchestration.extraction.dates.model import Kind, TimeExpression
from orchestration.extraction.dates.vocabulary import (
    MONTH_ABBREVIATIONS,
    MONTHS,
    MONTHS_THAT_ARE_ALSO_WORDS,
    NAMED_YEAR_EVENTS,
    NUMBER_WORDS,
    WEEKDAYS,
)

_NEXT_WORD = re.compile(r"\s([A-Za-z]+)")
_TITLE = re.compile(r"\s[A-Z]")
_NEXT_WORDS = re.compile(r"(?:\s[A-Za-z][\w'’-]*){1,3}")
_DETERMINER = re.compile(r"(?:\b(?:an?|the|this|that|its|his|her|their|our|my|another)|['’]s?)\s$", re.IGNORECASE)
SENTENCE_START = re.compile(r"(?:^|[.!?:;\"“”‘’)\]—–•\n-])\s*$")
_OCCASION = re.compile(rf"\b(?:{patterns.OCCASION_NOUN})s?\b", re.IGNORECASE)
_POSITIONS = {
    "earlier": None,
    "later": None,
    "the beginning of": "early",
    "the start of": "early",
    "the end of": "late",
}
_ALL_MONTHS = {**MONTHS, **MONTH_ABBREVIATIONS}

Found = TimeExpression | None
Reader = Callable[[str, re.Match[str]], Found]


def modifies_occasion(text: str, end: int) -> bool:
    """Whether a noun of saying follows within three words ("Monday" in "a Monday news report")."""
    words = _NEXT_WORDS.match(text, end)
    return words is not None and _OCCASION.search(words.group()) is not None


def _follows_determiner(text: str, start: int) -> bool:
    return _DETERMINER.search(text[max(0, start - 9) : start]) is not None


def _next_word(text: str, end: int) -> str:
    word = _NEXT_WORD.match(text, end)
    return word.group(1) if word else ""


def _position(match: re.Match[str]) -> str | None:
    printed = match.group("position")
    if printed is None:
        return None
    word = " ".join(printed.lower().split())
    return _POSITIONS.get(word, word)


def _read_printed_year(match: re.Match[str]) -> int | None:
    """The year behind a month; None where none is printed, and one that no day lies in where it cannot be told.

    "5 June ’89" is of some century, and before Christ the calendar has no days.
    """
    if match.group("short_year") or match.group("before_christ"):
        return 0
    return int(match.group("year")) if match.group("year") else None


def read_date(text: str, match: re.Match[str]) -> Found:
    """A day with its month: "on February 8", "8 February 2018", "Thursday, Feb. 8", "2018-02-08"."""
    groups = match.groupdict()
    year = _read_printed_year(match)
    if groups["iso_year"]:
        year, month, day = int(groups["iso_year"]), int(groups["iso_month"]), int(groups["iso_day"])
    else:
        month = _ALL_MONTHS[(groups["month_first"] or groups["month_second"]).rstrip(".")]
        day = int(groups["day_second"] or groups["day_first"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    is_attributive = bool(groups["possessive"]) or _stands_in_noun_phrase(text, match)
    return TimeExpression(
        match.start(), match.end(), match.group(), "date", year, month, day,
        unit="year" if groups["which_year"] else None, amount=_which(groups["which_year"]),
        is_bound=groups["bound"] is not None,
        is_attributive=is_attributive or bool(groups["the"] and groups["month_first"]),
    )  # fmt: skip


def read_month(text: str, match: re.Match[str]) -> Found:
    """A month in a context that makes it one: "in May", "last November", "a March report"; not "Theresa May"."""
    groups = match.groupdict()
    name = groups["month"] or groups["short_month"].rstrip(".")
    is_attributive = groups["possessive"] is not None
    bound, preposition = groups["bound"], groups["preposition"]
    if _next_word(text, match.end()).lower() in NAMED_YEAR_EVENTS:
        return None
    year = _read_printed_year(match)
    is_placed = bool(year is not None or groups["which"] or groups["which_year"] or groups["position"])
    if not is_placed and name in MONTHS_THAT_ARE_ALSO_WORDS:
        is_placed = not is_attributive and (
            (preposition or "").lower() in ("in", "during") or (bound or "").lower() in ("since", "until", "till")
        )
    elif not is_placed:
        is_placed = not is_attributive and bool(preposition or (bound and bound.lower() != "of"))
    if not is_placed:
        stands_before_occasion = is_attributive or _follows_determiner(text, match.start("month"))
        if not (groups["month"] and stands_before_occasion and modifies_occasion(text, match.end())):
            return None
        return TimeExpression(
            match.start("month"), match.end(), text[match.start("month") : match.end()], "month",
            month=MONTHS[name], is_attributive=True,
        )  # fmt: skip
    end = match.end() - (match.group().endswith(","))
    return TimeExpression(
        match.start(), end, text[match.start() : end], "month",
        year=year,
        month=_ALL_MONTHS[name],
        unit="year" if groups["which_year"] else None,
        amount=_which(groups["which"] or groups["which_year"]),
        position=_position(match),
        is_bound=bound is not None,
        is_attributive=is_attributive or _is_after_article(match) or _stands_in_noun_phrase(text, match),
    )  # fmt: skip


def _which(printed: str | None) -> int | None:
    """How many months or years on: -1 for "last"."""
    return {"last": -1, "past": -1, "this": 0, "next": 1}.get((printed or "").lower())


def _is_after_article(match: re.Match[str]) -> bool:
    """ "in the January report" and "in the 2011 uprising", but not "in the late 1990s" or "at the end of May"."""
    return match.group("the") is not None and match.group("position") is None


def _stands_in_noun_phrase(text: str, match: re.Match[str]) -> bool:
    """Whether a determiner, not a preposition of the expression, introduces it ("a December 2017 report")."""
    has_preposition = match.group("bound") is not None or match.group("preposition") is not None
    return not has_preposition and _follows_determiner(text, match.start())


def read_weekday(text: str, match: re.Match[str]) -> Found:
    """ "on Tuesday", "late Monday", "last Friday", "Tuesday's"; not "the Mail on Sunday" or "Black Friday"."""
    groups = match.groupdict()
    for start in (match.start(), match.start("weekday")):
        if patterns.WEEKDAY_TITLE.search(text[max(0, start - 9) : start].rstrip()):
            return None
    is_attributive = groups["possessive"] is not None or _stands_in_noun_phrase(text, match)
    if not is_attributive and not groups["preposition"]:
        is_attributive = _OCCASION.match(_next_word(text, match.end())) is not None
    is_title = groups["the"] and not groups["which"] and _TITLE.match(text, match.end())
    if is_title and not modifies_occasion(text, match.end()):
        return None  # "told the Sunday Lantern"
    which = (groups["which"] or "").lower().removeprefix("this ")
    amount = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}.get(which)
    week = {"last": -1, "this": 0, "next": 1}.get(groups["week"] or "")
    return TimeExpression(
        match.start(), match.end(), match.group(), "weekday",
        weekday=WEEKDAYS[groups["weekday"]],
        unit="week" if week is not None else None,
        amount=week if week is not None else amount,
        is_anchored=which in ("previous", "following"),
        is_bound=groups["bound"] is not None,
        is_attributive=is_attributive,
    )  # fmt: skip


def read_year(text: str, match: re.Match[str]) -> Found:
    """A year with its preposition or before a noun of saying; not "the 2016 election"."""
    bound, preposition = match.group("bound"), match.group("preposition")
    if _next_word(text, match.end()).lower() in NAMED_YEAR_EVENTS:
        return None
    start, is_attributive = match.start(), False
    if bound is None and preposition is None:
        start, is_attributive = match.start("year"), True
        if match.group("position"):
            start, is_attributive = match.start("position"), False
        elif not (_follows_determiner(text, start) and modifies_occasion(text, match.end())):
            return None
    if preposition is not None and preposition.lower() not in ("in", "during") and preposition[0] not in "bB":
        return None
    return TimeExpression(
        start, match.end(), text[start : match.end()], "year",
        year=int(match.group("year")),
        position=_position(match),
        is_bound=bound is not None,
        is_attributive=is_attributive,
    )  # fmt: skip


def read_offset(text: str, match: re.Match[str]) -> Found:
    """ "three weeks ago", "two days earlier", "a year later"; the amount is None in "several weeks ago"."""
    groups = match.groupdict()
    amount = None
    if groups["amount"]:
        word = " ".join(groups["amount"].lower().split())
        amount = NUMBER_WORDS.get(word) or int(word if word.isdigit() else 0)
    is_fortnight = groups["unit"] == "fortnight"
    amount = amount * 2 if amount and is_fortnight else amount
    is_forth = bool(groups["forth"] or groups["after"])
    return TimeExpression(
        match.start(), match.end(), match.group(), "offset",
        unit="week" if is_fortnight else groups["unit"],
        amount=None if not amount else amount if is_forth else -amount,
        is_anchored=(groups["back"] or "") != "ago",
    )  # fmt: skip


_ANCHORED_WHICH = {"the same": 0, "that": 0, "the previous": -1, "the preceding": -1, "the following": 1, "the next": 1}
_FREE_WHICH = {"last": -1, "this": 0, "next": 1, "past": -1}
_DAYPARTS = ("morning", "afternoon", "evening", "night")


def read_unit(text: str, match: re.Match[str]) -> Found:
    """ "last week", "earlier this month", "the previous day", "on the same day", "last summer"."""
    groups = match.groupdict()
    which, unit = " ".join(groups["which"].lower().split()), groups["unit"]
    side, position = groups["side"], _position(match)
    led = (groups["bound"] or groups["preposition"] or "").lower()
    is_over = which == "the" and unit == "weekend" and led in ("over", "at", "on", "during")
    is_bound = (groups["bound"] is not None and not is_over) or which in ("the past", "the last")
    is_anchored = which in _ANCHORED_WHICH
    amount = _ANCHORED_WHICH.get(which, _FREE_WHICH.get(which))
    if which == "the" or which in ("the past", "the last"):
        if side is None and groups["position"] and which == "the":
            amount = 0  # "earlier in the week"
        elif side is not None and which == "the":
            is_anchored, amount = True, -1 if side in ("before", "earlier") else 1
        elif is_over:
            amount = 0
        elif which == "the" or unit not in ("week", "month", "year", "weekend"):
            return None
        else:
            amount = -1
    if unit == "day" and not is_anchored and groups["position"] is None:
        return None  # "this day", "last day"
    if which == "the same" and _next_word(text, match.end()) in ("that", "as", "of", "when"):
        return None  # names the time of another event
    if which == "that" and not _is_free_standing(text, match, groups["preposition"]):
        return None
    if unit in _DAYPARTS and not is_anchored and not (which == "this" or (which == "last" and unit == "night")):
        return None
    kind: Kind = "anaphoric" if is_anchored and amount == 0 else "offset" if is_anchored else "unit"
    return TimeExpression(
        match.start(), match.end(), match.group(), kind,
        unit="day" if unit in _DAYPARTS else unit,
        amount=amount, position=position, is_anchored=is_anchored, is_bound=is_bound,
        is_attributive=groups["possessive"] is not None,
    )  # fmt: skip


def _is_free_standing(text: str, match: re.Match[str], preposition: str | None) -> bool:
    """Tells "on that day" and "That day," from the conjunction in "said that day care closed"."""
    follows = text[match.end() : match.end() + 1]
    return preposition is not None or (match.group()[0] == "T" and follows in ", ") or follows in (",", ".", ";", "")


def read_duration(text: str, match: re.Match[str]) -> Found:
    """ "over the past two weeks": a length of time, which dates nothing."""
    return TimeExpression(match.start(), match.end(), match.group(), "recent", unit=match.group("unit"), is_bound=True)


def read_recent(text: str, match: re.Match[str]) -> Found:
    """ "in recent days"."""
    return TimeExpression(match.start(), match.end(), match.group(), "recent", unit=match.group("unit"))


def read_at_the_time(text: str, match: re.Match[str]) -> Found:
    """ "at the time"."""
    return TimeExpression(match.start(), match.end(), match.group(), "anaphoric", amount=0, is_anchored=True)
