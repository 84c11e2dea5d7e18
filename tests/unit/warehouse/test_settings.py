"""Settings: absolute paths, and an unknown or unusable variable named with the fix."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from orchestration.errors import HearsayError
from orchestration.extraction.engine import ENGINES
from orchestration.settings import CHECKOUT, EngineName, load_settings


def test_everything_lies_in_the_data_folder_and_is_absolute() -> None:
    settings = load_settings({"HEARSAY_DATA": "elsewhere"})
    assert settings.data == Path.cwd() / "elsewhere"
    for path in (
        settings.raw_path,
        settings.marts_path,
        settings.lock_path,
        settings.current_path,
        settings.ledger_dir,
    ):
        assert path.is_relative_to(settings.data)


def test_without_a_variable_the_data_folder_is_the_checkouts() -> None:
    assert load_settings({"PATH": "/bin"}).data == CHECKOUT / "data"


def test_the_engines_of_the_settings_are_those_of_the_extraction() -> None:
    assert set(get_args(EngineName)) == set(ENGINES)
    assert load_settings({"HEARSAY_ENGINE": "rules"}).engine == "rules"
    assert load_settings({"PATH": "/bin"}).engine == "tagger"


def test_overrides_win() -> None:
    assert load_settings({"HEARSAY_WORKERS": "3"}, workers=2).workers == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HEARSAY_DTA", "x"),
        ("HEARSAY_WORKERS", "many"),
        ("HEARSAY_WORKERS", "0"),
        ("HEARSAY_MEMORY", "much"),
        ("HEARSAY_MEMORY", "0GB"),
        ("HEARSAY_ENGINE", "model"),
        ("HEARSAY_DASHBOARD_PORT", "99999"),
        ("HEARSAY_DATA", ""),
        ("HEARSAY_SOURCES", " "),
        ("HEARSAY_SIGN_IN", ""),
    ],
)
def test_a_variable_that_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(HearsayError, match=name):
        load_settings({name: value})


def test_variables_read_elsewhere_are_no_error() -> None:
    assert load_settings({"HEARSAY_REQUIRE_SHARED": "1", "HEARSAY_WORKERS": "2"}).workers == 2
