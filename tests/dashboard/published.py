"""Published builds to test over: the sample by the real pipeline, and hostile text put into a copy of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zlib
from datetime import date
from pathlib import Path

import duckdb
import filelock

PROJECT = Path(__file__).resolve().parents[2]
HOSTILE_ID = "https://hostile.example/1"
HOSTILE_STATEMENT = "hostile-outer"
HOSTILE_TITLE = "<img src=x onerror=window.hacked=1> A **title** ![p](http://evil.example/t.png)"
HOSTILE_BODY = (
    "<script>window.hacked=2</script> ![pixel](http://evil.example/p.png) [click](javascript:window.hacked=3)\n\n"
    'The </div><style>body{display:none}</style> minister مرحبا 😀 said <b onclick="window.hacked=4">all is '
    "“well, as <i>others</i> deny” here</b>. " + "x" * 3000
)
HOSTILE_SPEAKER = (
    "</style><script>window.hacked=5</script> ![p](http://evil.example/s.png) <img src=x onerror=window.hacked=8>"
)
HOSTILE_OUTLET = "<iframe src=http://evil.example></iframe> ![o](http://evil.example/o.png)"
HOSTILE_SPEAKER_ID = "0bad5bad0bad5bad"
HOSTILE_CLAIM_ID = "hostile-claim"
HOSTILE_OLD_CLAIM_ID = "hostile-old-claim"
# dbt_project/models/marts/reporting/rpt_speaker_statements.sql, for tests that change the rows it is made of.
SPEAKER_ROWS = """
    with said as (
        select *, unnest(list_concat(
            [case when speaker_number = 0 then 'unknown' else format('{:016x}', speaker_number) end],
            coalesce(string_split(more_speakers, ' '), [])
        )) as speaker_id from reporting.rpt_explorer_statements
    ), named as (
        select *, coalesce(try_cast('0x' || speaker_id as ubigint), 0) as named_number from said
    )
    select e.*,
        case when named_number = speaker_number then is_unnamed
             else contains(coalesce(more_unnamed, ''), speaker_id) end as is_nameless, (
        select string_agg(o.speaker_id, ' ') from named o
        where o.statement_id = e.statement_id and o.named_number < e.named_number
    ) as earlier_speakers from named e"""


def build_sample(folder: Path) -> Path:
    """Loads and builds data/sample into a folder, once however many workers ask; returns the folder."""
    with filelock.FileLock(folder.with_suffix(".lock")):
        if not (folder / "published" / "current").exists():
            for arguments in (["load", "data/sample"], ["build"]):
                run_hearsay(folder, arguments)
    return folder


def run_hearsay(folder: Path, arguments: list[str]) -> None:
    """Runs a command over a data folder; fails with what it printed."""
    environment = {**os.environ, "HEARSAY_DATA": str(folder), "HEARSAY_WORKERS": "1"}
    command = [sys.executable, "-m", "orchestration.cli", *arguments]
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, f"hearsay {' '.join(arguments)}:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"


def publish_copy(data: Path, source: Path, build_id: str) -> Path:
    """Publishes a copy of a build under another id in another data folder; returns the copied file."""
    published = data / "published"
    published.mkdir(parents=True, exist_ok=True)
    target = published / f"{build_id}.duckdb"
    shutil.copy((source / "published" / "current").resolve(), target)
    fresh = published / "current.tmp"
    fresh.symlink_to(target.name)
    fresh.replace(published / "current")
    return target


def build_hostile(data: Path, source: Path) -> Path:
    """A copy of the sample's build with an article whose every text tries to run, and three overlapping statements."""
    with filelock.FileLock(data.with_suffix(".lock")):
        if not (data / "published" / "current").exists():
            path = publish_copy(data, source, "20261101T000000Z-h05711")
            with duckdb.connect(str(path)) as con:
                _add_hostile_article(con)
                renew_speaker_rows(con)
    return data


def renew_speaker_rows(con: duckdb.DuckDBPyConnection) -> None:
    """Makes the rows of speakers from those of the explorer, where a test has changed these."""
    con.execute("delete from reporting.rpt_speaker_statements")
    made = f"select * exclude (speaker_id) from ({SPEAKER_ROWS})"
    con.execute(f"insert into reporting.rpt_speaker_statements by name {made}")


def _add_hostile_article(con: duckdb.DuckDBPyConnection) -> None:
    newest = con.execute("select max(published_on) from core.dim_articles").fetchone()
    assert newest is not None
    _copy_row(
        con,
        "core.dim_articles",
        "is_current and statement_count > 0",
        article_id=HOSTILE_ID,
        article_version="0" * 16,
        title=HOSTILE_TITLE,
        body=HOSTILE_BODY,
        url="javascript:window.hacked=6",
        outlet_id="hostile",
        published_on=newest[0],
        statement_count=3,
    )
    _copy_row(
        con,
        "core.dim_speakers",
        "true",
        speaker_id=HOSTILE_SPEAKER_ID,
        speaker_name=HOSTILE_SPEAKER,
        speaker_kind="person",
        statement_count=999,
        article_count=999,
    )
    _copy_row(con, "core.dim_outlets", "true", outlet_id="hostile", outlet_name=HOSTILE_OUTLET, article_count=1)
    outer, middle, inner = (HOSTILE_BODY.index(part) for part in ("<b onclick", "“well", "<i>others"))
    ends = (HOSTILE_BODY.index(". xxx"), HOSTILE_BODY.index(" here"), HOSTILE_BODY.index(" deny"))
    for name, start, end in zip(
        (HOSTILE_STATEMENT, "hostile-middle", "hostile-inner"), (outer, middle, inner), ends, strict=True
    ):
        _add_statement(con, name, start, end, newest[0])
    _add_claim(con)


