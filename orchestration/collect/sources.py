"""`sources.yml`: the outlets to collect from, checked when it is read; errors name file, source, field and fix."""

from __future__ import annotations

import ipaddress
import re
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from orchestration.collect.guarding import Refused, split_address
from orchestration.collect.yaml_text import RepeatedKey, parse_yaml
from orchestration.errors import HearsayError

MAX_PACE_SECONDS = 600.0
NO_CONTACT = "not configured"
EMPTY_OUTLETS = re.compile(r"(?m)^outlets:[ \t]*(?:\[\s*\])?[ \t]*(?:#[^\n]*)?$")
# What a guard compares hosts with: a name as DNS has it (no port, no star but in front), or a numeric address.
HOST = re.compile(r"(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?")
FullText = Literal["auto", "feed", "page"]


def require_web_address(value: str) -> str:
    """The address, stripped. Raises ValueError for one that would not be asked for, whoever names it."""
    address = value.strip()
    try:
        split_address(address)
    except Refused as refused:
        raise ValueError(f"{refused.reason}: write it as https://host/path") from None
    return address


WebAddress = Annotated[str, AfterValidator(require_web_address)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Fetching(_Strict):
    """How every outlet is fetched. Bytes are counted after decompression; `agent` and `contact` name who asks."""

    agent: str = Field(default="Hearsay", min_length=1, max_length=60, pattern=r"^[A-Za-z][A-Za-z0-9_-]*$")
    contact: str = Field(default=NO_CONTACT, min_length=3, max_length=200, pattern=r"^[ -~]+$")
    pace_seconds: float = Field(default=2.0, ge=0, le=MAX_PACE_SECONDS)
    concurrency: int = Field(default=8, ge=1, le=100)
    attempts: int = Field(default=3, ge=1, le=10)
    backoff_seconds: float = Field(default=2.0, ge=0, le=60)
    longest_wait_seconds: float = Field(default=120.0, ge=0, le=3600)
    timeout_seconds: float = Field(default=30.0, gt=0, le=600)
    max_bytes: int = Field(default=10_000_000, ge=1_000, le=200_000_000)
    max_entries: int = Field(default=200, ge=1, le=10_000)
    max_age_days: int = Field(default=7, ge=1, le=3650)
    revisit_hours: float = Field(default=20.0, ge=0, le=24 * 365)
    revisit_days: float = Field(default=3.0, ge=0, le=365)
    settle_seconds: float = Field(default=5.0, ge=0, le=3600)
    intranet_hosts: tuple[str, ...] = ()

    @field_validator("intranet_hosts")
    @classmethod
    def _check_hosts(cls, hosts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_read_host(host) for host in hosts)

    @property
    def user_agent(self) -> str:
        """The User-Agent header: the project and whom to write to."""
        return f"{self.agent}/0.1 (news archive; contact: {self.contact})"


def _read_host(text: str) -> str:
    host = text.strip().lower()
    try:
        return str(ipaddress.ip_address(host.removeprefix("[").removesuffix("]")))
    except ValueError:
        if not HOST.fullmatch(host):
            raise ValueError(
                f"{text!r} is no host: write a name or an address without a port (news.corp.example, *.corp.example)"
            ) from None
    return host


class Outlet(_Strict):
    """One outlet and where its articles are found. `full_text` says whether a feed's own text is enough."""

    name: str = Field(min_length=1, max_length=200)
    feeds: tuple[WebAddress, ...] = ()
    sitemaps: tuple[WebAddress, ...] = ()
    pages: tuple[WebAddress, ...] = ()
    folders: tuple[Path, ...] = ()
    language: str | None = Field(default=None, pattern=r"^[a-z]{2,3}$")
    country: str | None = Field(default=None, pattern=r"^[A-Z]{2}$")
    pace_seconds: float | None = Field(default=None, ge=0, le=MAX_PACE_SECONDS)
    full_text: FullText = "auto"
    quiet_after_days: float = Field(default=3.0, gt=0, le=3650)
    enabled: bool = True

    @model_validator(mode="after")
    def _has_a_place(self) -> Outlet:
        if not (self.feeds or self.sitemaps or self.pages or self.folders):
            raise ValueError("it names no place to look: give it feeds, sitemaps, pages or folders")
        return self

    @property
    def hosts(self) -> frozenset[str]:
        """The hosts of the addresses that a person wrote down, in lower case."""
        addresses = (*self.feeds, *self.sitemaps, *self.pages)
        return frozenset((urlsplit(address).hostname or "").lower() for address in addresses)


class Sources(_Strict):
    """The whole file: how to fetch, and from whom."""

    fetching: Fetching = Fetching()
    outlets: tuple[Outlet, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _names_are_unique(self) -> Sources:
        names = [outlet.name.casefold() for outlet in self.outlets]
        twice = sorted({outlet.name for outlet in self.outlets if names.count(outlet.name.casefold()) > 1})
        if twice:
            raise ValueError(f"{', '.join(twice)} stands there more than once: put its feeds into one entry")
        addresses = [each for outlet in self.outlets for each in (*outlet.feeds, *outlet.sitemaps, *outlet.pages)]
        repeated = sorted({each for each in addresses if addresses.count(each) > 1})
        if repeated:
            raise ValueError(f"{repeated[0]} stands there more than once: keep it under one outlet")
        return self


def read_sources(path: Path) -> Sources:
    """The validated file. Raises HearsayError that names the file, the source, the field and the fix.

    Folders are relative to the file.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise HearsayError(
            f"{path} is not there: copy sources.example.yml to it, or begin it with `hearsay sources add URL`."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise HearsayError(f"{path} cannot be read ({error}): save it as UTF-8 text that you may read.") from error
    return parse_sources(text, path)


def read_fetching(path: Path) -> Fetching:
    """How a file says that everybody is fetched; it need not name an outlet yet, and need not be there.

    Raises HearsayError as `read_sources` does.
    """
    if not path.exists():
        return Fetching()
    text = path.read_text(encoding="utf-8")
    if holds_no_outlet(text):
        text = f"{EMPTY_OUTLETS.sub('', text)}\noutlets: [{{name: none, folders: [.]}}]\n"
    return parse_sources(text, path).fetching


def holds_no_outlet(text: str) -> bool:
    """Whether a file is only begun: its list of outlets is empty or missing."""
    try:
        content = parse_yaml(text)
    except (yaml.YAMLError, RecursionError, ValueError):
        return False
    return content is None or (isinstance(content, dict) and not content.get("outlets"))


def parse_sources(text: str, path: Path) -> Sources:
    """The validated content of a file. Raises HearsayError as `read_sources` does."""
    try:
        content = parse_yaml(text)
    except RepeatedKey as error:
        raise HearsayError(f"{path}, line {error.line}: {error}: put what both hold under one.") from None
    except yaml.YAMLError as error:
        where = getattr(error, "problem_mark", None)
        line = f", line {where.line + 1}" if where else ""
        what = getattr(error, "problem", None) or "it cannot be parsed"
        raise HearsayError(f"{path}{line} is not YAML ({what}): correct the indentation or quotes there.") from error
    except (RecursionError, ValueError) as error:
        raise HearsayError(f"{path} is not YAML that can be read ({error}): see sources.example.yml.") from error
    if not isinstance(content, dict):
        raise HearsayError(f"{path} holds no mapping: it begins with `outlets:`, see sources.example.yml.")
    try:
        found = Sources.model_validate(content)
    except ValidationError as error:
        raise HearsayError(_describe(error, content, path)) from error
    outlets = (_anchor_folders(outlet, path.parent) for outlet in found.outlets)
    return found.model_copy(update={"outlets": tuple(outlets)})


def _anchor_folders(outlet: Outlet, base: Path) -> Outlet:
    folders = tuple((base / folder.expanduser()).absolute() for folder in outlet.folders)
    return outlet.model_copy(update={"folders": folders})


def _describe(error: ValidationError, content: dict[str, Any], path: Path) -> str:
    found = error.errors()
    # That no outlet is left over says nothing where one of them is the matter.
    found = [each for each in found if each["type"] != "too_short" or len(found) == 1]
    lines = []
    for each in found[:10]:
        place = [str(part) for part in each["loc"]]
        source = _name_source(place, content)
        field = ".".join(place[2:] if source else place)
        what = each["msg"].removeprefix("Value error, ")
        if each["type"] == "extra_forbidden":
            model = Outlet if source else Fetching if place[0] == "fetching" else Sources
            what = f"is not known; known are {', '.join(model.model_fields)}"
        elif each["type"] == "missing":
            what = "is missing: add it"
        elif each["type"] == "too_short":
            what = "holds no outlet: add one, see sources.example.yml"
        elif each["type"] != "value_error":
            what += f" (it is {str(each['input'])[:60]!r}): correct it, see sources.example.yml"
        lines.append(": ".join(part for part in (str(path), source, field, what) if part))
    return "\n".join(lines)


def _name_source(place: list[str], content: dict[str, Any]) -> str:
    if len(place) < 2 or place[0] != "outlets" or not place[1].isdigit():
        return ""
    number, outlets = int(place[1]), content["outlets"]
    entry = outlets[number] if isinstance(outlets, list) else None
    name = entry.get("name") if isinstance(entry, dict) else None
    return f"outlet {name!r}" if name else f"outlet number {number + 1}"
