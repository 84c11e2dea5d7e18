"""An outlet: what it is, whom it quotes, from whom it takes, who takes from it, how late it prints."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.downloads import offer_tables
from dashboard.filters import Exploration, Filters, write_address
from dashboard.frame import Page, name_page, show_caption, show_heading, show_html, show_page
from dashboard.markup import (
    Fragment,
    draw_figures,
    element,
    join,
    link_outlet,
    link_page,
    link_speaker,
    text,
)
from dashboard.panels import profile_list, profile_time, ranked_list
from dashboard.panels.directory import draw_directory
from dashboard.profiles import Part, Subject, read_part
from dashboard.queries import outlets, profiles
from dashboard.queries.given_ids import follow_id, follow_part
from dashboard.rankings import draw_ranking, gather_figures, link_figures
from dashboard.wording import (
    LAG_WORDS,
    STANCE_WORDS,
    UNKNOWN,
    tell_apart,
    write_count,
    write_counted,
    write_date,
    write_days,
    write_range,
    write_share,
    write_state_media,
)
from dashboard.written_sql import Records

MOST_LISTED = 1_000
MOST_PARTS = 10


def show() -> None:
    """The page."""
    show_page("Outlets", "Whom an outlet quotes, from whom it takes, how late it prints, and whose it is.", _draw)


def _draw(page: Page) -> None:
    given = st.query_params.get("outlet")
    if not given:
        _draw_directory(page)
        return
    outlet_id = follow_id(page.build, "outlet", given)
    if outlet_id != given:
        st.query_params["outlet"] = outlet_id
    outlet = outlets.find_outlet(page.build, outlet_id)
    if outlet is None:
        st.warning("This build has no such outlet. The name may have been corrected, or the address is incomplete.")
        _draw_directory(page)
        return
    subject = Subject("outlet", outlet_id)
    part = follow_part(page.build, read_part("outlet", st.query_params.get("pick")))
    counts = profiles.count_part(page.build, subject, None)
    lag = outlets.measure_lag(page.build, subject)
    _draw_head(page, outlet, subject, counts, lag)
    if part is not None:
        profile_list.draw(page, subject, part)
    if outlet["article_count"]:
        profile_time.draw(page, subject, str(outlet["outlet_name"]), part)
    else:
        st.info("No article of this outlet was read: other outlets credit it, which is what is shown here.")
    _draw_parts(page, subject, str(outlet["outlet_name"]), counts["statement_count"], lag, part)
    if part is None and counts["statement_count"]:
        profile_list.draw(page, subject, None)


def _draw_head(
    page: Page, outlet: dict[str, Any], subject: Subject, counts: dict[str, Any], lag: dict[str, Any]
) -> None:
    name_page(str(outlet["outlet_name"]))
    show_heading(str(outlet["outlet_name"]), "News agency" if outlet["is_agency"] else "")
    show_html(_draw_identity(outlet))
    dates = (outlet["first_on"], outlet["last_on"])
    show_caption(
        page,
        "Counted: statements in the current version of each article read of this outlet. Articles by date printed"
        + (":" if dates[0] else "."),
        first_on=dates[0],
        last_on=dates[1],
    )
    articles, statements = outlet["article_count"], counts["statement_count"]
    per_article = f"{statements / articles:.1f} per article read" if articles else "no article read"
    figures = [
        (
            "Articles read",
            write_count(articles),
            f"{write_share(outlet['quoting_count'], articles)} carry a statement; "
            f"{write_count(outlet['undated_count'])} undated",
        ),
        ("Statements", write_count(statements), per_article),
        ("Denials", write_count(counts["denial_count"]), f"{write_share(counts['denial_count'], statements)} of these"),
        (
            "Relayed",
            write_count(counts["relayed_count"]),
            f"{write_share(counts['relayed_count'], statements)} credit another outlet",
        ),
        (
            "Median delay",
            write_days(lag["median_days"]),
            f"from said to printed, of {write_counted(lag['dated_count'] - lag['ahead_count'], 'statement')} whose "
            "day is given and not after print",
        ),
    ]
    show_html(draw_figures(figures, link_figures(subject, counts)))
    explored = link_page(
        "claims",
        write_address(Exploration(filters=Filters(outlets=(subject.subject_id,)))),
        text("Explore by actor, country and time"),
        "hs-open",
    )
    show_html(element("p", join([explored, link_page("outlet", {}, text("All outlets"))], " · "), "hs-more"))


def _draw_identity(outlet: dict[str, Any]) -> Fragment:
    known = outlet["is_known"]
    facts = [
        ("Country", _write_country(outlet)),
        ("Owner", outlet["owner_name"] or ("not recorded" if known else "not recorded: the outlet is in no list here")),
        *([("Before", "; ".join(map(_write_former, outlet["formers"])))] if outlet["formers"] else []),
        ("State media", f"{write_state_media(outlet['state_media_class'])}."),
        ("Domains", ", ".join(outlet["domains"] or []) or "none known"),
    ]
    terms = [join([element("dt", text(term)), element("dd", text(meaning))]) for term, meaning in facts]
    note = (
        "The class is State Media Monitor's judgement of the whole outlet at one time; funding is not editorial "
        "control. Owners are as known when the list was made, earlier ones where it has the day of the change."
    )
    return join([element("dl", join(terms), "hs-facts-list"), element("p", text(note), "hs-caption")])


def _write_former(former: dict[str, Any]) -> str:
    owner, start, end = former["owner_name"] or "not recorded", former["valid_from"], former["valid_to"]
    return f"{owner}, {write_range(start, end) if start else f'until {write_date(end)}'}"


def _write_country(outlet: dict[str, Any]) -> str:
    name, before = outlet["country_name"] or "unknown", outlet["country_code_uncorrected"] or "unknown"
    is_corrected = outlet["country_code"] != outlet["country_code_uncorrected"]
    return f"{name}, corrected by a person; without the correction: {before}" if is_corrected else name


def _draw_parts(page: Page, subject: Subject, name: str, total: int, lag: dict[str, Any], shown: Part | None) -> None:
    build = page.build
    quoted = outlets.count_speakers(build, subject, MOST_PARTS)
    countries = profiles.count_countries(build, subject, MOST_PARTS)
    relays = profiles.count_relays(build, subject, MOST_PARTS)
    takers = outlets.count_takers(build, subject, MOST_PARTS)
    stances = profiles.count_stances(build, subject)
    left, middle, right = st.columns(3, gap="large")
    with left:
        show_heading("Whom it quotes", f"A joint statement counts for each. {_first(quoted)}")
        names = {row["part_value"]: _name_speaker(row) for row in quoted}
        drawn = draw_ranking(subject, "speaker", quoted, total=total, names=names, shown=shown)
        ranked_list.draw(quoted, drawn, title=f"{name}: whom it quotes")
    with middle:
        show_heading("From whom it takes", f"Outlets that its articles credit for a statement. {_first(relays)}")
        named = {row["part_value"]: link_outlet(row["part_value"], text(row["part_name"])) for row in relays}
        drawn = draw_ranking(subject, "relay", relays, total=total, names=named, shown=shown)
        ranked_list.draw(relays, drawn, title=f"{name}: outlets that it credits")
        show_heading("Who takes from it", f"Outlets whose articles credit it. {_first(takers)}")
        named = {row["part_value"]: link_outlet(row["part_value"], text(row["part_name"])) for row in takers}
        notes = {row["part_value"]: f"in {write_counted(row['article_count'], 'article')} of theirs" for row in takers}
        drawn = draw_ranking(subject, "taker", takers, total=total, names=named, notes=notes, shown=shown)
        ranked_list.draw(takers, drawn, title=f"{name}: outlets that credit it")
        show_heading("Countries spoken about", f"Named in what was said. {_first(countries)}")
        drawn = draw_ranking(subject, "country", countries, total=total, shown=shown)
        ranked_list.draw(countries, drawn, title=f"{name}: countries spoken about")
    with right:
        lags = outlets.count_lags(build, subject)
        late = [{**row, "part_name": LAG_WORDS[row["part_value"]]} for row in lags]
        show_heading(
            "How late", f"Of the {write_counted(lag['dated_count'], 'statement')} whose day said the text gives."
        )
        base = {row["part_value"]: write_share(row["statement_count"], lag["dated_count"]) for row in late}
        drawn = draw_ranking(subject, "lag", late, total=lag["dated_count"], notes=base, shown=shown)
        ranked_list.draw(lags if lag["dated_count"] else Records(), drawn, title=f"{name}: days from said to printed")
        show_heading("What speakers do", "By the cue or the words.")
        worded = [{**row, "part_name": STANCE_WORDS.get(row["part_name"], row["part_name"])} for row in stances]
        drawn = draw_ranking(subject, "stance", worded, total=total, shown=shown)
        ranked_list.draw(stances, drawn, title=f"{name}: what speakers do with the statements")
    figures = {"speaker": quoted, "country": countries, "credited outlet": relays, "crediting outlet": takers,
               "delay": late, "stance": stances}  # fmt: skip
    offer_tables(
        "the figures of this page",
        f"hearsay-outlet-figures-{build.build_id}",
        lambda: gather_figures(figures),
        key="download_figures",
    )


def _name_speaker(row: dict[str, Any]) -> Fragment:
    country = f", {row['country_name']}" if row["country_name"] not in (None, row["part_name"]) else ""
    return join([link_speaker(row["part_value"], text(row["part_name"])), text(country)])


def _draw_directory(page: Page) -> None:
    rows = outlets.list_outlets(page.build, MOST_LISTED)
    show_caption(
        page,
        f"{write_counted(len(rows), 'outlet')}, the most read first, and those that articles only credit. "
        "Class: State Media Monitor's judgement of a whole outlet; none means no entry there.",
    )
    rows = rows.fillna({"country_name": UNKNOWN, "owner_name": UNKNOWN})
    rows["state_media"] = rows["state_media_class"].map(write_state_media).where(rows["state_media_class"].notna(), "")
    columns: dict[str, Any] = {
        "outlet_name": st.column_config.TextColumn("Outlet", width="medium"),
        "country_name": "Country",
        "article_count": st.column_config.NumberColumn("Articles read", format="localized"),
        "statement_count": st.column_config.NumberColumn("Statements", format="localized"),
        "relayed_count": st.column_config.NumberColumn("Credited by others", format="localized"),
        "owner_name": st.column_config.TextColumn("Owner", width="medium"),
        "state_media": st.column_config.TextColumn("State media class", width="medium"),
    }
    labels = tell_apart(rows["outlet_name"], rows["country_name"], rows["outlet_id"])
    draw_directory("outlet", rows, columns, id_column="outlet_id", labels=labels, build_id=page.build.build_id)


def _first(rows: list[dict[str, Any]]) -> str:
    return f"The first {MOST_PARTS}." if len(rows) >= MOST_PARTS else ""
