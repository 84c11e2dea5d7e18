"""What is new: since the reader last looked, since yesterday, or with the last load."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.claim_markup import draw_listed_claim
from dashboard.downloads import offer_tables
from dashboard.filters import Exploration, Filters, write_address
from dashboard.frame import Page, show_heading, show_html
from dashboard.last_look import find_last_look, parse_moment, write_moment_key
from dashboard.markup import Fragment, draw_cards, draw_figures, element, join, link_page, link_speaker, text
from dashboard.queries import whats_new as queries
from dashboard.rises import LEAST_ARTICLES, LEAST_TIMES, Rise, choose_chance, find_rises
from dashboard.wording import write_count, write_counted, write_date, write_moment, write_share

MOST_CLAIMS = 5
MOST_DENIALS = 5
MOST_RISES = 8
LEAST_DAYS_BEFORE = 14
SINCE = "new_since"
CHOICES = ("visit", "yesterday", "load")
CHOICE_WORDS = {"visit": "Since you last looked", "yesterday": "Since yesterday", "load": "With the last load"}


def read_clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


def draw(page: Page) -> frozenset[str]:
    """The section: the choice of the moment, what came in since, its claims and denials, and who is quoted more.

    Returns the ids of the denials that it lists.
    """
    show_heading("What is new")
    looked = find_last_look(page.about["newest_loaded_at"])
    since = _choose_since(page, looked)
    counts = queries.count_arrivals(page.build, since)
    _describe(page, since, looked, counts)
    listed: frozenset[str] = frozenset()
    if counts["article_count"]:
        _draw_figures(page, counts)
        claims, denials = st.columns(2, gap="large")
        with claims:
            _draw_claims(page, since)
        with denials:
            listed = _draw_denials(page, since)
    _draw_rises(page)
    return listed


def find_yesterday() -> datetime:
    """The first moment of yesterday."""
    return datetime.combine(read_clock().date() - timedelta(days=1), datetime.min.time(), UTC)


def find_moments(page: Page, looked: datetime | None) -> dict[str, datetime]:
    """The moment that each choice stands for; a first visit has none of its own."""
    moments = {"yesterday": find_yesterday()}
    if looked is not None:
        moments["visit"] = looked
    if page.about["last_started_at"] is not None:
        moments["load"] = page.about["last_started_at"]
    return {name: moments[name] for name in CHOICES if name in moments}


def _choose_since(page: Page, looked: datetime | None) -> datetime:
    # The address names the moment and not the choice, so that a copied one shows a stranger the same.
    named = parse_moment(st.query_params.get("since", ""))
    moments = find_moments(page, looked)
    chosen = next((name for name, moment in moments.items() if moment == named), None)
    if named is None:
        chosen = "visit" if looked is not None else "yesterday"
    # A key of its own for each moment: the browser answers after the first run, and then another choice stands.
    key = f"{SINCE}_{chosen}_{'_'.join(moments)}"

    def keep_in_address() -> None:
        picked = st.session_state[key]
        if picked in moments:
            st.query_params["since"] = write_moment_key(moments[picked])

    st.segmented_control(
        "New since",
        list(moments),
        default=chosen,
        format_func=CHOICE_WORDS.__getitem__,
        key=key,
        label_visibility="collapsed",
        wrap=True,
        on_change=keep_in_address,
    )
    return named or moments[str(chosen)]


def _describe(page: Page, since: datetime, looked: datetime | None, counts: dict[str, Any]) -> None:
    newest = page.about["newest_loaded_at"]
    words = f"Articles first loaded after {write_moment(since)}. The newest was loaded on {write_moment(newest)}."
    if looked is not None:
        words += " When you last looked is kept in your browser and nowhere else."
    show_html(element("p", text(words), "hs-caption"))
    if not counts["article_count"]:
        changed = counts["version_count"]
        st.info(
            "No article has come in since then"
            + (f", but {write_counted(changed, 'article')} changed." if changed else ".")
            + " What the last load brought is one click away."
        )


def _draw_figures(page: Page, counts: dict[str, Any]) -> None:
    rejects, changed = counts["reject_count"], counts["version_count"]
    figures = [
        (
            "New articles",
            write_count(counts["article_count"]),
            f"of {write_counted(counts['outlet_count'], 'outlet')}; "
            f"{write_share(counts['article_count'], page.about['article_count'])} of all read",
        ),
        (
            "New statements",
            write_count(counts["statement_count"]),
            f"{write_share(counts['denial_count'], counts['statement_count'])} denials",
        ),
        (
            "New claims",
            write_count(counts["claim_count"]),
            f"{write_count(counts['carried_claim_count'])} by several outlets",
        ),
        (
            "Freshest",
            write_date(counts["newest_published_on"]),
            "newest date printed among them",
        ),
        ("Changed articles", write_count(changed), "texts that their outlets altered"),
        ("Not readable", write_count(rejects), "inputs, each with its reason on the page Health"),
    ]
    show_html(draw_figures(figures))


def _draw_claims(page: Page, since: datetime) -> None:
    show_heading("Most carried", "Claims by the outlets that printed them in the new articles.")
    rows = queries.list_carried_claims(page.build, since, MOST_CLAIMS)
    if not rows:
        st.info("None of the new articles carries a claim of several outlets.")
        return
    show_html(element("div", join(draw_listed_claim(row) for row in rows), "hs-cards"))
    show_html(element("p", link_page("claim", {"order": "newest"}, text("All claims"), "hs-open"), "hs-more"))


def _draw_denials(page: Page, since: datetime) -> frozenset[str]:
    show_heading("Denied", "Denials in the new articles, newest print first.")
    rows = queries.list_denials(page.build, since, MOST_DENIALS)
    if rows:
        show_html(draw_cards(rows))
    else:
        st.info("No denial in the new articles.")
    return frozenset(str(row["statement_id"]) for row in rows)


def _draw_rises(page: Page) -> None:
    last_on = page.about["newest_published_on"]
    if last_on is None:
        return
    recent = queries.count_recent_speakers(page.build, last_on)
    read = {"read_now": recent["read_now"], "read_before": recent["read_before"]}
    show_heading(
        "Quoted more than usual",
        f"The {queries.NOW_DAYS} days of print up to {write_date(last_on)} "
        f"({write_counted(read['read_now'], 'article')} read) against the {queries.BEFORE_DAYS} days before "
        f"({write_count(read['read_before'])} read): each speaker's share of the articles against that speaker's own "
        "share before. More reading alone makes no rise; other outlets among those read may.",
    )
    if recent["days_before"] < LEAST_DAYS_BEFORE:
        st.info(
            f"Something was read of {write_counted(recent['days_before'], 'day')} of the {queries.BEFORE_DAYS} before: "
            f"too few to say what is usual. It takes {LEAST_DAYS_BEFORE}."
        )
        return
    most_chance, by_chance = choose_chance(recent["compared"], **read)
    rises = find_rises(recent["speakers"], **read, most=MOST_RISES, most_chance=most_chance)
    if not rises:
        st.info("Nobody is quoted so much more than usual that chance would not explain it.")
    else:
        _list_rises(page, rises, last_on, **read)
    rule = describe_rule(sum(recent["compared"].values()), most_chance, by_chance)
    show_html(element("p", text(rule), "hs-caption"))


def describe_rule(speaker_count: int, most_chance: float, by_chance: float) -> str:
    """By which rule somebody stands among the rises, and how many of so many speakers would by chance alone."""
    alone = "fewer than 0.1" if by_chance < 0.05 else f"about {by_chance:.1f}"
    return (
        f"Listed is who is quoted in {LEAST_ARTICLES} articles or more, at least {LEAST_TIMES:g} times as many as "
        f"expected, and so many that chance would do it once in {round(1 / most_chance):,} times at most. Of the "
        f"{write_counted(speaker_count, 'speaker')} compared, {alone} would stand here by chance alone, were articles "
        "independent of each other; a text that several outlets print makes it more."
    )


def _list_rises(page: Page, rises: list[Rise], last_on: date, *, read_now: int, read_before: int) -> None:
    outlets = queries.count_rise_outlets(page.build, tuple(rise.speaker_id for rise in rises), last_on)
    drawn = (_draw_rise(rise, outlets.get(rise.speaker_id, 0), last_on, read_now, read_before) for rise in rises)
    show_html(element("ul", join(drawn), "hs-others"))
    offer_tables(
        f"these ({write_counted(len(rises), 'speaker')})",
        f"hearsay-rises-{page.build.build_id}",
        lambda: _tabulate(rises, outlets, read_now, read_before),
        key="download_rises",
    )


def _draw_rise(rise: Rise, outlet_count: int, last_on: date, read_now: int, read_before: int) -> Fragment:
    these_days = Filters(
        actors=(rise.speaker_id,), from_on=last_on - timedelta(days=queries.NOW_DAYS - 1), to_on=last_on
    )
    articles = write_counted(rise.article_count, "article")
    opened = link_page("claims", write_address(Exploration(filters=these_days)), text(articles), "hs-open",
                       f"{rise.speaker_name}: {articles}, list the statements")  # fmt: skip
    base = (
        f" of {write_counted(outlet_count, 'outlet')}, {write_share(rise.article_count, read_now)} of those read; "
        f"{rise.expected:,.1f} were to be expected, after {write_count(rise.article_count_before)} of "
        f"{write_count(read_before)} in the time before"
    )
    name = element("strong", link_speaker(rise.speaker_id, text(rise.speaker_name)))
    return element("li", join([name, text(": quoted in "), opened, text(base)]))


def _tabulate(rises: list[Rise], outlets: dict[str, int], read_now: int, read_before: int) -> pd.DataFrame:
    read = {"article_read_count": read_now, "article_read_count_before": read_before}
    return pd.DataFrame([{**vars(rise), "outlet_count": outlets.get(rise.speaker_id, 0), **read} for rise in rises])
