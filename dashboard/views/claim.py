"""A claim: who had it first, the way it took from outlet to outlet, its wordings, who denied it, and every print."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from dashboard.claim_markup import (
    draw_countries,
    draw_firsts,
    draw_head,
    draw_listed_claim,
    draw_wordings,
    name_firsts,
    write_way,
)
from dashboard.frame import Page, name_page, show_caption, show_heading, show_html, show_page
from dashboard.markup import draw_cards, draw_figures, element, join, link_page, text
from dashboard.panels import claim_prints, claim_way
from dashboard.queries import spread as queries
from dashboard.queries.lookup import plan_claims
from dashboard.relay_graph import RelayGraph, trace_relays
from dashboard.searches import Search
from dashboard.word_differences import gather_wordings
from dashboard.wording import NO_WORDS, write_count, write_counted, write_date, write_share

MOST_LISTED = 40
MOST_WORDINGS = 12
ORDER = "claim_order"
WORDS = "claim_words"
SEEN = "claim_address"
COMPARED = "claim_compared"
NO_DATE = "no print carries a date"
ORDER_WORDS = {"outlets": "Most outlets", "newest": "Newest", "denied": "Denied", "changed": "Most changed"}


def show() -> None:
    """The page."""
    show_page("Claims", "What several outlets print of one statement: who had it first, how it changed, who denies it.",
              _draw)  # fmt: skip


def _draw(page: Page) -> None:
    claim_id = st.query_params.get("claim")
    if not claim_id:
        _draw_directory(page)
        return
    claim = queries.find_claim(page.build, claim_id)
    if claim is None:
        st.warning("This build has no such claim. No current article may print it any more, or the address is cut.")
        _draw_directory(page)
        return
    _draw_claim(page, claim)


def _draw_claim(page: Page, claim: dict[str, Any]) -> None:
    build, claim_id = page.build, claim["claim_id"]
    prints = queries.list_prints(build, claim_id)
    if claim["joined_at"] is not None:
        st.info(f"This claim had another id until {write_date(claim['joined_at'])}; it was joined with this one.")
    name_page(str(claim["claim_text"]))
    show_html(draw_head(claim, queries.count_speakers(build, claim_id)))
    show_caption(
        page,
        f"Counted: statements of current article versions that say the same: {write_way(claim)}. By date printed"
        + (":" if claim["first_printed_on"] else "."),
        first_on=claim["first_printed_on"],
        last_on=claim["last_printed_on"],
    )
    _draw_figures(page, claim, list_firsts(prints))
    graph = _trace(page, claim_id)
    _draw_firsts(page, claim, prints)
    claim_way.draw(page, claim, graph, prints)
    _draw_wordings(prints)
    _draw_denials(page, claim)
    claim_prints.draw(page, claim, graph, prints)
    show_html(element("p", link_page("claim", {}, text("Other claims")), "hs-more"))


@st.cache_data(max_entries=32, show_spinner=False)
def _trace_claim(prints: list[dict[str, Any]], credited: list[dict[str, Any]]) -> RelayGraph:
    return trace_relays(prints, credited)


def _trace(page: Page, claim_id: str) -> RelayGraph:
    return _trace_claim(queries.list_prints(page.build, claim_id), queries.list_credits(page.build, claim_id))


def list_firsts(prints: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first print of each outlet that has it on the earliest day, or of every outlet where no print has a date:
    which of them was first is not known.
    """
    same_day = [row for row in prints if row["published_on"] == prints[0]["published_on"]]
    return list({row["outlet_id"]: row for row in reversed(same_day)}.values())[::-1]


