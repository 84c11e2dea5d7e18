"""Read one printed mention of a speaker: what heads it, and what it says of kind, name, role, country and gender.

Reading is local to the mention; who is meant by "he" or "the minister" is decided in speakers.py.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from orchestration.extraction.gazetteer import Gazetteer
from orchestration.extraction.names import (
    APOSTROPHES,
    JOINING,
    PREPOSITIONS,
    Name,
    country_in,
    employer_country,
    read_name,
    singular,
)
from orchestration.extraction.roles import DETERMINER, ROLE_MARKS, apposition, says_role, without_country
from orchestration.extraction.rules.vocabulary import People
from orchestration.extraction.segment import Segments

DEFINITE = frozenset({"the", "this", "that", "these", "those"})
ENDS_HEAD = PREPOSITIONS | {
    "who",
    "whom",
    "which",
    "that",
    "whose",
    ",",
    "(",
    "–",
    "—",
    "familiar",
    "close",
    "speaking",
    "and",
    "or",
}
COURTESY = frozenset({"mr", "mrs", "ms", "miss", "sir", "madam", "dr", "one"})
PARTS_OF_TOWN = frozenset("north south east west central upper lower greater northern southern".split())
LONGEST_CLAUSE = 22  # words
KIN = frozenset(
    """father mother parent brother sister sibling son daughter child wife husband widow spouse partner uncle aunt
    cousin nephew niece grandfather grandmother family friend neighbor neighbour colleague""".split()
)
RELATIVE = frozenset({"who", "whom", "whose", "which", "that"})
WRITTEN = frozenset(
    {"account", "post", "letter", "statement", "tweet", "speech", "words", "email", "memo", "note", "video"}
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words [first, end) as read.

    kind: pronoun, person, bare (one capitalised word), organisation, state, unnamed or description ("the minister",
    "the ministry"). `name` is set for named kinds; `head` is the head noun in the singular; `number` one or many.
    """

    first: int
    end: int
    kind: str
    name: str | None = None
    head: str | None = None
    role: str | None = None
    country_code: str | None = None
    gender: str | None = None
    number: str = "one"
    is_definite: bool = False
    short_name: str | None = None  # the acronym beside a long name: "(SDF)"
    text: str | None = None  # of a state, as printed
    is_outlet: bool = False  # named in the outlets seed


