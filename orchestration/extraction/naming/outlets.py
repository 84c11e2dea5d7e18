"""Where outlets are printed in a text: names of the outlets seed, and generic ones such as "state television".

An alias that is also a common word ("the Times", "Time") counts only where the words beside it treat it as an outlet.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from orchestration.extraction.naming.gazetteer import Gazetteer, Outlet
from orchestration.extraction.naming.names import Name
from orchestration.extraction.rules.vocabulary import Cues, People
from orchestration.extraction.text.segment import Segments, Span

GENERIC_OWNERS = frozenset({"state", "state-run", "local", "official", "government"})
GENERIC_HEADS = frozenset({"television", "tv", "media", "radio", "newspaper", "newspapers", "broadcaster"})
KINDS = frozenset("newspaper magazine tabloid broadcaster newswire outlet".split())
AGENCY = ["news", "agency"]
SITE = re.compile(r"\b[A-Za-z][\w-]{2,}\.(?:com|org|net|info|news|[a-z]{2})\b(?![\w@/])")
VERBS_OF_OUTLETS = frozenset("reports reported says said writes wrote notes noted adds added quotes quoted".split())
TELLING = frozenset({"told", "tells", "telling"})
BESIDE_OUTLET = frozenset({"told", "tells", "telling", "by", "to", "with", "citing", "quoting"})
# Behind the name of an outlet: one of its programmes, desks or languages, which is still it.
EDITIONS = frozenset(
    "online sport sports international world service breakfast newsnight arabic english persian russian turkish".split()
)
# Last words of many outlets that stand for none of them: "the press", "the agency".
KIND_WORDS = frozenset("news press agency radio television tv wire magazine daily weekly letter media".split())


@dataclass(frozen=True, slots=True)
class OutletMention:
    """Words [first, end) print the outlet; generic ones have no identifier."""

    first: int
    end: int
    name: str
    outlet_id: str | None
    country_code: str | None


def find_outlets(
    segments: Segments,
    names: list[Name],
    people: People,
    gazetteer: Gazetteer,
    cues: Cues,
    publisher_country: str | None = None,
    publisher: str | None = None,
) -> list[OutletMention]:
    """All outlets printed in the text, in order; an ambiguous name is more likely the publisher's compatriot.

    "The Herald" is the one whose full name the text has, else the `publisher` itself where its name ends so.
    """
    tokens = segments.tokens
    run_of = {i: name for name in names for i in range(name.first, name.end)}
    out = [
        OutletMention(f.first, f.end, f.value.name, f.value.outlet_id, f.value.country_code)
        for f in gazetteer.outlets.find(tokens)
        if _is_whole(tokens, run_of.get(f.first), f.first, f.end, people)
        if not _only_opens(segments, f.first, f.end, f.value.name)
    ]
    out += [m for m in _by_site(segments, gazetteer, cues) if not any(m.first <= o.first < m.end for o in out)]
    taken = {i for mention in out for i in range(mention.first, mention.end)}
    known = {mention.outlet_id for mention in out}
    in_full = _named_in_full(segments, names, out, people, publisher, publisher_country)
    out += [m for m in _shortened(segments, names, cues, in_full) if m.first not in taken]
    taken |= {mention.first for mention in out}
    for found in gazetteer.ambiguous_outlets.find(tokens):
        free = not taken & set(range(found.first, found.end)) and not _is_longer(tokens, found.end)
        free = free and _is_whole(tokens, run_of.get(found.first), found.first, found.end, people)
        meant = _meant(found.value, known, publisher_country)
        # "The Times" once "The New York Times" has been printed, or where the words beside it treat it as an outlet.
        is_known = meant is not None and meant.outlet_id in known
        if not free or not (is_known or _is_treated_as_outlet(segments, cues, found.first, found.end)):
            continue
        if meant:
            out.append(OutletMention(found.first, found.end, meant.name, meant.outlet_id, meant.country_code))
        else:
            start, end = segments.chars(found.first, found.end)
            out.append(OutletMention(found.first, found.end, segments.text[start:end], None, None))
    named = {mention.first for mention in out}
    told = [m for m in _by_kind(segments, names) if not taken & set(range(m.first, m.end))]
    # "Lebanese TV station Al Manar" is one outlet, and so is "state broadcaster VTX", which no table knows.
    introduced = named | {mention.first for mention in told}
    out += [m for m in _generic(segments, gazetteer) if not _introduces(tokens, m.end, introduced)]
    taken = {i for mention in out for i in range(mention.first, mention.end)}
    unknown = [m for m in _by_last_word(segments, names, people, cues) if not taken & set(range(m.first, m.end))]
    out += [m for m in unknown if not _introduces(tokens, m.end, named)]
    taken = {i for mention in out for i in range(mention.first, mention.end)}
    out += [m for m in told if not taken & set(range(m.first, m.end))]
    return sorted(out, key=lambda mention: mention.first)


def _named_in_full(
    segments: Segments,
    names: list[Name],
    known: list[OutletMention],
    people: People,
    publisher: str | None,
    country_code: str | None,
) -> dict[str, OutletMention]:
    """By its last word the one outlet that goes by that word here: named in full in the text, else the publisher."""
    words = people.outlet_words - KIND_WORDS
    unknown = (
        OutletMention(name.first, name.end, segments.printed(name.first, name.end), None, None)
        for name in names
        if name.end - name.first > 1 and segments.tokens[name.end - 1].lower() in words
        if not name.has_title and name.kind not in ("outlet", "country", "actor", "role_only")
    )
    own = OutletMention(0, 0, publisher or "", None, country_code)
    out: dict[str, OutletMention] = {own.name.split()[-1].lower(): own} if len(own.name.split()) > 1 else {}
    for mentions in (unknown, known):  # what a table knows goes first
        found: dict[str, OutletMention | None] = {}
        for mention in mentions:
            last = segments.tokens[mention.end - 1].lower()
            if mention.end - mention.first > 1 and last in words:
                other = found.setdefault(last, mention)
                found[last] = mention if other is not None and other.name == mention.name else None
        for last, meant in found.items():
            if meant is not None:
                out[last] = meant
            elif mentions is known:
                out.pop(last, None)  # "the Times" could be either
    return {last: mention for last, mention in out.items() if last in words}


def _shortened(
    segments: Segments, names: list[Name], cues: Cues, in_full: dict[str, OutletMention]
) -> Iterator[OutletMention]:
    """The outlets of `in_full` by their last words alone: "the Post" where "New York Post" has been printed."""
    tokens = segments.tokens
    for name in names if in_full else ():
        meant = in_full.get(tokens[name.first].lower())
        if meant is None or name.end - name.first > 1 or name.first == 0 or tokens[name.first - 1].lower() != "the":
            continue
        is_known = meant.outlet_id is not None or _is_treated_as_outlet(segments, cues, name.first, name.end)
        if is_known and not _is_longer(tokens, name.end):
            yield OutletMention(name.first, name.end, meant.name, meant.outlet_id, meant.country_code)


def holds_outlet(segments: Segments, spans: list[Span], outlets: list[OutletMention]) -> bool:
    """Whether one of `outlets`, in order, is printed inside `spans`."""
    starts = segments.starts
    return any(names_outlet(outlets, bisect_left(starts, a), bisect_left(starts, b)) for a, b in spans)


def names_outlet(outlets: list[OutletMention], first: int, end: int) -> bool:
    """Whether one of `outlets`, in order, begins with one of the words [first, end)."""
    place = bisect_left(outlets, first, key=lambda mention: mention.first)
    return place < len(outlets) and outlets[place].first < end


def short_outlets(tokens: list[str], outlets: Iterable[OutletMention]) -> dict[int, OutletMention]:
    """By their last words the outlets of one word, an article aside, that stands for a longer name: "the Post"."""
    longer = (m for m in outlets if " " in m.name)
    return {m.end - 1: m for m in longer if m.end - m.first - (tokens[m.first].lower() == "the") == 1}


def _only_opens(segments: Segments, first: int, end: int, name: str) -> bool:
    """Whether one word of an outlet's name, its article gone, has its capital from its sentence: "Local officials"."""
    tokens = segments.tokens
    is_one = end - first == 1 and name == f"The {tokens[first]}" and end < len(tokens) and tokens[end].islower()
    return is_one and first == segments.first_word(segments.sentence_of[first]) and tokens[end] not in VERBS_OF_OUTLETS


