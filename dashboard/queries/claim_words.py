"""Which claims have some words, in any print of them or in the names of its speakers: by a token table of their own.

Most claims have one print and are on no list; so the table is small, and a word costs a few milliseconds.
"""

from __future__ import annotations

from dashboard.database import Build
from dashboard.queries.conditions import Conditions
from dashboard.queries.lookup import plan_claims
from dashboard.searches import Search

# The words of a print in their order, the last of a phrase perhaps unfinished.
WORDED = ("content_words", "speaker_words")


def select_claims_with(build: Build, words: str) -> Conditions | None:
    """Conditions on `core.fct_claims c`: every word is in a print of it; None where no word can be looked up.

    `words` are as typed; what is in double quotation marks stands together in one print.
    """
    plan = plan_claims(build, Search(words=words).terms)
    if not plan.lookups:
        return None
    conditions = Conditions()
    for lookup in plan.lookups:
        having = f"select claim_id from reporting.rpt_claim_tokens where {lookup.condition}"
        conditions.add(f"c.claim_id in ({having})", *lookup.parameters)
    if plan.phrases:
        standing = Conditions()
        for phrase in plan.phrases:
            one_of = " or ".join(f"contains(' ' || {column}, ?)" for column in WORDED)
            standing.add(f"({one_of})", *[f" {phrase}"] * len(WORDED))
        texts = f"select claim_id from reporting.rpt_claim_texts where {standing.sql}"
        conditions.add(f"c.claim_id in ({texts})", *standing.parameters)
    return conditions
