"""Mentions of countries and of bodies by their names: states, organisations, outlets without a row of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from orchestration.extraction.naming.gazetteer import INSTITUTION, Gazetteer
from orchestration.extraction.naming.mention import Mention
from orchestration.extraction.naming.named_countries import country_in
from orchestration.extraction.naming.named_within import SINGLE
from orchestration.extraction.naming.names import JOINING, Name
from orchestration.extraction.naming.places import is_another
from orchestration.extraction.rules.vocabulary import People
from orchestration.extraction.text.segment import APOSTROPHES, HYPHENS, Segments

FOR_A_CAUSE = frozenset({"Committee", "Campaign", "Coalition", "Alliance", "Fund", "Movement"})
ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")


@dataclass(frozen=True)
class BodyMentions:
    """Reads such mentions of one text, whose names have been found; `by_first` has them by their first words."""

    segments: Segments
    by_first: dict[int, Name]
    people: People
    gazetteer: Gazetteer

    def country(self, first: int, stop: int, end: int, code: str | None) -> Mention:
        """The mention of a country, its people, its capital or one of its institutions; `code` is the country's."""
        tokens = self.segments.tokens
        named = list(self.gazetteer.countries.find(tokens, first, stop))
        # "South Korea's Unification Ministry" is the ministry.
        found = next((f for f in named if f.value.kind == INSTITUTION), named[0] if named else None)
        if len(named) > 1 and tokens[named[0].end] in APOSTROPHES and named[1].value.kind == "government":
            found = named[1]  # "Russia's Kremlin"
        if found is None or code is None:
            return Mention(first, stop, "bare", self.segments.printed(first, stop))
        alias = found.value
        if alias.kind == "demonym_plural":
            return Mention(first, stop, "unnamed", self.segments.printed(first, stop), country_code=code, number="many")
        is_one = first > 0 and stop == end and tokens[first].lower() in SINGLE and alias.kind == "demonym"
        if is_one and found.end == stop:
            text = self.segments.printed(first, stop)
            return Mention(first, stop, "unnamed", text, "one", country_code=code)  # "a Briton said"
        name = alias.state_name or self.gazetteer.country_names.get(code)
        if alias.kind in (INSTITUTION, "city"):
            text, short = self.segments.printed(found.first, found.end), self._letters(stop, end)
            return Mention(first, stop, "organisation", text, country_code=code, short_name=short)
        if alias.kind == "territory":
            name = self.segments.printed(found.first, found.end)  # Minnesota is not the United States
        return Mention(first, stop, "state", name, country_code=code, text=self.segments.printed(first, stop))

    def organisation(self, name: Name, first: int, stop: int, end: int, code: str | None) -> Mention:
        """The mention headed by the body `name`, of which words [first, stop) are known, within [first, end)."""
        tokens = self.segments.tokens
        start = max(name.first, first)
        if stop - start > 3 and tokens[start + 1] in HYPHENS and tokens[start + 2] == "based":
            start += 3  # "the London-based Rivers Institute"
        if stop - start == 1 and tokens[start] in self.gazetteer.halves:
            half, printed = self.gazetteer.halves[tokens[start]], self.segments.printed(first, stop)
            return Mention(first, stop, "state", half.state_name, country_code=half.country_code, text=printed)
        # "Institute for Near East and Gulf Military Analysis", "Ministry of Foreign Affairs": the name goes on.
        while stop + 1 < end and self._joins(stop):
            after = stop + 1 + (tokens[stop + 1].lower() == "the")
            more = self.by_first.get(after)
            is_short = tokens[stop].lower() == "and" and stop - start < 3
            # "Lakes and Rivers Institute"
            if more is None or (is_short and tokens[more.end - 1].lower() not in self.people.organisation_words):
                break
            stop = min(more.end, end)
        short = self._letters(stop, end)
        actor = next(
            (
                f.value
                for f in self.gazetteer.actors.find(tokens, start, stop)
                if f.end - f.first >= stop - name.core and not is_another(tokens, self.gazetteer, f)
            ),
            None,
        )
        start -= start > first and ORDINAL.fullmatch(tokens[start - 1]) is not None  # "the 9th Circuit"
        text = actor.name if actor else self.segments.printed(start, stop)
        if code is None and stop > name.end:  # "… Committee of Indonesia"
            country = country_in(tokens, self.gazetteer, name.end, stop)
            code = country.country_code if country else None
        if code is None and tokens[stop : stop + 1] == ["in"] and self._is_where_it_is(start, stop):
            country = country_in(tokens, self.gazetteer, stop + 1, end)  # "the Foreign Ministry in Baku"
            code = country.country_code if country else None
        code = actor.country_code if actor else code
        return Mention(first, stop, "organisation", text, country_code=code, short_name=short)

    def _is_where_it_is(self, start: int, stop: int) -> bool:
        """Whether the body is of the country where it is: a ministry or a school, no embassy."""
        return any(token.lower() in self.people.local_bodies for token in self.segments.tokens[start:stop])

    def _letters(self, stop: int, end: int) -> str | None:
        """The letters in brackets behind a name that ends before word `stop`, if they stand before word `end`."""
        tokens = self.segments.tokens
        return tokens[stop + 1] if stop + 2 < end and tokens[stop] == "(" and tokens[stop + 1].isupper() else None

    def _joins(self, word: int) -> bool:
        """Whether an organisation's name may go on behind the word: "Ministry of", "Commission on"."""
        low = self.segments.tokens[word].lower()
        before = self.segments.tokens[word - 1]
        is_on = low == "on" and before.lower() in self.people.organisation_words
        is_to = low == "to" and before in FOR_A_CAUSE  # "Committee to Protect Sailors"
        return is_on or is_to or low in JOINING or low == "and"
