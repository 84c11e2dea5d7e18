"""Addresses that must not be connected to, in every spelling; and which hosts an outlet may ask."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.collect.guarding import Guard, Refused, describe_problem, resolve_by_system, split_address

REFUSED = (
    "127.0.0.1 127.8.9.1 0.0.0.0 10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 169.254.0.1 100.64.0.1"
    " 100.100.100.200 192.0.0.1 192.0.2.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1"
    " 255.255.255.255 168.63.129.16 :: ::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::7f00:1 fe80::1"
    " fe80::1%eth0 fc00::1 fd00:ec2::254 ff02::1 2001:db8::1 64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b:1::a00:1"
    " 2002:7f00:1:: 2002:a00:1:: 2001:0:7f00:1::1 2001:0:808:808::1 fec0::1 4000::1 not-an-address"
).split()
PUBLIC = "1.1.1.1 8.8.8.8 93.184.216.34 172.32.0.1 2606:4700:4700::1111 ::ffff:8.8.8.8 64:ff9b::808:808".split()


def find(guard: Guard, host: str) -> list[str]:
    return asyncio.run(guard.find_addresses(host, 80))


def resolving(*addresses: str) -> Guard:
    async def resolve(host: str, port: int) -> list[str]:
        return list(addresses)

    return Guard(resolve=resolve)


@pytest.mark.parametrize("address", REFUSED)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert describe_problem(address) is not None


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_not(address: str) -> None:
    assert describe_problem(address) is None


@pytest.mark.parametrize(
    "host", ["0x7f000001", "2130706433", "127.1", "0177.0.0.1", "localhost", "localhost.", "[::1]"]
)
def test_odd_spellings_of_this_machine_are_refused(host: str) -> None:
    with pytest.raises(Refused) as refused:
        find(Guard(), host)
    assert refused.value.code in ("refused_address", "unknown_host")


def test_the_system_reads_odd_spellings_as_numbers() -> None:
    # What makes the test above mean something: the number is this machine's.
    assert asyncio.run(resolve_by_system("0x7f000001", 80)) == ["127.0.0.1"]


@pytest.mark.parametrize("addresses", [("8.8.8.8", "10.0.0.1"), ("10.0.0.1", "8.8.8.8")])
def test_one_address_inside_among_public_ones_is_enough_to_refuse(addresses: Sequence[str]) -> None:
    with pytest.raises(Refused, match=r"10\.0\.0\.1"):
        find(resolving(*addresses), "mixed.example")


def test_a_number_is_not_asked_of_dns() -> None:
    assert find(resolving("10.0.0.1"), "8.8.8.8") == ["8.8.8.8"]


def test_the_addresses_that_were_checked_are_those_to_connect_to() -> None:
    assert find(resolving("8.8.8.8", "1.1.1.1"), "public.example") == ["8.8.8.8", "1.1.1.1"]


@pytest.mark.parametrize("host", ["silent.example", f"{'a' * 64}.example"])
def test_a_host_without_an_address_or_with_a_label_that_cannot_be_is_unknown(host: str) -> None:
    guard = resolving() if host == "silent.example" else Guard()
    with pytest.raises(Refused) as refused:
        find(guard, host)
    assert refused.value.code == "unknown_host"


@pytest.mark.parametrize(
    ("host", "is_inside"),
    [
        ("wire.corp.example", True),
        ("WIRE.corp.example.", True),
        ("a.press.corp.example", True),
        ("press.corp.example", False),
        ("evilwire.corp.example", False),
        ("wire.corp.example.evil.example", False),
    ],
)
def test_intranet_hosts_are_matched_whole(host: str, is_inside: bool) -> None:
    assert Guard(["Wire.corp.example.", "*.press.corp.example"]).is_intranet(host) is is_inside


def test_an_intranet_host_is_asked_only_for_the_outlet_that_names_it() -> None:
    guard = Guard(["wire.corp.example"])
    url = "http://wire.corp.example/feed"
    assert guard.check_url(url, frozenset({"wire.corp.example"})) == ("http", "wire.corp.example", 80)
    with pytest.raises(Refused) as refused:
        guard.check_url(url, frozenset({"lantern.example"}))
    assert refused.value.code == "refused_address"


@pytest.mark.parametrize(
    "address", ["10.0.0.1", "172.16.0.1", "192.168.0.1", "127.0.0.1", "100.64.0.1", "::1", "fd12::1", "8.8.8.8"]
)
def test_an_intranet_host_may_be_inside(address: str) -> None:
    assert describe_problem(address, is_intranet=True) is None
    assert find(Guard([address]), f"[{address}]") == [address]


@pytest.mark.parametrize(
    "address",
    "169.254.169.254 100.100.100.200 fd00:ec2::254 fd00:ec2::254%eth0 168.63.129.16 224.0.0.1 0.0.0.0 fe80::1".split(),
)
def test_even_an_intranet_host_is_no_way_to_credentials(address: str) -> None:
    assert describe_problem(address, is_intranet=True) is not None


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("file:///etc/passwd", "refused_scheme"),
        ("ftp://lantern.example/", "refused_scheme"),
        ("javascript:alert(1)", "refused_scheme"),
        ("//lantern.example/", "refused_scheme"),
        ("http:///path", "bad_address"),
        ("http://user@lantern.example/", "bad_address"),
        ("http://:secret@lantern.example/", "bad_address"),
        ("http://lantern.example:99999/", "bad_address"),
        ("http://lantern.example/\r\nHost: other", "bad_address"),
        ("http://lantern.example/\x7f", "bad_address"),
        ("http://lantern.example\\@other.example/", "bad_address"),
        ("http://[::1", "bad_address"),
        ("http://lantern.example/" + "a" * 5000, "bad_address"),
    ],
)
def test_an_address_that_is_no_plain_web_address_is_refused(url: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        split_address(url)
    assert refused.value.code == code


def test_a_scheme_has_its_port() -> None:
    assert split_address("HTTPS://Lantern.example/A") == ("https", "lantern.example", 443)
    assert split_address("http://lantern.example:8080/") == ("http", "lantern.example", 8080)


@given(st.text(max_size=60))
def test_any_text_is_split_or_refused(text: str) -> None:
    for url in (text, f"http://{text}"):
        with contextlib.suppress(Refused):
            scheme, host, _ = split_address(url)
            assert scheme in ("http", "https")
            assert host
