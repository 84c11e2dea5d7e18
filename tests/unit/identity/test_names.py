"""How two printed names can be one person's, and what office a role names."""

from __future__ import annotations

import pytest

from orchestration.identity.names import block_of, read_person, relate
from orchestration.identity.offices import are_apart, choose_office, compare, is_held, read_office


def related(one: str, other: str) -> str | None:
    first, second = read_person(one), read_person(other)
    assert first is not None
    assert second is not None
    relation = relate(first, second)
    # What can be one is in one block, or it would never be compared.
    assert relation is None or block_of(first) == block_of(second)
    return relation


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("Ana Brel", "MS. ANA BRÉL’S", "equal"),
        ("Kim Jong-un", "Kim Jong Un", "equal"),
        ("Tayyip Erdoğan", "Recep Tayyip Erdogan", "shortened"),
        ("Ana M. Brel", "Ana Brel", "initials"),
        ("Ana M. Brel", "Ana K. Brel", None),
        ("A. Brel", "Ana Brel", "initial"),
        ("Joe Brel", "Joseph Brel", "nickname"),
        ("Ana Brel", "Otto Brel", None),
        ("Otto Brel Jr.", "Otto Brel", "suffix"),
        ("Otto Brel Jr.", "Otto Brel III", None),
        ("Omid Dehqan", "Omid Dehghan", "spelling"),
        ("Omid Dehqan", "Ana Dehghan", None),
        ("Volodymyr Holenskyy", "Volodymyr Holensky", "spelling"),
        ("Sergei Brel", "Sergey Brel", "spelling"),
        ("Sergei V. Brel", "Sergey Brel", "spelling"),
        ("Sergei V. Brel", "Sergey A. Brel", None),
        ("Dmitry Brel", "Dmitri Brel", "spelling"),
        ("Yevgeny Brel", "Evgeny Brel", "spelling"),
        ("Alexander Brel", "Aleksandr Brel", "spelling"),
        ("Alexei Brel", "Aleksei Brel", "spelling"),
        ("Mohammed Brel", "Muhammad Brel", "spelling"),
        ("Mohammed Tarov Brel", "Mohammad Brel", "spelling"),
        ("Ahmad Brel", "Ahmed Brel", "spelling"),
        ("Yusuf Brel", "Yousuf Brel", "spelling"),
        ("Khaled Brel", "Khalid Brel", "spelling"),
        ("Viktor Brel", "Victor Brel", "spelling"),
        ("Maria Brel", "Mario Brel", None),
        ("Carl Brel", "Carla Brel", None),
        ("Jon Brel", "John Brel", None),
        ("Eric Brel", "Erica Brel", None),
        ("Ivan Brel", "Ivana Brel", None),
        ("Ivan Brel", "Evan Brel", None),
        ("Frances Brel", "Francis Brel", None),
        ("Karim Brel", "Karam Brel", None),
        ("Marvin Brel", "Mervin Brel", None),
        ("Abd al-Tarifi", "Abd el Tarifi", "equal"),
        ("Brel", "Ana Brel", None),
    ],
)
def test_names_relate_the_same_way_from_both_sides(one: str, other: str, relation: str | None) -> None:
    assert related(one, other) == relation
    assert related(other, one) == relation


@pytest.mark.parametrize("name", ["", " ", "—", "’s", "..."])
def test_nothing_is_nobody(name: str) -> None:
    assert read_person(name) is None


@pytest.mark.parametrize(
    ("role", "office"),
    [
        ("Secretary of State", "secretary:state"),
        ("former U.S. secretary of state", "secretary:state"),
        ("Sen.", "senator"),
        ("CLOSE President", "president"),
        ("Vice President", "president:vice"),
        ("Foreign Minister", "minister:foreign"),
        ("minister of foreign affairs", "minister:foreign"),
        ("Mr", None),
        ("wise man", None),
        (None, None),
    ],
)
def test_office_is_the_noun_and_what_it_is_of(role: str | None, office: str | None) -> None:
    assert read_office(role) == office


@pytest.mark.parametrize(
    ("role", "held"),
    [
        ("Prime Minister", True),
        ("acting foreign minister", True),
        ("outgoing president of the former republic", True),
        ("Former Prime Minister", False),
        ("former U.S. secretary of state", False),
        ("ex-minister", False),
        ("late President", False),
        ("then-Prime Minister", False),
        ("Retired General", False),
        ("President-elect", False),
        ("prime minister until last year", False),
        ("former mayor and now senator", True),
        ("wise man", False),
        (None, False),
    ],
)
def test_former_office_is_not_held_and_is_the_same_office(role: str | None, held: bool) -> None:
    assert is_held(role) == held


def test_office_of_an_article_is_one_that_is_held() -> None:
    assert choose_office(["former mayor", "senator"]) == ("senator", True)
    # Once "the former prime minister", and then in short.
    assert choose_office(["Prime Minister", "former prime minister"]) == ("minister:prime", False)
    assert choose_office(["finance minister", "ex-minister"]) == ("minister:finance", False)
    assert choose_office(["President", "former vice president"]) == ("president", True)
    assert choose_office(["wise man"]) == (None, False)
    assert read_office("former prime minister") == read_office("Prime Minister")


def test_two_ministers_agree_only_in_one_office() -> None:
    assert compare({"minister:foreign"}, {"minister:foreign", "mayor"}) == "agree"
    assert compare({"minister:foreign"}, {"minister"}) == "agree"
    assert compare({"minister:foreign"}, {"minister:interior"}) == "disagree"
    assert compare({"minister:foreign"}, set()) == "unknown"


def test_walks_of_life_part_people_where_nobody_goes_from_one_into_the_other() -> None:
    assert are_apart({"justice"}, {"striker"})
    assert are_apart({"minister:foreign"}, {"singer", "actor"})
    assert not are_apart({"justice"}, {"senator"})
    assert not are_apart({"justice"}, {"striker", "candidate"})
    assert not are_apart({"justice"}, set())