def _by_site(segments: Segments, gazetteer: Gazetteer, cues: Cues) -> Iterator[OutletMention]:
    """Outlets by the addresses of their pages, where the words beside them treat them so: "told RiverNews.kz"."""
    for match in SITE.finditer(segments.text):
        first, end = segments.word_at(match.start()), segments.word_at(match.end() - 1) + 1
        if end - first < 3 or not _is_treated_as_outlet(segments, cues, first, end):
            continue
        known = gazetteer.outlets_by_domain.get(match.group().lower())
        if known is not None:
            yield OutletMention(first, end, known.name, known.outlet_id, known.country_code)
        else:
            yield OutletMention(first, end, match.group(), None, None)


def _is_longer(tokens: list[str], end: int) -> bool:
    """Whether a common word is the begin of another title: "Star of Mysore", "the Today show"."""
    ahead = [*tokens[end : end + 2], "", ""]
    return (ahead[0].lower() == "of" and ahead[1][:1].isupper()) or ahead[0] in ("show", "program", "programme")


def _introduces(tokens: list[str], end: int, named: set[int]) -> bool:
    """Whether what ends before word `end` only says what kind of outlet is named next."""
    return end in named or (
        end + 1 in named and tokens[end].lower() in ("station", "channel", "network", "broadcaster")
    )


