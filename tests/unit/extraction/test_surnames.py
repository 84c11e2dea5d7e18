"""Whom a surname means where two have it, by the table of office holders and by what a text runs together."""

from __future__ import annotations

from datetime import date

from orchestration.extraction.naming.mention import Mention
from orchestration.extraction.resolution.cast import Cast
from orchestration.extraction.resolution.entity import Entity
from orchestration.extraction.resolution.office_holders import Holding, OfficeHolders
from orchestration.extraction.rules.vocabulary import load_people
from orchestration.extraction.text.quotations import find_quotations
from orchestration.extraction.text.segment import segment

HOLDERS = OfficeHolders({"weir": [Holding("NO", date(2010, 1, 1), None, "Paul Weir")]})


def _cast(text: str) -> Cast:
    body = segment(text)
    return Cast(body, find_quotations(body), load_people(), HOLDERS, date(2020, 5, 1))


def _add(cast: Cast, text: str, name: str, role: str | None = None) -> Entity:
    at = segment(text).word_at(text.index(name))
    return cast.add(Mention(at, at + len(name.split()), "person", name, role=role), at)


def test_president_and_a_surname_is_not_the_one_who_only_shares_it() -> None:
    text = "Petra Weir came. President Weir was late."
    cast = _cast(text)
    daughter = _add(cast, text, "Petra Weir")
    at = segment(text).word_at(text.index("Weir was"))

    president = cast.add(Mention(at, at + 1, "person", "Weir", role="President"), at)

    assert president is not daughter
    assert cast.by_surname() == {}, "the surname alone means neither"


def test_full_name_of_somebody_else_is_not_the_president_without_a_first_name() -> None:
    text = "President Weir was late. Petra Weir came."
    cast = _cast(text)
    president = cast.add(Mention(1, 2, "person", "Weir", role="President"), 1)

    assert _add(cast, text, "Petra Weir") is not president


def test_what_a_caption_runs_together_is_nobody_of_that_surname() -> None:
    text = "Close Weir came. Later Paul Weir came. Weir said so."
    cast = _cast(text)
    _add(cast, text, "Close Weir")
    whole = _add(cast, text, "Paul Weir")
    at = segment(text).word_at(text.index("Weir said"))

    assert cast.find(Mention(at, at + 1, "bare", "Weir")) is whole


def test_the_president_is_who_was_in_office_where_nobody_has_the_title() -> None:
    text = "Weir came. Jim Hart came. Then the president spoke."
    cast = _cast(text)
    weir = cast.add(Mention(0, 1, "bare", "Weir"), 0)
    _add(cast, text, "Jim Hart")
    at = segment(text).word_at(text.index("the president"))
    president = Mention(at, at + 2, "description", "the president", "president", role="president", is_definite=True)

    assert weir.kind == "person", "a surname that the table knows alone is nobody's firm"
    found = cast.described(president, at)
    assert found is not None
    assert found[0] is weir
