"""What a chart draws as one query: the rows that were counted, beside the articles read that a share is of.

Every text here runs as it stands, in the SQL console too; values are in it (see `written_sql`), so none is laid out
anew: that would change them.
"""

from __future__ import annotations

from dashboard.database import Build
from dashboard.filters import Filters
from dashboard.queries.claims import count_articles_by_country
from dashboard.queries.conditions import select_articles_read
from dashboard.written_sql import fill_in, read_asked

# How rankings go by each measure of the explorer.
ORDERS = {
    "share": "article_count desc, statement_count desc",
    "count": "statement_count desc, article_count desc",
}
SHARE = "article_count / nullif(article_read_count, 0) as share"


def write_articles_read(filters: Filters) -> str:
    """The number of articles that shares of a selection are of: one row with article_read_count."""
    read = select_articles_read(filters)
    sql = f"select count(*) as article_read_count\nfrom core.dim_articles a\nwhere {read.sql}"
    return fill_in(sql, read.parameters)


def write_read_by_country(build: Build, filters: Filters) -> tuple[str, str]:
    """What a share by country is of, as `read` and `by` of `write_drawn`: all articles read, or, where countries are
    those of outlets, the articles of each country's own.
    """
    if filters.country_role != "outlet":
        return write_articles_read(filters), ""
    return read_asked(count_articles_by_country(build, filters)), "country_code"


def write_drawn(
    counted: str,
    *,
    read: str = "",
    by: str = "",
    means: str = "",
    means_by: str = "",
    where: str = "",
    order: str,
    most: int | None = None,
) -> str:
    """A query of counts as a chart draws them: with the articles read and the share of them, in the chart's order.

    Args:
        counted: the query of the counts; where there is no `read`, it has article_read_count itself.
        read: the query of the articles read: one row, or one for each value of the column `by`.
        means: the query of the means over outlets, and `means_by` the column that it shares with the counts.
        where: what the chart leaves out.
        order, most: by what it sorts, and how many rows it draws.
    """
    with_read = f", read as (\n{read}\n)" if read else ""
    with_means = f", means as (\n{means}\n)" if means else ""
    join = f" left join read using ({by})" if by else " cross join read" if read else ""
    join += f" left join means using ({means_by})" if means else ""
    columns = "counted.*, article_read_count" if read else "counted.*"
    columns += ", coalesce(even_share, 0) as even_share" if means else ""
    return (
        f"with counted as (\n{counted}\n){with_read}{with_means}\n"
        f"select {columns}, {SHARE}\nfrom counted{join}"
        + (f"\nwhere {where}" if where else "")
        + f"\norder by {order}"
        + (f"\nlimit {most}" if most is not None else "")
    )
