"""Roles beside a name: whether words name one, and the role that follows a name between commas."""

from __future__ import annotations

import re

from orchestration.extraction.naming.gazetteer import Gazetteer
from orchestration.extraction.naming.named_countries import country_in
from orchestration.extraction.naming.names import PREPOSITIONS, singular
from orchestration.extraction.rules.vocabulary import People
from orchestration.extraction.text.segment import APOSTROPHES, HYPHENS, WORD, Segments, Span

APPOSITION_WORDS = 16
COURTESY = frozenset({"mr", "mrs", "ms", "miss", "sir", "madam", "dr", "one"})
# What stands before these is somebody else: "aides to Mr. Weir", "an adviser to President Weir".
OF_WHOM = re.compile(r"^(?:.*\s)?(under|to|by|with|from|about|against|of|for)\s(?!the\s)", re.IGNORECASE | re.DOTALL)
OF_OFFICE = frozenset({"of", "for"})  # in an office, too: "Minister of Rivers"
NO_ROLE = frozenset(
    "and or but even though although while when as since because if throughout during amid despite like".split()
)
# Behind an office these say less than it does.
RANKS = frozenset(
    """brig gen lt col maj capt cmdr adm sgt cpl dr prof rev sir prince princess sheikh sheik datuk dato datin seri tun
    swami hojatoleslam hojjatoleslam ustaz""".split()
)
BRACKETED = re.compile(r"\s*\([^)]*\)?$")  # "Member of Parliament (MP)"
TELLS = frozenset("you he she they we i it is are was were will would has have had".split())  # a clause, no role
TAKES_OBJECT = frozenset("his her their its the that him them".split())
ENDS_ROLE = frozenset([",", ";", "—", "–", "“", '"', "”", "who", "whose", "which", "said", "says", "told"])
LEFT_OPEN = frozenset("of in at for to by with on from the a an and former senior his her its their s ’ '".split())
PARTY_WORDS = frozenset("Party League Congress Movement Front Alliance Union".split())
DETERMINER = re.compile(r"^(?:the|a|an|one(?!\s+of\b)|its|his|her|their)\s+", re.IGNORECASE)
COUNTRY_WORDS = frozenset({"name", "official", "abbreviation", "demonym"})
ROLE_MARKS = ' ,.;:()–—-"“”'


def apposition(
    segments: Segments, after: int, people: People, gazetteer: Gazetteer
) -> tuple[str, str | None, str | None] | None:
    """Role, country and gender in "Hill, a doctor," or "X, deputy chief of staff of Y" after word `after`."""
    tokens = segments.tokens
    if after + 1 >= len(tokens) or tokens[after] != ",":
        return None
    start = after + 1 + (tokens[after + 1].lower() in ("a", "an", "the"))
    if start >= len(tokens):
        return None  # a text that was cut off: "said Weir, a"
    end = start
    while end < len(tokens) and end - start < APPOSITION_WORDS and not _ends_role(tokens[end]):
        if segments.sentence_of[end] != segments.sentence_of[after]:
            break
        end += 1
    while end - start == APPOSITION_WORDS or (end > start and tokens[end - 1].lower() in LEFT_OPEN):
        end -= 1  # what was cut off may have been "an official in …"
    role = segments.text[slice(*segments.chars(start, end))].strip(ROLE_MARKS) if end > start else ""
    opening = tokens[start].lower()
    if not role or not says_role(role, people) or opening in PREPOSITIONS or opening in NO_ROLE:
        return None  # "Weir, at the start of his meeting with the minister, said"
    if _is_name_in_list(tokens[start:end], people):
        return None  # "Weir, Jim Hart and Piotr Weil sent a letter to the chairman"
    low = [token.lower() for token in tokens[start:end]]
    if low[0].endswith("ed") and low[1:2] and low[1] in TAKES_OBJECT:
        return None  # "Hill, confirmed his daughter's return"
    if TELLS & set(low) or not (low[0] == "one" or any(_is_one(word, people) for word in low)):
        return None  # "Rubio, you will never be president", "the role of X, the producers agreed to"
    country = country_in(tokens, gazetteer, start, end)
    role = without_country(role, people, gazetteer)
    return role, country.country_code if country else None, people.gender({t.lower() for t in tokens[start:end]})


