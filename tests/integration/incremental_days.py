"""Days to load in any order: the sample in parts, and two invented days on which an outlet changes its name, a minister
takes another office and an article is corrected.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from orchestration.corrections.correction import Anchor, Correction
from orchestration.ingest.load import load_paths
from orchestration.ingest.pending import extract_pending
from orchestration.settings import Settings, load_settings
from orchestration.warehouse.connection import connect_raw
from orchestration.warehouse.kept_corrections import add_correction

SAMPLE = load_settings().sample_dir
FIRST, BETWEEN, SECOND, THIRD = date(2026, 10, 4), date(2026, 10, 12), date(2026, 10, 19), date(2026, 11, 3)
AT = datetime(2026, 11, 4, 6, tzinfo=UTC)


@dataclass
class Warehouse:
    """A data folder that days are loaded into; a day that was read again keeps the engine that it was read by."""

    settings: Settings
    scratch: Path
    engines: dict[date, str] = field(default_factory=dict)

    def load(self, name: str, records: list[dict[str, Any]], day: date) -> None:
        """Load these records under a date, and extract that date's articles."""
        path = self.scratch / f"{name}.jsonl"
        path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
        load_paths(self.settings, [path], load_on=day, extract=False)
        self.extract(day)

    def extract(self, day: date) -> None:
        """Extract what the day's engine has not read."""
        engine = self.engines.get(day, "rules")
        extract_pending(load_settings(data=self.settings.data, workers=1, engine=engine), load_on=day)


Action = Callable[[Warehouse], None]


def sample_part(day: date, part: int, parts: int) -> Action:
    """Load every `parts`th article of a day of the sample."""
    lines = (SAMPLE / day.isoformat() / "articles.jsonl").read_text(encoding="utf-8").splitlines()[part::parts]
    records = [json.loads(line) for line in lines if line.endswith("}")]
    return lambda warehouse: warehouse.load(f"sample-{day}-{part}", records, day)


def print_by(outlet: str, number: int, published_on: str, body: str, **more: Any) -> dict[str, Any]:
    """One record of an outlet that no list has, printed under one of its two names."""
    return {
        "url": f"https://delta-lines.example/{number}",
        "outlet": outlet,
        "outlet_domain": "delta-lines.example",
        "title": f"The Marsh bridge, part {number}",
        "body": body,
        "published_on": published_on,
        **more,
    }


BRIDGE = "“The bridge over the Marsh will open in {month} next year,” {name} said."
DELTA_FIRST = [
    print_by("Delta Lines", 1, "2026-10-05", "Transport minister Odile Marsh of France said the bridge would open."),
    print_by("Delta Lines", 2, "2026-10-06", BRIDGE.format(month="May", name="Odile Marsh")),
    print_by("Delta Lines", 7, "2026-10-24", "Former energy minister Odile Marsh said on Thursday that the dam held."),
]
DELTA_SECOND = [
    print_by("Delta Daily", 3, "2026-10-02", "Energy minister Odile Marsh said on 1 October 2026 that the dam held."),
    print_by("Delta Daily", 4, "2026-10-20", BRIDGE.format(month="May", name="Odile Marsh")),
    print_by("Delta Daily", 5, "2026-10-21", "Odile Marsh denied that the bridge was late."),
    # The second article again, with another text.
    print_by(
        "Delta Daily", 2, "2026-10-06", BRIDGE.format(month="June", name="Marsh"), modified_at="2026-10-22T08:00:00Z"
    ),
]

# Nothing but the date that they were loaded under says which of them is the later text.
FERRY = print_by("Delta Lines", 6, "2026-10-03", "Odile Marsh said the ferry would run until May.")
LATER_FERRY = FERRY | {"body": "Odile Marsh said the ferry would run until June."}


def load_first_delta(warehouse: Warehouse) -> None:
    """Under the name that the outlet has on fewer articles; of an office given up that the second day prints first."""
    warehouse.load("delta-first", DELTA_FIRST, FIRST)


def load_second_delta(warehouse: Warehouse) -> None:
    """A late print, another office, a denial, a corrected article, and the name that the outlet prints most."""
    warehouse.load("delta-second", DELTA_SECOND, SECOND)


def read_third_day_again(warehouse: Warehouse) -> None:
    """The other engine reads a day, whatever of it is there; what comes later is read by it at once."""
    warehouse.engines[THIRD] = "tagger"
    warehouse.extract(THIRD)


def correct_country(warehouse: Warehouse) -> None:
    """A person says of which country the outlet is, by the id that its later name gave it in earlier releases."""
    correction = Correction(
        "c-country", "outlet_country", "Ada", AT, "Its imprint says so.", subject_id="delta-daily", country_code="FR"
    )
    with connect_raw(warehouse.settings) as con:
        add_correction(con, correction)


def correct_day(warehouse: Warehouse) -> None:
    """A person says on which day something was said; the statement has to be there."""
    with connect_raw(warehouse.settings) as con:
        article_id, version, field_name, text, start = con.execute(
            """SELECT article_id, article_version, field, content_text, content_spans[1].start_char FROM raw.statements
               WHERE article_id LIKE '%delta-lines.example/1' AND field = 'body' ORDER BY statement_id LIMIT 1"""
        ).fetchall()[0]
        anchor = Anchor(article_id, version, field_name, text, "", "", start)
        add_correction(
            con, Correction("c-day", "said_on", "Ada", AT, "The tape says so.", anchor=anchor, said_on="2026-10-03")
        )


# What may come in any order.
ACTIONS: dict[str, Action] = {
    "first day, one half": sample_part(FIRST, 0, 2),
    "first day, other half": sample_part(FIRST, 1, 2),
    "second day, one half": sample_part(SECOND, 0, 2),
    "second day, other half": sample_part(SECOND, 1, 2),
    "third day": sample_part(THIRD, 0, 1),
    "first invented day": load_first_delta,
    "second invented day": load_second_delta,
    "a text on the second day": lambda warehouse: warehouse.load("ferry-second", [FERRY], SECOND),
    "another text of it, on a day before": lambda warehouse: warehouse.load("ferry-between", [LATER_FERRY], BETWEEN),
    "the text again, on the first day": lambda warehouse: warehouse.load("ferry-first", [FERRY], FIRST),
    "first day again": sample_part(FIRST, 0, 1),
    "third day by the other engine": read_third_day_again,
    "correction of a country": correct_country,
}
