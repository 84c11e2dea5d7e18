"""Who held office where, by the shipped table: dated, and silent where two may be meant."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from orchestration.extraction.resolution import office_holders
from orchestration.extraction.resolution.office_holders import Holding, OfficeHolders, key, load_office_holders
from orchestration.extraction.rules import vocabulary
from orchestration.extraction.rules.vocabulary import VocabularyError


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("Recep Tayyip Erdoğan", "recep tayyip erdogan"),
        ("Abdel-Fattah al-Sisi", "abdel fattah al sisi"),
        ("O’Brien", "obrien"),
    ],
)
def test_a_name_is_looked_up_without_accents_hyphens_and_apostrophes(printed: str, plain: str) -> None:
    assert key(printed) == plain


@pytest.mark.parametrize(
    ("name", "on", "country"),
    [
        ("Sergey Lavrov", date(2014, 5, 1), "RU"),
        ("Recep Tayyip Erdoğan", date(2019, 10, 15), "TR"),
        ("Angela Merkel", date(2014, 5, 1), "DE"),
        ("Nobody Whatever", date(2014, 5, 1), None),
    ],
)
def test_the_country_is_that_of_the_office(name: str, on: date, country: str | None) -> None:
    assert load_office_holders().country(name, on) == country


def test_a_surname_means_whoever_held_office_nearest_to_the_day() -> None:
    holders = load_office_holders()
    assert holders.full_name("Johnson", None, date(2020, 5, 1)) == "Boris Johnson"
    assert holders.full_name("Johnson", None, date(1965, 5, 1)) == "Lyndon Johnson"
    assert holders.full_name("Trump", "US", date(2020, 5, 1)) == "Donald Trump"
    assert holders.full_name("Trump", "FR", date(2020, 5, 1)) is None


def test_two_of_one_name_in_two_countries_are_not_guessed_at() -> None:
    rows = {
        "ana brook": [
            Holding("PE", date(2000, 1, 1), date(2005, 1, 1), None),
            Holding("GH", date(2003, 1, 1), None, None),
        ]
    }
    holders = OfficeHolders(rows)
    assert holders.country("Ana Brook", date(2004, 1, 1)) is None
    assert holders.country("Ana Brook", date(2010, 1, 1)) == "GH"
    assert holders.country("Ana Brook", date(1970, 1, 1)) is None, "thirty years before office says nothing"


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("Ana Brook,PE,2000-01-01,2001-01-01,CAMEO,", "lower-case"),
        ("ana brook,PE,2002-01-01,2001-01-01,CAMEO,", "after held_to"),
    ],
)
def test_a_spoilt_row_is_refused_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, complaint: str
) -> None:
    shutil.copytree(vocabulary.FOLDER, tmp_path / "rules")
    monkeypatch.setattr(office_holders, "FOLDER", tmp_path / "rules")
    with (tmp_path / "rules" / office_holders.FILE).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    with pytest.raises(VocabularyError, match=complaint):
        load_office_holders.__wrapped__()


def test_who_is_in_office_is_known_on_a_day_within_it_only() -> None:
    holders = OfficeHolders({"brook": [Holding("PE", date(2000, 1, 1), date(2005, 1, 1), "Ana Brook")]})
    assert holders.in_office("Brook", date(2004, 1, 1)) == "Ana Brook"
    assert holders.in_office("Brook", date(2006, 1, 1)) is None
    assert holders.in_office("Brook", None) is None


def test_surname_of_who_is_in_office_is_somebodys_on_that_day_only() -> None:
    holders = OfficeHolders({"ana brook": [Holding("PE", date(2000, 1, 1), date(2005, 1, 1), None)]})
    assert holders.is_surname("Brook", date(2004, 1, 1))
    assert not holders.is_surname("Brook", date(2006, 1, 1))
    assert not holders.is_surname("Brook", None)