def _meant(candidates: list[Outlet], known: set[str | None], publisher_country: str | None) -> Outlet | None:
    """Which of the outlets of one printed name: the one named in full, the publisher's compatriot, or the only one."""
    named = [outlet for outlet in candidates if outlet.outlet_id in known]
    compatriots = [outlet for outlet in candidates if publisher_country and outlet.country_code == publisher_country]
    for choice in (named, compatriots, candidates):
        if len(choice) == 1:
            return choice[0]
    return None


def _is_whole(tokens: list[str], name: Name | None, first: int, end: int, people: People) -> bool:
    """Whether the words are not part of a longer name: "Herald" is no outlet in "Savanna Herald"."""
    if name is None or (first and tokens[first - 1].lower() in TELLING and first == name.first):
        return True  # "told Reuters President X had left": what is told begins with a capital too
    after = [token.lower() for token in tokens[end : name.end]]
    return first in (name.first, name.core) and all(word in people.outlet_words | EDITIONS for word in after)


def _is_treated_as_outlet(segments: Segments, cues: Cues, first: int, end: int) -> bool:
    tokens = segments.tokens
    before = tokens[first - 1].lower() if first else ""
    if before == "the" and first > 1:
        before = tokens[first - 2].lower()
    after = tokens[end].lower() if end < len(tokens) else ""
    if after == "," and cues.lemma("".join(tokens[end + 1 : end + 2])) in ("quote", "cite"):
        return True  # "Radio Nacional, citing the mayor, said"
    return before in BESIDE_OUTLET or (cues.lemma(after) in ("report", "say", "write", "note", "add", "quote", "cite"))


def _by_last_word(segments: Segments, names: list[Name], people: People, cues: Cues) -> Iterator[OutletMention]:
    """Outlets that no table knows: "told the Savanna Herald", "Steppe Wire reported"."""
    for name in names:
        words = [token.lower() for token in segments.tokens[name.first : name.end]]
        if name.has_title or name.kind in ("country", "actor", "role_only") or len(words) < 2:
            continue
        is_called_one = words[-1] in people.outlet_words or words[0] in people.outlet_words
        is_beside = is_called_one and _is_treated_as_outlet(segments, cues, name.first, name.end)
        if is_beside or _reports_last(segments, cues, name, people):
            start, end = segments.chars(name.first, name.end)
            yield OutletMention(name.first, name.end, segments.text[start:end], None, None)


def _by_kind(segments: Segments, names: list[Name]) -> Iterator[OutletMention]:
    """Outlets that the words beside them say to be one: "the newspaper Steppe Dawn", "the Steppe Dawn news agency"."""
    tokens, by_first = segments.tokens, {name.first: name for name in names}
    for name in names:
        at = name.first - 1
        first = name.first - (at > 0 and tokens[at] == "The")
        is_told = (first > 0 and tokens[first - 1].lower() in KINDS) or tokens[name.end : name.end + 2] == AGENCY
        is_owner = name.end - name.first == 1 and tokens[name.first].lower() in GENERIC_OWNERS  # "State news agency X"
        if not is_told or is_owner or name.has_title or name.kind == "country":
            continue
        more = by_first.get(name.end + 1) if tokens[name.end : name.end + 1] == ["of"] else None
        end = more.end if more else name.end
        yield OutletMention(first, end, segments.printed(first, end), None, None)


def _reports_last(segments: Segments, cues: Cues, name: Name, people: People) -> bool:
    """Whether the name ends its sentence as an outlet does: "…, Doha Meridian reported." or "… reported on Friday"."""
    tokens, i = segments.tokens, name.first - 1
    if i < 1 or name.end >= len(tokens) or cues.lemma(tokens[name.end]) != "report":
        return False
    words = {token.lower() for token in tokens[name.first : name.end]}
    is_body = bool(words & (people.organisation_words - people.outlet_words))
    before = tokens[i - 1] if tokens[i].lower() == "the" else tokens[i]
    return not is_body and before in (",", "”", '"')


def _generic(segments: Segments, gazetteer: Gazetteer) -> list[OutletMention]:
    tokens = segments.tokens
    out = []
    for i, token in enumerate(tokens):
        if token.lower() not in GENERIC_HEADS or not i:
            continue
        first = i
        while first and (
            tokens[first - 1].lower() in GENERIC_OWNERS
            or tokens[first - 1] in "-"
            or tokens[first - 1].lower() == "run"
        ):
            first -= 1
        first += tokens[first] == "-"  # "Two killed - state media"
        if first == i:
            continue
        country = next((f for f in gazetteer.countries.find(tokens, max(0, first - 1), first)), None)
        first = country.first if country else first
        start, stop = segments.chars(first, i + 1)
        out.append(
            OutletMention(
                first, i + 1, segments.text[start:stop], None, country.value.country_code if country else None
            )
        )
    return out