@dataclass(frozen=True)
class MentionReader:
    """Reads mentions of one text, whose names have been found."""

    segments: Segments
    names: list[Name]
    people: People
    gazetteer: Gazetteer

    def text(self, first: int, end: int) -> str:
        """The printed text of the words [first, end)."""
        if end <= first:
            return ""
        start, stop = self.segments.chars(first, end)
        return self.segments.text[start:stop]

    def read(self, first: int, end: int) -> Mention:
        """The mention printed as words [first, end); at least one word."""
        tokens = self.segments.tokens
        while end - 1 > first and not tokens[end - 1][0].isalnum() and tokens[end - 1] not in ".)":
            end -= 1
        if end - first == 1 and tokens[first].lower() in self.people.pronouns:
            return self._pronoun(first)
        name = self._head_name(first, end)
        if name is not None and (name.first < first or name.end > end):
            # In a headline every word is capitalised, and the run goes on past the mention.
            name = read_name(self.segments, self.people, self.gazetteer, max(name.first, first), min(name.end, end))
            name = None if name.kind == "role_only" else name
        # "Police and town officials": a noun with a capital because it opens the sentence.
        opens = name is not None and name.end - first == 1 and tokens[first].lower() in self.people.organisation_nouns
        alone = end - first == 1 and singular(tokens[first]) in self.people.generic_people
        if name is None or alone or (opens and self._second_noun(first, end)):
            return self._common(first, end)
        return self.read_name(name, first, end)

    def read_name(self, name: Name, first: int, end: int) -> Mention:
        """The mention headed by `name` within the words [first, end)."""
        core, stop = max(name.core, first), min(name.end, end)
        kind, country = name.kind, country_in(self.segments.tokens, self.gazetteer, first, stop)
        code = country.country_code if country else None
        if kind in ("person", "bare"):
            # A surname may be a country's: only what stands before the name says whose it is.
            own = max([n.end for n in self.names if first <= n.first and n.end < core and n.kind == "person"] + [first])
            country = country_in(self.segments.tokens, self.gazetteer, own, core)
            code = (
                country.country_code if country else employer_country(self.segments.tokens, self.gazetteer, own, core)
            )
            return self._person(name, first, core, stop, end, code)
        if kind == "country":
            return self._country(first, stop, code)
        if kind == "outlet":
            tokens, outlets = self.segments.tokens, self.gazetteer.outlets
            outlet = outlets.first(tokens, core, stop) or outlets.first(tokens, first, stop)
            if outlet:
                return Mention(
                    first,
                    stop,
                    "organisation",
                    outlet.value.name,
                    country_code=outlet.value.country_code,
                    is_outlet=True,
                )
        return self._organisation(name, first, stop, end, code)

    def _pronoun(self, first: int) -> Mention:
        word = self.segments.tokens[first].lower()
        gender = self.people.pronouns[word]
        return Mention(
            first, first + 1, "pronoun", head=word, gender=gender, number="many" if gender == "plural" else "one"
        )

    def _head_name(self, first: int, end: int) -> Name | None:
        """The name that the mention is about, if it is about a name and does not only contain one."""
        tokens = self.segments.tokens
        for name in self.names:
            if name.end <= first or name.first >= end or name.kind == "role_only":
                continue
            at = name.core - 1 - (name.core - 1 > first and tokens[name.core - 1].lower() == "the")
            if name.core > first and tokens[at].lower() in PREPOSITIONS:
                continue
            if name.is_possessive and name.end + 2 < end:
                continue
            after = tokens[name.end].lower() if name.end < end else ","
            modifies = after[0].isalpha() and after not in ENDS_HEAD and after not in JOINING
            if modifies and after not in ("known", "told", "said"):
                continue
            return self._bearer(name, end)
        return None

    def _bearer(self, name: Name, end: int) -> Name:
        """The person in "Ministry of Foreign Affairs spokeswoman Maria Zakharova", not the ministry before her."""
        later = [n for n in self.names if n.first > name.end and n.end <= end and n.kind == "person" and n.has_title]
        joined = later and "," not in self.segments.tokens[name.end : later[0].first]
        return later[0] if later and joined and name.kind in ("organisation", "outlet", "actor", "country") else name

    def _person(self, name: Name, first: int, core: int, stop: int, end: int, code: str | None) -> Mention:
        role = self._title(first, core)
        before = {token.lower() for token in self.segments.tokens[first:core]}
        gender = "feminine" if before & self.people.feminine_words else None
        gender = gender or ("masculine" if before & self.people.masculine_words else None)
        if not says_role(role, self.people) or role.lower().strip(".") in COURTESY:
            role = ""
        after = apposition(self.segments, stop, self.people, self.gazetteer)
        code = code or self._home(stop)
        if after and " " not in role:
            # "Gen. X, deputy chief of staff": the office says more than the rank.
            role = after[0]
            code = code or after[1]
            gender = gender or after[2]
        kind = "bare" if name.kind == "bare" and not role else "person"
        text = self.text(core, stop).strip(ROLE_MARKS.replace(".", ""))
        return Mention(first, stop, kind, text, role=role or None, country_code=code, gender=gender)

    def _home(self, stop: int) -> str | None:
        """The country behind a name: "X of San Diego", "X, who works for the Berlin-based foundation"."""
        tokens = self.segments.tokens
        if stop + 1 >= len(tokens):
            return None
        if tokens[stop].lower() in ("of", "from"):
            place = stop + 1 + (tokens[stop + 1].lower() in PARTS_OF_TOWN)
            found = self.gazetteer.countries.first(tokens, place, min(place + 4, len(tokens)))
            return found.value.country_code if found and found.first == place else None
        if tokens[stop] == "," and tokens[stop + 1].lower() == "who":
            end = stop + 2
            while end < min(stop + LONGEST_CLAUSE, len(tokens)) and tokens[end] not in ',;“”"':
                end += 1
            return employer_country(tokens, self.gazetteer, stop + 2, end)
        return None

    def _title(self, first: int, core: int) -> str:
        """The role in front of a name, without who else is named there and what is told of its holder."""
        tokens = self.segments.tokens
        others = [n.end for n in self.names if first <= n.first and n.end < core and n.kind == "person"]
        start = others[-1] if others else first
        start += others != [] and tokens[start].lower() in ("and", ",")
        # "A letter from Brig. Gen. …": what was written is no part of the role.
        sent = (
            i for i in range(start, core) if tokens[i].lower() in ("from", "by") and tokens[i - 1].lower() in WRITTEN
        )
        start = next(sent, start - 1) + 1
        told = next((i for i in range(start + 1, core) if tokens[i].lower() in RELATIVE), core)
        parts = self.text(start, told).split(", ")
        role = next((part for part in parts if says_role(part, self.people)), parts[0])
        return without_country(DETERMINER.sub("", role.strip(ROLE_MARKS)), self.people, self.gazetteer)

    def _country(self, first: int, stop: int, code: str | None) -> Mention:
        tokens = self.segments.tokens
        found = self.gazetteer.countries.first(tokens, first, stop)
        if found is None or code is None:
            return Mention(first, stop, "bare", self.text(first, stop))
        alias = found.value
        if alias.kind == "demonym_plural":
            return Mention(first, stop, "unnamed", self.text(first, stop), country_code=code, number="many")
        name = alias.state_name or self.gazetteer.country_names.get(code)
        if alias.kind in ("institution", "city"):
            return Mention(first, stop, "organisation", self.text(found.first, found.end), country_code=code)
        return Mention(first, stop, "state", name, country_code=code, text=self.text(first, stop))

    def _organisation(self, name: Name, first: int, stop: int, end: int, code: str | None) -> Mention:
        tokens = self.segments.tokens
        start = max(name.first, first)
        # "Institute for Near East and Gulf Military Analysis", "Ministry of Foreign Affairs": the name goes on.
        while stop + 1 < end and tokens[stop].lower() in JOINING | {"and"}:
            after = stop + 1 + (tokens[stop + 1].lower() == "the")
            more = next((n for n in self.names if n.first <= after < n.end), None)
            if more is None or more.first != after or (tokens[stop].lower() == "and" and stop - start < 3):
                break
            stop = min(more.end, end)
        short = tokens[stop + 1] if stop + 2 < end and tokens[stop] == "(" and tokens[stop + 1].isupper() else None
        actor = next(
            (f.value for f in self.gazetteer.actors.find(tokens, start, stop) if f.end - f.first >= stop - name.core),
            None,
        )
        text = actor.name if actor else self.text(start, stop)
        code = (actor.country_code if actor else None) or code
        return Mention(first, stop, "organisation", text, country_code=code, short_name=short)

    def _common(self, first: int, end: int) -> Mention:
        """A mention without a name at its head: "a senior official", "the ministry", "Turkey's prime minister"."""
        tokens, people = self.segments.tokens, self.people
        head = self._head_noun(first, end)
        noun = singular(tokens[head])
        plural = noun != tokens[head].lower() or noun in ("people", "men", "women", "authorities", "police")
        country = country_in(tokens, self.gazetteer, first, head + 1)
        place = next((i + 1 for i in range(head + 1, end - 1) if tokens[i].lower() in ("in", "from")), None)
        if country is None and place is not None:
            country = country_in(tokens, self.gazetteer, place, end)  # "experts in France"
        actor = self.gazetteer.actors.first(tokens, first, head)  # "Muslim Brotherhood supporters"
        code = country.country_code if country else actor.value.country_code if actor else None
        second = self._second_noun(head, end)
        if second and not country:
            # "Police and town officials": several of whom neither is a name.
            return Mention(first, end, "unnamed", self.text(first, end), singular(tokens[second]), number="many")
        opening = tokens[first].lower()
        owned = any(t in APOSTROPHES for t in tokens[first:head]) or opening in ("his", "her", "its", "their")
        definite = opening in DEFINITE or owned
        told = next((i for i in range(head + 1, end) if tokens[i].lower() in RELATIVE or tokens[i] in ",("), end)
        base = Mention(
            first, end, "unnamed", self.text(first, told), noun, country_code=code,
            number="many" if plural else "one", is_definite=definite, gender=self._gender(noun),
        )  # fmt: skip
        if noun in people.state_nouns and (country or definite):
            return replace(base, kind="state" if country else "description", name=self._state_name(first, head, code))
        if noun in WRITTEN and (owner := self._owner(first, end)):
            return self.read_name(owner, owner.first, owner.end)
        if noun in KIN:
            return replace(base, is_definite=False)
        if noun in people.organisation_nouns:
            # "the Uzbek water ministry" says which; "the ministry" may point back.
            points_back = definite and not country and (noun in people.generic_organisations or head - first <= 1)
            named = base.name.removeprefix("the ").removeprefix("The ") if base.name else None
            return replace(base, kind="description" if points_back else "organisation", name=named)
        # Headlines leave the article out: "U.S. Defense Secretary says".
        definite = definite or (noun in people.single_offices and opening not in ("a", "an", "another", "one"))
        if (noun in people.generic_people or noun in people.roles) and definite and not plural:
            return replace(base, kind="description", role=self._role(first, head))
        return base

    def _head_noun(self, first: int, end: int) -> int:
        tokens = self.segments.tokens
        stop = next((i for i in range(first + 1, end) if tokens[i].lower() in ENDS_HEAD), end)
        while stop - 1 > first and not tokens[stop - 1][0].isalnum():
            stop -= 1
        return stop - 1

    def _second_noun(self, head: int, end: int) -> int | None:
        """The head of what "and" joins to the noun at `head`, where people in general are meant."""
        tokens = self.segments.tokens
        if head + 2 >= end or tokens[head + 1].lower() != "and":
            return None
        second = self._head_noun(head + 2, end)
        noun = singular(tokens[second])
        return second if noun in self.people.generic_people and noun != tokens[second].lower() else None

    def _gender(self, noun: str) -> str | None:
        if noun in self.people.feminine_words:
            return "feminine"
        return "masculine" if noun in self.people.masculine_words else None

    def _owner(self, first: int, end: int) -> Name | None:
        """Whose letter or account it is: "McCain’s statement", "a post on McCain’s account"."""
        return next((n for n in self.names if n.first >= first and n.end <= end and n.is_possessive), None)

    def _role(self, first: int, head: int) -> str | None:
        text = self.text(first, head + 1)
        for opening in ("the ", "The "):
            text = text.removeprefix(opening)
        return text or None

    def _state_name(self, first: int, head: int, code: str | None) -> str:
        demonym = next(
            (
                self.text(f.first, f.end)
                for f in self.gazetteer.countries.find(self.segments.tokens, first, head)
                if f.value.kind == "demonym"
            ),
            None,
        )
        if demonym is None and code:
            demonym = self.gazetteer.demonyms.get(code)
        noun = self.segments.tokens[head]
        return f"{demonym} {noun}" if demonym else self.text(first, head + 1)
