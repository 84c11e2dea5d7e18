"""The country that an article is about: the scene of what happens, or the publisher's own where it writes of home."""

from __future__ import annotations

import pytest

from orchestration.extraction.affiliations import main_country
from orchestration.extraction.gazetteer import load_gazetteer
from orchestration.extraction.segment import segment

BODY = (
    "{dateline} — Kenya and Uganda agreed on a bridge. The money is to come from a bank in China and be repaid "
    "by 2040. An opposition MP asked why it had to be a bank in Wuhan."
)


@pytest.mark.parametrize(
    ("dateline", "publisher_country", "country"),
    [
        ("NAIROBI (Lake Herald)", "KE", "KE"),
        ("BEIJING (Lake Herald)", "KE", "CN"),
    ],
)
def test_a_lender_abroad_is_not_the_scene_of_news_written_at_home(
    dateline: str, publisher_country: str, country: str
) -> None:
    texts = [segment("A bridge over the lake"), segment(BODY.format(dateline=dateline))]
    assert main_country(texts, publisher_country, load_gazetteer()) == country
