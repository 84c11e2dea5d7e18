"""A large warehouse made from a real one: its articles and statements so many times, each time as if they were others.

    python -m tests.benchmarks.ten_million SOURCE TARGET --statements 10000000
    python -m tests.benchmarks.ten_million SOURCE TARGET --day 2026-11-30 --articles 300

SOURCE is a data folder with real articles, loaded (and for --with-claims built); TARGET a folder of its own. Each copy
has new ids, addresses and days, other people and another wording (renamed_words.py), and every fifth the same outlets;
names change with every NAMES_SHARED-th copy, so that a speaker is in the news for years. What an article prints twice,
or two outlets print alike, is so in the copy, and every span is still the printed text. --day adds one load more, of
so many articles, to what is there.

Speakers are left to the next build. So are claims, but with --with-claims those of the source are copied: matching ten
million statements takes hours. Time: about a second for a copy of 4,000 articles; memory below 4 GB.
"""

from __future__ import annotations

import argparse
import csv
import math
import re
import time
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from orchestration.claims.words import read_common_words
from orchestration.identity.vocabulary import load_vocabulary
from orchestration.settings import Settings, load_settings
from orchestration.warehouse.connection import connect_raw, quote_path
from tests.benchmarks.copied_rows import Copy, prepare_copying, write_copy, write_loads
from tests.benchmarks.renamed_words import Dictionary, Naming, RenamedText, Variant, make_dictionary

PROJECT = Path(__file__).resolve().parents[2]
NAMES_SHARED = 5
MEMORY = "8GB"
WORD = re.compile("[A-Za-z]+")
RENAMED_OF_SPEAKERS = ("mention", "name", "role")
KEPT_FILES = ("dbt_project/seeds/country_aliases.csv", "dbt_project/seeds/countries.csv")
DAYS = "January February March April May June July August September October November December Monday Tuesday Wednesday"
DAYS += " Thursday Friday Saturday Sunday"
# A span that cuts a word in two would cut another word elsewhere: such statements, and what is nested in them, stay
# out, and so do those of a speaker whose words the text does not hold.
KEPT_STATEMENTS = """
    CREATE OR REPLACE TEMP TABLE kept_statements AS
    WITH RECURSIVE spans AS (
        SELECT s.statement_id, unnest(s.content_spans) AS span,
            CASE s.field WHEN 'title' THEN a.title ELSE a.body END AS t
        FROM source.raw.statements AS s JOIN source.raw.articles AS a USING (article_id, article_version)
    ),
    torn AS (
        SELECT DISTINCT statement_id FROM spans
        WHERE regexp_matches(substring(t, span.start_char, 2), '^[A-Za-z]{2}$')
            OR regexp_matches(substring(t, span.end_char, 2), '^[A-Za-z]{2}$')
        UNION
        SELECT s.statement_id FROM source.raw.statements AS s JOIN torn ON s.parent_statement_id = torn.statement_id
    )
    SELECT statement_id FROM source.raw.statements ANTI JOIN torn USING (statement_id)
"""
PEOPLE = """
    SELECT DISTINCT speaker.name FROM (SELECT unnest(speakers) AS speaker FROM source.raw.statements)
    WHERE speaker.kind = 'person'
"""
# Names of what is no person: the pipeline knows many of them.
KEPT_NAMES = """
    WITH listed AS (SELECT unnest(speakers) AS speaker FROM source.raw.statements),
    relayed AS (SELECT unnest(relays) AS relay FROM source.raw.statements)
    SELECT speaker.name FROM listed WHERE speaker.kind IN ('organisation', 'state')
    UNION SELECT relay.outlet_name FROM relayed
    UNION SELECT unnest(about_actors).actor_name FROM source.raw.statements
"""
STATEMENT_TEXTS = ("content_text", "cue_text", "source_text", "addressee", "said_on_text")


