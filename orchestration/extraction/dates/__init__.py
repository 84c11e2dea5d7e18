"""When a statement was said: find time expressions, attach one to a statement, resolve it into a range of days.

Stages, each of which can be run alone: `expressions` finds, `resolve` turns one expression into days, `attach`
chooses the expression that dates a statement, `occasions` and `article` carry a date over within an article.
English news text only; nothing here knows about speakers beyond an opaque key.
"""

from orchestration.extraction.dates.article import date_statements
from orchestration.extraction.dates.attach import attach
from orchestration.extraction.dates.expressions import find_expressions
from orchestration.extraction.dates.model import DatedStatement, DateRange, StatementSpans, TimeExpression
from orchestration.extraction.dates.resolve import resolve

__all__ = [
    "DateRange",
    "DatedStatement",
    "StatementSpans",
    "TimeExpression",
    "attach",
    "date_statements",
    "find_expressions",
    "resolve",
]
