"""A hostile article goes the whole way, from a file through the extractor and dbt, onto every page: and stays text."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import serve_dashboard
from tests.browser.watching import WatchedPage
from tests.dashboard.published import run_hearsay

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("published")]

HARM = "script, img, iframe, b, [onclick], [onerror], a[href^='javascript']"
OURS = "[data-testid='stHtml'], [data-testid='stHeading'], [data-testid='stEChartsChart'], #vg-tooltip-element"
ARTICLE = {
    "url": "https://hostile-gazette.example/1",
    "outlet": "<img src=x onerror=window.hacked=1> Hostile ![o](http://evil.example/o.png) Gazette",
    "published_on": "2026-11-03",
    "title": "<script>window.hacked=2</script> Minister says [all](javascript:window.hacked=3) is **well**",
    "body": (
        "Harbour minister Ana <b onclick='window.hacked=4'>Petrova</b> said on Tuesday that "
        "</div><style>body{display:none}</style><img src=x onerror=window.hacked=5> the port was safe.\n\n"
        "“<script>window.hacked=6</script> ![pixel](http://evil.example/p.png) nobody will be cut off,” "
        "Ana Petrova said. “" + "Donaudampfschifffahrt" * 120 + " is late,” she said.\n\n"
        "قال الوزير: «كل شيء بخير» \u202eReversed minister\u202c Ivan Kolev said: “\u202eall is well\u202c”.\n\n"
        + '"' * 10_000
        + "\n\nA spokesman, Ivan Kolev, denied that Ana Petrova had hacked anything, Reuters reported."
    ),
}


def test_a_hostile_article_stays_text_on_every_page(chromium: Browser, tmp_path: Path, sample_build: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(sample_build, data, symlinks=True)
    source = tmp_path / "hostile.jsonl"
    source.write_text(json.dumps(ARTICLE), encoding="utf-8")
    run_hearsay(data, ["load", str(source)])
    run_hearsay(data, ["build"])
    with serve_dashboard(data, tmp_path / "streamlit.log") as address:
        watched = WatchedPage(chromium.new_page(viewport={"width": 1400, "height": 900}), address)
        watched.open("search?q=Petrova+cut+off")
        links = watched.page.locator("a").evaluate_all("all => all.map(each => each.getAttribute('href') || '')")
        deep = {kind: next((link for link in links if link.startswith(f"{kind}?")), None)
                for kind in ("evidence", "speaker", "outlet", "claim")}  # fmt: skip
        assert all(deep.values()), deep
        pages = ["", "claims", "claims?view=country", "claims?view=time", "claims?view=cross", "claim", "speaker",
                 "outlet", "search?q=hacked", "evidence?q=hacked", "sql", "health", *deep.values()]  # fmt: skip
        for path in pages:
            watched.open(str(path))
            for chart in watched.charts().all():
                chart.hover()
            assert watched.page.evaluate("window.hacked") is None, path
            assert watched.page.locator(OURS).locator(HARM).count() == 0, path
            assert watched.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 1400, path
            assert watched.page.locator("[data-testid='stException']").count() == 0, path
        assert watched.errors == []
        assert watched.outside_requests() == []
        watched.page.close()
