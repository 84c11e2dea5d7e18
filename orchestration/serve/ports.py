"""Ports: whether the two addresses can be had, said before any work is done."""

from __future__ import annotations

import socket

from orchestration.errors import HearsayError

HOST = "127.0.0.1"


def is_free(port: int) -> bool:
    """Whether a server could listen on this port of the local machine now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As the servers do: a port in TIME_WAIT of a server that has ended is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def require_free(ports: dict[str, tuple[int, str]]) -> None:
    """Raise HearsayError that names every taken port and the way out; `ports`: variable -> (port, what wants it)."""
    taken = [
        f"port {port} is taken, and {user} needs it: end the program that has it (see: lsof -i :{port}),"
        f" or choose another port: {variable}={port + 1} make run"
        for variable, (port, user) in ports.items()
        if not is_free(port)
    ]
    numbers = [port for port, _ in ports.values()]
    if len(set(numbers)) < len(numbers):
        taken.append(f"{' and '.join(ports)} are both {numbers[0]}: give them different ports")
    if taken:
        raise HearsayError("\n".join(taken))
