"""A speaker: roles as printed, statements over time, what they speak about, who carries them, what they deny."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.chart_ways import offer_ways
from dashboard.charts import draw_role_times
from dashboard.downloads import offer_tables
from dashboard.filters import Exploration, Filters, write_address
from dashboard.frame import Page, name_page, show_caption, show_chart, show_heading, show_html, show_page
from dashboard.markup import Fragment, draw_cards, draw_figures, element, join, link_outlet, link_page, text
from dashboard.panels import profile_list, profile_time, ranked_list
from dashboard.panels.directory import draw_directory
from dashboard.profiles import Part, Subject, read_part, write_query
from dashboard.queries import profiles, speakers
from dashboard.queries.given_ids import follow_id, follow_part
from dashboard.rankings import draw_ranking, gather_figures, link_figures
from dashboard.wording import (
    KIND_WORDS,
    STANCE_WORDS,
    UNKNOWN,
    tell_apart,
    write_count,
    write_counted,
    write_names,
    write_range,
    write_share,
)
from dashboard.written_sql import Records, read_asked

MOST_LISTED = 500
MOST_PARTS = 10
MOST_ROLES = 12
MOST_DAYS = 1_000
MOST_ALIASES = 6
MOST_OTHERS = 3
NEWEST_DENIALS = 5


def show() -> None:
    """The page."""
    show_page("Speakers", "Who says what, in which role, about whom, and who carries it.", _draw)


def _draw(page: Page) -> None:
    given = st.query_params.get("speaker")
    if not given:
        _draw_directory(page)
        return
    speaker_id = follow_id(page.build, "speaker", given)
    if speaker_id != given:
        # The address is what is copied from here: it names the speaker as this build does.
        st.query_params["speaker"] = speaker_id
    speaker = speakers.find_speaker(page.build, speaker_id)
    if speaker is None:
        st.warning("This build has no such speaker. The name may have been corrected, or the address is incomplete.")
        _draw_directory(page)
        return
    subject = Subject("speaker", speaker_id)
    part = follow_part(page.build, read_part("speaker", st.query_params.get("pick")))
    counts = profiles.count_part(page.build, subject, None)
    _draw_head(page, speaker, subject, counts)
    if not counts["statement_count"]:
        st.info("The current versions of the articles hold no statement by this speaker.")
        return
    if part is not None:
        profile_list.draw(page, subject, part)
    _draw_parts(page, speaker, subject, counts["statement_count"], part)
    if part is None:
        profile_list.draw(page, subject, None)


def _draw_head(page: Page, speaker: dict[str, Any], subject: Subject, counts: dict[str, Any]) -> None:
    name_page(str(speaker["speaker_name"]))
    show_heading(str(speaker["speaker_name"]), describe_speaker(speaker))
    others = [name for name in speaker["aliases"] or [] if name != speaker["speaker_name"]][:MOST_ALIASES]
    if others:
        show_html(element("p", text(f"Also printed as: {'; '.join(others)}"), "hs-aliases"))
    differing = describe_other_countries(speaker, speakers.count_other_countries(page.build, subject))
    if differing:
        show_html(element("p", text(differing), "hs-aliases"))
    show_caption(
        page,
        "Counted: statements attributed to this speaker, alone or with others, in the current version of each "
        "article. By date printed" + (":" if counts["first_on"] else "."),
        first_on=counts["first_on"],
        last_on=counts["last_on"],
    )
    statements, read = counts["statement_count"], page.about["article_count"]
    figures = [
        (
            "Statements",
            write_count(statements),
            "all dated" if not counts["undated_count"] else f"{write_count(counts['undated_count'])} undated",
        ),
        (
            "Articles",
            write_count(counts["article_count"]),
            f"{write_share(counts['article_count'], read)} of the {write_count(read)} read",
        ),
        ("Outlets", write_count(counts["outlet_count"]), "that print them"),
        ("Denials", write_count(counts["denial_count"]), f"{write_share(counts['denial_count'], statements)} of these"),
        (
            "Relayed",
            write_count(counts["relayed_count"]),
            f"{write_share(counts['relayed_count'], statements)}: another outlet is credited",
        ),
    ]
    show_html(draw_figures(figures, link_figures(subject, counts)))
    explored = link_page(
        "claims",
        write_address(Exploration(filters=Filters(actors=(subject.subject_id,)), view="country")),
        text("Explore by country, time and outlet, or compare with others"),
        "hs-open",
    )
    show_html(element("p", join([explored, link_page("speaker", {}, text("All speakers"))], " · "), "hs-more"))


def describe_speaker(speaker: dict[str, Any]) -> str:
    """Kind, latest role and country of a speaker in one line; what is not known says so."""
    kind = KIND_WORDS.get(speaker["speaker_kind"], str(speaker["speaker_kind"])).capitalize()
    role = f"last printed as {speaker['latest_role']}" if speaker["latest_role"] else "no role printed"
    return f"{kind} · {role} · {speaker['country_name'] or 'country unknown'}"


def describe_other_countries(speaker: dict[str, Any], others: list[dict[str, Any]]) -> str:
    """That single statements have another country than the speaker, and which; empty where none has."""
    if not others:
        return ""
    named = [f"{row['country_name']} in {write_count(row['statement_count'])}" for row in others]
    return (
        f"{speaker['country_name']} is the country over all articles. A statement has the one that its own article "
        f"gives: {write_names(named, MOST_OTHERS)}. Filters and charts by the speaker's country go by the statement."
    )


def _draw_parts(page: Page, speaker: dict[str, Any], subject: Subject, total: int, shown: Part | None) -> None:
    build = page.build
    profile_time.draw(page, subject, str(speaker["speaker_name"]), shown)
    roles = speakers.count_roles(build, subject, MOST_ROLES)
    outlets = speakers.count_outlets(build, subject, MOST_PARTS)
    countries = profiles.count_countries(build, subject, MOST_PARTS)
    actors = speakers.count_actors(build, subject, MOST_PARTS)
    stances = profiles.count_stances(build, subject)
    relays = profiles.count_relays(build, subject, MOST_PARTS)
    who = str(speaker["speaker_name"])
    _draw_roles(page, subject, who, roles, total, shown)
    left, middle, right = st.columns(3, gap="large")
    with left:
        show_heading("Countries spoken about", f"Named in what was said. {_first(countries)}")
        drawn = draw_ranking(subject, "country", countries, total=total, shown=shown)
        ranked_list.draw(countries, drawn, title=f"{who}: countries spoken about")
    with middle:
        show_heading("Who carries them", f"Outlets that print the statements. {_first(outlets)}")
        notes = {
            row["part_value"]: f"in {write_count(row['article_count'])} of "
            f"{write_counted(row['article_read_count'], 'article')} read"
            for row in outlets
        }
        names = {row["part_value"]: link_outlet(row["part_value"], text(row["part_name"])) for row in outlets}
        drawn = draw_ranking(subject, "outlet", outlets, total=total, names=names, notes=notes, shown=shown)
        ranked_list.draw(outlets, drawn, title=f"{who}: outlets that print the statements")
        show_heading("Actors spoken about", f"Organisations and groups named in what was said. {_first(actors)}")
        drawn = draw_ranking(subject, "actor", actors, total=total, shown=shown)
        ranked_list.draw(actors, drawn, title=f"{who}: actors spoken about", nothing="None is named.")
    with right:
        show_heading("What they do", "By the cue or the words.")
        worded = [{**row, "part_name": STANCE_WORDS.get(row["part_name"], row["part_name"])} for row in stances]
        drawn = draw_ranking(subject, "stance", worded, total=total, shown=shown)
        ranked_list.draw(stances, drawn, title=f"{who}: what is done with the statements")
        show_heading("Through whom", f"Outlets that the articles credit. {_first(relays)}")
        named = {row["part_value"]: link_outlet(row["part_value"], text(row["part_name"])) for row in relays}
        drawn = draw_ranking(subject, "relay", relays, total=total, names=named, shown=shown)
        ranked_list.draw(relays, drawn, title=f"{who}: outlets credited", nothing="No outlet is credited.")
    _draw_denials(page, subject, shown)
    figures = {"role": roles, "country": countries, "actor": actors, "outlet": outlets, "stance": stances,
               "credited outlet": relays}  # fmt: skip
    offer_tables(
        "the figures of this page",
        f"hearsay-speaker-figures-{build.build_id}",
        lambda: gather_figures(figures),
        key="download_figures",
    )


def order_roles(roles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those of the roles that are one, in the order in which they are drawn: by the first day printed."""
    named = [row for row in roles if row["part_value"]]
    return sorted(named, key=lambda row: (row["first_on"] is None, row["first_on"], row["part_value"]))


