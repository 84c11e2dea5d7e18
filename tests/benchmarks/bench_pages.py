"""How soon each page of the dashboard can be used, in a real Chromium over a published build.

    python -m tests.benchmarks.bench_pages DATA --rounds 3

A server of its own is started over DATA, and once it has asked what it asks ahead of readers, every page is opened in
a fresh context, as a reader does who follows a link: the first round finds in the page's cache what was asked ahead,
the later ones everything. Of the tenth speaker and claim nothing is asked ahead. Time runs from the request, in a
window that is already open and has come to rest, until the page stands still and its script has ended. Asked are 2
seconds. Beside it stand the seconds of the processor that server and browser took, which other work on the machine
disturbs less; a window by itself takes the browser about one.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from dashboard.database import fetch_records
from tests.benchmarks.bench_dashboard import find_build
from tests.benchmarks.processor import sum_processor
from tests.browser.conftest import FLAGS, find_chromium, serve_dashboard
from tests.browser.watching import WatchedPage

# A window of a browser has a user interface of its own, which is drawn meanwhile.
WINDOW_MS = 2_000
PATIENCE_MS = 180_000
# A server that asks nothing uses less of the processor than this share.
AT_REST = 0.05


def list_pages(data: Path) -> dict[str, str]:
    """The pages by name, those of a speaker, an outlet, a claim and a statement with the most frequent of the build; of
    a speaker and a claim also with the tenth.
    """
    build = find_build(data)

    def first(sql: str) -> str:
        return str(fetch_records(build, sql)[0]["id"])

    of_speakers = "select speaker_id as id from core.dim_speakers where speaker_kind <> 'unnamed'"
    speakers = f"{of_speakers} order by statement_count desc, id"
    claims = "select claim_id as id from core.fct_claims order by outlet_count desc, claim_id"
    speaker, claim = (first(f"{ranked} limit 1") for ranked in (speakers, claims))
    tenth_speaker, tenth_claim = (first(f"{ranked} limit 1 offset 9") for ranked in (speakers, claims))
    outlet = first("select outlet_id as id from core.dim_outlets order by article_count desc, id limit 1")
    statement = first("select min(statement_id) as id from core.fct_statements where is_current")
    return {
        "overview": "",
        "explorer": "claims",
        "explorer, one speaker": f"claims?actor={speaker}",
        "claims": "claim",
        "one claim": f"claim?claim={claim}",
        "another claim": f"claim?claim={tenth_claim}",
        "speakers": "speaker",
        "one speaker": f"speaker?speaker={speaker}",
        "another speaker": f"speaker?speaker={tenth_speaker}",
        "outlets": "outlet",
        "one outlet": f"outlet?outlet={outlet}",
        "a statement": f"evidence?statement={statement}",
        "search": "search?q=climate+change",
        "metrics": "metrics",
        "health": "health",
        "sql": "sql",
    }


def wait_until_at_rest() -> float:
    """Waits until no program that this one started has anything to do; returns how many seconds that took."""
    began = time.perf_counter()
    while True:
        used = sum_processor()
        time.sleep(WINDOW_MS / 1000)
        if sum_processor() - used < AT_REST * WINDOW_MS / 1000:
            return time.perf_counter() - began - WINDOW_MS / 1000


def time_page(browser: Browser, address: str, path: str) -> tuple[float, float]:
    """Seconds until a page opened anew stands still: of the clock, and of the processor (server and browser)."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    try:
        page = WatchedPage(context.new_page(), address)
        page.page.set_default_timeout(PATIENCE_MS)
        page.page.wait_for_timeout(WINDOW_MS)
        began, used = time.perf_counter(), sum_processor()
        page.page.goto(f"{address}/{path}")
        page.wait_until_still()
        return time.perf_counter() - began, sum_processor() - used
    finally:
        context.close()


def main() -> None:
    """Read the arguments, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    pages = list_pages(given.data)
    with (
        tempfile.TemporaryDirectory() as folder,
        serve_dashboard(given.data.resolve(), Path(folder) / "streamlit.log") as address,
        sync_playwright() as playwright,
    ):
        print(f"the server was at rest {wait_until_at_rest():.1f} s after it began to answer")
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        time_page(browser, address, "health")  # the server has loaded what every page needs
        for name, path in pages.items():
            first, *later = [time_page(browser, address, path) for _ in range(max(2, given.rounds))]
            after, used = (statistics.median(each[at] for each in later) for at in (0, 1))
            print(
                f"{name:<24}{first[0]:>7.2f} s at first{after:>7.2f} s after; of the processor {first[1]:.2f} s and "
                f"{used:.2f} s",
                flush=True,
            )
        browser.close()


if __name__ == "__main__":
    main()
