"""Who is admitted: by address or domain, only where the address is verified, and nobody where a file is odd."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.sign_in import Access, is_loopback, read_access

AUTH = '[auth]\nredirect_uri = "x"\n'


def user(email: str, verified: object = True) -> dict[str, object]:
    return {"email": email, "email_verified": verified}


def test_without_rules_everybody_whom_the_provider_signs_in_is_admitted() -> None:
    assert Access().admits({})


@pytest.mark.parametrize(
    "access",
    [Access(emails=frozenset({"ana@newsroom.example"})), Access(domains=frozenset({"newsroom.example"}))],
)
def test_one_list_alone_keeps_everybody_else_out(access: Access) -> None:
    assert access.admits(user("ana@newsroom.example"))
    assert not access.admits(user("ana@elsewhere.example"))
    assert not access.admits({})


@pytest.mark.parametrize(
    ("claims", "is_admitted"),
    [
        (user("Ana@Newsroom.example"), True),
        (user("guest@agency.example"), True),
        (user("other@agency.example"), False),
        (user("ana@evil-newsroom.example"), False),
        (user("ana@newsroom.example.evil.example"), False),
        (user('"ana@home"@newsroom.example'), True),
        (user("ana@newsroom.example@evil.example"), False),
        (user("newsroom.example"), False),
        (user("ana@newsroom.example", verified=False), False),
        (user("ana@newsroom.example", verified="true"), False),
        ({"email": "ana@newsroom.example"}, False),
        ({}, False),
    ],
)
def test_an_account_is_admitted_by_its_verified_address_or_domain(
    tmp_path: Path, claims: dict[str, object], is_admitted: bool
) -> None:
    path = tmp_path / "sign-in.toml"
    path.write_text(AUTH + '[access]\ndomains = [" newsroom.example"]\nemails = ["Guest@agency.example"]\n')

    assert read_access(path).admits(claims) is is_admitted


def test_a_provider_that_verifies_nothing_has_to_be_named_as_such(tmp_path: Path) -> None:
    path = tmp_path / "sign-in.toml"
    path.write_text(AUTH + '[access]\ndomains = ["newsroom.example"]\nrequire_verified_email = false\n')

    assert read_access(path).admits({"email": "ana@newsroom.example"})


@pytest.mark.parametrize(
    "written",
    ["", "[access]\n", AUTH + "[access]\nemail = []\n", AUTH + "[access]\ndomains = 'newsroom.example'\n",
     AUTH + "[access]\nemails = [1]\n",
     AUTH + "[access]\nrequire_verified_email = 'no'\n", "[auth\n", AUTH + "[[access]]\nemails = []\n"],
)  # fmt: skip
def test_an_odd_file_admits_nobody(tmp_path: Path, written: str) -> None:
    path = tmp_path / "sign-in.toml"
    path.write_text(written)

    with pytest.raises(ValueError):  # noqa: PT011 - the parser's own message, or ours
        read_access(path)


@pytest.mark.parametrize(
    ("address", "expected"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False), ("", False), (None, False),
     ("192.168.1.4", False), ("hearsay.example", False)],
)  # fmt: skip
def test_only_the_loopback_does_without_sign_in(address: str | None, expected: bool) -> None:
    assert is_loopback(address) is expected
