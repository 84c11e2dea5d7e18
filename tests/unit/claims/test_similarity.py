"""Which two statements say the same: printed twice, cut, edited, split by a cue, paraphrased; and which do not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from orchestration.claims.similarity import compare
from orchestration.claims.statement import Statement, own_words

DAY = date(2026, 3, 1)
HEAD = "We did not build this bridge for tourists"
TAIL = "we built it for the farmers of the valley, and they know it"
BRIDGE = f"“{HEAD}, {TAIL}.”"


def pair(left: str, right: str, **fields: Any) -> tuple[Statement, Statement]:
    """Two statements of one speaker on one day, unless `left_…` or `right_…` says otherwise."""
    given: dict[str, Any] = {"speaker": "ada okafor", "on": DAY}
    sides = []
    for name, text in (("left", left), ("right", right)):
        own = {key.removeprefix(f"{name}_"): value for key, value in fields.items() if key.startswith(f"{name}_")}
        sides.append(Statement(name, text, **{**given, **own}))
    return sides[0], sides[1]


def kind(left: str, right: str, **fields: Any) -> str | None:
    edge = compare(*pair(left, right, **fields))
    return edge.kind if edge else None


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (f'"{HEAD}, {TAIL},"', "exact"),
        (f"the project was hers: “{HEAD}, {TAIL}”", "exact"),
        (f"“{HEAD},” “{TAIL}.”", "exact"),
        (f"“{HEAD}”", "contained"),
        (f"“{TAIL}”", "contained"),
        (f"«{HEAD}, {TAIL}", "exact"),  # cut at the end of its sentence, mark and all
        ("“We didn’t build this bridge for tourists, we built it for farmers in the valley, and they know.”", "edited"),
        (f"“{HEAD} and nobody can say so,”", "passage"),
    ],
)
def test_prints_of_one_quotation_are_one_claim_whoever_is_named(other: str, expected: str) -> None:
    assert kind(BRIDGE, other) == expected
    assert kind(BRIDGE, other, right_speaker=None) == expected
    assert kind(BRIDGE, other, right_on=None) == expected
    assert kind(BRIDGE, other, right_speaker="ben ude", right_on=DAY + timedelta(days=5)) == expected


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (f'"{HEAD}, {TAIL},"', "exact"),
        ("“We didn’t build this bridge for tourists, we built it for farmers in the valley, and they know.”", "edited"),
        (f"“{HEAD}”", None),
        (f"“{HEAD} and nobody who was in the room can say so,”", None),
    ],
)
def test_words_of_another_speaker_at_another_time_must_be_more(other: str, expected: str | None) -> None:
    later = DAY + timedelta(days=400)
    assert kind(BRIDGE, other, right_speaker="ben ude", right_on=later) == expected
    assert kind(BRIDGE, other, right_speaker=None, right_on=None) == expected
    assert kind(f"“{HEAD}”", f"“{HEAD},”", right_speaker="ben ude", right_on=later) == "exact"


def test_opening_of_a_trade_is_no_claim_of_two_speakers_at_two_times() -> None:
    one = "“As harbour master, Captain Ude will bring order back to a port that has had none for years.”"
    other = "“As harbour master, Captain Ude will serve the owners of the quays and nobody else in this town.”"
    assert kind(one, other, right_speaker="ben ude", right_on=DAY + timedelta(days=90)) is None


@pytest.mark.parametrize(
    "phrase",
    [
        "“No comment.”",
        "“Thank you very much.”",
        "“Thank you all for being here today.”",
        "“We will see what happens.”",
        "“I don’t know what you are talking about.”",
        "“That is not going to happen.”",
        "“Our thoughts are with the families”",
    ],
)
def test_common_phrase_of_two_people_is_not_one_claim(phrase: str) -> None:
    assert kind(phrase, phrase, right_speaker="ben ude") is None
    assert kind(phrase, phrase, right_on=DAY + timedelta(days=30)) is None


def test_short_quotation_of_one_speaker_in_one_week_is_one_claim() -> None:
    assert kind("“The ferry is safe.”", '"The ferry is safe,"', right_speaker="okafor") == "exact"
    assert kind("“The ferry is safe.”", '"The ferry is safe,"', right_speaker="tunde okafor") is None
    assert kind("“The ferry is safe.”", '"The ferry is safe,"', right_speaker="t okafor") == "exact"
    assert kind("“The ferry is safe.”", '"The ferry is safe,"', right_on=DAY + timedelta(days=8)) is None


def test_short_quotation_inside_a_longer_one_is_cut_however_often_its_words_are_said() -> None:
    longer = "“We will mend the ferries in the months when nobody needs them, and we will count every ferry,”"

    assert kind("“We will count every ferry,”", longer) == "contained"


def test_catchword_inside_two_statements_does_not_join_them() -> None:
    left = "the harbour board had behaved like “a gang of thieves” over the licences for the new cranes"
    right = "the fishermen of Lokoja should vote against “a gang of thieves” when the market is rebuilt"

    assert kind(left, right) is None


def test_short_name_inside_quotation_marks_does_not_join_two_statements() -> None:
    long = "“To say that the board ran Lagoon Ferries Seven is to say that I run the weather on the lagoon”"

    assert kind(long, "the papers of “Lagoon Ferries Seven”") is None


def test_phrases_of_an_office_do_not_make_one_claim_of_two_statements() -> None:
    left = (
        "“The agreement reached with the unions was in the best interests of the province and consistent with the"
        " board's broad right to weigh the cost of a strike against the harvest”"
    )
    right = (
        "“The closures ordered on the coast were in the best interests of the province and were consistent with"
        " the board's legal and ethical obligations”"
    )

    assert kind(left, right) is None


def test_long_name_outside_quotation_marks_does_not_join_two_statements() -> None:
    name = "the former deputy director of the northern harbour authority, Ben Ude"

    assert kind(f"{name}, would be charged by April", f"she had never met {name}") is None


def test_sentences_that_begin_alike_and_part_are_two_claims() -> None:
    left = "“The idea that you would close the harbour in the middle of the herring season is beyond me”"
    right = "“The idea that you would close the harbour unless the crews give up their pensions”"

    assert kind(left, right) is None
    assert kind(left, right, right_speaker="ben ude") is None


def test_answer_in_the_words_of_another_is_not_what_was_answered() -> None:
    claim = "the board would write “in language that Lagoon Steam Ferries can understand”"
    answer = "“Yes, this is language that Lagoon Steam Ferries and its lawyers might understand only too well”"

    assert kind(claim, answer, right_speaker="ben ude") is None


def test_term_of_two_people_is_not_one_claim() -> None:
    left = "the committee should look at the “harbour's broken licence system”"
    right = (
        "“The court was right to strike that down, and the duty to mend our harbour's broken licence system is ours”"
    )

    assert kind(left, right, right_speaker="ben ude") is None
    assert kind(left, right.replace("mend our", "mend the"), right_speaker="okafor") == "contained"


def test_long_part_in_common_is_enough_though_less_than_half() -> None:
    part = "the drowned villages of the northern lagoon will be rebuilt on higher ground before the herring season"
    left = (
        "“Farmers complain about taxes, teachers about salaries, nurses about hospitals, drivers about petrol, widows"
        f" about pensions, bakers about flour, and {part}.”"
    )
    right = (
        f"“Whoever doubts engineers should visit Lokoja: {part}, tanks and turbines included, harbour lights repaired,"
        " market halls roofed, schools reopened, bridges painted”"
    )

    assert kind(left, right) == "passage"
    assert kind(left, right.replace(" on higher ground before the herring season", "")) is None


def test_accents_part_no_words() -> None:
    assert kind("“Zoë Müller’s café will never close”", '"Zoe Muller\'s cafe will never close,"') == "exact"


def test_title_is_not_what_somebody_said() -> None:
    title = "“The Long Way Home: How a Drowned Town Rebuilt Its Bridge and Its Market.”"
    programme = "“Every ferry was inspected,” on “Lokoja This Morning With Tunde.”"

    assert kind(title, title, right_on=DAY + timedelta(days=90)) is None
    assert kind(programme, "“Nobody drowned,” on “Lokoja This Morning With Tunde.”") is None
    state = "“It would be a sad day if the State of the Lagoon were not delivered on time from the old pier”"
    assert kind("after her appearance on “State of the Lagoon”", state) is None
    # A headline prints so what was said: the other print is none.
    headline = "“His New Plan Will Drown the Whole Valley”"
    assert kind(headline, "“Make no mistake: his new plan will drown the whole valley”") == "contained"
    assert kind("“DROWN THE OLD VALLEY NEVER”", "“DROWN THE OLD VALLEY NEVER”") == "exact"


def test_short_term_in_common_is_no_edit() -> None:
    left = "“That’s obstruction of traffic,”"
    right = "“If the council charged her with obstruction of traffic for a parade, we would have a quarrel for years”"

    assert kind(left, right) is None
    assert kind("“We’ll see what they are able to carry,”", "“We’ll see what they’re able to carry, and decide then”")


def test_report_of_another_day_in_the_same_form_is_another_claim() -> None:
    cases = "the number of cases of northern lagoon fever registered by provincial hospitals passed one thousand"
    left, right = f"On Thursday {cases} in the whole country", f"Yesterday {cases} in the capital"
    apart = {"right_on": DAY + timedelta(days=20)}

    assert kind(left, right) == "edited"
    assert kind(left, right, **apart) is None
    assert kind(left, f"{left}, and the ministry closed the ports", **apart) == "contained"


def test_edited_phrase_of_one_speaker_at_two_times_must_be_more() -> None:
    left = "“They would like to make a bargain. We are not ready to make a bargain.”"
    right = "“This is no treaty yet. They would like to make a bargain. If we can make a bargain, we will.”"

    assert kind(left, right)
    assert kind(left, right, right_on=DAY + timedelta(days=28)) is None


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("“The mine closed with 12 workers below ground”", "“The mine closed with 15 workers below ground”"),
        ("“The mine will not be closed before the winter”", "“The mine will be closed before the winter of next year”"),
    ],
)
def test_another_number_or_a_negation_is_another_claim(left: str, right: str) -> None:
    assert kind(left, right) is None


def test_who_denies_what_another_said_days_before_is_asked_for_less_in_common() -> None:
    said = "that the American fleet had shelled the fishing villages of the southern coast"
    denied = "that American ships had shelled the fishing villages of the southern coast"
    answer = {"right_speaker": "washington", "right_on": DAY + timedelta(days=1), "right_stance": "deny"}

    assert kind(said, said, **answer) == "exact"
    assert kind(said, said.replace("that the", "the"), **answer) == "edited"
    assert kind(said, said, **answer | {"right_speaker": None}) == "exact"
    assert kind(said, said, **answer | {"right_stance": "assert"}) is None
    assert kind(said, said, **answer, left_stance="deny") is None
    assert kind(said, said, **answer | {"right_on": DAY + timedelta(days=8)}) is None
    assert kind(said, said, **answer | {"right_on": None}) is None
    assert kind(said, denied, **answer) is None
    assert kind("that he had done anything wrong", "that he had done anything wrong", **answer) is None
    assert (
        kind("former deputy harbour secretary Adaeze Ude", "former deputy harbour secretary Adaeze Ude", **answer)
        is None
    )


def test_paraphrase_needs_the_same_speaker_and_days() -> None:
    left = "that the ministry would inspect every ferry on the lagoon before the winter"
    right = "every ferry on the lagoon will be inspected by the ministry before winter"

    assert kind(left, right) == "paraphrase"
    assert kind(left, right, right_speaker="ben ude") is None
    assert kind(left, right, right_on=DAY + timedelta(days=3)) is None
    assert kind(left, right, right_on=None) is None
    assert kind(left, right, right_stance="deny") is None
    assert kind(left, right.replace("winter", "March 3")) is None


def test_name_alone_is_no_paraphrase() -> None:
    name = "former deputy harbour secretary Adaeze Ude"

    assert kind(name, f"{name} treated unfairly") is None


def test_similarity_falls_with_what_is_cut() -> None:
    texts = [BRIDGE, f"“{TAIL}”", "“for the farmers of the valley, and they know it”"]
    edges = [compare(*pair(BRIDGE, text)) for text in texts]

    assert [edge.similarity if edge else None for edge in edges] == sorted(
        (edge.similarity for edge in edges if edge), reverse=True
    )
    assert edges[0] is not None
    assert edges[0].similarity == 1.0


def test_order_of_the_two_does_not_matter() -> None:
    left, right = pair(BRIDGE, "“We did not build this bridge for tourists and nobody can say so,”")

    assert compare(left, right) == compare(right, left)
    assert compare(left, right) is not None


def test_own_words_are_those_outside_nested_spans() -> None:
    content = "the board said that the dam is safe"
    spans = [(10, 24), (30, 50)]

    assert own_words(content, spans, [(30, 50)]) == "the board said "
    assert own_words(content, spans, [(34, 50)]) == "the board said that"
    assert own_words(content, spans, [(30, 34)]) == "the board said  the dam is safe"
    assert own_words(content, spans, []) == content
    # Not the printed text of these spans: nothing can be cut from it.
    assert own_words(content, [(0, 4)], [(0, 2)]) == content
