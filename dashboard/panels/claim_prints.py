"""Every print of a claim, or those of the clicked node: a page of them as cards, and all as a file."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.downloads import offer_tables
from dashboard.frame import Page, show_heading, show_html
from dashboard.markup import draw_cards, element, link_page, text
from dashboard.panels.claim_way import find_picked_node
from dashboard.panels.paging import draw_paging, read_page
from dashboard.queries import spread as queries
from dashboard.relay_graph import RelayGraph
from dashboard.wording import write_counted, write_date

PAGE_SIZE = 20
MATCH_WORDS = {
    "core": "the fullest, with which the others were matched",
    "exact": "the same words",
    "contained": "cut",
    "edited": "edited",
    "passage": "a passage in common",
    "paraphrase": "in other words",
}


def draw(page: Page, claim: dict[str, Any], graph: RelayGraph, prints: list[dict[str, Any]]) -> None:
    """The list, by the pick and the page number of the address."""
    node = find_picked_node(graph)
    chosen = [row for row in prints if node is None or row["statement_id"] in node.statement_ids]
    where = f" by {node.outlet_name} on {write_date(node.day)}" if node else ""
    show_heading(
        f"{write_counted(len(chosen), 'print')}{where}",
        "Earliest first. Every one opens at its sentence in the article.",
    )
    if node is not None:
        closed = link_page("claim", {"claim": claim["claim_id"]}, text("All prints of this claim"), "hs-open")
        show_html(element("p", closed, "hs-more"))
    pages = max(1, -(-len(chosen) // PAGE_SIZE))
    number = min(read_page(), pages)
    listed = tuple(row["statement_id"] for row in chosen[(number - 1) * PAGE_SIZE : number * PAGE_SIZE])
    show_html(draw_cards(queries.list_cards(page.build, listed)))
    if pages > 1:
        draw_paging(number, pages, back="Earlier", on="Later")
    offer_tables(
        f"these prints ({write_counted(len(chosen), 'row')})",
        f"hearsay-claim-{claim['claim_id']}-{page.build.build_id}",
        lambda: _tabulate(claim, chosen),
        key="download_prints",
    )


def offer_claims(page: Page, rows: pd.DataFrame) -> None:
    """The list of claims as a file."""
    offer_tables(
        f"this list ({write_counted(len(rows), 'row')})",
        f"hearsay-claims-{page.build.build_id}",
        lambda: rows,
        key="download_claims",
    )


def _tabulate(claim: dict[str, Any], prints: list[dict[str, Any]]) -> pd.DataFrame:
    rows = pd.DataFrame(prints).drop(columns=["syndicated_from_article_id"], errors="ignore")
    rows.insert(0, "claim_id", claim["claim_id"])
    return rows.assign(match_words=rows["match_kind"].map(MATCH_WORDS))
