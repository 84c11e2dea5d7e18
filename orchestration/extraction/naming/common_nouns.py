"""Mentions without a name at their head: "a senior official", "the ministry", "Turkey's prime minister"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from orchestration.extraction.naming.gazetteer import CountryAlias, Gazetteer
from orchestration.extraction.naming.mention import Mention
from orchestration.extraction.naming.name_kinds import is_in_letters
from orchestration.extraction.naming.named_countries import country_in
from orchestration.extraction.naming.names import PREPOSITIONS, RELATIVES, singular
from orchestration.extraction.rules.vocabulary import People
from orchestration.extraction.text.segment import APOSTROPHES, HYPHENS, Segments

DEFINITE = frozenset({"the", "this", "that", "these", "those"})
LOCAL = frozenset({"city", "town", "county", "municipality", "borough", "district"})  # "the city of Sorval said"
ENDS_HEAD = PREPOSITIONS | frozenset(
    ["who", "whom", "which", "that", "whose", ",", "(", "–", "—", "familiar", "close", "speaking", "and", "or"]
)
# Whoever is one of these for or of a body is of its country: "a spokesman for the Kenyan parliament".
SPEAKS_FOR = frozenset(
    "spokesman spokeswoman spokesperson representative official member head chief director officer employee".split()
)
# A country's are others: "Norway's allies".
BESIDE = frozenset("ally rival enemy foe adversary opponent critic neighbor neighbour partner".split())
SPOKESMEN = frozenset({"spokesman", "spokeswoman", "spokesperson"})
OWNING = [[mark] for mark in APOSTROPHES]
ADMINISTRATION = "administration"
SITE = re.compile(r"[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|gov|edu|info|[a-z]{2})", re.IGNORECASE)


@dataclass(frozen=True)
class CommonNouns:
    """Reads such mentions of one text."""

    segments: Segments
    people: People
    gazetteer: Gazetteer

    def read(self, first: int, end: int) -> Mention:
        """The mention printed as words [first, end), whose head is no name."""
        tokens, people = self.segments.tokens, self.people
        head = self.head_noun(first, end)
        noun = singular(tokens[head])
        plural = noun != tokens[head].lower() or noun in ("people", "men", "women", "authorities", "police")
        if noun == "old" and tokens[head - 1] in HYPHENS:
            noun = "person"  # "the Swedish 16-year-old"
        country = self._country(first, head, end)
        actor = self.gazetteer.actors.first(tokens, first, head)  # "Muslim Brotherhood supporters"
        code = country.country_code if country else actor.value.country_code if actor else None
        second = self.second_noun(head, end)
        if second and not country:
            # "Police and town officials": several of whom neither is a name.
            return Mention(
                first, end, "unnamed", self.segments.printed(first, end), singular(tokens[second]), number="many"
            )
        opening = tokens[first].lower()
        owned = any(t in APOSTROPHES for t in tokens[first:head]) or opening in ("his", "her", "its", "their")
        definite = opening in DEFINITE or owned
        told = self._told_from(head, end)
        base = Mention(
            first, end, "unnamed", self.segments.printed(first, told), noun, country_code=code,
            number="many" if plural else "one", is_definite=definite, gender=people.gender({noun}),
        )  # fmt: skip
        begin = first + (opening in DEFINITE)
        if noun == ADMINISTRATION and head > begin and tokens[head - 1][0].isupper() and not country and not plural:
            # "the Weir administration"
            return replace(base, kind="state", name=self.segments.printed(begin, head + 1))
        if noun in people.state_nouns and (country or definite):
            return replace(base, kind="state" if country else "description", name=self._state_name(first, head, code))
        if noun in people.kin:
            return replace(base, is_definite=False)
        if noun in LOCAL and tokens[head + 1 : head + 2] == ["of"] and tokens[head + 2][:1].isupper():
            of_country = country_in(tokens, self.gazetteer, head + 2, end)
            named = base.name.removeprefix("the ").removeprefix("The ") if base.name else None
            code = of_country.country_code if of_country else None
            return replace(base, kind="organisation", name=named, country_code=code)
        if noun in people.organisation_nouns:
            # "the Uzbek water ministry" says which; "the ministry" may point back.
            points_back = (
                definite
                and not country
                and not any(t in APOSTROPHES for t in tokens[first:head])
                and (noun in people.generic_organisations or head - first <= 1)
            )
            if noun in people.works and not points_back and not country:
                return base  # "reports", "a report by the auditors": no body of that name
            named = base.name.removeprefix("the ").removeprefix("The ") if base.name else None
            return replace(base, kind="description" if points_back else "organisation", name=named)
        # Headlines leave the article out: "U.S. Defense Secretary says".
        is_one = noun in people.single_offices or (tokens[head].istitle() and noun in SPOKESMEN)
        definite = definite or (is_one and opening not in ("a", "an", "another", "one"))
        if (noun in people.generic_people or noun in people.roles) and definite and not plural:
            return replace(base, kind="description", role=self._role(first, head))
        return base

    def site(self, first: int, end: int) -> Mention | None:
        """The outlet or body by the address of its page: "according to riverwire.com"."""
        text = self.segments.printed(first, end)
        if not SITE.fullmatch(text):
            return None
        outlet = self.gazetteer.outlets_by_domain.get(text.lower())
        if outlet is None:
            return Mention(first, end, "organisation", text)
        return Mention(first, end, "organisation", outlet.name, country_code=outlet.country_code, is_outlet=True)

    def head_noun(self, first: int, end: int) -> int:
        """The last word of the noun phrase at `first`, before what follows it: "official" in "an official of …"."""
        tokens = self.segments.tokens
        ends = (i for i in range(first + 1, end) if tokens[i].lower() in ENDS_HEAD and not is_in_letters(tokens, i))
        stop = next(ends, end)
        while stop - 1 > first and not tokens[stop - 1][0].isalnum():
            stop -= 1
        # "a statement posted to", "a survey released on"
        is_told = stop - 2 > first and tokens[stop - 1].islower() and tokens[stop - 1].endswith("ed")
        return stop - 2 if is_told and singular(tokens[stop - 2]) in self.people.papers else stop - 1

    def _country(self, first: int, head: int, end: int) -> CountryAlias | None:
        """The country in front of the noun at word `head`, else of where they are or of the body they speak for."""
        tokens, noun = self.segments.tokens, singular(self.segments.tokens[head])
        country = country_in(tokens, self.gazetteer, first, head + 1)
        if country is not None:
            is_owner = any(token in APOSTROPHES for token in tokens[first:head])
            return None if is_owner and noun in BESIDE else country
        if noun in SPEAKS_FOR and (body := self._of_body(head, end)):
            return body
        if noun in self.people.state_nouns | self.people.organisation_nouns and tokens[head + 1 : head + 2] == ["of"]:
            found = self.gazetteer.countries.at(tokens, head + 2, end)
            return found.value if found else None  # "the government of Kenya"
        place = next((i + 1 for i in range(head + 1, end - 1) if tokens[i].lower() in ("in", "from")), None)
        if noun in self.people.works or place is None or len(self._countries(place, end)) != 1:
            return None  # "reports from Khartoum": that is where they were written
        return country_in(tokens, self.gazetteer, place, end)  # "experts in France", not "in France and Italy"

    def _of_body(self, head: int, end: int) -> CountryAlias | None:
        """The country of the body that the one at word `head` speaks for: "a spokesman for the Kenyan parliament"."""
        tokens = self.segments.tokens
        if head + 1 >= end or tokens[head + 1].lower() not in ("for", "of", "from", "at", "with"):
            return None
        first = head + 2 + (tokens[head + 2 : head + 3] == ["the"])
        found = self.gazetteer.countries.at(tokens, first, end)
        is_its = found is not None and (found.value.kind == "demonym" or tokens[found.end : found.end + 1] in OWNING)
        return found.value if found is not None and is_its else None

    def _countries(self, first: int, end: int) -> set[str | None]:
        return {found.value.country_code for found in self.gazetteer.countries.find(self.segments.tokens, first, end)}

    def _told_from(self, head: int, end: int) -> int:
        """Where what only tells more of them begins, at a comma or at "who"; `end` without it.

        Not at a comma inside a list of names: "the foreign ministers of Germany, France and Britain".
        """
        tokens, i = self.segments.tokens, head + 1
        while i < end and tokens[i].lower() not in RELATIVES and tokens[i] != "(":
            if tokens[i] == ",":
                last = self._list_end(i, end)
                if last is None:
                    return i
                i = last
            i += 1
        return i

    def _list_end(self, comma: int, end: int) -> int | None:
        """The "and" before the last of the names among which the comma stands; None where it stands among none."""
        tokens = self.segments.tokens
        joined = next((i for i in range(comma + 1, end - 1) if tokens[i] in ("and", "or")), None)
        if joined is None:
            return None
        names = [*tokens[comma - 1 : joined], tokens[joined + 1]]
        return joined if all(token[0].isupper() or token in (",", "the") for token in names) else None

    def second_noun(self, head: int, end: int) -> int | None:
        """The head of what "and" joins to the noun at `head`, where people in general are meant."""
        tokens = self.segments.tokens
        if head + 2 >= end or tokens[head + 1].lower() != "and":
            return None
        second = self.head_noun(head + 2, end)
        noun = singular(tokens[second])
        return second if noun in self.people.generic_people and noun != tokens[second].lower() else None

    def _role(self, first: int, head: int) -> str | None:
        text = self.segments.printed(first, head + 1)
        for opening in ("the ", "The "):
            text = text.removeprefix(opening)
        return text or None

    def _state_name(self, first: int, head: int, code: str | None) -> str:
        demonym = next(
            (
                self.segments.printed(f.first, f.end)
                for f in self.gazetteer.countries.find(self.segments.tokens, first, head)
                if f.value.kind == "demonym"
            ),
            None,
        )
        if demonym is None and code:
            demonym = self.gazetteer.demonyms.get(code)
        noun = singular(self.segments.tokens[head])
        return f"{demonym} {noun}" if demonym else self.segments.printed(first, head + 1)
