"""Who gives a command is named, or asked for his name."""

from __future__ import annotations

import os

import pytest

from orchestration.cli.person import name_person
from orchestration.errors import HearsayError


def test_a_user_without_a_name_is_asked_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(os, "getuid", lambda: 987_654)

    with pytest.raises(HearsayError, match="--by NAME"):
        name_person(None)
    assert name_person("Ines Adler") == "Ines Adler"
