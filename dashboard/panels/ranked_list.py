"""A ranked list on the page of a speaker or an outlet, and the way to its numbers as a question in the SQL console."""

from __future__ import annotations

from dashboard.chart_ways import link_console
from dashboard.frame import show_html
from dashboard.markup import Fragment, element, join, text
from dashboard.written_sql import Records, read_asked


def draw(rows: Records, drawn: Fragment, *, title: str, nothing: str = "None has been read.") -> None:
    """The list with the link to its SQL, or what to say where it is empty.

    Args:
        rows: as the query gave them; what they are drawn as may word them otherwise.
        drawn: them by `rankings.draw_ranking`.
        title: of whom or what the list is, for the first line of the SQL.
        nothing: what an empty list says.
    """
    if not rows:
        show_html(element("p", text(nothing), "hs-caption"))
        return
    link = link_console(read_asked(rows), title, "SQL of this list")
    show_html(join([drawn, element("p", link, "hs-more hs-below-rank")]))
