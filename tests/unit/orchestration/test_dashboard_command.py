"""`hearsay dashboard`: other machines reach it with sign-in only."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from orchestration.cli.dashboard import require_free_port, require_sign_in
from orchestration.errors import HearsayError
from orchestration.settings import load_settings


def test_the_loopback_needs_no_sign_in(tmp_path: Path) -> None:
    for address in ("127.0.0.1", "localhost", "::1"):
        require_sign_in(load_settings({}, data=tmp_path, dashboard_address=address))


def test_an_address_for_other_machines_without_sign_in_is_an_error_that_names_the_fix(tmp_path: Path) -> None:
    with pytest.raises(HearsayError, match=r"0\.0\.0\.0 opens the dashboard .* HEARSAY_SIGN_IN"):
        require_sign_in(load_settings({}, data=tmp_path, dashboard_address="0.0.0.0"))


def test_a_file_of_sign_in_has_to_be_there(tmp_path: Path) -> None:
    named = tmp_path / "sign-in.toml"
    settings = load_settings({}, data=tmp_path, dashboard_address="0.0.0.0", sign_in=named)
    with pytest.raises(HearsayError, match="which is no file"):
        require_sign_in(settings)

    named.write_text("[auth]\n")
    require_sign_in(settings)


def test_a_taken_port_is_named_on_the_address_that_is_used() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(HearsayError, match=f"Port {port} is taken"):
            require_free_port(port, "127.0.0.1")


def test_an_address_of_another_machine_is_not_told_as_a_taken_port() -> None:
    with pytest.raises(HearsayError, match=r"cannot listen on 192\.0\.2\.1, port 8599 .*HEARSAY_DASHBOARD_ADDRESS"):
        require_free_port(8599, "192.0.2.1")
