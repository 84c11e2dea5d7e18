"""What holds for any text, however odd."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from orchestration.extraction.dates import StatementSpans, date_statements, find_expressions, resolve

_WORDS = st.sampled_from(
    "on in last next this the Monday Tuesday’s May march March Feb. 8 31 2014 2016-02-30 1,200 week month year day "
    "days ago two several earlier later late early yesterday Today at time previous of since said told that who “ ” "
    ", . ; — \n \n\n New Year's Eve Christmas recent Sept th 8th 29 February interview report a statement".split(" ")
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(_WORDS, max_size=60).map(" ".join))
DATES = st.dates(min_value=date(1901, 1, 1), max_value=date(2100, 12, 31))


@given(TEXTS)
def test_expressions_lie_in_the_text_in_order(text: str) -> None:
    end = 0
    for expression in find_expressions(text):
        assert end <= expression.start < expression.end <= len(text)
        assert text[expression.start : expression.end] == expression.text
        end = expression.end


@given(TEXTS, DATES)
def test_no_day_after_publication(text: str, published_on: date) -> None:
    anchor = None
    for expression in find_expressions(text):
        found = resolve(expression, published_on, anchor)
        if found is not None:
            assert found.start <= found.end <= published_on
            assert found.iso_prefix is None or found.start.isoformat().startswith(found.iso_prefix)
            anchor = found


@given(DATES)
def test_weekday_is_within_the_week_up_to_publication(published_on: date) -> None:
    for name in ("Monday", "Wednesday", "Sunday"):
        (expression,) = find_expressions(f"It began on {name}.")
        found = resolve(expression, published_on, None)
        assert found is not None
        assert published_on - timedelta(days=6) <= found.start == found.end <= published_on
        assert f"{found.start:%A}" == name


@st.composite
def statements_of(draw: st.DrawFn, text: str) -> list[StatementSpans]:
    def spans() -> list[tuple[int, int]]:
        cuts = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
        return [(min(cut), max(cut)) for cut in draw(st.lists(cuts, max_size=2))]

    keys = st.sampled_from([None, "a", "b"])
    return [StatementSpans(spans(), spans(), spans(), draw(keys)) for _ in range(draw(st.integers(0, 4)))]


@given(st.data(), TEXTS, st.one_of(st.none(), DATES))
def test_dating_holds_for_any_spans(data: st.DataObject, text: str, published_on: date | None) -> None:
    statements = data.draw(statements_of(text))
    cut = data.draw(st.integers(0, len(text)))
    bounds = [(0, cut), (cut, len(text))] if data.draw(st.booleans()) else []
    dated = date_statements(text, published_on, statements, bounds, bounds)
    assert [one.index for one in dated] == list(range(len(statements)))
    for one in dated:
        assert (one.range is None) == (one.expression is None) == (one.basis == "none")
        if one.range is not None and published_on is not None:
            assert one.range.end <= published_on
        if one.inherited_from is not None:
            assert one.basis == "inherited"
            assert one.inherited_from != one.index
