"""What the explorer keeps from one run to the next: the choices whose controls another view does not show."""

from __future__ import annotations

import pytest

from tests.dashboard.reading import Opener

pytestmark = pytest.mark.xdist_group("published")


def test_a_view_without_a_period_keeps_the_period(open_page: Opener) -> None:
    page = open_page("explorer", view="time", grain="month", lines="one")
    page.button_group(key="f_view").set_value("actor").run()
    page.selectbox(key="f_basis").set_value("said").run()
    page.multiselect(key="f_stance").set_value(["deny"]).run()
    assert not page.exception
    page.button_group(key="f_view").set_value("time").run()

    assert not page.exception
    assert page.button_group(key="f_grain").value == "month"
    assert page.button_group(key="f_lines").value == "one"
