"""What the pages ask of a build: every query with a spread of real filters, as a page would call it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from dashboard.database import Build, fetch_records
from dashboard.filters import Filters
from dashboard.profiles import Subject
from dashboard.queries import (
    claims,
    claims_list,
    corrections,
    crossing,
    evidence,
    given_ids,
    health,
    lookup,
    metrics,
    options,
    outlets,
    overview,
    profiles,
    schema,
    search,
    speakers,
    spread,
    weights,
    whats_new,
)
from dashboard.searches import Search
from dashboard.views.metrics import GROUPINGS, list_columns

PAGE = 20
SEARCHED = (
    "war", "sanctions", "president", "the president", "border wall", "climate change", "vot", "jo", "health care",
    "supreme court", '"climate change"', '"supreme court"', "investigation russia", "tariffs china", "zzzz",
)  # fmt: skip


@dataclass(frozen=True)
class Call:
    """One query of a page: the page, the query's name, and what runs it past the page's cache."""

    page: str
    name: str
    run: Callable[[], Any]


@dataclass(frozen=True)
class Ids:
    """Ids of a build from the most to the least frequent."""

    speakers: list[str]
    outlets: list[str]
    countries: list[str]
    statements: list[dict[str, Any]]
    claims: list[str]
    newest: datetime


def read_ids(build: Build) -> Ids:
    """Some of each from the build: the first, and some far down the list."""

    def ranked(sql: str) -> list[str]:
        rows = [row["id"] for row in fetch_records(build, sql)]
        return [rows[at] for at in (0, 1, 2, 5, 10, 50, 200, 1000, 5000, 20_000) if at < len(rows)]

    of_speakers = "select speaker_id as id from core.dim_speakers where speaker_kind <> 'unnamed'"
    statements = """
        select statement_id, article_id, article_version, published_on, outlet_id,
            case when speaker_count = 1 then speaker_id end as only_speaker
        from core.fct_statements"""
    last = fetch_records(build, "select max(published_on) as on_day from core.dim_articles")[0]["on_day"]
    return Ids(
        ranked(f"{of_speakers} order by statement_count desc, id"),
        ranked("select outlet_id as id from core.dim_outlets where article_count > 0 order by article_count desc, id"),
        ["US", "RU", "IR", "GB", "unknown"],
        fetch_records(build, f"{statements} where is_current order by hash(statement_id) limit 10"),
        ranked("select claim_id as id from core.fct_claims order by statement_count desc, claim_id limit 21000"),
        datetime.combine(last, time(), UTC),
    )


def list_filters(found: Ids) -> list[Filters]:
    """Filters as readers set them: nothing, one of each kind, and some together."""
    last = found.newest.date()
    top, rare = found.speakers[0], found.speakers[-1]
    return [
        Filters(),
        Filters(actors=(top,)),
        Filters(actors=(rare,)),
        Filters(actors=tuple(found.speakers[:4])),
        Filters(countries=("US",)),
        Filters(countries=("RU", "IR"), country_role="about"),
        Filters(countries=("GB",), country_role="outlet"),
        Filters(outlets=tuple(found.outlets[:1])),
        Filters(outlets=tuple(found.outlets[3:6])),
        Filters(stances=("deny",)),
        Filters(types=("direct",), date_basis="said"),
        Filters(from_on=last - timedelta(days=30)),
        Filters(from_on=last - timedelta(days=1000), to_on=last - timedelta(days=600)),
        Filters(actors=(top,), countries=("RU",), country_role="about", date_basis="said"),
        Filters(date_basis="said", from_on=last - timedelta(days=365)),
    ]


def list_calls(build: Build, found: Ids) -> Iterator[Call]:
    """Every query behind a page with each of its arguments."""
    for make in (_overview, _claims, _profiles, _evidence, _search, _others):
        yield from make(build, found)


def _call(page: str, query: Any, *arguments: Any) -> Call:
    return Call(page, f"{query.__module__.rsplit('.', 1)[-1]}.{query.__name__}", lambda: query.__wrapped__(*arguments))


def _overview(build: Build, found: Ids) -> Iterator[Call]:
    last = found.newest
    for _ in range(4):
        yield _call("overview", overview.describe_build, build)
        yield _call("overview", overview.count_top_actors, build, 15)
        yield _call("overview", whats_new.count_recent_speakers, build, last.date())
        yield _call("overview", whats_new.count_rise_outlets, build, tuple(found.speakers), last.date())
    for grain in ("day", "week", "month", "year"):
        yield _call("overview", overview.count_volume, build, grain)
    for days in (1, 7, 30):
        since = last - timedelta(days=days)
        yield _call("overview", overview.count_coverage, build, since.date(), 20)
        yield _call("overview", whats_new.count_arrivals, build, since)
        yield _call("overview", whats_new.list_carried_claims, build, since, 10)
        yield _call("overview", whats_new.list_denials, build, since, 10)
    for stance in (None, "deny", "promise"):
        yield _call("overview", overview.list_newest, build, stance, 10)


def _claims(build: Build, found: Ids) -> Iterator[Call]:
    for filters in list_filters(found):
        actors = filters.actors[:4]
        yield _call("claims", claims.count_selection, build, filters)
        yield _call("claims", claims.count_by_actor, build, filters, "share")
        yield _call("claims", claims.count_speakers, build, filters)
        if not filters.actors:
            yield _call("claims", claims.count_unnamed, build, filters)
        yield _call("claims", weights.weigh_outlets, build, filters)
        yield _call("claims", weights.average_over_outlets, build, filters, "actor", tuple(found.speakers))
        if filters.country_role != "outlet":
            yield _call("claims", weights.average_over_outlets, build, filters, "country", tuple(found.countries))
        yield _call("claims", claims.count_by_country, build, filters)
        yield _call("claims", claims.count_articles_by_country, build, filters)
        yield _call("claims", claims.count_by_period, build, filters, "month", actors)
        yield _call("claims", claims.find_bounds, build, filters, "month")
        yield _call("claims", claims.count_too_coarse, build, filters, "day")
        yield _call("claims", claims_list.count_listed, build, filters, None, "week")
        yield _call("claims", claims_list.list_statements, build, filters, None, "week", 1, PAGE)
        yield _call("claims", crossing.count_pairs, build, filters, tuple(found.speakers[:5]), ("US", "RU", "IR"))
    for _ in range(3):
        yield _call("claims", options.list_actors, build)
        yield _call("claims", options.list_countries, build)
        yield _call("claims", options.list_outlets, build)
        yield _call("claims", options.find_actors, build, tuple(found.speakers))
        yield _call("claims", options.name_outlets, build, tuple(found.outlets))


def _profiles(build: Build, found: Ids) -> Iterator[Call]:
    subjects = [Subject("speaker", each) for each in found.speakers] + [Subject("outlet", o) for o in found.outlets]
    for subject in subjects:
        yield _call(subject.kind, given_ids.follow_ids, build, subject.kind, (subject.subject_id,))
        yield _call(subject.kind, profiles.count_part, build, subject, None)
        yield _call(subject.kind, profiles.list_part, build, subject, None, 1, PAGE)
        for query in (profiles.count_countries, profiles.count_relays):
            yield _call(subject.kind, query, build, subject, 15)
        yield _call(subject.kind, profiles.count_stances, build, subject)
        if subject.kind == "speaker":
            yield _call("speaker", speakers.find_speaker, build, subject.subject_id)
            yield _call("speaker", speakers.count_other_countries, build, subject)
            roles = tuple(row["part_value"] for row in speakers.count_roles(build, subject, 12) if row["part_value"])
            yield _call("speaker", speakers.list_role_days, build, subject, roles, 500)
            for query in (speakers.count_roles, speakers.count_outlets, speakers.count_actors):
                yield _call("speaker", query, build, subject, 15)
        else:
            yield _call("outlet", outlets.find_outlet, build, subject.subject_id)
            for query in (outlets.count_speakers, outlets.count_takers):
                yield _call("outlet", query, build, subject, 15)
            yield _call("outlet", outlets.measure_lag, build, subject)
            yield _call("outlet", outlets.count_lags, build, subject)
    for _ in range(3):
        yield _call("speaker", speakers.list_speakers, build, 200)
        yield _call("outlet", outlets.list_outlets, build, 200)


def _evidence(build: Build, found: Ids) -> Iterator[Call]:
    for row in found.statements:
        key = row["article_id"], row["article_version"]
        yield _call("evidence", evidence.find_statement, build, row["statement_id"])
        yield _call("evidence", evidence.read_article, build, *key, (row["published_on"],))
        yield _call("evidence", evidence.list_article_statements, build, *key, row["published_on"])
        yield _call("evidence", evidence.list_speakers, build, row["statement_id"], row["only_speaker"])
        yield _call("evidence", evidence.list_relays, build, row["statement_id"])
        only = (row["only_speaker"],) if row["only_speaker"] else ()
        yield _call("evidence", corrections.list_corrections, build, row["statement_id"], row["outlet_id"], only)
        yield _call("evidence", corrections.find_removal, build, row["statement_id"])
        yield _call("evidence", corrections.find_domain, build, row["article_id"], row["outlet_id"])
    for speaker in found.speakers:
        yield _call("evidence", corrections.list_parts, build, speaker)
    for words in ("trump", "lee", "zzzz"):
        yield _call("evidence", corrections.find_speakers, build, words, PAGE)
        yield _call("evidence", corrections.list_all_countries, build)
    for words in ("", "trump", '"white house" russia', "zzzz"):
        yield _call("evidence", evidence.search_articles, build, words, PAGE)


def _search(build: Build, found: Ids) -> Iterator[Call]:
    last = found.newest.date()
    searches = [Search(words) for words in SEARCHED]
    searches += [Search("sanctions", stances=("deny",)), Search("trade", from_on=last - timedelta(days=365))]
    for each in searches:
        yield _call("search", lookup.plan_statements, build, each.terms)
        yield _call("search", search.count_statements, build, each)
        yield _call("search", search.find_statements, build, each, PAGE)
        yield _call("search", search.find_people, build, each.terms, 10)
        yield _call("search", search.find_outlets, build, each.terms, 10)


def _others(build: Build, found: Ids) -> Iterator[Call]:
    of_claim = (spread.find_claim, spread.list_prints, spread.list_credits, spread.list_countries)
    for claim in found.claims:
        for query in (*of_claim, spread.count_speakers, spread.list_denials):
            yield _call("claim", query, build, claim)
        prints = tuple(row["statement_id"] for row in spread.list_prints(build, claim)[:PAGE])
        yield _call("claim", spread.list_cards, build, prints)
    for order in spread.ORDERS:
        yield _call("claim", spread.list_claims, build, order, "", 50)
    for words in SEARCHED:
        yield _call("claim", lookup.plan_claims, build, Search(words).terms)
        yield _call("claim", spread.list_claims, build, "outlets", words, 50)
    for model, groupings in GROUPINGS.items():
        for grouping in groupings:
            yield _call("metrics", metrics.measure, build, list_columns(model), grouping)
    for _ in range(3):
        yield _call("health", health.list_loads, build, 100)
        yield _call("health", health.count_reject_reasons, build)
        yield _call("health", health.count_by_outlet, build)
        yield _call("health", health.count_extractions, build)
        yield _call("health", health.list_rejects, build, 500)
        yield _call("health", health.list_engines, build)
        yield _call("health", health.list_accuracy, build)
        yield _call("health", health.list_quality_by_month, build, 36)
        yield _call("sql", schema.list_tables, build)
