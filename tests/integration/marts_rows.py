"""Raw rows made by hand: a corrected article, relays, unknown outlets, unnamed speakers, an article without a date."""

from __future__ import annotations

from datetime import date
from typing import Any

Row = dict[str, Any]

FIRST_LOAD = {"load_id": "load-1", "load_on": date(2026, 3, 1)}
SECOND_LOAD = {"load_id": "load-2", "load_on": date(2026, 3, 2)}
PLACES = "/srv/the data/inbox/, /srv/late.csv"
LOADS: list[Row] = [
    FIRST_LOAD | {"status": "done", "source": PLACES, "record_count": 6, "reject_count": 3},
    SECOND_LOAD | {"status": "done", "source": "collected", "record_count": 1, "reject_count": 0},
]
REJECTS: list[Row] = [
    FIRST_LOAD | {"reject_id": reject_id, "source_path": path, "reason_code": "empty", "reason": reason}
    for reject_id, path, reason in (
        ("r1", "https://post.example/2026/gone", "no text"),
        ("r2", "/srv/the data/inbox/day 3.jsonl",
         "it cannot be read: [Errno 13] Permission denied: '/srv/the data/inbox/day 3.jsonl'"),
        ("r3", "late.csv", "/srv/late.csv is 1/2 empty; see https://post.example/help/csv"),
    )
]  # fmt: skip

TREATY = "https://riverpost.example/treaty"


def article(article_id: str, version: str, body: str, **fields: Any) -> Row:
    """One row of raw.articles, of the first load unless it says otherwise."""
    return {
        "article_id": article_id,
        "article_version": version,
        "title": f"Title of {version}",
        "body": body,
        "published_on_basis": "record" if fields.get("published_on") else "none",
        "language": "en",
        "extra": "{}",
        "load_id": "load-1",
        "load_on": date(2026, 3, 1),
        "loaded_at": "2026-03-01 06:00:00+00",
        **fields,
    }


def extraction(printed: Row, status: str = "extracted") -> Row:
    """That an article was looked at: its statements are written with this row, and never without."""
    kept = {name: printed[name] for name in ("article_id", "article_version", "load_on")}
    return {**kept, "extractor_version": "1.0", "status": status}


# The corrected text was loaded before the first one: its own time decides which is current.
TREATY_FIRST = article(
    TREATY, "first", "“The treaty is dead,” Mr. Émile Faure’s office said.", published_on=date(2026, 1, 10),
    modified_at="2026-01-10 08:00:00+00", outlet_name="The River Post", outlet_domain="riverpost.example",
    extra='{"outlet_country": "FR"}', load_id="load-2", load_on=date(2026, 3, 2),
)  # fmt: skip
TREATY_CORRECTED = article(
    TREATY, "corrected", "“The treaty is alive 😀,” Émile Faure said. Officials denied it. He waited.",
    published_on=date(2026, 1, 10), modified_at="2026-01-10 09:00:00+00", outlet_name="The River Post",
    outlet_domain="riverpost.example", extra='{"outlet_country": "FR"}',
)  # fmt: skip
RELAYED = article(
    "cnn:relayed", "relayed", "Faure and Lu agreed in December that the dam is safe, Press TV and the River Post said.",
    published_on=date(2026, 2, 1), outlet_name="Guest Writer", outlet_domain="edition.cnn.com",
)  # fmt: skip
UNDATED = article("Hill Radio|Untitled|", "undated", "Officials promised a road.", outlet_name="Hill Radio")
FOREIGN = article(
    "f", "foreign", "Le traité est vivant.", language="fr", published_on=date(2026, 1, 12), outlet_name="Hill Radio"
)
WAITING = article("w", "waiting", "Not looked at yet.", published_on=date(2026, 1, 13), outlet_name="Hill Radio")

ARTICLES = [TREATY_FIRST, TREATY_CORRECTED, RELAYED, UNDATED, FOREIGN, WAITING]
EXTRACTIONS = [
    extraction(each, "unsupported_language" if each is FOREIGN else "extracted")
    for each in ARTICLES
    if each is not WAITING
]


def speaker(name: str | None, kind: str = "person", **fields: Any) -> Row:
    """One entry of a statement's speakers, printed as it is named unless `mention` says otherwise."""
    return {
        "mention": name,
        "name": name,
        "kind": kind,
        "role": None,
        "country_code": None,
        "country_basis": None,
        **fields,
    }


def statement(statement_id: str, printed: Row, content: str, speakers: list[Row], **fields: Any) -> Row:
    """One row of raw.statements over the first place in the body that prints the content."""
    start = printed["body"].index(content)
    return {
        "statement_id": statement_id,
        "article_id": printed["article_id"],
        "article_version": printed["article_version"],
        "field": "body",
        "content_spans": [{"start_char": start, "end_char": start + len(content)}],
        "content_text": content,
        "statement_type": "indirect",
        "stance": "assert",
        "speakers": speakers,
        "resolution": "named",
        "said_on_precision": "none",
        "said_on_basis": "none",
        "confidence": 0.9,
        "extractor_version": "1.0",
        "load_on": printed["load_on"],
        **fields,
    }


def relay(hop: int, name: str, outlet_id: str | None = None) -> Row:
    """One entry of a statement's relays."""
    return {
        "hop_number": hop,
        "outlet_name": name,
        "outlet_id": outlet_id,
        "verb": "said",
        "start_char": 0,
        "end_char": 1,
    }


def about(code: str, start: int) -> Row:
    """One entry of a statement's countries."""
    return {"country_code": code, "start_char": start, "end_char": start + 2}


FAURE = speaker("Émile Faure", country_code="FR", role="mayor", mention="Faure")

STATEMENTS = [
    statement(
        "old", TREATY_FIRST, "The treaty is dead", [speaker("Mr. Émile Faure’s", role="king")],
    ),
    statement("alive", TREATY_CORRECTED, "The treaty is alive 😀", [FAURE], statement_type="direct"),
    statement(
        "denial", TREATY_CORRECTED, "it", [speaker("Officials", "unnamed", country_code="FR")],
        stance="deny", resolution="description", parent_statement_id="alive",
    ),
    statement(
        "waited", TREATY_CORRECTED, "He waited", [speaker(None, "unnamed", mention="He")], resolution="unresolved",
    ),
    statement(
        "joint", RELAYED, "the dam is safe",
        [speaker("EMILE FAURE", country_code="FR", role="minister", mention="Faure"), speaker("Lu", country_code="CN")],
        relays=[relay(1, "Press TV"), relay(2, "the River Post"), relay(2, "Radio Nobody Knows")],
        about_countries=[about("IR", 40), about("CN", 30), about("IR", 20)],
        said_on_start=date(2025, 12, 1), said_on_end=date(2025, 12, 31), said_on_precision="month",
        said_on_basis="explicit", said_on_text="December",
    ),
    statement(
        "road", UNDATED, "a road", [speaker("officials", "unnamed", country_code="RU")], stance="promise",
        resolution="description",
    ),
    statement("nobody", UNDATED, "Officials", []),
]  # fmt: skip

ROWS: dict[str, list[Row]] = {
    "loads": LOADS,
    "rejects": REJECTS,
    "articles": ARTICLES,
    "extractions": EXTRACTIONS,
    "statements": STATEMENTS,
}
