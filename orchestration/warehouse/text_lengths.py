"""How long an outlet's texts are, day by day of loading: where they suddenly shrink, pages are no longer read whole.

A barrier, a changed layout or a feed cut to teasers leaves articles that load well and are a part of what they were.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

# Half: of 22 outlets with 40 articles and more (3,277 in all), five articles drawn by chance have a median below half
# of the others' in 0.65 % of draws, eight in 0.09 %; below 0.6 it would be 2.4 and 1.2 %.
SHRUNKEN_SHARE = 0.5
MIN_ARTICLES = 5
# What an outlet is compared with: enough of it to have a median, and recent enough to be its present way of writing.
MIN_HISTORY = 20
HISTORY_DAYS = 60

FIND = """
    WITH lengths AS (
        SELECT coalesce(outlet_name, outlet_domain) AS outlet, load_on, length(body) AS chars
        FROM raw.articles WHERE load_on BETWEEN $day::DATE - $history_days AND $day::DATE
    )
    SELECT outlet, median(chars) FILTER (load_on = $day::DATE) AS chars,
        median(chars) FILTER (load_on < $day::DATE) AS usual,
        count(*) FILTER (load_on = $day::DATE) AS articles
    FROM lengths WHERE outlet IS NOT NULL
    GROUP BY outlet
    HAVING articles >= $articles AND count(*) - articles >= $history AND chars < $share * usual
    ORDER BY outlet
"""


@dataclass(frozen=True)
class Shrunken:
    """An outlet whose articles of one load date are much shorter than before: medians in characters of the body."""

    outlet: str
    load_on: date
    chars: float
    usual_chars: float
    articles: int

    def describe(self) -> str:
        """One line: the outlet, the day, and both lengths."""
        return (
            f"{self.outlet}: {self.articles:,} articles loaded on {self.load_on} have {self.chars:,.0f} characters"
            f" (median), those before them {self.usual_chars:,.0f}"
        )


def find_shrunken(con: duckdb.DuckDBPyConnection, days: Sequence[date]) -> list[Shrunken]:
    """The outlets whose texts of these load dates are less than half as long as in the sixty days before.

    Fewer than five articles on a day, or twenty before it, say nothing.
    """
    found: list[Shrunken] = []
    for day in days:
        rows = con.execute(
            FIND,
            {
                "day": day,
                "history_days": HISTORY_DAYS,
                "articles": MIN_ARTICLES,
                "history": MIN_HISTORY,
                "share": SHRUNKEN_SHARE,
            },
        ).fetchall()
        found.extend(Shrunken(outlet, day, chars, usual, articles) for outlet, chars, usual, articles in rows)
    return found
