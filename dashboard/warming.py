"""What the first reader of a build would wait for, asked beforehand: the file is opened, and its first pages asked for.

Of a page of a speaker or a claim the most frequent one is asked: the first question to a table costs more than those
after it, whatever it is of. An answer is kept for the pages where they ask the very same.
"""

from __future__ import annotations

import logging
import threading

import duckdb

from dashboard import coverage
from dashboard.database import Build, find_current_build
from dashboard.filters import UNKNOWN_CODE, Exploration, Filters, Pick
from dashboard.panels import claim_prints, profile_list, profile_time, statement_list, whats_new
from dashboard.periods import choose_grain
from dashboard.profiles import Part, Subject
from dashboard.queries import claims, claims_list, metrics, options, overview, profiles, speakers, spread, weights
from dashboard.queries import whats_new as arrivals
from dashboard.queries.given_ids import follow_id
from dashboard.settings import DashboardSettings
from dashboard.views import claim as claim_page
from dashboard.views import metrics as metrics_page
from dashboard.views import overview as overview_page
from dashboard.views import speaker as speaker_page

SECONDS_BETWEEN_LOOKS = 5.0
LOG = logging.getLogger(__name__)


def keep_warm(settings: DashboardSettings, stop: threading.Event) -> None:
    """Warm the build that is published now, and each later one once it is, until `stop` is set."""
    warmed: Build | None = None
    while not stop.is_set():
        build = find_current_build(settings)
        if build is not None and build != warmed:
            warm(build, stop)
            warmed = build
        stop.wait(SECONDS_BETWEEN_LOOKS)


def warm(build: Build, stop: threading.Event | None = None) -> None:
    """Ask what the first pages ask of a build; what cannot be asked of it is left to the page, which says so."""
    for ask in (_ask_overview, _ask_explorer, _ask_speaker, _ask_claim, _ask_metrics):
        if stop is not None and stop.is_set():
            return
        try:
            ask(build)
        except duckdb.Error as error:
            LOG.info("%s could not be warmed: %s", build.build_id, type(error).__name__)


def _ask_overview(build: Build) -> None:
    about = overview.describe_build(build)
    first, last = about["first_published_on"], about["newest_published_on"]
    since = whats_new.find_yesterday()
    if arrivals.count_arrivals(build, since)["article_count"]:
        arrivals.list_carried_claims(build, since, whats_new.MOST_CLAIMS)
        arrivals.list_denials(build, since, whats_new.MOST_DENIALS)
    for stance in ("deny", None):
        overview.list_newest(build, stance, overview_page.NEWEST)
    overview.count_top_actors(build, overview_page.TOP_ACTORS)
    weights.weigh_outlets(build, Filters())
    if first is not None:
        arrivals.count_recent_speakers(build, last)
        overview.count_volume(build, choose_grain(first, last))
        from_on = coverage.find_first_day(first, last, overview_page.COVERAGE_DAYS)
        overview.count_coverage(build, from_on, overview_page.COVERAGE_OUTLETS)


def _ask_explorer(build: Build) -> None:
    chosen = Exploration()
    filters, grain = chosen.filters, chosen.grain
    options.list_outlets(build)
    options.list_countries(build)
    options.list_actors(build, filters.actor_role)
    claims.count_selection(build, filters)
    actors = claims.count_by_actor(build, filters, chosen.measure)
    weights.average_over_outlets(build, filters, "actor", tuple(actors["speaker_id"]))
    claims.count_speakers(build, filters)
    claims.count_unnamed(build, filters)
    claims_list.count_listed(build, filters, Pick("actor", UNKNOWN_CODE), grain)
    claims_list.count_listed(build, filters, None, grain)
    claims_list.list_statements(build, filters, None, grain, 1, statement_list.PAGE_SIZE)


def _ask_speaker(build: Build) -> None:
    quoted = speakers.list_speakers(build, speaker_page.MOST_LISTED)
    if quoted.empty:
        return
    subject = Subject("speaker", str(quoted["speaker_id"].iloc[0]))
    filters = Filters(actors=(subject.subject_id,))
    follow_id(build, "speaker", subject.subject_id)
    speakers.find_speaker(build, subject.subject_id)
    speakers.count_other_countries(build, subject)
    denials = Part("stance", "deny")
    for part in (None, denials):
        profiles.count_part(build, subject, part)
    first, last = claims.find_bounds(build, filters, "day")
    if first is not None and last is not None:
        claims.count_by_period(build, filters, profile_time.choose_period(first, last), filters.actors)
    roles = speakers.count_roles(build, subject, speaker_page.MOST_ROLES)
    drawn = tuple(row["part_value"] for row in speaker_page.order_roles(roles))
    speakers.list_role_days(build, subject, drawn, speaker_page.MOST_DAYS)
    for count in (speakers.count_outlets, profiles.count_countries, speakers.count_actors, profiles.count_relays):
        count(build, subject, speaker_page.MOST_PARTS)
    profiles.count_stances(build, subject)
    for part, size in ((denials, speaker_page.NEWEST_DENIALS), (None, profile_list.PAGE_SIZE)):
        profiles.list_part(build, subject, part, 1, size)


def _ask_claim(build: Build) -> None:
    carried = spread.list_claims(build, "outlets", "", claim_page.MOST_LISTED)
    if carried.empty:
        return
    claim_id = str(carried["claim_id"].iloc[0])
    spread.find_claim(build, claim_id)
    for ask in (spread.list_credits, spread.list_countries, spread.count_speakers, spread.list_denials):
        ask(build, claim_id)
    prints = spread.list_prints(build, claim_id)
    spread.list_cards(build, tuple(row["statement_id"] for row in prints[: claim_prints.PAGE_SIZE]))


def _ask_metrics(build: Build) -> None:
    # All that this page can ask: few questions, each of which looks through all statements.
    for model, groupings in metrics_page.GROUPINGS.items():
        for grouping in groupings:
            metrics.measure(build, metrics_page.list_columns(model), grouping)
