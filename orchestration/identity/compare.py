"""Whether two profiles of people are one, with the reasons: name, office, country and time each weigh for or against.

The weights were set by hand on the labelled pairs in tests/gold/identity; its README has what they give.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from orchestration.identity import offices
from orchestration.identity.names import relate
from orchestration.identity.profiles import Profile

SAME, A_QUESTION, UNSURE = 0.7, 0.65, 0.45
# What is printed this many times as often as another is taken for the rule, and the other for a misprint.
DOMINANT = 5
NAME_SCORES = {
    "equal": 0.55,
    "initials": 0.55,
    "shortened": 0.45,
    "nickname": 0.35,
    "initial": 0.3,
    "spelling": 0.3,
    "suffix": 0.3,
}
SAME_OFFICE, CHANGED_OFFICE, OTHER_WALK, SAME_COUNTRY, NEAR, AT_HOME = 0.25, 0.1, 0.2, 0.2, 0.1, 0.15
FAR_YEARS, NEAR_YEARS = 20, 8
STORY_DAYS = 30  # how long a story lasts in which "Mr. Kerry" needs no first name


@dataclass(frozen=True, slots=True)
class Judgement:
    """`verdict` is same, unsure or different; `score` 0 to 1, `why` the reasons in the order they were weighed."""

    verdict: str
    score: float
    why: tuple[str, ...]


def judge(one: Profile, other: Profile, home: str | None = None) -> Judgement:
    """Two profiles of people with given names; `home` is the country of the name, where that is beyond doubt."""
    assert one.name is not None  # people have one
    assert other.name is not None
    relation = relate(one.name, other.name)
    if relation is None:
        return Judgement("different", 0.0, ("name",))
    score, why = NAME_SCORES[relation], [f"name {relation}"]
    office = offices.compare(one.main_offices, other.main_offices)
    is_apart = office == "disagree" and offices.are_apart(one.main_offices, other.main_offices)
    # People change office, and one full name is mostly one person; few change their walk of life.
    unlike = SAME_OFFICE if relation != "equal" else OTHER_WALK if is_apart else CHANGED_OFFICE
    score += {"agree": SAME_OFFICE, "disagree": -unlike}.get(office, 0.0)
    why.append("walks of life apart" if is_apart else f"office {office}")
    if one.country_code and other.country_code and one.country_code != other.country_code:
        return _judge_countries(one, other, home, office, why)
    if one.country_code == other.country_code and one.country_code:
        score += SAME_COUNTRY
        why.append("country same")
    elif home and relation == "equal" and not is_apart and home in (one.country_code, other.country_code):
        score += AT_HOME
        why.append("no other country")
    time_score, reason = _compare_time(one.days, other.days)
    score += time_score
    why.append(reason)
    if other.profile_id in one.beside and relation != "equal":
        score = min(score, A_QUESTION)  # the article took them for two
        why.append("both in one article")
    if relation == "suffix":
        score = min(score, A_QUESTION)  # a father and his son share name, country and often office
    return decide(score, why)


def decide(score: float, why: Collection[str]) -> Judgement:
    """The verdict that a score stands for."""
    score = limit(score)
    verdict = "same" if score >= SAME else "unsure" if score >= UNSURE else "different"
    return Judgement(verdict, score, tuple(why))


def limit(score: float) -> float:
    """A sum of weights as a score, from 0 to 1."""
    return round(min(max(score, 0.0), 1.0), 3)


def count_near(days: Sequence[int], day: int) -> int:
    """How many of the sorted days are within a story's length of `day`; days by their ordinals."""
    return bisect_right(days, day + STORY_DAYS) - bisect_left(days, day - STORY_DAYS)


def _judge_countries(one: Profile, other: Profile, home: str | None, office: str, why: list[str]) -> Judgement:
    """One name in two countries: one person misread where one of them is at home, else two, or a question."""
    why.append("countries " + " and ".join(sorted((one.country_code or "", other.country_code or ""))))
    if one.key != other.key or other.profile_id in one.beside or office == "disagree":
        return decide(0.2, why)
    if home in (one.country_code, other.country_code):
        return decide(SAME + 0.05, (*why, f"{home} the rule"))
    return decide(UNSURE + 0.05, why)


def _compare_time(one: Sequence[date], other: Sequence[date]) -> tuple[float, str]:
    if not one or not other:
        return 0.0, "time unknown"
    gap = max((one[0] - other[-1]).days, (other[0] - one[-1]).days, 0) / 365.25
    if gap > FAR_YEARS:
        return -0.3, f"{gap:.0f} years apart"
    return (NEAR, "time near") if gap <= NEAR_YEARS else (0.0, f"{gap:.0f} years apart")
