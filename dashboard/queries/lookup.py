"""From words typed to rows of the token tables: folding, and what to look up first.

The tables are sorted by token, so that the words that begin alike lie together and everything else is skipped. Folding
is done by the database, by the same functions as the tables were made with (dbt_project/macros/names.sql, `wording`).
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from dashboard.database import Build, fetch_records

LETTERS = "\\p{{L}}\\p{{N}}"
# As regexp_replace(…, '[''’‘]', '', 'g'), which takes twice as long.
PLAIN = "replace(replace(replace(lower(strip_accents({text})), '''', ''), '’', ''), '‘', '')"
FOLDED = f"regexp_extract_all({PLAIN}, '[{LETTERS}]+')"
# Two letters begin too many words: they are taken for a whole word ("EU").
SHORTEST_BEGINNING = 3
LAST_LETTER = "\U0010ffff"


@dataclass(frozen=True)
class Lookup:
    """One word to look up: `token` whole, or, where `is_beginning`, every word that begins with it."""

    token: str
    is_beginning: bool
    row_count: int = 0

    @property
    def condition(self) -> str:
        """SQL on a column `token`, with the question marks that `parameters` fills."""
        return "token >= ? and token < ?" if self.is_beginning else "token = ?"

    @property
    def parameters(self) -> list[str]:
        """The values of `condition`."""
        return [self.token, self.token + LAST_LETTER] if self.is_beginning else [self.token]


@dataclass(frozen=True)
class Plan:
    """What a search looks up, the rarest word first, and the phrases that then have to stand in the text.

    `lookups` is empty where there is nothing to look up: nothing typed but marks, or words that only join.
    """

    lookups: tuple[Lookup, ...]
    phrases: tuple[str, ...] = ()


def fold_terms(build: Build, terms: tuple[str, ...]) -> list[list[str]]:
    """The words of each term as the token tables have them."""
    sql = f"select {FOLDED.format(text='term')} as words from (select unnest(?::varchar[]) as term)"
    return [row["words"] for row in fetch_records(build, sql, [list(terms)])]


@st.cache_data(max_entries=16, show_spinner=False)
def _list_stop_words(build: Build) -> frozenset[str]:
    return frozenset(row["word"] for row in fetch_records(build, "select word from seeds.stop_words"))


@st.cache_data(max_entries=256, show_spinner=False)
def plan_statements(build: Build, terms: tuple[str, ...]) -> Plan:
    """The plan over statements: each term a word, or a phrase where it has several; the last word may be unfinished."""
    return _plan_words(build, terms, "rpt_search_tokens")


@st.cache_data(max_entries=256, show_spinner=False)
def plan_claims(build: Build, terms: tuple[str, ...]) -> Plan:
    """The plan over claims, by the same rules."""
    return _plan_words(build, terms, "rpt_claim_tokens")


def _plan_words(build: Build, terms: tuple[str, ...], table: str) -> Plan:
    found: dict[Lookup, None] = {}
    phrases = []
    for words in fold_terms(build, terms):
        if not words:
            return Plan(())
        if len(words) > 1:
            phrases.append(" ".join(words))
        for place, word in enumerate(words, start=1):
            if word not in _list_stop_words(build):
                found[Lookup(word, place == len(words) and len(word) >= SHORTEST_BEGINNING)] = None
    counted = [Lookup(each.token, each.is_beginning, _count_rows(build, table, each)) for each in found]
    return Plan(tuple(sorted(counted, key=lambda each: each.row_count)), tuple(phrases))


def plan_names(build: Build, terms: tuple[str, ...]) -> Plan:
    """The plan over names: every word of every term, each of which may be unfinished."""
    folded = fold_terms(build, terms)
    if not all(folded):
        return Plan(())
    return Plan(tuple(dict.fromkeys(Lookup(word, True) for words in folded for word in words)))


def _count_rows(build: Build, table: str, lookup: Lookup) -> int:
    sql = f"select count(*) as n from reporting.{table} where {lookup.condition}"
    return int(fetch_records(build, sql, lookup.parameters)[0]["n"])
