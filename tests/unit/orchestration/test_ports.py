"""A taken port is named together with the way out."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from orchestration.errors import HearsayError
from orchestration.serve.ports import HOST, is_free, require_free


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port of this machine on which somebody listens."""
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.fixture
def free_port() -> int:
    """A port on which nobody listened a moment ago."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def test_a_port_is_free_until_somebody_listens(taken_port: int, free_port: int) -> None:
    assert is_free(free_port)
    assert not is_free(taken_port)


def test_require_free_names_the_taken_port_and_the_way_out(taken_port: int, free_port: int) -> None:
    ports = {"HEARSAY_DASHBOARD_PORT": (taken_port, "the dashboard"), "HEARSAY_DAGSTER_PORT": (free_port, "Dagster")}

    with pytest.raises(HearsayError) as raised:
        require_free(ports)

    message = str(raised.value)
    assert f"port {taken_port} is taken" in message
    assert f"HEARSAY_DASHBOARD_PORT={taken_port + 1} make run" in message
    assert "HEARSAY_DAGSTER_PORT" not in message


def test_require_free_says_when_both_ports_are_the_same(free_port: int) -> None:
    ports = {"HEARSAY_DASHBOARD_PORT": (free_port, "the dashboard"), "HEARSAY_DAGSTER_PORT": (free_port, "Dagster")}

    with pytest.raises(HearsayError, match=f"both {free_port}"):
        require_free(ports)
