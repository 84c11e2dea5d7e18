"""Which addresses may be asked: what feeds, pages and redirects name is hostile until it is checked here."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Iterable
from urllib.parse import urlsplit

MAX_ADDRESS_CHARS = 4000
DEFAULT_PORTS = {"http": 80, "https": 443}
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# (host, port) -> numeric addresses, in the order of preference. Raises OSError where the name is not known.
Resolve = Callable[[str, int], Awaitable[list[str]]]

# Public by their number, and yet inside of a cloud: where machines ask for their own credentials and settings.
METADATA = frozenset(
    ipaddress.ip_address(text) for text in ("168.63.129.16", "169.254.169.254", "100.100.100.200", "fd00:ec2::254")
)
INTRANET = tuple(
    ipaddress.ip_network(text)
    for text in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "100.64.0.0/10", "::1/128", "fc00::/7")
)
NAT64 = ipaddress.ip_network("64:ff9b::/96")
NAT64_LOCAL = ipaddress.ip_network("64:ff9b:1::/48")
COMPATIBLE = ipaddress.ip_network("::/96")


class Refused(Exception):
    """An address that is not fetched: `code` to count by, and the reason in words."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Guard:
    """Decides about hosts and addresses. Intranet hosts are names, addresses or `*.` endings that a person allowed."""

    def __init__(self, intranet_hosts: Iterable[str] = (), resolve: Resolve | None = None) -> None:
        self._intranet = tuple(host.lower().rstrip(".") for host in intranet_hosts)
        self._resolve = resolve or resolve_by_system

    def is_intranet(self, host: str) -> bool:
        """Whether the configuration allows this host to be inside."""
        name = host.lower().rstrip(".").strip("[]")
        return any(name == each or (each.startswith("*.") and name.endswith(each[1:])) for each in self._intranet)

    def check_url(self, url: str, own_hosts: frozenset[str]) -> tuple[str, str, int]:
        """Scheme, host and port of an address that may be asked, as far as can be told without DNS.

        An intranet host may be asked only on behalf of an outlet whose configuration names it (`own_hosts`): a feed
        from outside must not lead in. Raises Refused.
        """
        scheme, host, port = split_address(url)
        self.check_host(host, own_hosts)
        return scheme, host, port

    def check_host(self, host: str, own_hosts: frozenset[str]) -> None:
        """Raises Refused for an intranet host that is not among the outlet's own."""
        if self.is_intranet(host) and host not in own_hosts:
            raise Refused(
                "refused_address", f"{host} is an intranet host that this outlet's configuration does not name"
            )

    async def find_addresses(self, host: str, port: int) -> list[str]:
        """The numeric addresses to connect to, in their order. Raises Refused where one of them is not public.

        The caller connects to these very addresses, so that a second answer of DNS cannot put another in their place.
        """
        name = host.strip("[]")
        try:
            found = [name] if _is_numeric(name) else await self._resolve(name, port)
        except (OSError, UnicodeError) as error:
            raise Refused("unknown_host", f"{name} is not known to DNS: {error}") from error
        if not found:
            raise Refused("unknown_host", f"{name} has no address")
        is_intranet = self.is_intranet(name)
        for text in found:
            problem = describe_problem(text, is_intranet=is_intranet)
            if problem is not None:
                raise Refused("refused_address", f"{name} leads to {text}, {problem}")
        return found


def split_address(url: str) -> tuple[str, str, int]:
    """Scheme, host in lower case and port of a web address. Raises Refused with the reason."""
    if len(url) > MAX_ADDRESS_CHARS:
        raise Refused("bad_address", f"the address is longer than {MAX_ADDRESS_CHARS} characters")
    if any(character <= " " or character == "\x7f" or character == "\\" for character in url):
        raise Refused("bad_address", "the address holds spaces, control characters or backslashes")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise Refused("bad_address", f"the address cannot be read: {error}") from None
    if parts.scheme not in DEFAULT_PORTS:
        raise Refused(
            "refused_scheme", f"only http and https are fetched, not {parts.scheme[:20] or 'an address without'!r}"
        )
    if not host:
        raise Refused("bad_address", "the address names no host")
    if parts.username is not None:  # empty where a password stands alone
        raise Refused("bad_address", "the address carries a user name or password")
    return parts.scheme, host, port if port is not None else DEFAULT_PORTS[parts.scheme]


def describe_problem(text: str, *, is_intranet: bool = False) -> str | None:
    """Why a numeric address must not be connected to; None where it may be.

    Judges what an IPv6 address carries inside (mapped, compatible, 6to4, NAT64) as well as itself. No Teredo address is
    public.
    """
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return "which is no numeric address"
    for each in _judge_as(address):
        if each in METADATA or each.is_link_local or getattr(each, "is_site_local", False):
            return "a link-local or metadata address"
        if each.is_multicast:
            return "a multicast address"
        if is_intranet and any(each in network for network in INTRANET if network.version == each.version):
            continue
        if each.is_loopback:
            return "a loopback address"
        if not each.is_global or each.is_reserved:
            return "a private or reserved address"
    return None


def _is_numeric(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _judge_as(address: Address) -> list[Address]:
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    last = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address.ipv4_mapped is not None:
        return [address.ipv4_mapped]
    # With NAT64 a public IPv4 address is reached by an IPv6 one that is reserved for it.
    if address in NAT64 or address in NAT64_LOCAL or (address in COMPATIBLE and int(address) > 1):
        return [last]
    return [each for each in (address, address.sixtofour) if each is not None]


async def resolve_by_system(host: str, port: int) -> list[str]:
    """The addresses that the system's resolver gives, odd spellings of numbers included. Raises OSError."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))
