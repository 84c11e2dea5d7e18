"""Which claims have some words, in any print of them or in the names of its speakers: by a token table of their own.

Most claims have one print and are on no list; so the table is small, and a word costs a few milliseconds.
"""

from __future__ import annotations

from typing import Any

from dashboard.database import Build
from dashboard.queries.conditions import Conditions
from dashboard.queries.lookup import plan_claims
from dashboard.queries.search import FOLDED_TEXTS, PHRASED, write_standing
from dashboard.searches import Search


def select_claims_with(build: Build, words: str) -> Conditions | None:
    """Conditions on `core.fct_claims c`: every word is in a print of it; None where no word can be looked up.

    `words` are as typed; what is in double quotation marks stands together in one print.
    """
    plan = plan_claims(build, Search(words=words).terms)
    if not plan.lookups:
        return None
    conditions = Conditions()
    for lookup in plan.lookups:
        listed = f"select claim_id from reporting.rpt_claim_tokens where {lookup.condition}"
        conditions.add(f"c.claim_id in ({listed})", *lookup.parameters)
    if plan.phrases:
        sql, parameters = _write_with_phrases(conditions, plan.phrases)
        return Conditions([f"c.claim_id in ({sql})"], parameters)
    return conditions


def _write_with_phrases(having_words: Conditions, phrases: tuple[str, ...]) -> tuple[str, list[Any]]:
    """A query of the claims of which a print has every phrase, among those that have its words."""
    standing, parameters = write_standing(phrases)
    texts = ", ".join(f"s.{column}" for column in PHRASED.values())
    # Texts are read by their place, of the candidates' prints alone.
    sql = f"""
        with candidates as materialized (
            select c.claim_id from core.fct_claims c where {having_words.sql}
        ), places as materialized (
            select s.claim_id, s.rowid as place from core.fct_statements s semi join candidates using (claim_id)
            where s.is_current
        ), printed as materialized (
            select p.claim_id, {texts} from core.fct_statements s join places p on p.place = s.rowid
        )
        select claim_id from (select claim_id, {FOLDED_TEXTS} from printed) where {standing}"""
    return sql, [*having_words.parameters, *parameters]