class Source:
    """The source's articles and statements with their texts read, to be written in any variant."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        con.execute(KEPT_STATEMENTS)
        self._articles = con.sql("SELECT * FROM source.raw.articles").to_arrow_table().combine_chunks()
        statements = "SELECT * FROM source.raw.statements SEMI JOIN kept_statements USING (statement_id)"
        self._statements = con.sql(statements).to_arrow_table().combine_chunks()
        self.statement_count: int = self._statements.num_rows
        self._speakers = _values(self._statements, "speakers")
        self._dictionary = self._make_dictionary(con)
        self._texts = {name: self._read(self._articles[name]) for name in ("title", "body")}
        self._texts |= {name: self._read(self._statements[name]) for name in STATEMENT_TEXTS}
        self._texts |= {name: self._read(self._speakers.field(name)) for name in RENAMED_OF_SPEAKERS}

    def register(self, con: duckdb.DuckDBPyConnection, variant: Variant) -> None:
        """Put `renamed_articles` and `renamed_statements` of one variant where SQL can read them."""
        rows = self._dictionary.render(variant)
        made = {name: text.render(rows) for name, text in self._texts.items()}
        articles, statements = self._articles, self._statements
        for name in ("title", "body"):
            articles = _replace(articles, name, made[name])
        for name in STATEMENT_TEXTS:
            statements = _replace(statements, name, made[name])
        statements = _replace(statements, "speakers", self._rename_speakers(made))
        con.register("renamed_articles", articles)
        con.register("renamed_statements", statements)

    def _read(self, text: pa.Array) -> RenamedText:
        return RenamedText(text, self._dictionary)

    def _make_dictionary(self, con: duckdb.DuckDBPyConnection) -> Dictionary:
        names = _read_names(row[0] for row in con.execute(PEOPLE).fetchall())
        vocabulary = load_vocabulary()
        texts = [name.title() for row in con.execute(KEPT_NAMES).fetchall() if (name := row[0])]
        texts += [*vocabulary.office_nouns, *vocabulary.offices, *vocabulary.portfolios, *vocabulary.titles]
        for path in KEPT_FILES:
            with (PROJECT / path).open(encoding="utf-8", newline="") as lines:
                texts += [value for row in csv.reader(lines) for value in row]
        texts.append(DAYS)
        kept = frozenset(word.encode() for text in texts for word in WORD.findall(text))
        columns = [self._articles["title"], self._articles["body"], self._speakers.field("name")]
        common = frozenset(word.encode() for word in read_common_words())
        return make_dictionary(columns, names, kept, common)

    def _rename_speakers(self, made: dict[str, pa.Array]) -> pa.Array:
        listed = self._statements["speakers"].combine_chunks()
        names = [field.name for field in self._speakers.type]
        parts = [made.get(name, self._speakers.field(name)) for name in names]
        speakers = pa.StructArray.from_arrays(parts, names=names)
        return pa.ListArray.from_arrays(listed.offsets, speakers)


def make_warehouse(source: Path, target: Settings, statements: int, *, with_claims: bool) -> int:
    """Fill the raw tables of a new data folder with about so many statements; returns how many."""
    with connect_raw(target, memory_limit=MEMORY) as con:
        _attach(con, source)
        if con.execute("SELECT 1 FROM raw.articles LIMIT 1").fetchall():
            raise SystemExit(f"{target.raw_path} has articles already: name another folder, or add a --day to it.")
        prepare_copying(con)
        read = Source(con)
        copies = math.ceil(statements / read.statement_count)
        began = time.monotonic()
        for number in range(1, copies + 1):
            read.register(con, Variant(names=number // NAMES_SHARED, wording=number))
            write_copy(con, Copy(number), with_claims=with_claims)
            print(f"copy {number} of {copies}, {time.monotonic() - began:,.0f} s", flush=True)
        write_loads(con)
        return copies * read.statement_count


def add_day(source: Path, target: Settings, on: date, articles: int) -> None:
    """Add a load of so many articles on a day, of people who are in the news already and words that are new."""
    with connect_raw(target, memory_limit=MEMORY) as con:
        _attach(con, source)
        prepare_copying(con)
        number = 1_000_000 + on.toordinal()
        Source(con).register(con, Variant(names=1, wording=number))
        write_copy(con, Copy(number, on=on, most=articles), with_claims=False)
        write_loads(con)


def _attach(con: duckdb.DuckDBPyConnection, source: Path) -> None:
    path = load_settings(data=source).raw_path
    con.execute(f"ATTACH '{quote_path(path)}' AS source (READ_ONLY)")


def _read_names(names: Iterable[str]) -> Naming:
    given: Counter[bytes] = Counter()
    family: Counter[bytes] = Counter()
    for name in names:
        words = [word.encode() for word in WORD.findall(name or "")]
        given.update(word for word in words[:-1] if word.istitle())
        family.update(word for word in words[-1:] if word.istitle())
    is_family = {word for word in family if family[word] >= given[word]}
    return Naming(given=frozenset(given.keys() - is_family), family=frozenset(is_family))


def _values(table: pa.Table, name: str) -> pa.Array:
    values = table[name].combine_chunks().values
    assert values.null_count == 0, name  # a list without what it lists has no rows here
    return values


def _replace(table: pa.Table, name: str, values: pa.Array) -> pa.Table:
    return table.set_column(table.schema.get_field_index(name), name, values)


def main() -> None:
    """Read the arguments, and make the warehouse or add the day."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--statements", type=int, default=10_000_000)
    parser.add_argument("--with-claims", action="store_true")
    parser.add_argument("--day", type=date.fromisoformat)
    parser.add_argument("--articles", type=int, default=300)
    given = parser.parse_args()
    target = load_settings(data=given.target)
    target.data.mkdir(parents=True, exist_ok=True)
    if given.day:
        add_day(given.source, target, given.day, given.articles)
    else:
        made = make_warehouse(given.source, target, given.statements, with_claims=given.with_claims)
        print(f"{made:,} statements in {target.raw_path}, {target.raw_path.stat().st_size / 1e6:,.0f} MB")


if __name__ == "__main__":
    main()
