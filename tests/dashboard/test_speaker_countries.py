"""The country of a speaker in one statement and over all articles: both are said where they differ."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from dashboard.database import Build, fetch_records
from dashboard.evidence_cards import draw_facts
from dashboard.queries import evidence
from tests.dashboard.published import publish_copy
from tests.dashboard.reading import Opener, read_html

pytestmark = pytest.mark.xdist_group("published")

SPOKEN = """
    select b.statement_id, b.speaker_id, c.country_name from core.bridge_statement_speakers b
    join core.fct_statements s using (statement_id) join core.dim_speakers d on d.speaker_id = b.speaker_id
    join core.dim_countries c on c.country_code = d.country_code
    where s.is_current and b.speaker_position = 1 and b.speaker_kind = 'person' and d.statement_count > 2
        and not exists (select 1 from core.bridge_statement_speakers o
                        where o.speaker_id = d.speaker_id and o.speaker_country_code <> d.country_code)
    order by 1 limit 1"""


def test_a_statement_with_another_country_says_whence_it_is_and_what_it_is_elsewhere(
    open_page: Opener, build: Build, sample_build: Path, tmp_path: Path
) -> None:
    (spoken,) = fetch_records(build, SPOKEN)
    path = publish_copy(tmp_path, sample_build, "20261101T000000Z-c0c0c0")
    with duckdb.connect(str(path)) as con:
        con.execute("update core.bridge_statement_speakers set speaker_country_code = 'FJ', "
                    "speaker_country_basis = 'article' where statement_id = ?", [spoken["statement_id"]])  # fmt: skip
    usual = spoken["country_name"]

    facts = read_html(open_page("evidence", data=tmp_path, statement=spoken["statement_id"]))
    assert f"Fiji (that which the article is about; over all articles {usual})" in facts
    page = read_html(open_page("speaker", data=tmp_path, speaker=spoken["speaker_id"]))
    assert f"{usual} is the country over all articles." in page
    assert "gives: Fiji in 1." in page


def test_a_speaker_of_one_country_everywhere_says_nothing_of_it(open_page: Opener, build: Build) -> None:
    (spoken,) = fetch_records(build, SPOKEN)

    assert "is the country over all articles." not in read_html(open_page("speaker", speaker=spoken["speaker_id"]))
    assert "; over all articles" not in read_html(open_page("evidence", statement=spoken["statement_id"]))


def test_a_quotation_that_goes_on_says_so_in_words(build: Build) -> None:
    (spoken,) = fetch_records(build, SPOKEN)
    statement = evidence.find_statement(build, spoken["statement_id"])
    assert statement is not None
    article = evidence.read_article(build, statement["article_id"], statement["article_version"])
    assert article is not None
    facts = draw_facts({**statement, "resolution": "continued"}, article, [])

    assert "as the quotation before it, which goes on" in facts