def _is_name_in_list(tokens: list[str], people: People) -> bool:
    """Whether somebody's name of two words, and then "and" or a comma, begins what could be a role."""
    known = people.titles | people.roles | people.role_words
    first = next((i for i, token in enumerate(tokens) if token.lower() not in known and token != "."), 0)
    ends = next((i for i in range(first, len(tokens)) if not tokens[i][0].isupper()), len(tokens))
    is_name = ends - first == 2 and not (known | people.organisation_words) & {t.lower() for t in tokens[first:ends]}
    return is_name and tokens[ends : ends + 1] in ([","], ["and"])


def own_words(tokens: list[str], first: int, core: int) -> set[str]:
    """The words in small before a name at word `core`, but for whose he or she is: "Ms. Weir's father"."""
    owner = next((i for i in range(core - 1, first - 1, -1) if tokens[i] in APOSTROPHES), first - 1)
    return {token.lower() for token in tokens[owner + 1 : core]}


def offices(tokens: list[str], people: People, start: int, core: int) -> list[Span]:
    """The words in front of a name at word `core` that say whose office it is, the nearest first.

    Of "a critic of the Iran deal, Senator Weir" not Iran, and of "her French counterpart in the quarrel, Minister Weir"
    France.
    """
    comma = next((i for i in range(core - 1, start, -1) if tokens[i] == ","), None)
    if comma is None or not {token.lower() for token in tokens[comma + 1 : core]} - COURTESY & people.titles:
        return [(start, core)]
    behind = next((i for i in range(start, comma) if tokens[i].lower() in PREPOSITIONS), comma)
    return [(comma + 1, core), (start, behind)]


def own_role(role: str, people: People) -> str:
    """The words before a name without whose adviser somebody else is: "President" of "an adviser to President Weir"."""
    role = BRACKETED.sub("", role)
    led = OF_WHOM.match(role) if " " in role else None
    if led is None:
        return role
    own = role[led.end() :]
    is_own = led[1].lower() not in OF_OFFICE and says_role(own, people)
    return own if is_own or own.lower().strip(". ") in COURTESY else role


def without_rank(role: str, people: People) -> tuple[str, str | None]:
    """The role and the rank or title behind it: "military spokesman" and "col" of "military spokesman Col."."""
    words = role.split()
    end = len(words)
    while end > 1 and words[end - 1].strip(".").lower() in RANKS:
        end -= 1
    if end == len(words) or not says_role(" ".join(words[:end]), people):
        return role, None
    return " ".join(words[:end]), words[-1].strip(".").lower()


def _ends_role(token: str) -> bool:
    """Whether a role ends before the word; WHO is a body."""
    return token.lower() in ENDS_ROLE and token != "WHO"


def _is_one(word: str, people: People) -> bool:
    """Whether a word names the role of one person, not of several."""
    return word in people.titles | people.roles | {"former", "acting"}


def without_country(role: str, people: People, gazetteer: Gazetteer) -> str:
    """The role without the country in front of it, which is a field of its own: "Turkish President" is "President"."""
    words = list(WORD.finditer(role))
    tokens = [word.group() for word in words]
    found = gazetteer.countries.at(tokens, 0, len(tokens))
    is_half = found is not None and tokens[found.end : found.end + 1] and tokens[found.end] in HYPHENS  # "Kenyan-born"
    if found is None or is_half or found.end >= len(tokens) or found.value.kind not in COUNTRY_WORDS:
        return role
    end = found.end
    if any(token in APOSTROPHES for token in tokens[end + 1 : end + 3]):
        return role  # "Russian President's special envoy"
    while end < len(tokens) and (tokens[end] in APOSTROPHES or tokens[end] == "s"):
        end += 1
    if found.value.kind == "name" and end == found.end and _names_body(tokens[end:], people):
        return role  # "Japan Innovation Party leader"
    rest = role[words[end].start() :] if end < len(tokens) else ""
    return rest if rest and says_role(rest, people) else role


def _names_body(tokens: list[str], people: People) -> bool:
    """Whether capitalised words open with the rest of a body's name: "Innovation Party leader"."""
    last = next((i for i, token in enumerate(tokens) if token in PARTY_WORDS), None)
    return last is not None and all(token[0].isupper() and token.lower() not in people.roles for token in tokens[:last])


def says_role(text: str, people: People) -> bool:
    """Whether the words before or after a name name a role or a title."""
    words = [w for w in "".join(c if c.isalpha() or c == "-" else " " for c in text.lower()).split() if w]
    words += [part for w in words for part in w.split("-") if "-" in w]  # "Director-General", "co-founder"
    return any(singular(w) in people.roles or w in people.titles or w in ("former", "acting") for w in words)
