"""Whether a name inside a mention is not who speaks: whose aides, among whom, in which journal."""

from __future__ import annotations

from dataclasses import replace

from orchestration.extraction.naming.common_nouns import ENDS_HEAD
from orchestration.extraction.naming.gazetteer import Gazetteer
from orchestration.extraction.naming.names import JOINING, NAMESAKES, RELATIVES, Name, singular
from orchestration.extraction.rules.vocabulary import People
from orchestration.extraction.text.segment import APOSTROPHES, HYPHENS, unaccented

BELONGING = frozenset({"to", "for", "of", "with"})
QUANTITIES = frozenset("many some several most few dozens hundreds both two three four five six other".split())
SOME = frozenset("senior top leading prominent fellow moderate centrist conservative liberal progressive key".split())
SINGLE = frozenset({"a", "an", "one", "another"})
SENT = frozenset({"from", "by"})
COMMANDS = frozenset({"Chief", "Commander", "Head", "Director"})
SET_APART = frozenset({",", "—", "–"})
MEMBER = "member of a party"  # the head of "the Ohio Democrat"

GIVEN = frozenset("his her their first last".split())  # "gave only her first name, Rosa"
LONGEST_GIVEN = 5  # words from "his name" to the name


def is_demonym_of(tokens: list[str], gazetteer: Gazetteer, name: Name) -> bool:
    """Whether only a demonym stands before the name in its run: "the head of the Center for American Rivers"."""
    found = gazetteer.countries.whole(tokens, name.first, name.core)
    return found is not None and found.value.kind == "demonym"


def role_start(tokens: list[str], people: People, start: int, core: int) -> int:
    """Where a role begins in front of the name at word `core`: behind what was written, and of whom it is an example.

    "A letter from Brig. Gen. …", "supporters like Rep. X", "officials such as the director X".
    """
    led = [i for i in range(start, core) if tokens[i].lower() in SENT]
    start = next((i for i in led if tokens[i - 1].lower() in people.writings), start - 1) + 1
    for i in range(start + 1, core):
        if tokens[i] in ("like", "including") or tokens[i - 1 : i + 1] == ["such", "as"]:
            return i + 1
    return start


def is_modifier(tokens: list[str], name: Name, end: int) -> bool:
    """Whether the name only tells more of a noun behind it: "Harbour Office boats", "U.S.-born"."""
    after = tokens[name.end].lower() if name.end < end else ","
    if after in HYPHENS:
        return name.end + 1 < end and tokens[name.end + 1].islower()
    is_age = after[0].isdigit() and bool(HYPHENS & set(tokens[name.end + 1 : name.end + 2]))  # "the Welsh 16-year-old"
    modifies = (after[0].isalpha() or is_age) and after not in ENDS_HEAD and after not in JOINING
    return modifies and after not in ("known", "told", "said")


def bearer(tokens: list[str], people: People, name: Name, after: list[Name], end: int) -> Name:
    """The person in "Ministry of Foreign Affairs spokeswoman Maria Zakharova", not the ministry before her.

    `after` are the names behind `name`, of which those count that end before word `end`.
    """
    later = [n for n in after if name.end < n.first and n.end <= end and n.kind == "person" and not n.is_possessive]
    if not later or name.kind not in ("organisation", "outlet", "actor", "country", "bare"):
        return name
    first = later[0].first
    joined = later[0].has_title and not SET_APART & set(tokens[name.end : first])
    # "a State Department spokesperson, Morgan X", "the head of the Program for Rivers, Professor X"
    # "An Australian, Brenton Hale"
    is_one = name.kind == "country" and name.end == first - 1 and tokens[name.first - 1].lower() in SINGLE
    is_told = tokens[first - 2] in people.roles or later[0].core > first or is_one or _is_headed(tokens, people, name)
    joined = joined or (tokens[first - 1] == "," and is_told)
    return later[0] if joined else name


def _is_headed(tokens: list[str], people: People, name: Name) -> bool:
    """Whether the name is of what somebody has an office in: "the deputy head of the district's People's Committee"."""
    is_owned = name.first > 3 and tokens[name.first - 1] == "s" and tokens[name.first - 2] in APOSTROPHES
    first = name.first - 3 * is_owned
    first -= first > 2 and tokens[first - 1].lower() == "the"
    return first > 1 and tokens[first - 1].lower() in JOINING and singular(tokens[first - 2]) in people.roles


def paper_at(tokens: list[str], people: People, first: int, end: int, head: int) -> int | None:
    """The word for a document where one heads the words [first, end), whose head noun seems to be word `head`."""
    is_cut = head > first + 1 and tokens[head].islower() and tokens[head].endswith("ed")
    head -= is_cut  # "a study published in"
    if singular(tokens[head]) not in people.papers or not tokens[head].islower():
        return None
    return head if head + 1 < end and tokens[head + 1].lower() not in SENT else None


def is_joined_place(tokens: list[str], people: People, name: Name) -> bool:
    """Whether the name goes on with what somebody speaks for: "a spokesman for Customs and Border Protection".

    Or with where that is: "the embassy in Washington, D.C.".
    """
    if tokens[name.first - 1] == ",":
        return name.kind == "country" or name.end - name.first == 1
    is_somebody = name.has_title or unaccented(tokens[name.core]).lower() in people.first_names
    return tokens[name.first - 1].lower() == "and" and not is_somebody