def _draw_roles(page: Page, subject: Subject, name: str, roles: Records, total: int, shown: Part | None) -> None:
    named = order_roles(roles)
    show_heading(
        "Roles as printed",
        "As articles word them, capitals aside, from the first to the last day printed: not the dates of an office. "
        f"A larger point is more statements. {_first(named, MOST_ROLES)}",
    )
    listed, timed = st.columns([2, 3], gap="large")
    with listed:
        rows = [{**row, "part_name": row["part_name"] or "No role printed"} for row in roles]
        notes = {
            row["part_value"]: f"{write_range(row['first_on'], row['last_on'])} · "
            f"{write_counted(row['article_count'], 'article')}"
            for row in roles
        }
        drawn = draw_ranking(subject, "role", rows, total=total, notes=notes, shown=shown)
        ranked_list.draw(roles, drawn, title=f"{name}: roles as printed, by statements")
    days = speakers.list_role_days(page.build, subject, tuple(row["part_value"] for row in named), MOST_DAYS)
    with timed:
        if days.empty:
            st.info("No role is printed in a dated article.")
            return
        days["detail"] = [
            f"{row.date_on:%-d %b %Y}: {write_counted(row.statement_count, 'statement')}" for row in days.itertuples()
        ]
        names = {row["part_value"]: row["part_name"] for row in named}
        days["role"] = days["role"].map(names)
        order = list(names.values())
        described = f"Days on which articles print each of {len(order)} roles; the list beside it has the dates"
        chart = draw_role_times(days, order)
        show_chart(chart, key="role_times", alt=described)
        counted = write_counted(days["statement_count"].sum(), "dated statement")
        words = (
            f"A point is a day of print, larger with more statements; {counted} with one of these roles. As articles "
            "word them: not the dates of an office."
        )
        title = f"{name}: roles as printed"
        offer_ways(page, chart, title=title, notes=[words], key="role_times", sql=read_asked(days))


