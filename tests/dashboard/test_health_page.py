"""The page of health: what came in, what was not read, and in plain words how right the statements are."""

from __future__ import annotations

from html import unescape

import pandas as pd
import pytest

from dashboard.database import Build, fetch_records
from dashboard.panels.measured import describe_accuracy
from tests.dashboard.reading import Opener, read_headings, read_html

pytestmark = pytest.mark.xdist_group("published")


def test_health_shows_loads_rejects_and_languages(open_page: Opener) -> None:
    page = open_page("health")
    page.session_state["opened_coverage"] = True
    page.run()

    assert {"Loads", "What could not be read", "Read by outlet and day", "Outlets", "Extraction"} <= set(
        read_headings(page)
    )
    loads, reasons, rejects, coverage, outlets, languages, accuracy, months = (frame.value for frame in page.dataframe)
    assert len(loads) >= 1
    assert reasons["reject_count"].sum() == len(rejects) >= 1
    assert coverage["article_count"].sum() <= outlets["article_count"].sum()
    assert len(outlets) >= 12
    assert "not in English" in set(languages["extraction_status"])
    assert accuracy["is_in_build"].any() or "has no figures here yet" in page.info[-1].value
    assert accuracy["f1_share"].between(0, 1).all()
    assert months["statement_count"].sum() <= outlets["statement_count"].sum()
    assert months["unresolved_share"].between(0, 1).all()


def test_health_says_in_plain_words_how_right_the_statements_are(open_page: Opener, build: Build) -> None:
    found = fetch_records(
        build,
        """select distinct on (texts_name) texts_name, round(100 * precision_share) as shown,
               round(100 * recall_share) as found, a.article_count
           from reporting.rpt_accuracy a cross join reporting.rpt_build b
           where measure_name in ('source right', 'speaker name right') and engine = 'tagger'
               and list_contains(b.extractor_versions, a.extractor_version)
           order by texts_name, measured_on desc""",
    )
    html = unescape(read_html(open_page("health")))

    assert found or "has no figures here yet" in html
    for row in found:
        assert f"Of 100 statements shown, about {row['shown']:.0f} are made in the article" in html
        assert f"about {row['found']:.0f} are found so ({row['article_count']} labelled articles" in html


def test_accuracy_of_what_did_not_find_the_statements_is_not_told() -> None:
    measured = {"is_in_build": True, "engine": "tagger", "texts_name": "notes", "measure_name": "source right",
                "precision_share": 0.914, "recall_share": 0.8, "article_count": 1}  # fmt: skip
    rows = pd.DataFrame([measured, measured | {"measure_name": "stance"}, measured | {"is_in_build": False}])

    assert describe_accuracy(rows, {"tagger"}) == (
        "Of 100 statements shown, about 91 are made in the article and have the right source; of 100 that are made "
        "there, about 80 are found so (1 labelled article: notes)."
    )
    assert describe_accuracy(rows, {"rules"}) == describe_accuracy(rows[2:], {"tagger"}) == ""