def _add_statement(con: duckdb.DuckDBPyConnection, statement_id: str, start: int, end: int, printed_on: date) -> None:
    source = HOSTILE_BODY.index("minister")
    cue = HOSTILE_BODY.index("said")
    _copy_row(
        con,
        "core.fct_statements",
        "is_current",
        statement_id=statement_id,
        article_id=HOSTILE_ID,
        article_version="0" * 16,
        field="body",
        published_on=printed_on,
        said_or_printed_on=printed_on,
        content_text=HOSTILE_BODY[start:end],
        content_spans=[{"start_char": start, "end_char": end}],
        cue_spans=[{"start_char": cue, "end_char": cue + 4}],
        source_spans=[{"start_char": source, "end_char": source + 8}],
        speaker_id=HOSTILE_SPEAKER_ID,
        outlet_id="hostile",
        claim_id=HOSTILE_CLAIM_ID,
        speaker_name=HOSTILE_SPEAKER,
        speaker_role='"><img src=x onerror=window.hacked=7>',
        parent_statement_id=None,
        is_nested=False,
        stance="deny",
    )
    _copy_row(
        con,
        "core.bridge_statement_speakers",
        "true",
        statement_id=statement_id,
        speaker_id=HOSTILE_SPEAKER_ID,
        speaker_name=HOSTILE_SPEAKER,
    )
    _copy_row(
        con,
        "reporting.rpt_explorer_statements",
        "more_speakers is null",
        statement_id=statement_id,
        article_number=0xBAD,
        outlet_id="hostile",
        published_on=printed_on,
        said_or_printed_on=printed_on,
        stance="deny",
        is_nested=False,
        is_unnamed=False,
        speaker_number=int(HOSTILE_SPEAKER_ID, 16),
    )
    # The newest of all, so that the search shows it first: numbers grow with the day printed.
    number = 2**62 + 2**61 + zlib.crc32(statement_id.encode())
    _copy_row(
        con, "reporting.rpt_search_statements", "true", statement_number=number, statement_id=statement_id,
        outlet_id="hostile", speaker_id=HOSTILE_SPEAKER_ID, stance="deny", published_on=printed_on,
    )  # fmt: skip
    for token in ("hacked", "script", "img", "onerror"):
        _copy_row(con, "reporting.rpt_search_tokens", "true", token=token, statement_number=number)
    for kind, subject in (("speaker", HOSTILE_SPEAKER_ID), ("outlet", "hostile")):
        for token in ("hacked", "script", "img", "iframe"):
            con.execute("delete from reporting.rpt_search_names where token = ? and subject_id = ?", [token, subject])
            _copy_row(con, "reporting.rpt_search_names", "true", token=token, subject_kind=kind, subject_id=subject)


def _add_claim(con: duckdb.DuckDBPyConnection) -> None:
    """The hostile statements and one of another outlet as prints of one claim, credited to a hostile outlet."""
    other = con.execute("select statement_id from core.fct_statements where is_current and claim_id <> ? "
                        "and published_on < (select max(published_on) from core.fct_statements) "
                        "order by published_on desc, statement_id limit 1", [HOSTILE_CLAIM_ID]).fetchone()  # fmt: skip
    assert other is not None
    prints = [other[0], HOSTILE_STATEMENT, "hostile-middle", "hostile-inner"]
    for number, statement_id in enumerate(prints, start=1):
        _copy_row(con, "core.bridge_claim_statements", "true", claim_id=HOSTILE_CLAIM_ID, statement_id=statement_id,
                  print_number=number)  # fmt: skip
    con.execute(
        "insert into core.fct_claims by name select * replace (? as claim_id, ? as claim_text, ? as speaker_id, "
        "2 as outlet_count, 4 as statement_count, 9 as wording_count, true as is_denied, 1 as denial_count, "
        "[?] as denier_names) from core.fct_claims order by claim_id limit 1",
        [HOSTILE_CLAIM_ID, HOSTILE_BODY, HOSTILE_SPEAKER_ID, HOSTILE_SPEAKER],
    )
    con.execute("insert into core.bridge_claim_denials values (?, ?, ?, 'hostile', current_date, true)",
                [HOSTILE_CLAIM_ID, "hostile-inner", HOSTILE_SPEAKER_ID])  # fmt: skip
    con.execute("insert into core.bridge_claim_aliases values (?, ?, now())", [HOSTILE_OLD_CLAIM_ID, HOSTILE_CLAIM_ID])
    _copy_row(con, "core.bridge_statement_relays", "true", statement_id=HOSTILE_STATEMENT, outlet_id="hostile",
              outlet_name_printed=HOSTILE_OUTLET, hop_number=1)  # fmt: skip


def _copy_row(con: duckdb.DuckDBPyConnection, table: str, where: str, **changes: object) -> None:
    replaced = ", ".join(f"? as {name}" for name in changes)
    con.execute(
        f"insert into {table} by name select * replace ({replaced}) from {table} where {where} order by all limit 1",
        list(changes.values()),
    )
