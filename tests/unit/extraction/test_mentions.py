"""How one printed mention of a speaker is read."""

from __future__ import annotations

import pytest

from orchestration.extraction.naming.gazetteer import load_gazetteer
from orchestration.extraction.naming.mention import Mention
from orchestration.extraction.naming.mentions import MentionReader
from orchestration.extraction.naming.names import find_names
from orchestration.extraction.rules.vocabulary import load_people
from orchestration.extraction.text.segment import segment


def _read(text: str) -> Mention:
    segments, people, gazetteer = segment(text), load_people(), load_gazetteer()
    reader = MentionReader(segments, find_names(segments, people, gazetteer), people, gazetteer)
    return reader.read(0, len(segments.tokens))


@pytest.mark.parametrize(
    ("text", "name", "role", "country"),
    [
        ("Kenyan Deputy Foreign Minister Joseph Barasa", "Joseph Barasa", "Deputy Foreign Minister", "KE"),
        ("Brigadier General Farid Hakimov", "Farid Hakimov", "Brigadier General", None),
        ("the Kazakh president’s envoy for Pakistan Alia Omarova", "Alia Omarova", None, "KZ"),
        ("military spokesman Col. Tarek el-Masri", "Tarek el-Masri", "military spokesman", None),
        ("Energy Minister Prince Khalid bin Faisal", "Khalid bin Faisal", "Energy Minister", None),
        ("Sheik Omar Faleel", "Omar Faleel", "Sheik", None),
        ("Senate President Pro Tempore Lito Ramos", "Lito Ramos", "Senate President Pro Tempore", None),
        ("a shopkeeper named Mahmoud Nasr", "Mahmoud Nasr", "shopkeeper", None),
        ("Gen. Tarek el-Masri", "Tarek el-Masri", "Gen", None),
        ("Mohammed bin Rashid", "Mohammed bin Rashid", None, None),
        ("J. K. Lindqvist", "J. K. Lindqvist", None, None),
        ("Sean O’Donovan", "Sean O’Donovan", None, None),
        ("World Bank Vice President Ingrid Solheim", "Ingrid Solheim", "World Bank Vice President", None),
        ("Reuters’ Dana Whitlock", "Dana Whitlock", None, "GB"),
        ("Minister for Ports Ravi Menon", "Ravi Menon", "Minister for Ports", None),
        (
            "Minister of State for Mineral Resources Abena Osei",
            "Abena Osei",
            "Minister of State for Mineral Resources",
            None,
        ),
        ("Director of National Intelligence James Weir", "James Weir", "Director of National Intelligence", None),
        ("Minister of Fisheries Juan Carlos Ortega", "Juan Carlos Ortega", "Minister of Fisheries", None),
        ("Women's Minister Ada Weir", "Ada Weir", "Women's Minister", None),
        ("People's Democratic Party leader Ada Weir", "Ada Weir", "People's Democratic Party leader", None),
        ("Georgia Weir", "Georgia Weir", None, None),
        ("Milan Kovač", "Milan Kovač", None, None),
        ("Defence Minister Israel Adler", "Israel Adler", "Defence Minister", None),
        ("Kenyan Deputy Foreign Minister London Barasa", "London Barasa", "Deputy Foreign Minister", "KE"),
        ("Israel Defence Minister Yoav Adler", "Yoav Adler", "Defence Minister", "IL"),
        ("Georgia President Ada Weir", "Ada Weir", "President", "GE"),
        ("Paris Mayor Weir", "Weir", "Paris Mayor", "FR"),
        ("Human Rights Watch researcher Kofi Boateng", "Kofi Boateng", "Human Rights Watch researcher", "US"),
    ],
)
def test_a_person_is_read_with_role_and_country(text: str, name: str, role: str | None, country: str | None) -> None:
    mention = _read(text)
    assert (mention.kind, mention.name, mention.country_code) == ("person", name, country)
    if role is not None:
        assert mention.role == role


@pytest.mark.parametrize(
    ("text", "kind", "name", "country"),
    [
        ("Tehran", "state", "Iran", "IR"),
        ("the White House", "state", "White House", "US"),
        ("the Peruvian government", "state", "Peruvian government", "PE"),
        ("Lima’s mayor", "description", "Lima’s mayor", "PE"),
        ("Iran’s PressTV", "organisation", "Press TV", "IR"),
        ("the Syrian Observatory for Human Rights", "organisation", "Syrian Observatory for Human Rights", "GB"),
        ("Polish state media", "organisation", "Polish state media", "PL"),
        ("a senior Norwegian official", "unnamed", "a senior Norwegian official", "NO"),
        ("Free Syrian Army sources", "unnamed", "Free Syrian Army sources", "SY"),
        ("The Foreign Ministry in Baku", "organisation", "Foreign Ministry", "AZ"),
        ("the Supreme Court in the Kenyan capital", "organisation", "Supreme Court", "KE"),
        ("The Goethe Institute in Nairobi", "organisation", "Goethe Institute", None),
        ("South Korea's Unification Ministry", "organisation", "Unification Ministry", "KR"),
        ("Germany's Bundestag", "organisation", "Bundestag", "DE"),
        ("the Israeli Knesset", "organisation", "Knesset", "IL"),
        ("the People's Assembly", "organisation", "People's Assembly", None),
        ("Kenya’s National Teachers’ Union", "organisation", "National Teachers’ Union", "KE"),
        ("the Sorval Women's League", "organisation", "Sorval Women's League", None),
        ("Sorval Writers' Guild", "organisation", "Sorval Writers' Guild", None),
        ("Kenya Airways", "organisation", "Kenya Airways", "KE"),
        ("Georgia Tech", "organisation", "Georgia Tech", "GE"),
        ("A report released on Monday by the Harbour Office", "organisation", "Harbour Office", None),
        ("A study published in May by the Weir Institute", "organisation", "Weir Institute", None),
        ("A survey published last week by the Harbour Office", "organisation", "Harbour Office", None),
        ("A statement issued late on Oct. 12 by the Peruvian government", "state", "Peruvian government", "PE"),
        ("a letter sent on Monday to the mayor from Ada Weir", "person", "Ada Weir", None),
        (
            "A report obtained on Monday by the Harbour Herald",
            "unnamed",
            "A report obtained on Monday by the Harbour Herald",
            None,
        ),
        (
            "a report on ferries by the Harbour Office",
            "unnamed",
            "a report on ferries by the Harbour Office",
            None,
        ),
        ("members of Haile’s family", "unnamed", "members of Haile’s family", None),
        ("the minister", "description", "the minister", None),
        ("the ministry", "description", "ministry", None),
        ("she", "pronoun", None, None),
    ],
)
def test_other_mentions_are_read_by_what_heads_them(
    text: str, kind: str, name: str | None, country: str | None
) -> None:
    mention = _read(text)
    assert (mention.kind, mention.name, mention.country_code) == (kind, name, country)


def test_the_acronym_beside_a_long_name_is_kept() -> None:
    assert _read("the Syrian Democratic Council (SDC)").short_name == "SDC"
