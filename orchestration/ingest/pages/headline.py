"""The headline and the outlet's name, chosen among what a page declares and prints."""

from __future__ import annotations

import re
from itertools import accumulate

from orchestration.ingest.identity import read_domain
from orchestration.ingest.pages.declared import Declared
from orchestration.ingest.pages.vocabulary import fold

# A dash or a colon cuts where spaces stand around it; a bar always.
SEPARATOR = re.compile(r"\s*[|｜]\s*|\s+[–—\-•·:«»]+\s+|：")
MAX_OUTLET_CHARS = 80
SHARED = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "headline")
WORD = re.compile(r"\w+")
KICKER_END = re.compile(r"[:|]")
ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.)\s*$")
# Search engines once asked for 110 characters at most, and sites cut there at a word's end.
CUT_FROM_CHARS = 95
# What has fewer of the other's words is a label or another headline.
MIN_SHARE_OF_WORDS = 0.5


def choose_title(declared: Declared, url: str | None = None) -> str:
    """The article's headline, without the site's name before or behind it. `url` is where the page was fetched from.

    In this order: JSON-LD, what is declared for sharing and for search (og:title, twitter:title and their like), what
    is printed. JSON-LD comes first because it names the article; `is_shared_the_headline` and `find_shorter` say where
    it has been reworded for search engines. Where both have the same words, they stand as shared: for search engines a
    headline is put into capitals, or a dash where the page prints a colon. The site's name alone is no headline.
    """
    names = _list_site_names(declared, url)
    sections = [declared.first_meta("article:section"), declared.first_of_articles("articleSection")]
    named = declared.first_of_articles("headline", "name")
    others = [*declared.headings.of_first_rank, named]
    headline, shared, printed = (
        "" if fold(text) in map(fold, names) else strip_outlet(text, names, others, sections)
        for text in (named, declared.first_meta(*SHARED), _find_printed(declared, names))
    )
    if headline and shared:
        if fold(headline) == fold(shared) or is_shared_the_headline(declared, headline, shared):
            return shared
        if fold(headline) == fold(declared.headings.marked):
            return headline
        return find_shorter(headline, shared) or headline
    return headline or shared or printed


def is_shared_the_headline(declared: Declared, headline: str, shared: str) -> bool:
    """Whether the page itself shows that what it shares is its headline, and what JSON-LD gives another wording.

    It marks what it prints so; or it prints what JSON-LD gives among its breadcrumbs alone, and the other as a heading.
    """
    headings = declared.headings
    if headings.marked:
        return fold(headings.marked) == fold(shared)
    printed = [fold(heading) for heading in (*headings.first, *headings.second)]
    is_in_crumbs = fold(headline) in map(fold, headings.crumbs)
    return is_in_crumbs and fold(headline) not in printed and any(fold(shared) in heading for heading in printed)


def find_shorter(one: str, other: str) -> str | None:
    """Of two wordings of which one is the other with words added, the shorter; None where they are not.

    What is added is for search engines: a kicker before, names and explanations inside or behind. Where the other
    begins otherwise, it says something else; where it only breaks off, the longer is the whole.
    """
    short, long = sorted((one, other), key=lambda title: len(WORD.findall(title)))
    if _breaks_off(short, long):
        return long
    few, many = WORD.findall(short.casefold()), WORD.findall(long.casefold())
    if not few or len(few) < MIN_SHARE_OF_WORDS * len(many):
        return None
    rest = iter(many)
    behind_kicker = KICKER_END.split(long, maxsplit=1)[-1].casefold()
    begins_alike = few[0] in (many[0], *WORD.findall(behind_kicker)[:1])
    return short if begins_alike and all(word in rest for word in few) else None


def _breaks_off(short: str, long: str) -> bool:
    """Whether one is the other's beginning, and ends with dots, inside a word, or where search engines cut."""
    beginning, whole = ELLIPSIS.sub("", short).casefold(), long.casefold()
    if not beginning or not whole.startswith(beginning):
        return False
    is_inside_word = WORD.match(whole[len(beginning) :]) is not None
    return beginning != short.casefold() or is_inside_word or len(beginning) >= CUT_FROM_CHARS


def choose_outlet(declared: Declared) -> str | None:
    """The site's name as the page gives it, or None."""
    first = declared.articles[0] if declared.articles else {}
    publisher = declared.first_of_articles("publisher") if first.get("publisher") else ""
    for name in (
        declared.first_meta("og:site_name"),
        publisher,
        declared.first_meta("application-name", "twitter:site"),
    ):
        if name and not name.startswith("@") and "//" not in name and len(name) <= MAX_OUTLET_CHARS:
            return name
    return None


def strip_outlet(title: str, site_names: list[str], others: list[str], sections: list[str]) -> str:
    """The title without " | Politics | The Gazette" behind it, or the name before it.

    What is behind goes where it is the site's name, with the section before that, or where another title ends there.
    """
    known, before, plain = ({fold(text) for text in texts} - {""} for texts in (site_names, sections, others))
    beginnings = accumulate(map(fold, SEPARATOR.split(title)))
    for cut, beginning in zip(SEPARATOR.finditer(title), beginnings, strict=False):
        if beginning in plain:
            return title[: cut.start()].strip()
    first = SEPARATOR.search(title)
    if first and fold(title[: first.start()]) in known:
        title = title[first.end() :]
    removable = known
    for cut in reversed(list(SEPARATOR.finditer(title))):
        if fold(title[cut.end() :]) not in removable:
            break
        title, removable = title[: cut.start()], known | before
    return title.strip()


def _find_printed(declared: Declared, site_names: list[str]) -> str:
    """What is printed as a heading and begins the page's title, else stands in it; else a heading, or that title.

    A heading of the second rank counts only as the former: of the first there may be none but the site's name.
    """
    headings, page_title = declared.headings, fold(declared.page_title)
    known = {fold(name) for name in site_names} | {""}
    first = [text for text in headings.of_first_rank if fold(text) not in known]
    second = [text for text in headings.second if len(WORD.findall(text)) > 1 and fold(text) not in known]
    begin = [text for text in (*first, *second) if page_title.startswith(fold(text))]
    confirmed = [text for text in first if fold(text) in page_title]
    return next(iter(begin or confirmed or first), "") or declared.page_title


def _list_site_names(declared: Declared, url: str | None) -> list[str]:
    names = [choose_outlet(declared) or "", declared.first_meta("og:site_name", "application-name")]
    names += [name.removeprefix("The ") for name in names]
    domain = read_domain(None, declared.first_meta("og:url") or next(iter(declared.canonical_links), url)) or ""
    return [*names, domain, *domain.split(".")[:-1]]
