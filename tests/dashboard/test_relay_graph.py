"""The way of a claim: what joins outlets on days, what is credited and what only alike, and what is folded."""

from __future__ import annotations

from datetime import date
from typing import Any

from dashboard.relay_chart import write_relay_option
from dashboard.relay_graph import MOST_NODES, MOST_OUTLETS, OTHERS, RelayGraph, trace_relays

DAM = "the dam will hold through the winter, engineers were told"


def printed(number: int, outlet: str, day: int | None, words: str = DAM, copied: str | None = None) -> dict[str, Any]:
    return {
        "statement_id": f"s{number}",
        "article_id": f"a{number}",
        "outlet_id": outlet,
        "outlet_name": outlet.title(),
        "published_on": date(2026, 3, day) if day else None,
        "content_text": words,
        "syndicated_from_article_id": copied,
    }


def credit(number: int, hop: int, outlet: str) -> dict[str, Any]:
    return {"statement_id": f"s{number}", "hop_number": hop, "outlet_id": outlet, "outlet_name": outlet.title()}


def arrows(graph: RelayGraph) -> set[tuple[str, int, str, int, bool]]:
    nodes = graph.nodes
    return {
        (nodes[each.source].outlet_id, nodes[each.source].day.day, nodes[each.target].outlet_id,
         nodes[each.target].day.day, each.is_credited)
        for each in graph.arrows
    }  # fmt: skip


def test_a_credit_leads_from_the_newest_print_of_the_credited_outlet() -> None:
    prints = [printed(1, "wire", 1), printed(2, "wire", 3), printed(3, "post", 4)]
    graph = trace_relays(prints, [credit(3, 1, "wire")])

    assert ("wire", 3, "post", 4, True) in arrows(graph)
    assert ("wire", 1, "post", 4, True) not in arrows(graph)


def test_a_credited_outlet_that_was_not_read_stands_on_the_day_of_the_credit() -> None:
    graph = trace_relays([printed(1, "post", 4)], [credit(1, 1, "wire"), credit(1, 2, "radio")])

    assert arrows(graph) == {("wire", 4, "radio", 4, True), ("radio", 4, "post", 4, True)}
    assert [node.is_print for node in graph.nodes] == [True, False, False]


def test_without_a_credit_the_earlier_print_with_the_likest_words_is_inferred() -> None:
    other = "engineers were told nothing of the winter"
    prints = [printed(1, "wire", 1), printed(2, "radio", 2, other), printed(3, "post", 4, DAM + " twice")]
    graph = trace_relays(prints, [])

    assert ("wire", 1, "post", 4, False) in arrows(graph)
    assert not [each for each in graph.arrows if each.is_credited]


def test_the_same_text_is_inferred_from_the_article_that_had_it_first() -> None:
    prints = [printed(1, "wire", 1), printed(2, "radio", 2, "quite different"), printed(3, "post", 4, DAM, "a2")]

    assert ("radio", 2, "post", 4, False) in arrows(trace_relays(prints, []))


def test_within_a_day_and_within_an_outlet_nothing_is_inferred() -> None:
    assert arrows(trace_relays([printed(1, "wire", 1), printed(2, "post", 1), printed(3, "wire", 2)], [])) == {
        ("post", 1, "wire", 2, False)
    }


def test_words_that_are_not_alike_join_nobody() -> None:
    assert arrows(trace_relays([printed(1, "wire", 1, "a b c d e"), printed(2, "post", 2, "v w x y z")], [])) == set()


def test_all_outlets_of_the_first_day_are_the_earliest_but_for_one_that_credits_another() -> None:
    prints = [printed(1, "wire", 1), printed(2, "post", 1), printed(3, "radio", 1)]
    graph = trace_relays(prints, [credit(3, 1, "wire")])

    assert {graph.nodes[place].outlet_id for place in graph.earliest} == {"wire", "post"}


def test_what_cannot_be_drawn_is_counted() -> None:
    days = [printed(number, f"o{number % 40}", 1 + number % 28) for number in range(400)]
    ordered = sorted(days, key=lambda row: row["published_on"])
    graph = trace_relays([*ordered, printed(900, "late", None)], [])

    assert graph.undated_count == 1
    assert graph.folded_outlet_count == 40 - MOST_OUTLETS
    assert (OTHERS, "10 other outlets") in graph.outlets
    assert len(graph.nodes) <= MOST_NODES
    drawn = sum(len(node.statement_ids) for node in graph.nodes)
    assert drawn + graph.left_out_count == 400


def test_a_credited_outlet_that_is_folded_stands_for_its_own_print() -> None:
    prints = [printed(number, f"o{number}", 1 + number // 20) for number in range(MOST_OUTLETS + 5)]
    last = f"o{MOST_OUTLETS + 4}"
    graph = trace_relays([*prints, printed(90, "o1", 9)], [credit(90, 1, last)])

    assert all(node.is_print for node in graph.nodes)
    assert (OTHERS, 2, "o1", 9, True) in arrows(graph)
    assert last not in {outlet for outlet, _ in graph.outlets}


def test_the_option_draws_each_node_on_its_day_in_utc_and_each_arrow_by_its_kind() -> None:
    graph = trace_relays([printed(1, "wire", 1), printed(2, "post", 2), printed(3, "radio", 3)], [credit(2, 1, "wire")])
    option = write_relay_option(
        graph, denials=[("post", date(2026, 3, 2), "Ana"), ("nobody", date(2026, 3, 2), "Bo")],
        first_said_on=date(2026, 2, 27), picked=None, ink="#1d2833", color="#0f5c7a", warning="#c4552d",
    )  # fmt: skip
    nodes, denials = option["series"]

    assert option["useUTC"] is True
    assert [node["value"] for node in nodes["data"]] == [[1772323200000, 0], [1772409600000, 1], [1772496000000, 2]]
    assert [link["lineStyle"]["type"] for link in nodes["links"]] == ["solid", "dashed"]
    assert [each["value"][1] for each in denials["data"]] == [1]
    later = write_relay_option(
        graph,
        denials=[("post", date(2026, 5, 2), "Ana")],
        first_said_on=None,
        picked=None,
        ink="",
        color="",
        warning="",
    )
    assert option["xAxis"]["max"] < later["series"][1]["data"][0]["value"][0] < later["xAxis"]["max"]
    assert option["xAxis"]["min"] < denials["markLine"]["data"][0]["xAxis"] < nodes["data"][0]["value"][0]
