"""How many a printed source names, and where one of them ends."""

from __future__ import annotations

import pytest

from orchestration.extraction.naming.gazetteer import load_gazetteer
from orchestration.extraction.naming.joint_sources import read_source
from orchestration.extraction.naming.mentions import MentionReader
from orchestration.extraction.naming.names import find_names
from orchestration.extraction.rules.vocabulary import load_people
from orchestration.extraction.text.segment import segment


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("Washington and Brussels", ["United States", "Brussels"]),
        ("President Fuentes and his successor, Maria Toledo,", ["Fuentes", "Maria Toledo"]),
        ("Ada Weir and her co-author, Jim Hart of the University of Oslo,", ["Ada Weir", "Jim Hart"]),
        ("the minister and his deputy, Ana Ferreira,", ["the minister", "Ana Ferreira"]),
        ("Ada Weir, the mayor, and Jim Hart, her deputy,", ["Ada Weir", "Jim Hart"]),
        (
            "the foreign ministers of Germany, France and Britain",
            ["the foreign ministers of Germany, France and Britain"],
        ),
        ("the central banks of Norway, Sweden and Denmark", ["central banks of Norway, Sweden and Denmark"]),
        ("police officers, a nurse and two boys", ["police officers"]),
    ],
)
def test_a_source_names_one_or_several(source: str, names: list[str]) -> None:
    text = f"In Sorval {source} said the road was safe."
    segments, people, gazetteer = segment(text), load_people(), load_gazetteer()
    reader = MentionReader(segments, find_names(segments, people, gazetteer), people, gazetteer)

    start = text.index(source)
    read = read_source(reader, (start, start + len(source.rstrip(","))))

    assert [mention.name for _, _, mention in read] == names


@pytest.mark.parametrize(
    ("source", "country"), [("officials from Egypt", "EG"), ("officials from Egypt, Jordan and Iraq", None)]
)
def test_people_from_several_countries_are_of_none(source: str, country: str | None) -> None:
    text = f"{source} said the road was safe."
    segments, people, gazetteer = segment(text), load_people(), load_gazetteer()
    reader = MentionReader(segments, find_names(segments, people, gazetteer), people, gazetteer)

    ((_, _, mention),) = read_source(reader, (0, len(source)))

    assert (mention.name, mention.country_code) == (source, country)
