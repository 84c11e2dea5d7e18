"""From the form in a real browser through the queue, acceptance and a build to a page that shows both values."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect
from typer.testing import CliRunner

from dashboard.database import fetch_records, find_current_build
from dashboard.settings import DashboardSettings
from orchestration.cli import app
from tests.browser.conftest import serve_dashboard
from tests.browser.watching import Opener, WatchedPage

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.xdist_group("published")]

SPEAKER, WHY = "Aigerim Bekturova", "The paragraph before names her."


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == 0, result.output
    return result.output


def fill(watched: WatchedPage, form: Locator, label: str, words: str) -> None:
    field = form.get_by_label(label, exact=False).first
    field.fill(words)
    field.blur()
    watched.settle()


def choose(watched: WatchedPage, form: Locator, label: str, option: str) -> None:
    box = form.get_by_role("combobox", name=re.compile(re.escape(label))).first
    box.click()
    box.fill(option)  # the list holds only what can be seen of it
    watched.page.get_by_role("option", name=option, exact=True).click()
    watched.settle()


def test_a_reported_mistake_is_accepted_built_and_shown_with_both_values(
    open_page: Opener, sample_build: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = shutil.copytree(sample_build, tmp_path / "data", symlinks=True)
    monkeypatch.setenv("HEARSAY_DATA", str(data))
    build = find_current_build(DashboardSettings(data=data))
    assert build is not None
    sql = """select statement_id, speaker_name from core.fct_statements where is_current and field = 'body'
             and speaker_kind = 'person' and speaker_name <> ? and speaker_count = 1 order by 1 limit 1"""
    found = fetch_records(build, sql, [SPEAKER])[0]
    address = f"evidence?statement={found['statement_id']}"
    with serve_dashboard(data, tmp_path / "streamlit.log") as served:
        watched = open_page(address, at=served)
        form = watched.page.get_by_test_id("stExpander").filter(has_text="Report a mistake")
        form.get_by_text("Report a mistake").click()
        fill(watched, form, "Who said it?", SPEAKER)
        choose(watched, form, "Of which country?", "Kazakhstan")
        fill(watched, form, "How do you know?", WHY)
        fill(watched, form, "Your name", "Ines Adler")
        form.get_by_role("button", name="Send the report").click()
        expect(watched.page.get_by_text("Thank you.")).to_be_visible()
        (path,) = (data / "reports" / "waiting").iterdir()
        assert SPEAKER not in watched.page.locator(".hs-facts-list").inner_text(), "a report changes nothing by itself"

        assert f"{path.stem}  speaker: " in run("correct", "--list")
        run("correct", "--accept", path.stem, "--by", "Jo Lind")
        run("build")
        watched.open(address)
        facts = watched.page.locator(".hs-facts-list").inner_text()
        assert SPEAKER in facts
        assert f"the extraction has: {found['speaker_name']}" in facts
        shown = watched.page.locator(".hs-others").filter(has_text=WHY)
        expect(shown.locator("ins")).to_have_text(f"{SPEAKER} (KZ)")
        expect(shown.locator("del")).to_have_text(re.compile(f"^{re.escape(found['speaker_name'])}"))
        expect(shown).to_contain_text("Ines Adler")
    assert not list((data / "reports" / "waiting").iterdir())
    assert (data / "reports" / "accepted" / path.name).is_file()
