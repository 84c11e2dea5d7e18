"""A browser page that keeps what it asked for and what went wrong in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Locator, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

# Streamlit's own client asks for its server first under the page's path, then at the root; the first answers 404.
PROBE = re.compile(
    r"/(claim|claims|evidence|health|metrics|outlet|overview|search|speaker|sql|try)/_stcore/(health|host-config)$"
)
PATIENCE_MS = 60_000
CLICK_AGAIN_MS = 10_000


class WatchedPage:
    """A page of the dashboard in a browser, with its requests and errors."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.requests: list[str] = []
        self.errors: list[str] = []
        page.set_default_timeout(PATIENCE_MS)
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._keep_error)

    def _keep_error(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not PROBE.search(str(message.location.get("url", ""))):
            self.errors.append(f"{message.text} ({message.location.get('url')})")

    def open(self, path: str) -> None:
        """Goes to a page and waits until it is drawn."""
        self.page.goto(f"{self.address}/{path}")
        self.settle()

    def settle(self) -> None:
        """Waits until the page stands still, and a moment more for what draws itself afterwards."""
        self.wait_until_still()
        self.page.wait_for_timeout(300)

    def wait_until_still(self) -> None:
        """Waits until the script has run and nothing on the page is out of date."""
        self.page.locator("h1").first.wait_for()
        self.page.wait_for_function(
            "() => { const app = document.querySelector('.stApp');"
            " return app && app.getAttribute('data-test-script-state') !== 'running'"
            ' && !document.querySelector(\'[data-stale="true"], [data-testid="stSkeleton"]\'); }'
        )

    def click_drawn(self, drawn: Locator, leads_to: re.Pattern[str]) -> None:
        """Clicks on a part of a drawing until the address is another: what is just being drawn takes no click.

        Raises playwright's TimeoutError where it never leads there.
        """
        for _ in range(PATIENCE_MS // CLICK_AGAIN_MS):
            drawn.click()
            try:
                self.page.wait_for_url(leads_to, timeout=CLICK_AGAIN_MS)
            except PlaywrightTimeout:
                continue
            break
        self.page.wait_for_url(leads_to)
        self.settle()

    def outside_requests(self) -> list[str]:
        """Whatever was asked of another host than the dashboard's own."""
        own = urlsplit(self.address).netloc
        return [url for url in self.requests if urlsplit(url).scheme in ("http", "https", "ws", "wss")
                and urlsplit(url).netloc != own]  # fmt: skip

    def charts(self) -> Locator:
        """The drawings of the page's charts."""
        return self.page.locator(
            "[data-testid='stVegaLiteChart'] svg.marks, [data-testid='stVegaLiteChart'] canvas.marks"
        )

    def bars(self) -> Locator:
        """The bars of the page's first chart."""
        return self.page.locator("[data-testid='stVegaLiteChart']").first.locator(".mark-rect.role-mark path")

    def bars_of_countries(self) -> Locator:
        """The bars below the map."""
        return self.page.locator("[data-testid='stVegaLiteChart']").nth(1).locator(".mark-rect.role-mark path")

    def text(self) -> str:
        """What a reader sees."""
        return self.page.locator("[data-testid='stMain']").inner_text()

    def list_heading(self) -> str:
        """The heading of the list of statements."""
        return self.page.locator(".hs-heading").filter(has_text=re.compile(r"^[\d,]+ statements?\b")).first.inner_text()


Opener = Callable[..., WatchedPage]
