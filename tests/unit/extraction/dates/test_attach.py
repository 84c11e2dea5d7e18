"""Which expression of a sentence says when the statement was said. Sentences carry their labels (see marked_text)."""

from __future__ import annotations

import pytest

from orchestration.extraction.dates import attach, find_expressions
from tests.unit.extraction.dates.marked_text import read_marked

DATED = [
    "In his **2014** book, <Brand> {wrote} [[that the dam held]].",
    "<Brand> {said} **over the weekend** [[that the dam held]].",
    "<Mara Tull> {said} **on February 8** [[that the dam held]].",
    "<Mara Tull> {said} **Tuesday** [[that the dam held]].",
    "<Mara Tull> {said} **Tuesday** in a statement [[that the dam held]].",
    "<The envoy> {told} reporters **on Friday** [[that the dam held]].",
    "<The envoy> {told} a parliamentary committee **earlier this month** [[that the dam held]].",
    "<The envoy> {said} in an interview published **on Monday** [[that the dam held]].",
    "[[“The dam held,”]] <she> {said} **late Thursday**.",
    "[[“The dam held,”]] {said} <Mara Tull, the engineer>, **on Thursday**.",
    "<The envoy> {said}, [[“The dam held,”]] while addressing the press **yesterday**.",
    "<The envoy> {denounced} [[the report as false]] on the radio **Monday**.",
    "**Last November**, <former mayor Odo Brand> {told} the Evening Courier [[that the dam was cracked]].",
    "**In December 2017**, <Tull> {warned} [[that the dam was cracked]].",
    "And **in March** <the Courier> {reported} [[on the cracks]].",
    "Also **on Sunday**, <the ministry> {announced} [[a full repair]].",
    "**Late on Sunday**, <the ministry> {announced} [[a full repair]].",
    "Speaking **on Tuesday**, <Tull> {said} [[the dam held]].",
    "Asked about the cracks **Monday** on Channel Nine, <mayor Odo Brand> {said} [[they were old]].",
    "At a rally **Friday** in Westerly, Holm, <Brand> {questioned} [[the repair]].",
    "After a meeting with engineers **on Tuesday**, <Brand> {said} [[the dam held]].",
    "<Tull> **on Monday** {denied} [[the cracks]].",
    "<Tull>, in an interview **on Monday**, {denied} [[the cracks]].",
    "<Tull>, opening a museum **on Monday**, {denied} [[the cracks]].",
    "<The ministry> issued a statement **on Monday** {saying} [[the dam held]].",
    "<Lawmakers> passed a resolution **on Sunday** {calling for} [[a new dam]].",
    "<The port>, which seized a barge **earlier this month**, {saying} [[it carried stone]], kept it.",
    "The first cracks came **in October**, when <officials> {said} [[the dam was safe]].",
    "[[The dam held]], {according to} a **Monday** report by <the Courier>.",
    "[[The dam held]], {according to} <a report released **last month**>.",
    "[[The dam held]], <Tull> {said}, the Courier reported **on Friday**.",
    "**In Monday’s** debate <Brand> {denied} [[the cracks]].",
    "<The ministry> {said **Friday**} [[that the dam held]].",
    "<Brand> has long praised the dam but **on Tuesday** {wrote} [[that it leaked]].",
    "<The ministry> {announced} [[the repair]] seven days earlier **on October 6**.",
    "<Tull> {said} [[**on Tuesday** that the dam held]].",
]


@pytest.mark.parametrize("marked", DATED)
def test_expression_of_the_saying_is_attached(marked: str) -> None:
    sentence = read_marked(marked)
    found = attach(sentence.text, sentence.statements[0], find_expressions(sentence.text), sentence.sentences)
    assert found is not None
    assert found.text == sentence.expected


UNDATED = [
    "On the eve of the vote on 3 May 2016, <Tull> {said} [[the dam held]].",
    "<Tull> {said} [[the dam broke on Tuesday]].",
    "<Tull> {said} [[on Tuesday, the dam broke]].",
    "[[“It broke on Tuesday,”]] <Tull> {said}.",
    "<Brand, who was elected in 2014,> {said} [[the dam held]].",
    "[[The dam held]], {said} <Brand>, who was elected in 2014.",
    "[[The dam held]], {according to} <the mayor>, who took office last year.",
    "<A man arrested on Monday> {said} [[the dam held]].",
    "After the flood killed nine people on Monday, <Brand> {said} [[the dam held]].",
    "Following Tuesday’s attack, <Brand> {said} [[the dam held]].",
    "<Brand> {has said} since Monday [[that the dam held]].",
    "<Brand> {said} in an interview to be aired today [[that the dam held]].",
    "A plane, {reported} by <local radio> [[to be a freighter]], crashed into a hill yesterday.",
    "The dam broke on Tuesday. <Brand> {said} [[it was old]].",
    "<Brand, who was arrested> last week, {said} [[the dam held]].",
    "<Brand>, mayor until 2014, {said} [[the dam held]].",
    "<Brand>, speaking of the flood that came last year, {said} [[the dam held]].",
]


@pytest.mark.parametrize("marked", UNDATED)
def test_expression_of_something_else_is_not_attached(marked: str) -> None:
    sentence = read_marked(marked)
    found = attach(sentence.text, sentence.statements[0], find_expressions(sentence.text), sentence.sentences)
    assert found is None


def test_expression_within_a_blocked_span_is_not_attached() -> None:
    sentence = read_marked("<Tull> {said} on Monday [[the dam held]].")
    expressions = find_expressions(sentence.text)
    blocked = [(expressions[0].start, expressions[0].end)]
    assert attach(sentence.text, sentence.statements[0], expressions, sentence.sentences) is not None
    assert attach(sentence.text, sentence.statements[0], expressions, sentence.sentences, blocked) is None


def test_statement_without_a_cue_is_not_dated() -> None:
    sentence = read_marked("<Sources> on Monday: [[Dam may break]]")
    assert attach(sentence.text, sentence.statements[0], find_expressions(sentence.text), sentence.sentences) is None