def _draw_denials(page: Page, subject: Subject, shown: Part | None) -> None:
    if shown is not None:
        return
    part = Part("stance", "deny")
    rows = profiles.list_part(page.build, subject, part, 1, NEWEST_DENIALS)
    show_heading("What they deny", "Newest print first.")
    if not rows:
        show_html(_say("No denial has been read."))
        return
    show_html(draw_cards(rows))
    total = profiles.count_part(page.build, subject, part)["statement_count"]
    if total > len(rows):
        label = text(f"All {write_counted(total, 'denial')}")
        show_html(element("p", link_page("speaker", write_query(subject, part), label, "hs-open"), "hs-more"))


def _draw_directory(page: Page) -> None:
    rows = speakers.list_speakers(page.build, MOST_LISTED)
    show_caption(
        page,
        f"The {write_counted(len(rows), 'most quoted speaker')} of "
        f"{write_count(page.about['named_speaker_count'])} with a name. Dates are the first and last said: "
        "the first day of a month or year that is all the text gives, that of print where it gives none.",
    )
    labels = tell_apart(rows["speaker_name"], rows["country_name"], rows["speaker_id"])
    rows["speaker_kind"] = rows["speaker_kind"].map(KIND_WORDS)
    rows = rows.fillna({"country_name": UNKNOWN, "latest_role": "none printed"})
    columns: dict[str, Any] = {
        "speaker_name": st.column_config.TextColumn("Speaker", width="medium"),
        "latest_role": st.column_config.TextColumn("Last printed role", width="medium"),
        "country_name": "Country",
        "speaker_kind": "Kind",
        "statement_count": st.column_config.NumberColumn("Statements", format="localized"),
        "article_count": st.column_config.NumberColumn("Articles", format="localized"),
        "outlet_count": st.column_config.NumberColumn("Outlets", format="localized"),
        "first_said_on": st.column_config.DateColumn("First", format="YYYY-MM-DD"),
        "last_said_on": st.column_config.DateColumn("Last", format="YYYY-MM-DD"),
    }
    draw_directory("speaker", rows, columns, id_column="speaker_id", labels=labels, build_id=page.build.build_id)


def _first(rows: list[dict[str, Any]], most: int = MOST_PARTS) -> str:
    return f"The first {most}." if len(rows) >= most else ""


def _say(words: str) -> Fragment:
    return element("p", text(words), "hs-caption")
