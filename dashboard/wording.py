"""How figures, dates and coded values are written for a reader: one place, so that every page writes them alike."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd

# What found a statement: the trained model, whatever its name, or rules where no model may run.
BY_RULES = "rules"
TRAINED = "tagger"
STANCE_WORDS = {"assert": "asserts", "deny": "denies", "ask": "asks", "promise": "promises"}
TYPE_WORDS = {"direct": "direct quotation", "indirect": "indirect speech", "mixed": "part quoted"}
KIND_WORDS = {"person": "person", "organisation": "organisation", "state": "state", "unnamed": "unnamed"}
ROLE_WORDS = {"speaker": "the speaker's country", "about": "the country spoken about", "outlet": "the outlet's country"}
ACTOR_ROLE_WORDS = {"speaker": "who speaks", "subject": "whom or what is spoken about"}
BASIS_LABELS = {"printed": "date printed", "said": "date said"}
BASIS_WORDS = {"printed": "date printed", "said": "date said, or printed where the text gives none"}
SAID_BASIS_WORDS = {
    "explicit": "given in the text",
    "relative": "reckoned from the article's date",
    "inherited": "taken from a statement before it",
    "corrected": "corrected by a person",
}
# The typology of State Media Monitor, of a whole outlet at one time. Funding is not editorial control.
STATE_MEDIA_WORDS = {
    "SC": "state-controlled: funded, managed and edited under the state",
    "CaPu": "captured public: publicly owned, its content under the government's control",
    "CaPr": "captured private: privately owned, its content under the government's control",
    "ISFM": "editorially independent, with state funding and management",
    "ISF": "editorially independent, with state funding",
    "ISM": "editorially independent, with state management",
    "IP": "independent public media",
}
LAG_WORDS = {
    "same-day": "Printed the day it was said",
    "next-day": "The day after",
    "within-week": "2 to 7 days after",
    "later": "More than a week after",
    "ahead": "Dated after the day of print",
}
UNKNOWN = "Unknown"
ABSENT = "–"
NO_WORDS = "These are no words to look up, or words that stand everywhere (“the”, “of”): add another."


def is_missing(value: Any) -> bool:
    """Whether a value out of a query is absent: None, NA, NaN or NaT."""
    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value))


def write_count(value: Any) -> str:
    """A whole number with thousands separated; an absent one as a dash."""
    return ABSENT if is_missing(value) else f"{int(value):,}"


def write_counted(value: Any, one: str, many: str | None = None) -> str:
    """A count with its noun: "1 article", "2,000 articles"."""
    noun = one if not is_missing(value) and int(value) == 1 else many or f"{one}s"
    return f"{write_count(value)} {noun}"


def write_names(names: Sequence[str], most: int) -> str:
    """The first `most` of some names, and how many others there are: "Ada, Ben and 1 other"."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {write_counted(more, 'other')}" if more > 0 else "")


def write_engine(name: Any) -> str:
    """What found a statement, as Health calls it too."""
    return BY_RULES if name == BY_RULES else TRAINED


def write_outletless(articles: Any) -> str:
    """How many articles are of no known outlet, to stand behind a count of outlets; empty where none is."""
    return "" if is_missing(articles) or not articles else f"{write_counted(articles, 'article')} of no known outlet"


def write_share(part: Any, whole: Any) -> str:
    """A percentage of a whole, or a dash where there is no whole."""
    if is_missing(part) or is_missing(whole) or not whole:
        return ABSENT
    percent = 100 * float(part) / float(whole)
    return f"{percent:.1f}%" if percent >= 0.1 or percent == 0 else "<0.1%"


def write_date(value: Any) -> str:
    """A day as "8 Feb 2018"; an absent one as "undated"."""
    if is_missing(value):
        return "undated"
    return f"{value.day} {value:%b %Y}"


def write_moment(value: Any) -> str:
    """A UTC timestamp to the minute, with its zone."""
    if is_missing(value):
        return ABSENT
    moment: datetime = value.to_pydatetime() if isinstance(value, pd.Timestamp) else value
    return f"{moment.day} {moment:%b %Y, %H:%M} UTC"


def write_range(start: Any, end: Any) -> str:
    """Two days as a range; one day once."""
    if is_missing(start) or is_missing(end):
        return "undated"
    return write_date(start) if start == end else f"{write_date(start)} – {write_date(end)}"


def write_said(start: Any, end: Any, precision: str | None) -> str:
    """The date said at the precision that the text gives; empty where it gives none."""
    if is_missing(start) or precision in (None, "none"):
        return ""
    if precision == "day":
        return write_range(start, end if not is_missing(end) else start)
    # "Last week" may be known only to the year by its precision and yet be seven days: then those are said.
    if precision == "month" and _is_whole(start, end, "month"):
        return f"{start:%B %Y}"
    if precision == "year" and _is_whole(start, end, "year"):
        return f"{start:%Y}"
    return write_range(start, end)


def _is_whole(start: date, end: Any, precision: str) -> bool:
    if is_missing(end):
        return True
    begins = start.day == 1 and (precision == "month" or start.month == 1)
    after = end + timedelta(days=1)
    return bool(begins and after.day == 1 and (precision == "month" or after.month == 1))


def write_age(days: int) -> str:
    """So many days in words, by the largest unit of which there are two: "12 days", "5 months", "3 years"."""
    for unit, length in (("year", 365), ("month", 30)):
        if days >= 2 * length:
            return f"{days // length} {unit}s"
    return write_counted(days, "day")


def write_days(value: Any) -> str:
    """A number of days, halves as they are: "0 days", "1 day", "2.5 days"; an absent one as a dash."""
    if is_missing(value):
        return ABSENT
    days = float(value)
    return f"{days:,.0f} {'day' if days == 1 else 'days'}" if days.is_integer() else f"{days:,.1f} days"


def write_state_media(state_media_class: Any) -> str:
    """An outlet's class as a state or public medium in words; an absent one says that it means nothing."""
    if is_missing(state_media_class):
        return "no entry in State Media Monitor, which says nothing either way"
    return STATE_MEDIA_WORDS.get(state_media_class, str(state_media_class))


def tell_apart(names: Iterable[Any], countries: Iterable[Any], ids: Iterable[str]) -> list[str]:
    """Names of speakers as labels, each of which stands once: one that several have says of which country, and where
    that does not tell them apart, the start of the id.
    """
    rows = [(str(name), UNKNOWN if is_missing(country) else str(country), id_)
            for name, country, id_ in zip(names, countries, ids, strict=True)]  # fmt: skip
    of_name = Counter(name for name, *_ in rows)
    of_both = Counter((name, country) for name, country, _ in rows)
    labels = []
    for name, country, id_ in rows:
        where = "country unknown" if country == UNKNOWN else country
        apart = where if of_both[name, country] == 1 else f"{where}, {id_[:6]}"
        labels.append(f"{name} ({apart})" if of_name[name] > 1 else name)
    return labels


def write_period(start: date, grain: str) -> str:
    """A period of a chart by its first day: a day, a week, a month or a year."""
    if grain == "week":
        return f"week of {write_date(start)}"
    if grain == "month":
        return f"{start:%B %Y}"
    if grain == "year":
        return f"{start:%Y}"
    return write_date(start)
