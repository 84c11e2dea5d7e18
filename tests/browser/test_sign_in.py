"""Sign-in by OpenID Connect in a real browser, against a provider on the loopback: in, refused, and out again."""

from __future__ import annotations

import re
import socket
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import serve_dashboard
from tests.browser.played_provider import CLIENT_ID, CLIENT_SECRET, play_provider
from tests.browser.watching import PATIENCE_MS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("published")]

ACCOUNTS = {
    "ana": {"email": "ana@newsroom.example", "email_verified": True},
    "bo": {"email": "bo@elsewhere.example", "email_verified": True},
    "cy": {"email": "cy@newsroom.example", "email_verified": False},
}


def find_free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def write_sign_in(path: Path, issuer: str, port: int) -> Path:
    path.write_text(
        f"""[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "a secret of the cookies that is long enough for every algorithm"
client_id = "{CLIENT_ID}"
client_secret = "{CLIENT_SECRET}"
server_metadata_url = "{issuer}/.well-known/openid-configuration"

[access]
domains = ["newsroom.example"]
""",
        encoding="utf-8",
    )
    return path


def go_on_as(page: Page, account: str) -> None:
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name=f"Go on as {account}").click()


def test_whom_the_provider_vouches_for_is_admitted_and_nobody_else(
    chromium: Browser, tmp_path: Path, sample_build: Path
) -> None:
    port = find_free_port()
    with play_provider(ACCOUNTS) as provider:
        named = write_sign_in(tmp_path / "sign-in.toml", provider.issuer, port)
        with serve_dashboard(sample_build, tmp_path / "streamlit.log", port=port, sign_in=named) as address:
            context = chromium.new_context()
            page = context.new_page()
            page.set_default_timeout(PATIENCE_MS)
            page.goto(f"{address}/sql")
            page.get_by_role("button", name="Sign in").wait_for()
            assert page.locator("h1").inner_text() == "Hearsay"
            assert "Build 20" not in page.content()
            assert page.get_by_role("link", name="Overview").count() == 0

            go_on_as(page, "nobody")
            page.wait_for_url(f"{address}/**")
            expect(page.get_by_role("button", name="Sign in")).to_be_visible(timeout=PATIENCE_MS)

            for account, email in (("bo", "bo@elsewhere.example"), ("cy", "cy@newsroom.example")):
                go_on_as(page, account)
                page.get_by_text(f"{email} has no access here.").wait_for()
                assert "Build 20" not in page.content()
                page.get_by_role("button", name="Sign out").click()
                page.get_by_role("button", name="Sign in").wait_for()

            go_on_as(page, "ana")
            page.get_by_text("Signed in as ana@newsroom.example").wait_for()
            page.get_by_text(re.compile("Build 20")).first.wait_for()
            page.goto(f"{address}/claim")
            page.get_by_text("Signed in as ana@newsroom.example").wait_for()
            assert page.locator(".hs-card").count() > 1
            page.get_by_role("button", name="Sign out").click()
            page.get_by_role("button", name="Sign in").wait_for()
            page.goto(f"{address}/claim")
            page.get_by_role("button", name="Sign in").wait_for()
            assert page.locator(".hs-card").count() == 0
            assert provider.refused == []
            context.close()


def test_open_to_other_machines_without_sign_in_shows_nothing(
    chromium: Browser, tmp_path: Path, sample_build: Path
) -> None:
    with serve_dashboard(sample_build, tmp_path / "streamlit.log", listen="0.0.0.0") as address:
        page = chromium.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto(address)
        page.get_by_text("This dashboard is open to other machines, without sign-in.").wait_for()
        assert "Build 20" not in page.content()
        page.close()
