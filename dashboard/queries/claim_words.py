"""Which claims have some words, in any print of them or in the names of its speakers: by a token table of their own.

Most claims have one print and are on no list; so the table is small, and a word costs a few milliseconds.
"""

from __future__ import annotations

from typing import Any

from dashboard.database import Build
from dashboard.queries.conditions import Conditions
from dashboard.queries.lookup import plan_claims
from dashboard.queries.phrases import PHRASED, select_standing
from dashboard.searches import Search

# More than all claims that have some words have.
MOST_PRINTS = 1_000_000_000


def select_claims_with(build: Build, words: str, listed: str) -> Conditions | None:
    """Conditions on `core.fct_claims c`: every word is in a print of it; None where no word can be looked up.

    `words` are as typed; what is in double quotation marks stands together in one print. `listed` is what is asked of
    the claims besides, a condition that most of them do not meet.
    """
    plan = plan_claims(build, Search(words=words).terms)
    if not plan.lookups:
        return None
    conditions = Conditions()
    for lookup in plan.lookups:
        having = f"select claim_id from reporting.rpt_claim_tokens where {lookup.condition}"
        conditions.add(f"c.claim_id in ({having})", *lookup.parameters)
    if plan.phrases:
        conditions.add(listed)
        sql, parameters = _write_with_phrases(conditions, plan.phrases)
        return Conditions([f"c.claim_id in ({sql})"], parameters)
    return conditions


def _write_with_phrases(chosen: Conditions, phrases: tuple[str, ...]) -> tuple[str, list[Any]]:
    """A query of the claims of which a print has every phrase, among those chosen."""
    standing = select_standing(phrases)
    # The second and later prints of all claims lie together in the bridge. Texts are read by their place, of the
    # candidates' prints alone; the limit keeps the database from folding those that lie near too.
    sql = f"""
        with candidates as materialized (
            select c.claim_id, c.first_statement_id from core.fct_claims c where {chosen.sql}
        ), prints as materialized (
            select claim_id, first_statement_id as statement_id from candidates
            union all
            select claim_id, statement_id from core.bridge_claim_statements
            where print_number > 1 and claim_id in (select claim_id from candidates)
        ), texts as materialized (
            select statement_id, {", ".join(PHRASED)} from core.fct_statements where rowid in (
                select rowid from core.fct_statements where statement_id in (select statement_id from prints)
            ) limit {MOST_PRINTS}
        )
        select claim_id from prints join texts using (statement_id) where {standing.sql}"""
    return sql, [*chosen.parameters, *standing.parameters]
