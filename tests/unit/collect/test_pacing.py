"""The turns of a host, without a server: see tests/integration/test_fetching_pace.py for its pace."""

from __future__ import annotations

import asyncio

from orchestration.collect.pacing import Pacer


def test_a_host_that_is_asked_no_more_is_not_waited_for() -> None:
    async def run() -> None:
        pacer = Pacer()
        pacer.slow_down("lantern.example", 600)
        pacer.give_up("lantern.example", "It asks to come back tomorrow.")
        async with asyncio.timeout(60):
            for _ in range(3):
                async with pacer.turn("lantern.example"):
                    assert pacer.why_gone("lantern.example")

    asyncio.run(run())
