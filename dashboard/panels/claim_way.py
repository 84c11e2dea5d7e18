"""The way of a claim from outlet to outlet, drawn on days; a clicked node becomes the pick that the prints follow."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from dashboard.chart_ways import offer_ways
from dashboard.claim_markup import draw_relay_legend, write_way
from dashboard.frame import Page, find_ink, show_heading, show_html, show_when_opened
from dashboard.markup import shorten
from dashboard.queries import spread as queries
from dashboard.relay_chart import describe_node, measure_height, write_relay_option
from dashboard.relay_graph import Node, RelayGraph
from dashboard.relay_picture import draw_relays
from dashboard.wording import write_count, write_counted, write_date, write_range

ROUND = "claim_round"
# Blue and red of the theme, light and dark: told apart by shape as well.
COLORS = {"light": ("#0f5c7a", "#c4552d"), "dark": ("#6fb9d6", "#ec8a62")}


def draw(page: Page, claim: dict[str, Any], graph: RelayGraph, prints: list[dict[str, Any]]) -> None:
    """The graph with its legend, and the same arrows as a table."""
    show_heading("The way it took", _describe(graph))
    if not graph.nodes:
        st.info("No print of it carries a date, so there is no way to draw.")
        return
    show_html(draw_relay_legend())
    color, warning = find_colors()
    denials = [
        (row["outlet_id"], row["published_on"], str(row["speaker_name"] or "Somebody"))
        for row in queries.list_denials(page.build, claim["claim_id"])
        if row["published_on"] is not None
    ]
    option = write_relay_option(
        graph,
        denials=denials,
        first_said_on=claim["first_said_on"],
        picked=find_picked_node(graph),
        ink=find_ink(),
        color=color,
        warning=warning,
    )
    key = f"claim_way_{st.session_state.get(ROUND, 0)}"

    def follow_click() -> None:
        picked = read_selection(st.session_state[key])
        if picked is not None and picked < len(graph.nodes) and graph.nodes[picked].is_print:
            node = graph.nodes[picked]
            st.query_params["pick"] = write_pick(node)
        # A chart that kept its selection would not answer to the same node again.
        st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1

    st.echarts_chart(
        option,
        height=measure_height(graph),
        key=key,
        on_select=follow_click,
        renderer="svg",
        alt=f"{write_counted(len(graph.outlets), 'outlet')} from {write_date(min(n.day for n in graph.nodes))} to "
        f"{write_date(max(n.day for n in graph.nodes))}, with {write_counted(len(graph.arrows), 'arrow')}; "
        "the table below has the same",
    )
    _offer_ways(page, claim, graph, denials)
    show_when_opened("Table", "claim_way", lambda: _draw_table(graph))


def _offer_ways(page: Page, claim: dict[str, Any], graph: RelayGraph, denials: list[tuple[str, date, str]]) -> None:
    color, warning = find_colors()
    offer_ways(
        page,
        draw_relays(
            graph,
            denials=denials,
            first_said_on=claim["first_said_on"],
            ink=find_ink(),
            color=color,
            warning=warning,
        ),
        title=f"The way of a claim: {shorten(str(claim['claim_text']), 120)}",
        notes=[
            f"{write_way(claim).capitalize()}; {write_count(claim['denial_count'])} denials. Printed "
            f"{write_range(claim['first_printed_on'], claim['last_printed_on'])}.",
            _describe(graph).replace(" Click a node for its prints.", ""),
            "The earliest in our corpus is not the origin: an outlet that is not read may have had it before.",
        ],
        key="claim_way",
        sql=queries.write_way(claim["claim_id"]),
    )


def find_colors() -> tuple[str, str]:
    """The colours of prints and of denials in the reader's theme."""
    return COLORS["dark" if st.context.theme.type == "dark" else "light"]


def read_selection(event: Any) -> int | None:
    """The place of the clicked node, or None: of the first series alone, as the others are not nodes."""
    for selected in (event or {}).get("selection", {}).get("selected") or []:
        series = selected.get("series_index", selected.get("seriesIndex"))
        places = selected.get("data_indices", selected.get("dataIndex")) or []
        if series == 0 and places:
            return int(places[0])
    return None


def write_pick(node: Node) -> str:
    """A node as it stands in the address."""
    return f"{node.day.isoformat()}~{node.outlet_id}"


def find_picked_node(graph: RelayGraph) -> Node | None:
    """The node that the address names, if it is one of this graph that printed something."""
    written = st.query_params.get("pick", "")
    return next((node for node in graph.nodes if node.is_print and write_pick(node) == written), None)


def _describe(graph: RelayGraph) -> str:
    words = [
        "An outlet on a day, and where it has the claim from. Within one day no order is known. "
        "Click a node for its prints."
    ]
    if graph.undated_count:
        words.append(f"{write_counted(graph.undated_count, 'undated print')} cannot be drawn.")
    if graph.folded_outlet_count:
        words.append(f"{write_counted(graph.folded_outlet_count, 'outlet')} that came last stand in one row.")
    if graph.left_out_count:
        words.append(f"{write_counted(graph.left_out_count, 'later print')} are in the list only.")
    return " ".join(words)


def _draw_table(graph: RelayGraph) -> None:
    nodes = graph.nodes
    rows = [
        {
            "day": node.day,
            "outlet": node.outlet_name,
            "what": describe_node(node).partition(": ")[2],
            "from": "; ".join(
                f"{nodes[arrow.source].outlet_name}, {write_date(nodes[arrow.source].day)} "
                + ("(credited)" if arrow.is_credited else f"(inferred: {arrow.likeness or 0:.0%} alike)")
                for arrow in graph.arrows
                if arrow.target == place
            ),
        }
        for place, node in enumerate(nodes)
    ]
    columns: dict[str, Any] = {
        "day": st.column_config.DateColumn("Day printed", format="YYYY-MM-DD"),
        "outlet": "Outlet",
        "what": "What",
        "from": st.column_config.TextColumn("Where it has it from", width="large"),
    }
    st.dataframe(rows, hide_index=True, column_config=columns, alt="The way of the claim")
