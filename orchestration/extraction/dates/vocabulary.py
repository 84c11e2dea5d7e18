"""The words of dating, as data: months, weekdays, number words, holidays, nouns of saying, and what modifies them.

English closed classes and common news vocabulary, listed by hand for this project; no outside source.
Everything is lower case unless case tells it apart; `find_faults` says what breaks that or occurs twice.
"""

from __future__ import annotations

from collections.abc import Iterable


def _words(listed: str) -> tuple[str, ...]:
    """The words of a list separated by commas."""
    return tuple(listed.split(", "))


MONTHS = {
    "January": 1,
    "February": 2,
    "March": 3,
    "April": 4,
    "May": 5,
    "June": 6,
    "July": 7,
    "August": 8,
    "September": 9,
    "October": 10,
    "November": 11,
    "December": 12,
}
MONTH_ABBREVIATIONS = {
    "Jan": 1,
    "Feb": 2,
    "Mar": 3,
    "Apr": 4,
    "Jun": 6,
    "Jul": 7,
    "Aug": 8,
    "Sept": 9,
    "Sep": 9,
    "Oct": 10,
    "Nov": 11,
    "Dec": 12,
}
MONTHS_THAT_ARE_ALSO_WORDS = _words("March, April, May, June, August")
"""Verbs and given names or surnames: read as months only where the words around them say so."""

WEEKDAYS = {
    "Monday": 0,
    "Tuesday": 1,
    "Wednesday": 2,
    "Thursday": 3,
    "Friday": 4,
    "Saturday": 5,
    "Sunday": 6,
}
WEEKDAY_WORDS = frozenset(name.lower() for name in WEEKDAYS)
WEEKDAY_TITLES_BEFORE = _words("Ash, Black, Bloody, Cyber, Fat, Holy, Mail on, Palm, Shrove, Super, Girl, Man")
WEEKDAY_TITLES_AFTER = _words(
    "Age, Business, Express, Herald, Independent, Mail, Mercury, Mirror, Morning Herald, Night Live, "
    "Post, Star, Sun, Telegraph, Times, Tribune, World"
)

NUMBER_WORDS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "a couple of": 2,
}

HOLIDAYS = {
    "New Year's Day": (1, 1),
    "New Year's Eve": (12, 31),
    "Christmas Eve": (12, 24),
    "Christmas Day": (12, 25),
    "Christmas": (12, 25),
    "Boxing Day": (12, 26),
    "Valentine's Day": (2, 14),
    "Halloween": (10, 31),
}

SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}

OCCASION_FAMILIES = {
    "interview": _words("interview, conversation, q&a"),
    "broadcast": _words(
        "tv, television, show, talk show, radio, broadcast, programme, program, podcast, episode, edition"
    ),
    "report": _words("report, study, survey, poll, assessment, review, findings, investigation"),
    "statement": _words(
        "statement, communique, communiqué, declaration, announcement, press release, remarks, comments"
    ),
    "letter": _words("letter, memo, memorandum, email, e-mail, note, request, petition"),
    "post": _words("tweet, tweets, post, blog, video, message, recording"),
    "speech": _words("speech, address, sermon, lecture, testimony"),
    "conference": _words("news conference, press conference, briefing, press briefing, conference call"),
    "article": _words("article, op-ed, editorial, column, commentary, essay, dispatch"),
    "book": _words("book, memoir, memoirs, autobiography, biography, paper, manifesto, thesis"),
    "resolution": _words("resolution, ruling, verdict, decree, order, judgment, judgement"),
    "meeting": _words(
        "hearing, meeting, session, summit, rally, ceremony, forum, conference, gathering, press event, "
        "visit, debate, talks"
    ),
}
"""Nouns for an occasion on which something is said, by family: two nouns of a family can name the same occasion."""

PUBLISHING_PARTICIPLES = _words(
    "addressed, aired, broadcast, carried, circulated, conducted, dated, delivered, distributed, "
    "filed, filmed, issued, made, posted, printed, published, recorded, released, sent, shared, "
    "submitted, taped, televised, uploaded, written, adopted, signed"
)
"""Participles after a noun of saying whose date is the date of saying ("in an interview published on Monday")."""

NAMED_YEAR_EVENTS = _words(
    "budget, campaign, campaigns, census, championship, election, elections, games, olympics, poll, "
    "polls, presidential, primary, primaries, race, referendum, season, vote"
)
"""Nouns a bare year modifies ("in 2016 elections"): the year names the event, not a time of saying."""

ADDITIVE_CUES = _words(
    "add, added, adding, adds, concluded, concluding, continued, continuing, continues, went on, goes on"
)

PRESENT_PLURAL_CUES = _words("argue, believe, claim, deny, insist, note, reject, report, say, tell, warn, write")
"""Cues of a plural source in the present tense; those of a singular one end in -s."""

SENTENCE_LINKS = _words("then, in one, in one of them, on that occasion, in that case")
"""Openings that carry the time of the preceding sentence on."""


def find_faults() -> list[str]:
    """What is wrong with the tables, one line each; empty when they are sound."""
    faults = []
    tables: dict[str, Iterable[str]] = {
        "NUMBER_WORDS": NUMBER_WORDS,
        "SEASONS": SEASONS,
        "OCCASION_FAMILIES": [noun for nouns in OCCASION_FAMILIES.values() for noun in nouns],
        "PUBLISHING_PARTICIPLES": PUBLISHING_PARTICIPLES,
        "NAMED_YEAR_EVENTS": NAMED_YEAR_EVENTS,
        "ADDITIVE_CUES": ADDITIVE_CUES,
        "PRESENT_PLURAL_CUES": PRESENT_PLURAL_CUES,
        "SENTENCE_LINKS": SENTENCE_LINKS,
    }
    for name, words in tables.items():
        words = list(words)
        faults += [f"{name}: {word!r} is not lower case" for word in words if word != word.lower()]
        faults += [f"{name}: {word!r} occurs twice" for word in sorted({w for w in words if words.count(w) > 1})]
    for month, day in HOLIDAYS.values():
        if not (1 <= month <= 12 and 1 <= day <= 31):
            faults.append(f"HOLIDAYS: {month}-{day} is no day of a year")
    return faults
