"""Who is one across articles, who is two, and what is left for a person to decide. People and places are invented,
but for those of the table of office holders.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from orchestration.identity.identify import Identification, identify
from orchestration.identity.profiles import Appearance

DAY = date(2014, 3, 1)


def printed(article: str, name: str, role: str = "", country: str | None = None, **given: object) -> Appearance:
    """One appearance, printed on DAY and `after` days later."""
    after = given.get("after", 0)
    assert isinstance(after, int)
    day = DAY + timedelta(days=after)
    kind, is_own = str(given.get("kind", "person")), bool(given.get("own"))
    return Appearance(article, "v", day, kind, name, country, (role,) if role else (), is_own)


def speakers(found: Identification) -> dict[str, str]:
    return {each.appearance.article_id: each.speaker_id for each in found.members}


def groups(*appearances: Appearance) -> set[frozenset[str]]:
    """The articles of every speaker."""
    who = speakers(identify(appearances))
    return {frozenset(a for a in who if who[a] == speaker) for speaker in who.values()}


def one(*articles: str) -> frozenset[str]:
    return frozenset(articles)


def test_name_office_country_and_time_that_agree_make_one() -> None:
    assert groups(
        printed("a", "John Kerry", "Secretary of State", "US"),
        printed("b", "Kerry", "Secretary of State", "US", after=2),
        printed("c", "Mr. Kerry", after=2, country="US"),
        printed("d", "John F. Kerry", "Secretary of State", "US", after=400),
        printed("e", "Bob Kerry", "farmer", "US", after=3000),
    ) == {one("a", "b", "c", "d"), one("e")}


def test_surname_of_two_people_in_the_news_of_those_weeks_is_a_question() -> None:
    found = identify(
        [
            printed("a", "Ana Brel", "mayor", "FR"),
            printed("b", "Otto Brel", "general", "FR"),
            printed("c", "Brel", "", "FR", after=2),
            printed("d", "Brel", "general", "FR", after=2),
        ]
    )
    who = speakers(found)

    assert who["b"] == who["d"] != who["c"] != who["a"]
    assert [review.judgement.why[-1] for review in found.reviews] == ["one of two", "one of two"]


def test_ministers_of_one_surname_are_two_by_country_and_by_office() -> None:
    assert groups(
        printed("a", "Ivanov", "foreign minister", "RU"),
        printed("b", "Ivanov", "foreign minister", "BG"),
        printed("c", "Ivanov", "interior minister", "RU"),
        printed("d", "Ivanov", "foreign minister", "RU", after=10),
    ) == {one("a", "d"), one("b"), one("c")}


def test_one_full_name_in_two_countries_is_two_unless_one_is_a_misprint() -> None:
    often = [printed(f"r{i}", "Igor Tarov", "foreign minister", "RU", after=i) for i in range(3)]

    assert groups(often[0], printed("b", "Igor Tarov", "foreign minister", "BG")) == {one("r0"), one("b")}
    all_often = {each.article_id for each in often}
    assert groups(*often, printed("b", "Igor Tarov", "foreign minister", "BG")) == {one("b", *all_often)}
    assert groups(*often, printed("b", "Igor Tarov", "goalkeeper coach", "BG")) == {one(*all_often), one("b")}


def test_country_beside_the_name_is_the_rule_where_the_other_is_only_what_the_articles_are_about() -> None:
    about = [printed(f"b{i}", "Igor Tarov", "foreign minister", "BG", after=i) for i in range(2)]
    beside = printed("r", "Igor Tarov", "foreign minister", "RU", own=True)
    bare = printed("n", "Igor Tarov", "foreign minister")

    assert groups(beside, *about, bare) == {one("r", "b0", "b1", "n")}
    assert groups(beside, printed("b", "Igor Tarov", "goalkeeper coach", "BG")) == {one("r"), one("b")}
    # Both countries stand beside the name: who could say which is meant?
    both = printed("b", "Igor Tarov", "foreign minister", "BG", own=True)
    assert groups(beside, both) == {one("r"), one("b")}


def test_name_without_a_country_is_nobody_s_where_two_countries_have_it() -> None:
    found = identify(
        [
            printed("a", "Igor Tarov", "coach", "RU"),
            printed("b", "Igor Tarov", "banker", "BG"),
            printed("c", "Igor Tarov"),
        ]
    )

    assert len({each.speaker_id for each in found.members}) == 3
    assert [review.judgement.score for review in found.reviews] == [0.65, 0.65]


def test_full_name_in_two_walks_of_life_is_a_question_and_one_in_two_offices_is_one() -> None:
    found = identify(
        [
            printed("a", "John Carver", "judge", "US"),
            printed("b", "John Carver", "striker", after=3),
            printed("c", "Ana Brel", "governor", "US"),
            printed("d", "Ana Brel", "candidate", after=3),
        ]
    )
    who = speakers(found)

    assert who["a"] != who["b"]
    assert who["c"] == who["d"]
    assert [review.judgement.why for review in found.reviews] == [("name equal", "walks of life apart", "time near")]


@pytest.mark.parametrize(
    ("roles", "country", "is_listed"),
    [
        (("district judge", "striker"), None, True),
        (("district judge", "striker"), "NO", True),
        (("spokesman", "director"), None, True),
        # The country speaks for one person, and people have two offices.
        (("spokesman", "director"), "NO", False),
        (("foreign minister", "minister"), None, False),
        (("district judge", "former striker"), None, False),
        (("district judge", ""), None, False),
    ],
)
def test_name_printed_with_offices_that_nobody_has_together_is_listed(
    roles: tuple[str, str], country: str | None, *, is_listed: bool
) -> None:
    ones = [printed(f"{i}", "Peter Holm", role, country, after=i) for i, role in enumerate(roles)]
    found = identify(ones)

    assert len({*speakers(found).values()}) == 1
    assert [each.left_id == each.right_id for each in found.reviews] == [True] * is_listed


def test_name_is_not_listed_where_one_article_has_both_offices_or_years_lie_between() -> None:
    judge, striker = (printed(role, "Peter Holm", role) for role in ("judge", "striker"))
    both = replace(printed("c", "Peter Holm"), roles=("judge", "striker"))

    assert identify([judge, striker]).reviews != []
    assert identify([judge, striker, both]).reviews == []
    assert identify([judge, printed("b", "Peter Holm", "striker", after=400)]).reviews == []


def test_names_of_one_person_are_one_also_without_the_first() -> None:
    assert groups(
        printed("a", "Recep Tayyip Erdoğan", "President", "TR"),
        printed("b", "Erdogan", "President", "TR"),
        printed("c", "Tayyip Erdogan", "President", "TR"),
    ) == {one("a", "b", "c")}


def test_spellings_are_one_only_where_office_and_country_agree() -> None:
    found = identify(
        [
            printed("a", "Omid Dehqan", "general", "IR"),
            printed("b", "Omid Dehghan", "general", "IR"),
            printed("c", "Omid Dehgan", "", "IR"),
        ]
    )
    who = speakers(found)

    assert who["a"] == who["b"] != who["c"]
    assert [review.judgement.why[0] for review in found.reviews] == ["name spelling", "name spelling"]
    assert all("country same" in review.judgement.why for review in found.reviews)


def test_first_names_of_two_spellings_are_one_where_office_and_country_agree_and_else_a_question() -> None:
    found = identify(
        [
            printed("a", "Sergei Tarov", "foreign minister", "RU"),
            printed("b", "Sergey Tarov", "foreign minister", "RU"),
            printed("c", "Yevgeny Dehqan", "general", "IR"),
            printed("d", "Evgeny Dehqan", "general"),
        ]
    )
    who = speakers(found)

    assert who["a"] == who["b"]
    assert who["c"] != who["d"]
    assert [review.judgement.why[:2] for review in found.reviews] == [("name spelling", "office agree")]


def test_father_and_son_are_a_question_at_most() -> None:
    found = identify([printed("a", "Otto Brel", "mayor", "FR"), printed("b", "Otto Brel Jr.", "mayor", "FR")])

    assert len({*speakers(found).values()}) == 2
    assert len(found.reviews) == 1


def test_name_that_may_be_either_of_two_is_neither() -> None:
    found = identify(
        [
            printed("a", "Ana K. Brel", "mayor", "FR"),
            printed("b", "Ana M. Brel", "mayor", "FR"),
            printed("c", "Ana Brel", "mayor", "FR"),
        ]
    )

    assert len({*speakers(found).values()}) == 3
    assert {review.judgement.why[-1] for review in found.reviews} == {"either of two"}


def test_two_names_that_one_article_keeps_apart_stay_apart() -> None:
    ana, louise = printed("a", "Ana Brel", "mayor", "FR"), printed("b", "Ana Louise Brel", "mayor", "FR")
    both = [printed("c", each.name, "mayor", "FR") for each in (ana, louise)]

    assert groups(ana, louise) == {one("a", "b")}
    assert len({each.speaker_id for each in identify([ana, louise, *both]).members}) == 2


def test_organisations_are_one_by_name_and_alias_and_ministries_by_country() -> None:
    assert groups(
        printed("a", "Islamic State", kind="organisation"),
        printed("b", "ISIS", kind="organisation"),
        printed("c", "The Hill Fund", kind="organisation", country="US"),
        printed("d", "Hill Fund", kind="organisation"),
        printed("e", "Foreign Ministry", kind="organisation", country="RU"),
        printed("f", "Foreign Ministry", kind="organisation", country="CN"),
        printed("g", "Hill Fund", kind="person", country="US"),
    ) == {one("a", "b"), one("c", "d"), one("e"), one("f"), one("g")}


def test_known_person_carries_the_key_of_the_table() -> None:
    found = identify([printed("a", "John Kerry", "senator", "US"), printed("b", "Ana Brel", "senator", "US")])
    keys = {each.profile.key: each.known_person_key for each in found.identities}

    assert keys == {"john kerry": "CAMEO/US/john kerry", "ana brel": None}


def test_speaker_is_named_by_what_is_printed_first() -> None:
    later = printed("a", "Ana M. Brel", "mayor", "FR", after=9)
    first = printed("b", "Ana Brel", "mayor", "FR")

    assert speakers(identify([later, first]))["a"] == speakers(identify([first]))["b"]


MANY = [
    printed(f"{surname}{first}{i}", f"{first} {surname}", role, country, after=50 * i)
    for surname in ("Brel", "Tarov", "Dehqan", "Dehghan")
    for first in ("Ana", "A.", "Ana M.", "Otto", "")
    for i, (role, country) in enumerate((("mayor", "FR"), ("", None), ("general", "IR")))
]


@pytest.mark.parametrize("seed", range(8))
def test_order_of_the_input_never_matters(seed: int) -> None:
    shuffled = Random(seed).sample(MANY, len(MANY))
    found, expected = identify(shuffled), identify(MANY)

    assert found == expected
    assert found.edges != []
    assert found.reviews != []


def test_blocks_do_not_touch_each_other() -> None:
    tarov = [each for each in MANY if "Tarov" in each.name]
    alone = identify(tarov)
    whole = identify(MANY)

    assert alone.members == [each for each in whole.members if each.appearance in tarov]


def test_comparisons_grow_with_the_names_not_with_their_square() -> None:
    def people(count: int) -> list[Appearance]:
        letters = "bdgklmnprstvz"
        surnames = [f"{a}a{b}e{c}on" for a in letters for b in letters for c in letters][:count]
        return [
            printed(f"{surname}-{first}", f"{first} {surname}", country=country)
            for surname in surnames
            for first, country in (("Ana", "FR"), ("Ana", None), ("Otto", "FR"))
        ]

    few, many = identify(people(100)).comparisons, identify(people(1000)).comparisons

    assert few > 0
    assert many <= 12 * few