def is_some_of(tokens: list[str], name: Name, first: int, end: int) -> bool:
    """Whether the words [first, end) count several who belong to what is named: "many Greens say"."""
    last = tokens[name.end - 1]
    is_plural = last.lower().endswith("s") and not last.isupper() and singular(last) != last.lower()
    counts = tokens[first].lower() in QUANTITIES and name.first - first <= 2 + (tokens[first + 1].lower() == "of")
    led = tokens[first].lower()
    counts = counts or (led in SOME and name.end > first + 1)
    return is_plural and counts and "and" not in tokens[first:end]


def is_member(tokens: list[str], gazetteer: Gazetteer, name: Name, first: int, end: int) -> bool:
    """Whether the words [first, end) are one of a party: "one top Republican who spoke on condition"."""
    is_one = tokens[first].lower() in SINGLE and name.end - name.first == 1 and name.first > first
    is_last = name.end == end or not tokens[name.end][0].isalpha() or tokens[name.end].lower() in RELATIVES
    return is_one and is_last and gazetteer.actors.get(tokens[name.first] + "s") is not None


def is_the_member(tokens: list[str], gazetteer: Gazetteer, name: Name, first: int, end: int) -> bool:
    """Whether the words [first, end) are somebody known by party: "the Ohio Democrat", "the top Green on the board"."""
    is_last = name.end == end or tokens[name.end].lower() in RELATIVES | {"on", "in", ","}
    is_the = tokens[first].lower() == "the" and name.first > first
    return is_the and is_last and gazetteer.actors.get(tokens[name.end - 1] + "s") is not None


def is_group(tokens: list[str], people: People, name: Name, first: int, end: int) -> bool:
    """Whether a headline's capitals only make people look like a name: "Harbour Strikers Say", "Young Voter Says"."""
    words = tokens[max(first, name.first) : min(end, name.end)]
    noun = singular(words[-1])
    is_many = noun != words[-1].lower() and noun in people.person_nouns
    is_one = noun in people.generic_people and unaccented(words[0]).lower() not in people.first_names
    return name.kind in ("person", "organisation", "bare") and len(words) > 1 and (is_many or is_one)


def namesakes(tokens: list[str], names: list[Name]) -> frozenset[str]:
    """The surnames that are titles too, of people named in full: "King" of Ada King."""
    full = (n for n in names if n.kind == "person" and n.end - n.core > 1)
    return frozenset(tokens[n.end - 1] for n in full if tokens[n.end - 1].lower() in NAMESAKES)


def told_kind(tokens: list[str], people: People, name: Name, first: int, end: int) -> Name | None:
    """The name, a body's, where the words behind it before `end` only say what it is: "the Dawn newspaper"."""
    told = [token.lower() for token in tokens[name.end : end]]
    is_known = name.kind == "outlet"
    kinds = people.generic_outlets - (frozenset() if is_known else {"agency"})
    is_kind = told == ["news", "agency"] or (len(told) == 1 and told[0] in kinds) or (is_known and told == ["news"])
    is_bare = is_known and name.first == first  # "NBC news"
    if not is_kind or name.kind == "country" or not (is_bare or _is_told_of(tokens, first, name.first)):
        return None
    is_open = name.kind in ("person", "bare")
    return replace(name, core=name.first, kind="organisation", has_title=False) if is_open else name


def _is_told_of(tokens: list[str], first: int, end: int) -> bool:
    """Whether "the" or an owner, and then at most adjectives, stand in [first, end): "Turkey's official"."""
    mark = next((i for i in range(first, end) if tokens[i] in APOSTROPHES), None)
    if mark is None:
        behind = first + 1 if tokens[first].lower() == "the" else end + 1
    else:
        behind = mark + 1 + (tokens[mark + 1] == "s")
    return behind <= end and all(t.islower() or t in HYPHENS for t in tokens[behind:end])


def is_of_another(tokens: list[str], people: People, gazetteer: Gazetteer, name: Name, first: int) -> bool:
    """Whether who speaks is somebody of a titled person: "aides to Sen. X", "a spokesman for President Y"."""
    if tokens[name.first - 1] != "," and any(tokens[i].lower() == "who" for i in range(first + 1, name.first)):
        return True  # "an editor who was fired for a headline about President X"
    at = name.first - 1
    titles = {tokens[i].lower() for i in range(name.first, name.core)} & (people.titles - people.role_words)
    if not titles:
        return False  # "a spokesman for House Speaker X" has a title
    place = gazetteer.countries.first(tokens, name.first, name.core)
    is_whose = tokens[name.first].lower() in titles or (place is not None and place.value.kind == "demonym")
    if not is_whose and tokens[at - 1] in COMMANDS:
        return False  # "Chief of Army Staff General X"
    if not is_whose and at - 2 >= first and tokens[at - 1].istitle() and tokens[at - 2].istitle():
        return False  # "Regional Director for Europe Dr Ada Weir"
    at -= at > first and tokens[at].lower() in ("former", "the")
    return at > first and tokens[at].lower() in BELONGING and people.is_person(singular(tokens[at - 1]))


def is_one_of(tokens: list[str], people: People, name: Name, head: int) -> bool:
    """Whether the name only tells who is among those at word `head`: "party leaders, including Sen. X"."""
    noun = singular(tokens[head])
    is_many = noun != tokens[head].lower()
    are_people = noun in people.generic_people | people.roles or tokens[head + 1 : head + 3] == [",", "including"]
    return is_many and are_people and name.first > head + 1


def gives_name(tokens: list[str], names: list[Name], first: int) -> Name | None:
    """The name that somebody at word `first` gives: "a fisherman who gave his name only as Agus"."""
    for name in names:
        lead = [token.lower() for token in tokens[max(first, name.first - LONGEST_GIVEN) : name.first]]
        if lead[-1:] in (["as"], [","]) and "name" in lead[1:] and lead[lead.index("name") - 1] in GIVEN:
            return name
    return None