def add_firsts(countries: list[dict[str, Any]], prints: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The countries that a claim reached, each with `firsts`: the first print of each outlet that was earliest there.

    Where no print there is among those given, which are not all of a claim of thousands, it is the one that the
    warehouse names.
    """
    there: dict[str, list[dict[str, Any]]] = {}
    for row in prints:
        there.setdefault(row["country_name"], []).append(row)
    firsts = {name: list_firsts(rows) for name, rows in there.items()}
    return [{**row, "firsts": firsts.get(row["country_name"], [row])} for row in countries]


def find_said_in(claim: dict[str, Any], prints: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The first print that says it and dates it to the earliest day said, or None; a denial says it on no day."""
    dated = [row for row in prints if row["said_on_precision"] == "day" and row["stance"] != "deny"]
    return next((row for row in dated if row["said_on_start"] == claim["first_said_on"]), None)


def _describe_span(days: int | None) -> str:
    if days is None:
        return NO_DATE
    return "the same day" if days == 0 else f"{write_counted(days, 'day')} later"


def _draw_figures(page: Page, claim: dict[str, Any], firsts: list[dict[str, Any]]) -> None:
    read = page.about["article_count"]
    first, last = claim["first_printed_on"], claim["last_printed_on"]
    days = (last - first).days if first and last else None
    similarity = claim["wording_similarity"]
    figures = [
        (
            "Articles",
            write_count(claim["article_count"]),
            f"{write_share(claim['article_count'], read)} of the {write_count(read)} read",
        ),
        (
            "Outlets",
            write_count(claim["outlet_count"]),
            f"of {write_count(page.about['outlet_count'])} read, in "
            f"{write_counted(claim['country_count'], 'country', 'countries')}",
        ),
        ("Earliest in our corpus", write_date(first), name_firsts(firsts) if first else NO_DATE),
        ("Latest", write_date(last), _describe_span(days)),
        (
            "Wordings",
            write_count(claim["wording_count"]),
            f"latest and earliest share {write_share(similarity, 1)} of their words",
        ),
        ("Denials", write_count(claim["denial_count"]), "; ".join(claim["denier_names"] or []) or "none read"),
    ]
    show_html(draw_figures(figures))


def _draw_firsts(page: Page, claim: dict[str, Any], prints: list[dict[str, Any]]) -> None:
    countries = add_firsts(queries.list_countries(page.build, claim["claim_id"]), prints)
    who, where = st.columns(2, gap="large")
    is_only_denied = all(row["stance"] == "deny" for row in prints)
    with who:
        show_heading("Who had it first", "Among what was read here: an outlet that is not read may have been earlier.")
        firsts, said_in = list_firsts(prints), find_said_in(claim, prints)
        show_html(draw_firsts(claim, firsts, said_in, is_only_denied=is_only_denied))
    with where:
        show_heading("Where it was printed", "By the country of the outlets, earliest first.")
        show_html(draw_countries(countries) if countries else text("The country of none of its outlets is known."))


def _draw_wordings(prints: list[dict[str, Any]]) -> None:
    wordings = gather_wordings(prints)
    more = f" The first {MOST_WORDINGS} of {len(wordings)}." if len(wordings) > MOST_WORDINGS else ""
    show_heading(
        "How it is worded",
        "In the order of first print; capitals and marks aside. Struck through: only in what it is compared with. "
        f"Underlined: only in this wording.{more}",
    )
    if len(wordings) == 1:
        words = join([text("Every print has the same words: "), element("q", text(wordings[0].text))])
        show_html(element("p", words, "hs-by", dir="auto"))
        return
    reference = st.selectbox(
        "Compare with",
        range(len(wordings)),
        format_func=lambda place: (
            f"{place + 1}: {', '.join(wordings[place].outlet_names[:2])}, "
            f"{write_date(wordings[place].first_on)}" + (", the earliest" if place == 0 else "")
        ),
        key=COMPARED,
    )
    show_html(draw_wordings(wordings[:MOST_WORDINGS], wordings[reference or 0]))


def _draw_denials(page: Page, claim: dict[str, Any]) -> None:
    show_heading("Who denied it", "Statements that deny it, or a denial inside a print of it. Earliest print first.")
    rows = queries.list_denials(page.build, claim["claim_id"])
    if not rows:
        st.info("No denial of it has been read. That does not say that nobody denied it.")
        return
    show_html(draw_cards(rows))


def _draw_directory(page: Page) -> None:
    address = {name: st.query_params.get(name, "") for name in ("order", "q")}
    state = st.session_state
    if state.get(SEEN) != address or ORDER not in state:
        state[ORDER] = address["order"] if address["order"] in ORDER_WORDS else "outlets"
        state[WORDS] = address["q"][:200]
    chosen, typed = st.columns([3, 2], vertical_alignment="bottom")
    with chosen:
        order = st.segmented_control(
            "Order", list(ORDER_WORDS), format_func=ORDER_WORDS.__getitem__, key=ORDER, required=True, wrap=True
        )
    with typed:
        words = st.text_input(
            "Words of the claim or its speaker",
            key=WORDS,
            max_chars=200,
            help="Every word has to stand in a print of it, or in the names of its speakers; beginnings of three "
            "letters or more will do. Words in double quotation marks have to stand together.",
        ).strip()
    state[SEEN] = {"order": "" if order == "outlets" else str(order), "q": words}
    if state[SEEN] != address:
        st.query_params.from_dict({name: value for name, value in state[SEEN].items() if value})
    rows = queries.list_claims(page.build, str(order), words, MOST_LISTED)
    counted = f"The first {MOST_LISTED} claims" if len(rows) == MOST_LISTED else write_counted(len(rows), "claim")
    kind = {"denied": "that somebody denies", "changed": "of several outlets, least alike first"}
    show_caption(page, f"{counted} {kind.get(str(order), 'that several outlets print')}.",
                 first_on=_first(rows["first_printed_on"]), last_on=_last(rows["last_printed_on"]))  # fmt: skip
    if rows.empty:
        st.info(_explain_none(page, words))
        return
    cards = [draw_listed_claim(row) for row in rows.to_dict("records")]
    show_html(element("div", join(cards), "hs-cards"))
    claim_prints.offer_claims(page, rows)


def _explain_none(page: Page, words: str) -> str:
    if not words:
        return "No claim here. One print alone makes none: it takes two outlets, or somebody who denies it."
    if not plan_claims(page.build, Search(words=words).terms).lookups:
        return NO_WORDS
    return "No claim of this list has all of these words. The search finds what one outlet alone printed."


def _first(days: Any) -> date | None:
    known = days.dropna()
    return known.min() if len(known) else None


def _last(days: Any) -> date | None:
    known = days.dropna()
    return known.max() if len(known) else None
