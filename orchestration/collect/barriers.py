"""Whether an article's address led to something else: a front page, a question for consent, a login, no page at all."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from orchestration.collect.fetching import Failure, Fetched
from orchestration.ingest.identity import canonicalise_url

READ_TYPES = ("text/", "application/xhtml", "application/xml", "application/octet-stream")
SOURCE = Path(__file__).with_name("barriers.yml")


def find_barrier(asked: str, answered: str) -> Failure | None:
    """Why the answer of `answered` is not the article of `asked`, which was redirected there; None where it may be.

    A front page is what many sites answer with for an article that is gone: as a version of it, the front page would
    stand in the place of its text.
    """
    if canonicalise_url(asked) is None or asked == answered:
        return None
    if canonicalise_url(answered) is None:
        reason = f"it is redirected to a front page ({answered[:200]}), so the article is not there any more"
        return Failure(asked, "redirected_away", reason)
    hosts, paths = _read_words()
    is_at_door = _first_of_host(answered) in hosts and _host(answered) != _host(asked)
    if is_at_door or (_parts_of_path(answered) - _parts_of_path(asked)) & paths:
        reason = f"it is redirected to {answered[:200]}, which asks for consent, a login or a proof instead"
        return Failure(asked, "barrier", reason)
    return None


def find_page_problem(answer: Fetched) -> Failure | None:
    """Why an answer is no page with an article; None where it may be one."""
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind and not kind.startswith(READ_TYPES):
        return Failure(answer.url, "not_a_page", f"it is {kind[:60]}, not a web page")
    if not answer.is_unchanged and not answer.body.strip():
        return Failure(answer.url, "empty", "the page is empty")
    return None


@cache
def _read_words() -> tuple[frozenset[str], frozenset[str]]:
    lists: dict[str, list[str]] = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    return frozenset(lists["hosts"]), frozenset(lists["paths"])


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").lower()


def _first_of_host(url: str) -> str:
    labels = _host(url).removeprefix("www.").split(".")
    return labels[0] if len(labels) > 2 else ""


def _parts_of_path(url: str) -> frozenset[str]:
    return frozenset(re.sub(r"\.\w{2,5}$", "", part.lower()) for part in urlsplit(url).path.split("/") if part)
