"""What a site asks of robots: RFC 9309, the longest matching rule, with `*` and `$` in paths, and Crawl-delay."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urlsplit

MAX_BYTES = 500 * 1024  # of a file, as much as RFC 9309 wants to be read at the least
MAX_DELAY_SECONDS = 60.0
ENCODED_DOT = re.compile("%2e", re.IGNORECASE)


@dataclass(frozen=True)
class Rule:
    """A path pattern, and whether what it matches may be fetched."""

    pattern: str
    is_allowed: bool


@dataclass
class _Group:
    agents: list[str] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    delay: float | None = None
    is_open: bool = True  # agents may still be added


@dataclass(frozen=True)
class Robots:
    """The rules for one agent. Without rules everything may be fetched."""

    rules: tuple[Rule, ...] = ()
    delay_seconds: float | None = None

    def allows(self, url: str) -> bool:
        """Whether the address may be fetched; of rules that match equally long, the one that allows wins."""
        parts = urlsplit(url)
        # As RFC 3986 reads it, which whoever asks does too: `/open/../private` is `/private`.
        path = _normalise(_remove_dots(ENCODED_DOT.sub(".", parts.path)))
        query = f"?{_normalise(parts.query)}" if parts.query else ""
        # A server may take an encoded slash for one, or not.
        return all(self._allows_path(each + query) for each in {path, _remove_dots(path)})

    def _allows_path(self, path: str) -> bool:
        matching = [rule for rule in self.rules if _matches(rule.pattern, path)]
        best = max(matching, key=lambda rule: (len(rule.pattern), rule.is_allowed), default=None)
        return best is None or best.is_allowed


ALLOW_ALL = Robots()


def decode_robots(body: bytes) -> str:
    """The text of a robots.txt of which MAX_BYTES were read, without the line that was cut there."""
    if len(body) >= MAX_BYTES:
        body = body[: max(body.rfind(b"\n"), body.rfind(b"\r"), 0)]
    return body.decode("utf-8", errors="replace")


def parse_robots(text: str, agent: str) -> Robots:
    """The rules of a robots.txt for the agent of that product name: its own groups, else those of `*`."""
    groups = _read_groups(text)
    wanted = agent.lower()
    chosen = [group for group in groups if wanted in group.agents] or [group for group in groups if "*" in group.agents]
    rules = [rule for group in chosen for rule in group.rules]
    delays = [group.delay for group in chosen if group.delay is not None]
    return Robots(tuple(rules), max(delays, default=None))


def _read_groups(text: str) -> list[_Group]:
    groups: list[_Group] = []
    for line in re.split(r"[\r\n]", text.removeprefix("\ufeff")):
        name, colon, value = line.partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if not colon:
            continue
        if name == "user-agent":
            if not groups or not groups[-1].is_open:
                groups.append(_Group())
            # Some write the whole header; the product is what stands before the slash.
            groups[-1].agents.append(value.partition("/")[0].strip().lower())
        elif groups and name in ("allow", "disallow", "crawl-delay"):
            groups[-1].is_open = False
            _add(groups[-1], name, value)
    return groups


def _add(group: _Group, name: str, value: str) -> None:
    if name == "crawl-delay":
        if re.fullmatch(r"\d{1,6}(\.\d{1,6})?", value):
            group.delay = min(float(value), MAX_DELAY_SECONDS)
    elif value:
        group.rules.append(Rule(_normalise(value), name == "allow"))


def _normalise(path: str) -> str:
    # `%7Euser` and `~user` are one path; `*` and `$` keep their meaning.
    # What is no UTF-8 stays the bytes that it is.
    return quote(unquote(path, errors="surrogateescape"), safe="/:@!$&'()*+,;=~?%", errors="surrogateescape")


def _remove_dots(path: str) -> str:
    parts = path.split("/")[1:]
    kept: list[str] = []
    for part in parts:
        if part == "..":
            del kept[-1:]
        elif part != ".":
            kept.append(part)
    if parts[-1:] in ([".."], ["."]):
        kept.append("")
    return "/" + "/".join(kept)


def _matches(pattern: str, path: str) -> bool:
    # By pieces between the stars, each at its first place: no backtracking that a hostile file could make long.
    is_anchored = pattern.endswith("$")
    first, *pieces = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    if not pieces:
        return not is_anchored or path == first
    place = len(first)
    for piece in pieces[:-1]:
        found = path.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    if is_anchored:
        return len(path) - len(pieces[-1]) >= place and path.endswith(pieces[-1])
    return path.find(pieces[-1], place) >= 0
