"""Connections to checked addresses only: the guard is asked for every new connection, and what it found is dialled."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Iterable
from contextlib import suppress
from functools import partial
from typing import Any

import httpcore
import httpx

from orchestration.collect.guarding import Guard

MAX_DIALLED = 4  # of a host's addresses, in turn


class GuardedTransport(httpx.AsyncBaseTransport):
    """httpx over a pool whose every connection goes to an address that the guard has checked.

    The host's name stays what TLS verifies and what the Host header says. Proxies of the environment are not used:
    behind one, the address that is connected to could not be checked.
    """

    def __init__(self, guard: Guard, *, connections: int) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=_make_ssl_context(),
            max_connections=connections,
            max_keepalive_connections=connections,
            keepalive_expiry=15.0,
            network_backend=_GuardedBackend(guard),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """One exchange, no redirect followed. Raises Refused, or httpcore's own errors."""
        assert isinstance(request.stream, httpx.AsyncByteStream)
        answer = await self._pool.handle_async_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        stream = _Stream(answer)
        return httpx.Response(answer.status, headers=answer.headers, stream=stream, extensions=answer.extensions)

    async def aclose(self) -> None:
        """Close every connection."""
        await self._pool.aclose()


class _Stream(httpx.AsyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._answer.aiter_stream():
            yield part

    async def aclose(self) -> None:
        await self._answer.aclose()


class _GuardedBackend(httpcore.AsyncNetworkBackend):
    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        addresses = (await self._guard.find_addresses(host, port))[:MAX_DIALLED]
        # An address that never answers must leave time for the next one, and for the answer.
        share = timeout / (len(addresses) + 1) if timeout is not None and len(addresses) > 1 else timeout
        dial = partial(
            self._inner.connect_tcp,
            port=port,
            timeout=share,
            local_address=local_address,
            socket_options=socket_options,
        )
        *others, last = addresses
        for address in others:
            with suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return await dial(address)
        return await dial(last)

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)


def _make_ssl_context() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)
