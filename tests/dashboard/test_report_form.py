"""A reader's report: one file in the queue, with what the pipeline needs to find the place again; and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.database import Build, fetch_records
from dashboard.report_form import EVERYBODY, KINDS
from dashboard.report_queue import MOST_WAITING, QueueClosedError, is_open, write_report
from dashboard.settings import DashboardSettings
from orchestration.corrections import correction
from orchestration.settings import load_settings
from orchestration.warehouse.correction_reports import read_reports
from tests.dashboard.published import HOSTILE_STATEMENT, publish_copy
from tests.dashboard.reading import Opener, read_html

pytestmark = pytest.mark.xdist_group("published")

WIDGETS = ("selectbox", "text_input", "text_area", "radio", "button")


@pytest.fixture
def data(tmp_path: Path, sample_build: Path) -> Path:
    """A published build with a queue of its own."""
    publish_copy(tmp_path, sample_build, "20261129T000000Z-aaaaaa")
    (tmp_path / "reports" / "waiting").mkdir(parents=True)
    return tmp_path


@pytest.fixture
def statement(build: Build) -> dict[str, Any]:
    sql = """select * from core.fct_statements s where is_current and field = 'body' and len(content_spans) > 1
             and speaker_kind = 'person' order by statement_id limit 1"""
    return fetch_records(build, sql)[0]


@pytest.fixture
def opened(open_page: Opener, data: Path, statement: dict[str, Any]) -> AppTest:
    return open_page("evidence", data=data, statement=statement["statement_id"])


def widget(page: AppTest, ending: str) -> Any:
    """The widget of the form whose key ends like that."""
    return next(each for kind in WIDGETS for each in page.get(kind) if each.key and each.key.endswith(f"_{ending}"))


def send(page: AppTest, kind: str, **given: str) -> AppTest:
    widget(page, "kind").set_value(kind).run()
    for ending, value in {"why": "It says so below.", "by": "Ines Adler", **given}.items():
        widget(page, ending).set_value(value).run()
    sent: AppTest = widget(page, "send").click().run()
    return sent


def test_a_report_is_one_file_that_the_pipeline_understands(
    opened: AppTest, data: Path, statement: dict[str, Any]
) -> None:
    page = send(opened, "speaker", name="Ada Okafor", country="NG", role="mayor")

    assert not page.exception
    assert "Thank you" in page.success[0].value
    (path,) = (data / "reports" / "waiting").iterdir()
    (report,) = read_reports(load_settings(data=data))
    assert report.path == path
    assert report.correction is not None, report.problem
    assert report.correction.anchor is not None
    article = report.correction.anchor
    start, end = statement["content_spans"][0]["start_char"], statement["content_spans"][-1]["end_char"]
    assert (article.article_id, article.start_char, len(article.text)) == (statement["article_id"], start, end - start)
    made = report.correction
    assert (made.kind, made.speaker_name, made.speaker_kind, made.country_code, made.speaker_role) == (
        "speaker", "Ada Okafor", "person", "NG", "mayor",
    )  # fmt: skip
    assert (made.made_by, made.reason, made.origin) == ("Ines Adler", "It says so below.", "dashboard")
    assert widget(page, "why").value == "", "the next report begins empty"


@pytest.mark.parametrize(
    ("kind", "given", "expected"),
    [
        ("said_on", {"date": "2026-02"}, {"said_on": "2026-02"}),
        ("not_a_statement", {}, {}),
        ("nobody", {}, {"kind": "speaker"}),
        ("outlet_country", {"outlet": "KE"}, {"country_code": "KE"}),
    ],
)
def test_every_kind_of_report_is_sound(
    opened: AppTest, data: Path, kind: str, given: dict[str, str], expected: dict[str, str]
) -> None:
    send(opened, kind, **given)

    (report,) = read_reports(load_settings(data=data))
    assert report.correction is not None, report.problem
    found = {"kind": report.correction.kind} | {name: getattr(report.correction, name) for name in expected}
    assert found == {"kind": kind, **expected}


def test_of_several_speakers_a_report_says_who_is_replaced(open_page: Opener, data: Path, build: Build) -> None:
    sql = """select statement_id, speaker_name from core.fct_statements
             where is_current and speaker_count > 1 order by statement_id limit 1"""
    (joint,) = fetch_records(build, sql)
    page = open_page("evidence", data=data, statement=joint["statement_id"])
    widget(page, "kind").set_value("speaker").run()
    assert widget(page, "instead").options[-1] == "All of them"
    send(page, "speaker", name="Ada Okafor", instead=joint["speaker_name"])

    (report,) = read_reports(load_settings(data=data))
    assert report.correction is not None, report.problem
    assert report.correction.instead_of == joint["speaker_name"]


def test_the_form_knows_the_word_for_all_speakers() -> None:
    assert EVERYBODY == correction.EVERYBODY


def test_a_corrected_speaker_shows_all_that_the_extraction_has(
    open_page: Opener, tmp_path: Path, sample_build: Path, statement: dict[str, Any]
) -> None:
    path = publish_copy(tmp_path, sample_build, "20261129T000000Z-dddddd")
    with duckdb.connect(str(path)) as con:
        speakers = "[{'mention': 'they', 'name': name, 'kind': 'person', 'role': 'President', 'country_code': 'KE', \
'country_basis': 'mention'} for name in ['Moses <b>Otieno', 'Grace Wanjiru']]"
        con.execute(
            f"update core.fct_statements set resolution_extracted = 'named', speakers_extracted = {speakers}"
            " where statement_id = ?",
            [statement["statement_id"]],
        )
    html = read_html(open_page("evidence", data=tmp_path, statement=statement["statement_id"]))

    assert (
        "the extraction has: Moses &lt;b&gt;Otieno, person, President (KE) and Grace Wanjiru, person, President (KE)"
    ) in html


@pytest.mark.parametrize("where", ["article", "outlet"])
def test_another_person_of_the_name_is_reported_for_an_article_or_its_outlet(
    opened: AppTest, data: Path, build: Build, statement: dict[str, Any], where: str
) -> None:
    sql = "select min(domain) as domain from core.dim_outlet_domains where outlet_id = ?"
    domain = fetch_records(build, sql, [statement["outlet_id"]])[0]["domain"]
    send(opened, "namesake", known="the judge", where=where, country="NG")

    (report,) = read_reports(load_settings(data=data))
    made = report.correction
    assert made is not None, report.problem
    assert (made.kind, made.subject_id, made.printed_name) == (
        "namesake", statement["speaker_id"], statement["speaker_name"],
    )  # fmt: skip
    assert (made.speaker_name, made.country_code) == (f"{statement['speaker_name']} · the judge", "NG")
    if where == "outlet":
        assert (made.other_subject_id, made.anchor) == (domain, None)
    else:
        assert made.anchor is not None
        assert (made.other_subject_id, made.anchor.article_id) == (None, statement["article_id"])


def test_no_label_of_the_form_holds_a_name_from_an_article(
    open_page: Opener, hostile_build: Path, tmp_path: Path
) -> None:
    publish_copy(tmp_path, hostile_build, "20261129T000000Z-bbbbbb")
    (tmp_path / "reports" / "waiting").mkdir(parents=True)
    page = open_page("evidence", data=tmp_path, statement=HOSTILE_STATEMENT)
    for kind in KINDS:
        widget(page, "kind").set_value(kind).run()
        widgets: list[Any] = [each for name in WIDGETS for each in page.get(name)]
        labels = [each.label for each in widgets]
        assert len(labels) > 3
        assert not [label for label in labels if "evil.example" in label], kind


def test_speakers_are_merged_by_name(opened: AppTest, data: Path, build: Build, statement: dict[str, Any]) -> None:
    other = fetch_records(
        build,
        "select speaker_id, speaker_name from core.dim_speakers where speaker_kind = 'person' and speaker_id <> ?"
        " order by speaker_name limit 1",
        [statement["speaker_id"]],
    )[0]
    send(opened, "merge_speakers", words=other["speaker_name"], other=other["speaker_id"])

    (report,) = read_reports(load_settings(data=data))
    assert report.correction is not None, report.problem
    assert (report.correction.subject_id, report.correction.other_subject_id) == (
        statement["speaker_id"], other["speaker_id"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        ("speaker", {}, "what is right instead"),
        ("said_on", {"date": "9 February"}, "what is right instead"),
        ("namesake", {"known": " "}, "what is right instead"),
        ("not_a_statement", {"why": " "}, "how you know it"),
        ("not_a_statement", {"by": ""}, "your name"),
    ],
)
def test_a_report_that_says_too_little_is_not_sent(
    opened: AppTest, data: Path, kind: str, given: dict[str, str], said: str
) -> None:
    page = send(opened, kind, **given)

    assert said in page.error[0].value
    assert list((data / "reports" / "waiting").iterdir()) == []


def test_without_the_folder_there_is_no_form(open_page: Opener, data: Path, statement: dict[str, Any]) -> None:
    (data / "reports" / "waiting").rmdir()
    page = open_page("evidence", data=data, statement=statement["statement_id"])

    assert not is_open(DashboardSettings(data=data))
    assert not [each for each in page.expander if each.label == "Report a mistake"]


def test_a_full_queue_and_a_report_too_long_are_refused_in_words(tmp_path: Path) -> None:
    settings = DashboardSettings(data=tmp_path)
    settings.waiting_reports_path.mkdir(parents=True)
    with pytest.raises(QueueClosedError, match="too long"):
        write_report(settings, {"reason": "x" * 100_000})
    for number in range(MOST_WAITING):
        (settings.waiting_reports_path / f"{number}.json").touch()
    with pytest.raises(QueueClosedError, match="reports wait already"):
        write_report(settings, {"reason": "x"})
    assert not list(settings.waiting_reports_path.glob(".*"))


def test_a_statement_that_is_none_says_who_says_so_and_what_was_there(
    open_page: Opener, tmp_path: Path, sample_build: Path
) -> None:
    path = publish_copy(tmp_path, sample_build, "20261129T000000Z-bbbbbb")
    with duckdb.connect(str(path)) as con:
        con.execute(
            """insert into core.fct_corrections by name
               select 'c1' as correction_id, 'not_a_statement' as correction_kind, 'applied' as state,
                article_id, article_version, 'body' as field, 'A caption' as anchor_text, 'gone' as statement_id,
                'Ada Okafor (NG)' as extracted_value, 'no statement' as corrected_value, 'Ines' as made_by,
                now() as made_at, '<b>It is</b> ![a](http://evil.example/p.png) caption' as reason, 'command' as origin
               from core.dim_articles where is_current limit 1"""
        )
    html = read_html(open_page("evidence", data=tmp_path, statement="gone"))

    assert "A person says that this is no statement: Ines" in html
    assert "Ada Okafor (NG): A caption" in html
    assert "&lt;b&gt;It is&lt;/b&gt; ![a](http://evil.example/p.png)" in html
    assert "evidence?article=" in html


def test_an_outlet_whose_country_was_corrected_shows_both(
    open_page: Opener, tmp_path: Path, sample_build: Path
) -> None:
    path = publish_copy(tmp_path, sample_build, "20261129T000000Z-cccccc")
    with duckdb.connect(str(path)) as con:
        con.execute("update core.dim_outlets set country_code = 'KZ' where outlet_id = 'volgabulletin.example'")
    html = read_html(open_page("outlet", data=tmp_path, outlet="volgabulletin.example"))

    assert "Kazakhstan, corrected by a person; without the correction: RU" in html
