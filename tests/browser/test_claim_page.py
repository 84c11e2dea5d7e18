"""The page of a claim in a real browser: its graph is drawn and clicked, its words marked, hostile ones inert."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from playwright.sync_api import expect

from dashboard.database import Build, fetch_records
from dashboard.queries import spread
from dashboard.relay_graph import trace_relays
from tests.browser.watching import Opener
from tests.dashboard.published import HOSTILE_CLAIM_ID

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("published")]

HARM = "script, img, iframe, b, [onclick], [onerror], a[href^='javascript']"
GRAPH = "[data-testid='stEChartsChart'] svg"
NODE_FILL = {"light": "#0f5c7a", "dark": "#6fb9d6"}


@pytest.fixture
def claim_id(build: Build) -> str:
    sql = """select claim_id from core.fct_claims where claim_id <> ?
        order by outlet_count desc, wording_count desc, claim_id limit 1"""
    return str(fetch_records(build, sql, [HOSTILE_CLAIM_ID])[0]["claim_id"])


@pytest.mark.parametrize(("width", "scheme"), [(1400, "light"), (400, "dark")])
def test_the_way_of_a_claim_is_drawn_wide_and_narrow(
    open_page: Opener, build: Build, claim_id: str, width: int, scheme: str
) -> None:
    watched = open_page(f"claim?claim={claim_id}", width=width, scheme=scheme)
    graph = trace_relays(spread.list_prints(build, claim_id), spread.list_credits(build, claim_id))

    drawn = watched.page.locator(GRAPH)
    expect(drawn.locator(f"path[fill='{NODE_FILL[scheme]}']")).to_have_count(sum(node.is_print for node in graph.nodes))
    labels = drawn.locator("text").all_text_contents()
    # A narrow screen cuts long names with an ellipsis.
    assert all(any(label.startswith(name[:8]) for label in labels) for _, name in graph.outlets)
    assert watched.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
    assert build.build_id in watched.text()


def test_from_a_statement_to_its_claim_to_a_node_to_the_sentence(
    open_page: Opener, build: Build, claim_id: str
) -> None:
    prints = spread.list_prints(build, claim_id)
    watched = open_page(f"evidence?statement={prints[-1]['statement_id']}")
    watched.page.locator(f"a[href='claim?claim={claim_id}']").first.click()
    watched.page.wait_for_url(re.compile(r"/claim\?claim="))
    watched.settle()

    graph = trace_relays(prints, spread.list_credits(build, claim_id))
    place = max(place for place, node in enumerate(graph.nodes) if node.is_print)
    watched.click_drawn(watched.page.locator(f"{GRAPH} path[fill='#0f5c7a']").nth(place), re.compile("pick="))
    assert re.search(rf"prints? by {re.escape(graph.nodes[place].outlet_name)} on", watched.text())
    cards = watched.page.locator(".hs-card")
    expect(cards).to_have_count(len(graph.nodes[place].statement_ids))
    words = cards.first.locator("blockquote").inner_text()
    cards.first.locator(".hs-open").click()
    watched.page.wait_for_url(re.compile(r"/evidence\?statement="))
    watched.settle()
    marked = " ".join(watched.page.locator(".hs-article mark.hs-content").all_inner_texts())
    assert words.split()[-1] in marked


def test_a_graph_answers_to_the_same_node_again(open_page: Opener, claim_id: str) -> None:
    watched = open_page(f"claim?claim={claim_id}")
    for _ in range(2):
        watched.click_drawn(watched.page.locator(f"{GRAPH} path[fill='#0f5c7a']").first, re.compile("pick="))
        watched.page.get_by_text("All prints of this claim").click()
        watched.page.wait_for_url(re.compile(rf"claim={claim_id}$"))
        watched.settle()


def test_the_prints_are_downloaded_as_csv_and_as_parquet(open_page: Opener, build: Build, claim_id: str) -> None:
    watched = open_page(f"claim?claim={claim_id}")
    ids = [row["statement_id"] for row in spread.list_prints(build, claim_id)]
    with watched.page.expect_download() as waiting:
        watched.page.get_by_role("button", name=re.compile("these prints .* as CSV")).click()
    rows = list(csv.DictReader(io.StringIO(Path(waiting.value.path()).read_text(encoding="utf-8"))))
    assert [row["statement_id"] for row in rows] == ids

    with watched.page.expect_download() as waiting:
        watched.page.get_by_role("button", name="as Parquet").click()
    table = pq.read_table(waiting.value.path())
    assert table["statement_id"].to_pylist() == ids
    assert str(table.schema.field("published_on").type).startswith(("date", "timestamp"))


def test_a_hostile_claim_is_inert(open_page: Opener) -> None:
    for path in (f"claim?claim={HOSTILE_CLAIM_ID}", "claim", "claim?order=denied"):
        watched = open_page(path)
        assert "hacked" in watched.text()
        # A node under the pointer takes another colour: their places first, then the pointer.
        boxes = [node.bounding_box() for node in watched.page.locator(f"{GRAPH} path[fill='#0f5c7a']").all()]
        assert len(boxes) >= 2 or "claim=" not in path
        for box in boxes:
            assert box is not None
            watched.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            watched.page.wait_for_timeout(300)
        assert watched.page.evaluate("window.hacked") is None
        assert watched.page.locator("[data-testid='stHtml'], [data-testid='stEChartsChart']").locator(HARM).count() == 0
        assert watched.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 1400


def test_what_is_seen_is_downloaded_as_a_picture(open_page: Opener, claim_id: str) -> None:
    for path in (f"claim?claim={claim_id}", "claims?view=cross"):
        watched = open_page(path)
        with watched.page.expect_download() as waiting:
            watched.page.get_by_role("button", name="Picture (PNG)").first.click()
        drawn = Path(waiting.value.path()).read_bytes()
        assert drawn.startswith(b"\x89PNG\r\n\x1a\n")
        assert len(drawn) > 20_000
        assert waiting.value.suggested_filename.endswith(".png")


def test_a_cell_of_the_heatmap_brushes_the_line_and_lists_its_statements(open_page: Opener, build: Build) -> None:
    watched = open_page("claims?view=cross&role=about&measure=count")
    cell = watched.page.locator("[data-testid='stVegaLiteChart']").first.locator(".mark-rect.role-mark path").first
    counted = re.search(r"Statements: (\d+)", cell.get_attribute("aria-label") or "")
    assert counted is not None
    cell.click()
    watched.page.wait_for_url(re.compile("pick=cell"))
    watched.settle()
    assert watched.list_heading().startswith(f"{counted[1]} statement")
    whole = watched.list_heading()

    watched.page.locator(".mark-symbol.role-mark path").last.click()
    watched.page.wait_for_url(re.compile("pick=period"))
    watched.settle()
    assert watched.list_heading() != whole
    assert "printed by" in watched.text()
