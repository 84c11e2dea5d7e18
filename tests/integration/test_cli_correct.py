"""`hearsay correct` as a person types it: what it keeps, what it says, and which options it refuses."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from orchestration.corrections.speaking import Speaker
from orchestration.settings import Settings, load_settings
from orchestration.warehouse.connection import connect_raw
from tests.integration.commands import run
from tests.integration.sample_copies import ask, prepare
from tests.unit.warehouse.claim_rows import add_statement

BODY = "The northern dam will hold through the rains, Defence Minister Ivanov said. Talks go on, both presidents said."
IVANOV: Speaker = {"name": "Ivanov", "role": "Defence Minister", "country_code": "BG", "country_basis": "mention"}
OTIENO: Speaker = {"name": "Moses Otieno", "role": "President", "country_code": None, "country_basis": None}
WANJIRU: Speaker = {"name": "Grace Wanjiru", "role": "President", "country_code": "UG", "country_basis": "mention"}
SPEAKERS = "SELECT list(s.name || coalesce(', ' || s.role, '') || coalesce(' ' || s.country_code, '')) FROM" \
    " (SELECT unnest(speakers) AS s FROM raw.corrected_statements WHERE statement_id = ?)"  # fmt: skip


@pytest.fixture
def settings(data: Path) -> Settings:
    """One article of 9 February 2026 with a statement of a minister and one of two presidents."""
    data.mkdir()
    found = load_settings(workers=1)
    with connect_raw(found) as con:
        for name, text, speakers in (("dam", BODY[:44], [IVANOV]), ("talks", "Talks go on", [OTIENO, WANJIRU])):
            add_statement(con, name, text, article_id="a", on=date(2026, 2, 9), start=BODY.index(text))
            said = [{"mention": "he", "kind": "person", **each} for each in speakers]
            con.execute("UPDATE raw.statements SET speakers = ? WHERE statement_id = ?", [said, name])
        con.execute("UPDATE raw.articles SET title = '', body = ?", [BODY])
    return found


def correct(*arguments: str) -> str:
    """What the command says, its errors too."""
    result = run("correct", *arguments, "--by", "Ines Adler")
    return result.output if result.exit_code == 0 else str(result.exception)


@pytest.mark.parametrize(
    ("arguments", "said", "becomes"),
    [
        (["dam", "--speaker", "Petar Ivanov"],
         "Ivanov, Defence Minister (BG) → Petar Ivanov, Defence Minister (BG)", ["Petar Ivanov, Defence Minister BG"]),
        (["dam", "--speaker", "Petar Ivanov", "--role", "none", "--country", "none"],
         "Ivanov, Defence Minister (BG) → Petar Ivanov", ["Petar Ivanov"]),
        (["talks", "--speaker", "Moses Otieno", "--country", "KE"],
         "Moses Otieno, President and Grace Wanjiru, President (UG) →"
         " Moses Otieno, President (KE) and Grace Wanjiru, President (UG)",
         ["Moses Otieno, President KE", "Grace Wanjiru, President UG"]),
        (["talks", "--speaker", "Ann Lee", "--instead-of", "Grace Wanjiru"],
         "→ Moses Otieno, President and Ann Lee", ["Moses Otieno, President", "Ann Lee"]),
        (["talks", "--speaker", "Moses Otieno", "--instead-of", "everybody"],
         "→ Moses Otieno, President\n", ["Moses Otieno, President"]),
    ],
)  # fmt: skip
def test_both_values_are_said_and_what_is_not_told_otherwise_stays(
    settings: Settings, arguments: list[str], said: str, becomes: list[str]
) -> None:
    assert said in correct(*arguments, "--why", "As printed.")
    prepare(settings)

    assert ask(settings, SPEAKERS, arguments[0]) == [(becomes,)]
    listed = run("correct", "--list").output
    assert said.strip() in listed


@pytest.mark.parametrize(
    ("arguments", "refused"),
    [
        (["dam", "--said-on", "2026-02-01", "--role", "minister"], "--role does not belong to --said-on"),
        (["dam", "--said-on", "2026-02-01", "--country", "BG", "--kind", "state"], "--country and --kind"),
        (["dam", "--not-a-statement", "--instead-of", "Ivanov"], "--instead-of does not belong"),
        (["dam", "--speaker", "nobody", "--role", "minister"], "--role does not belong to --speaker nobody"),
        (["dam", "--role", "minister"], "Say what is wrong"),
        (["dam", "--speaker", "Ann Lee", "--said-on", "2026"], "Say what is wrong"),
        (["--outlet", "post", "--country", "BG", "--role", "editor"], "--role does not belong to --outlet"),
        (["--merge", "a", "b", "--speaker", "Ann Lee"], "--speaker does not belong to --merge"),
        (["--undo", "c1", "--said-on", "2026"], "--said-on does not belong to --undo"),
        (["--list"], "--by and --why does not belong to --list"),
        (["dam", "--undo", "c1"], "Say one thing to do"),
        (["dam", "--said-on", "2199-01-01"], "printed on 2026-02-09"),
        (["talks", "--speaker", "Ann Lee"], "several speakers: Moses Otieno, President; Grace Wanjiru, President"),
    ],
)
def test_what_does_not_belong_together_is_refused_and_nothing_is_kept(
    settings: Settings, arguments: list[str], refused: str
) -> None:
    assert refused in correct(*arguments, "--why", "As printed.")
    assert ask(settings, "SELECT count(*) FROM raw.corrections") == [(0,)]


def test_an_undone_correction_is_listed_with_what_it_said(settings: Settings) -> None:
    correct("dam", "--speaker", "Ann Lee", "--why", "As printed.")
    correction_id = ask(settings, "SELECT correction_id FROM raw.corrections")[0][0]
    assert "speaker, at the next build: The northern dam" in (waiting := run("correct", "--list").output)
    assert "? → Ann Lee" in waiting
    correct("--undo", correction_id, "--why", "It was he.")
    prepare(settings)

    listed = run("correct", "--list").output
    assert "speaker, undone: The northern dam" in listed
    assert "Ivanov, Defence Minister (BG) → Ann Lee" in listed


def test_a_file_of_an_older_release_can_be_corrected(settings: Settings) -> None:
    with connect_raw(settings) as con:
        con.execute("ALTER TABLE raw.corrections DROP COLUMN instead_of")
    correct("talks", "--speaker", "Ann Lee", "--instead-of", "Moses Otieno", "--why", "As printed.")

    assert ask(settings, "SELECT instead_of FROM raw.corrections") == [("Moses Otieno",)]
