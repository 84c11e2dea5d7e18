"""The country, the outlet or the actor named among the words of a mention, of which the rest may be a part."""

from __future__ import annotations

from orchestration.extraction.naming.gazetteer import CountryAlias, Gazetteer
from orchestration.extraction.naming.name_ends import MANY
from orchestration.extraction.rules.vocabulary import Actor
from orchestration.extraction.text.phrases import Found

STUDIED = frozenset("expert experts analyst analysts specialist specialists scholar scholars watcher watchers".split())
FOUGHT = frozenset("war wars veteran veterans".split())  # behind a country: where, not whose
OF_A_STATE = frozenset({"Republican", "Democrat", "Democratic", "GOP", "Sen", "Rep", "Gov"})
LONGER = frozenset({"Group", "Capital", "Partners", "Securities", "Bank", "Company", "Institute", "University"})


def country_in(tokens: list[str], gazetteer: Gazetteer, first: int, end: int) -> CountryAlias | None:
    """The first country named among the words [first, end) whose the rest may be.

    Not the one somebody is sent to ("envoy for …"), nor the one where somebody fought ("a Vietnam War veteran") or
    that is studied ("a China analyst").
    """
    for found in gazetteer.countries.find(tokens, first, end):
        is_goal = found.first > first and tokens[found.first - 1].lower() in ("for", "to")
        if found.value.is_ambiguous and found.end < end and tokens[found.end] in OF_A_STATE:
            return gazetteer.countries.get("United States")  # "Georgia Republican": the state
        behind = tokens[found.end].lower() if found.end < end and found.value.kind == "name" else ""
        if not is_goal and behind not in FOUGHT | STUDIED:
            return found.value
    return None


def employer_country(tokens: list[str], gazetteer: Gazetteer, first: int, end: int) -> str | None:
    """The country of the outlet or organisation among the words in front of a name: "Human Rights Watch researcher"."""
    outlet = gazetteer.outlets.first(tokens, first, end)
    if outlet and outlet.value.name == f"The {tokens[outlet.first]}" and not _is_paper(tokens, outlet.first):
        outlet = None  # "the union’s Local 400 President" works for no newspaper
    employers = (outlet, actor_in(tokens, gazetteer, first, end))
    return next((found.value.country_code for found in employers if found and found.value.country_code), None)


def _is_paper(tokens: list[str], word: int) -> bool:
    """Whether "Guardian" without its article still is the paper: a noun in small letters follows it."""
    is_the = word > 0 and tokens[word - 1].lower() == "the"
    return is_the or tokens[word + 1 : word + 2] == [] or tokens[word + 1].islower()


def actor_in(tokens: list[str], gazetteer: Gazetteer, first: int, end: int) -> Found[Actor] | None:
    """The first actor among the words [first, end) that is no part of a longer name: not "UN" in "UN Group".

    Nor the Democratic Party in the People's Democratic Party.
    """
    found = gazetteer.actors.first(tokens, first, end)
    after = tokens[found.end : found.end + 2] if found else []
    is_part = after[:1] != [] and (after[0] in LONGER or (after[0] == "for" and after[1:] == ["the"]))
    is_part = is_part or (found is not None and found.first > 2 and tokens[found.first - 3].lower() in MANY)
    return None if is_part else found
