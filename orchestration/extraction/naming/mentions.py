"""Read one printed mention of a speaker: what heads it, and what it says of kind, name, role, country and gender.

Reading is local to the mention; who is meant by "he" or "the minister" is decided in resolution/speakers.py.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from orchestration.extraction.dates.vocabulary import WEEKDAY_WORDS
from orchestration.extraction.naming.body_mentions import BodyMentions
from orchestration.extraction.naming.common_nouns import CommonNouns
from orchestration.extraction.naming.gazetteer import Gazetteer
from orchestration.extraction.naming.homes import home_country
from orchestration.extraction.naming.makers import PERIODS, SENT, document_at, maker_before, maker_behind
from orchestration.extraction.naming.mention import Mention
from orchestration.extraction.naming.name_kinds import is_in_letters
from orchestration.extraction.naming.named_countries import country_in, employer_country
from orchestration.extraction.naming.named_within import (
    MEMBER,
    bearer,
    gives_name,
    is_demonym_of,
    is_group,
    is_joined_place,
    is_member,
    is_modifier,
    is_of_another,
    is_one_of,
    is_some_of,
    is_the_member,
    namesakes,
    paper_at,
    role_start,
    told_kind,
)
from orchestration.extraction.naming.names import PREPOSITIONS, RELATIVES, Name, read_name, singular
from orchestration.extraction.naming.outlets import OutletMention, short_outlets
from orchestration.extraction.naming.owners import OWNERS, goes_on, is_of_owner, is_own_paper, owned_by, owner_in
from orchestration.extraction.naming.roles import (
    COURTESY,
    DETERMINER,
    ROLE_MARKS,
    apposition,
    offices,
    own_role,
    own_words,
    says_role,
    without_country,
    without_rank,
)
from orchestration.extraction.rules.vocabulary import People
from orchestration.extraction.text.segment import APOSTROPHES, Segments, unaccented

BEHIND_NAMES = frozenset("himself herself itself themselves today yesterday tonight".split())
TOLD_OF = RELATIVES | {"named", "called"}
REGNAL = frozenset("pope king queen prince princess emperor empress".split())  # part of a name of one word


@dataclass(frozen=True)
class MentionReader:
    """Reads mentions of one text, whose names have been found; `outlets` are those printed there, in order."""

    segments: Segments
    names: list[Name]
    people: People
    gazetteer: Gazetteer
    outlets: Sequence[OutletMention] = ()
    is_headline: bool = False

    def read(self, first: int, end: int) -> Mention:
        """The mention printed as words [first, end); at least one word."""
        tokens = self.segments.tokens
        while end - 1 > first and not tokens[end - 1][0].isalnum() and tokens[end - 1] not in ".)%":
            end -= 1
        # "the BBC Thursday"
        end -= end - first > 1 and tokens[end - 1].lower() in WEEKDAY_WORDS and tokens[end - 2][0].isupper()
        end -= end - first > 1 and tokens[end - 1] in BEHIND_NAMES
        end -= 2 * (end - first > 2 and tokens[end - 1] in ("s", "S") and tokens[end - 2] in APOSTROPHES)
        is_pronoun = tokens[first].lower() in self.people.pronouns and not is_in_letters(tokens, first)
        if end - first == 1 and (is_pronoun or tokens[first] in self._namesakes):
            # "King said", of Ada King
            return self._pronoun(first) if is_pronoun else Mention(first, end, "person", tokens[first])
        if (given := gives_name(tokens, self.names_in(first, end), first)) is not None:
            told = next(i for i in range(first + 1, given.first + 1) if tokens[i].lower() in RELATIVES | {",", "as"})
            role = DETERMINER.sub("", self.segments.printed(first, told))
            return Mention(first, end, "person", self.segments.printed(given.core, given.end), role=role)
        if "." in tokens[first + 1 : end - 1] and (site := self._common.site(first, end)):
            return site
        name = self._head_name(first, end)
        if name is not None and (name.first < first or name.end > end):
            # In a headline every word is capitalised, and the run goes on past the mention.
            name = read_name(self.segments, self.people, self.gazetteer, max(name.first, first), min(name.end, end))
            name = None if name.kind == "role_only" else name
        # "Police and town officials": a noun with a capital because it opens the sentence.
        opens = name is not None and name.end - first == 1 and tokens[first].lower() in self.people.organisation_nouns
        alone = name is not None and (name.first, name.end) == (first, first + 1)
        alone = alone and singular(tokens[first]) in self.people.generic_people | self.people.works
        is_one = name is not None and is_member(tokens, self.gazetteer, name, first, end)
        if name is not None and (is_one or is_some_of(tokens, name, first, end)):
            told = next((i for i in range(name.end, end) if tokens[i].lower() in RELATIVES), end)
            text, noun = self.segments.printed(first, told), singular(tokens[name.end - 1])
            code, number = self.read_name(name, first, end).country_code, "one" if is_one else "many"
            return Mention(first, end, "unnamed", text, noun, country_code=code, number=number)
        if name is not None and is_the_member(tokens, self.gazetteer, name, first, end):
            text = self.segments.printed(first, name.end)
            role = DETERMINER.sub("", text)
            return Mention(first, end, "description", text, MEMBER, role=role, number="one", is_definite=True)
        alone = alone or (name is not None and self.is_headline and is_group(tokens, self.people, name, first, end))
        if name is None or alone or (opens and self._common.second_noun(first, end)):
            return self._without_name(first, end)
        return self.read_name(name, first, end)

    @cached_property
    def _firsts(self) -> list[int]:
        return [name.first for name in self.names]

    def names_in(self, first: int, end: int) -> list[Name]:
        """The names of which a word is among [first, end); names do not overlap, so the search is by halves."""
        low = bisect_left(self._firsts, first)
        if low and self.names[low - 1].end > first:
            low -= 1
        return self.names[low : bisect_left(self._firsts, end)]

    def name_at(self, word: int) -> Name | None:
        """The name whose first word is `word`."""
        return self._bodies.by_first.get(word)

    def paper(self, first: int, end: int) -> int | None:
        """The word for the document that heads the mention: "a study published in …"; no name behind it speaks."""
        return paper_at(self.segments.tokens, self.people, first, end, self._common.head_noun(first, end))

    def is_document(self, first: int, end: int) -> bool:
        """Whether a document heads the mention, whoever speaks by it."""
        head = document_at(self.segments.tokens, first, self._common.head_noun(first, end))
        return singular(self.segments.tokens[head]) in self.people.papers

    def is_in_name(self, word: int) -> bool:
        """Whether the word stands inside a name: "and" in "Food and Drug Administration"."""
        return bool(self.names_in(word, word + 1))

    def _others(self, first: int, core: int) -> list[int]:
        """Where the names of other people end that stand in front of the name at `core`."""
        return [n.end for n in self.names_in(first, core) if first <= n.first and n.end < core and n.kind == "person"]

    @cached_property
    def _namesakes(self) -> frozenset[str]:
        return namesakes(self.segments.tokens, self.names)

    @cached_property
    def _short_outlets(self) -> dict[int, OutletMention]:
        return short_outlets(self.segments.tokens, self.outlets)

    @cached_property
    def _common(self) -> CommonNouns:
        return CommonNouns(self.segments, self.people, self.gazetteer)

    @cached_property
    def _bodies(self) -> BodyMentions:
        return BodyMentions(self.segments, {name.first: name for name in self.names}, self.people, self.gazetteer)

    def _without_name(self, first: int, end: int) -> Mention:
        """Whose letter it is, where it is a letter; else what the common noun says."""
        tokens, people = self.segments.tokens, self.people
        while first + 2 < end and tokens[first].lower() in ("part", "parts") and tokens[first + 1].lower() == "of":
            first += 2
        head = document_at(tokens, first, self._common.head_noun(first, end))
        noun = singular(tokens[head])
        if noun not in people.papers | people.records and not is_own_paper(tokens, first, noun):
            return self._common.read(first, end)
        owner = owner_in(self.names_in(first, end), first, end)
        behind = owned_by(tokens, owner) if owner and owner.first > head else end
        if owner and behind < end and is_of_owner(people, tokens[self._common.head_noun(behind, end)]):
            return self.read(owner.first, end)  # "a statement from Weir's campaign"
        owner = owner or maker_before(tokens, self.gazetteer, self.names_in(first, head), first, head)
        if owner is not None:
            return self.read_name(owner, owner.first, owner.end)
        if head > first and tokens[first].lower() in OWNERS:
            return self._pronoun(first)
        if head + 2 < end and tokens[head + 1].lower() in ("from", "by"):
            if noun in people.writings - people.works | {"statement"}:
                return self.read(head + 2, end)  # "a statement from the army"
            if noun in SENT and (sender := self._common.read(head + 2, end)).number == "many":
                return sender  # "the letter from the doctors"
        if (maker := maker_behind(tokens, self.name_at, head, end)) is not None:
            named = self.read(maker, end)
            if named.kind in ("person", "bare", "organisation", "state"):
                return named  # "research by Ada Weir, a botanist"
        # "the judge's statement", "the commission's report"; not "Monday's filing"
        mark = next((i for i in range(first + 1, head) if tokens[i] in APOSTROPHES), None)
        if mark and tokens[mark - 1].lower() in people.function_words | PERIODS:
            mark = None
        return self._common.read(first, mark) if mark else self._common.read(first, end)

    def read_name(self, name: Name, first: int, end: int) -> Mention:
        """The mention headed by `name` within the words [first, end)."""
        core, stop = max(name.core, first), min(name.end, end)
        kind, country = name.kind, country_in(self.segments.tokens, self.gazetteer, first, stop)
        code = country.country_code if country else None
        if kind in ("bare", "organisation") and (short := self._short_outlets.get(name.first)) and short.end == stop:
            return Mention(
                first, stop, "organisation", short.name, country_code=short.country_code, is_outlet=True
            )  # "the Post"
        if kind in ("person", "bare"):
            # A surname may be a country's: only what stands before the name says whose it is.
            own = offices(self.segments.tokens, self.people, max([first, *self._others(first, core)]), core)
            named = (country_in(self.segments.tokens, self.gazetteer, *stretch) for stretch in own)
            country = next(filter(None, named), None)
            code = (
                country.country_code
                if country
                else employer_country(self.segments.tokens, self.gazetteer, own[0][0], core)
            )
            return self._person(name, first, core, stop, end, code)
        if kind == "country":
            return self._bodies.country(first, stop, end, code)
        if kind == "outlet":
            tokens, outlets = self.segments.tokens, self.gazetteer.outlets
            outlet = outlets.whole(tokens, name.first, stop) or outlets.first(tokens, core, stop)
            outlet = outlet or outlets.first(tokens, first, stop)  # "Central News Agency" of no Korean one
            if outlet:
                code = outlet.value.country_code
                return Mention(first, stop, "organisation", outlet.value.name, country_code=code, is_outlet=True)
        return self._bodies.organisation(name, first, stop, end, code)

    def _pronoun(self, first: int) -> Mention:
        word = self.segments.tokens[first].lower()
        gender = self.people.pronouns[word]
        number = "many" if gender == "plural" else "one"
        return Mention(first, first + 1, "pronoun", head=word, gender=gender, number=number)

    def _head_name(self, first: int, end: int) -> Name | None:
        """The name that the mention is about, if it is about a name and does not only contain one."""
        tokens, people, placed = self.segments.tokens, self.people, 0
        paper = self.paper(first, end)
        for name in self.names_in(first, end):
            if name.kind == "role_only":
                continue
            opening = name.first if is_demonym_of(tokens, self.gazetteer, name) else name.core
            at = opening - 1 - (opening - 1 > first and tokens[opening - 1].lower() == "the")
            if name.core > first and tokens[at].lower() in PREPOSITIONS:
                placed = name.end
                continue
            is_listed = "/" in tokens[name.end : name.end + 1] + tokens[max(first, name.first - 1) : name.first]
            if is_listed or (paper is not None and not name.is_possessive and name.first > paper):
                continue  # "a Times/Herald poll", "a study published in the Journal of Rivers, Lakes and Seas"
            if placed == name.first - 1 > 0 and is_joined_place(tokens, people, name):
                placed = name.end
                continue
            head = self._common.head_noun(first, end)
            if is_of_another(tokens, people, self.gazetteer, name, first) or is_one_of(tokens, people, name, head):
                return None
            if name.is_possessive and owned_by(tokens, name) < end:
                if head > name.first and singular(tokens[head]) in people.writings:
                    return name  # "X’s upcoming memoir"
                continue
            if body := told_kind(tokens, people, name, first, end):
                return body
            if is_modifier(tokens, name, end):
                continue
            return bearer(tokens, people, name, self.names_in(name.end + 1, end), end)
        return None

    def _person(self, name: Name, first: int, core: int, stop: int, end: int, code: str | None) -> Mention:
        role, rank = without_rank(self._title(first, core), self.people)
        gender = self.people.gender(own_words(self.segments.tokens, first, core))
        if gender is None and stop - core > 1:
            gender = self.people.first_names.get(unaccented(self.segments.tokens[core]).lower())
        if not says_role(role, self.people) or role.split(" and ")[-1].lower().strip(".") in COURTESY:
            role = ""
        after = apposition(self.segments, stop, self.people, self.gazetteer)
        code = code or home_country(self.segments, self.gazetteer, stop, role)
        if after and " " not in role:
            # "Gen. X, deputy chief of staff": the office says more than the rank, but he is still the general.
            rank, role = rank or role.lower() or None, after[0]
            code = code or after[1]
            gender = gender or after[2]
        kind = "bare" if name.kind == "bare" and not role else "person"
        core -= stop - core == 1 and core > first and self.segments.tokens[core - 1].lower() in REGNAL  # "Pope Francis"
        text = self.segments.printed(core, stop).strip(ROLE_MARKS.replace(".", ""))
        return Mention(first, stop, kind, text, rank, role or None, code, gender)

    def _title(self, first: int, core: int) -> str:
        """The role in front of a name, without who else is named there and what is told of its holder."""
        tokens = self.segments.tokens
        others = [other for other in self._others(first, core) if not goes_on(tokens, self.people, other, core)]
        start = others[-1] if others else first
        start += others != [] and tokens[start].lower() in ("and", ",")
        while others and start < core and (tokens[start] in APOSTROPHES or tokens[start] == "s"):
            start += 1  # "President X’s chief of staff Y"
        start = role_start(tokens, self.people, start, core)
        told = next((i for i in range(start + 1, core) if tokens[i].lower() in TOLD_OF), core)
        parts = self.segments.printed(start, told).split(", ")
        parts = parts[len(parts) > 1 and parts[0].lower().startswith("one of ") :]  # "one of the authors, zoologist X"
        role = next((part for part in parts if says_role(part, self.people)), parts[0])
        role = own_role(role.strip(ROLE_MARKS), self.people)
        return without_country(DETERMINER.sub("", role), self.people, self.gazetteer)
