"""The vocabularies are data that is checked when it is loaded."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from orchestration.extraction.rules import vocabulary
from orchestration.extraction.rules.vocabulary import VocabularyError, load_actors, load_cues, load_people


@pytest.mark.parametrize(
    ("word", "stance"),
    [
        ("said", "assert"),
        ("denies", "deny"),
        ("rejected", "deny"),
        ("sought", "ask"),
        ("vowed", "promise"),
        ("citing", "assert"),
        ("threatening", "promise"),
        ("walked", None),
    ],
)
def test_inflected_cues_are_found_by_their_base_form(word: str, stance: str | None) -> None:
    assert load_cues().stance(word) == stance


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The vocabulary folder copied, so that a test can spoil it."""
    folder = tmp_path / "rules"
    shutil.copytree(vocabulary.FOLDER, folder)
    shutil.copy(vocabulary.ACTOR_ALIASES, folder)
    monkeypatch.setattr(vocabulary, "FOLDER", folder)
    monkeypatch.setattr(vocabulary, "ACTOR_ALIASES", folder / "actor_aliases.csv")
    return folder


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        ("cues.yml", "deny:\n  - contradict", "deny:\n  - say", "two classes"),
        ("cues.yml", "  - accept\n", "  - accept\n  - accept\n", "stands twice"),
        ("people.yml", "  - miss\n", "  - Miss\n", "lower-case"),
        ("first_names.yml", "  - aaron ", "  - abigail aaron ", "stands twice"),
        ("actor_aliases.csv", "Hamas,armed group,PS,Hamas", "Hamas,armed group,PS,Hezbollah", "stands twice"),
    ],
)
def test_a_spoilt_vocabulary_is_refused_with_file_and_word(
    copied: Path, file: str, old: str, new: str, complaint: str
) -> None:
    path = copied / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    load = {
        "cues.yml": load_cues,
        "people.yml": load_people,
        "first_names.yml": load_people,
        "actor_aliases.csv": load_actors,
    }[file]
    with pytest.raises(VocabularyError, match=complaint):
        load.__wrapped__()
