"""The hearsay command as a person runs it: answers on standard output, errors in words and with a code of their own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from orchestration.cli import app
from orchestration.cli.dashboard import require_free_port
from orchestration.errors import HearsayError
from tests.integration.commands import TEXT, run

Program = Callable[..., tuple[int, str, str]]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "treaty.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def run_program(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Program]:
    """Runs the command as its program does, errors included; returns its code and what it printed to both.

    In this process, as starting another one takes longer than all that it does; a traceback would be raised here.
    """
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    on_sigterm = signal.getsignal(signal.SIGTERM)

    def run_it(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            app(list(arguments), prog_name="hearsay")
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    yield run_it
    signal.signal(signal.SIGTERM, on_sigterm)


@pytest.mark.parametrize(
    "command",
    [
        "load",
        "collect",
        "extract",
        "build",
        "correct",
        "erase",
        "dashboard",
        "status",
        "sql",
        "evaluate",
        "explain",
        "export",
    ],
)
def test_every_command_explains_itself_with_an_example(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"Example: hearsay {command}" in " ".join(result.output.split())


def test_load_says_what_it_brought_and_status_adds_it_up(data: Path, article: Path) -> None:
    loaded = run("load", str(article), "--published-on", "2018-02-09", "--outlet", "The Gazette", "--no-extract")
    assert loaded.exit_code == 0
    assert "1 records = 1 articles + 0 new versions + 0 duplicates + 0 rejects" in loaded.output
    assert "hearsay build" in loaded.output
    run("load", str(article), "--published-on", "2018-02-09", "--outlet", "The Gazette", "--no-extract")
    status = json.loads(run("status", "--json").stdout)
    counts = {key: status[key] for key in ("records", "articles", "new_versions", "duplicates", "rejects", "loads")}
    assert counts == {"records": 2, "articles": 1, "new_versions": 0, "duplicates": 1, "rejects": 0, "loads": 2}
    assert status["last_load"]["status"] == "done"
    assert (status["newest_published_on"], status["published_build"], status["loading"]) == ("2018-02-09", None, False)
    words = run("status").stdout
    assert "newest article of 2018-02-09" in words
    assert "nothing yet: hearsay build" in words


def test_load_without_a_path_finishes_what_is_waiting(data: Path, article: Path) -> None:
    run("load", str(article), "--no-extract")
    assert "1 articles have no extraction yet: hearsay load" in run("status").stdout
    finished = run("load")
    assert finished.exit_code == 0
    assert "from 1 articles" in finished.output
    assert json.loads(run("status", "--json").stdout)["unextracted"] == 0
    assert "Nothing was waiting" in run("load").output


def test_status_of_an_empty_folder_says_what_to_do(data: Path) -> None:
    result = run("status")
    assert result.exit_code == 0
    assert "none yet: hearsay load PATH" in result.output
    assert not data.exists()


def test_evaluate_prints_figures_gains_and_losses_against_an_earlier_extraction(data: Path, tmp_path: Path) -> None:
    body = TEXT.split("\n\n", 1)[1].strip() + "\n\nThe union warned that the dam would dry out the delta."
    record = {"article_id": "own-17", "title": "Treaty near", "body": body, "published_on": "2018-02-09"}
    labelled, earlier = tmp_path / "labelled.jsonl", tmp_path / "earlier.jsonl"
    labelled.write_text(json.dumps(record), encoding="utf-8")
    lines = run("extract", str(labelled)).stdout.splitlines()
    statements = [json.loads(line) for line in lines]
    labels = [statement | {"id": statement["statement_id"]} for statement in statements]
    labelled.write_text(json.dumps(record | {"statements": labels}), encoding="utf-8")
    earlier.write_text("\n".join(lines[1:]), encoding="utf-8")

    printed = run("evaluate", str(labelled), "--against", str(earlier))
    assert printed.exit_code == 0
    assert "1 statements gained, 0 lost" in printed.stdout
    assert "missed → whole" in printed.stdout
    assert f"Ana Brook: {statements[0]['content_text']}" in printed.stdout
    assert "Evaluating: 1 articles" in printed.stderr
    answer = json.loads(run("evaluate", str(labelled), "--against", str(earlier), "--json").stdout)
    assert answer["figures"]["statements"]["predicted"] == len(lines)
    assert answer["against"]["statements"]["predicted"] == len(lines) - 1
    assert [(gain["before"], gain["after"]) for gain in answer["gains"]] == [("missed", "whole")]
    itself = json.loads(run("evaluate", str(labelled), "--against", "tagger", "--json").stdout)
    assert not any(itself[name] for name in ("gains", "losses", "new_wrong", "gone_wrong"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["load", "absent.jsonl"], "absent.jsonl is not there"),
        (["load", "{article}", "--published-on", "9.2.2018"], "write it as YYYY-MM-DD"),
        (["load", "{article}", "--map", "headline"], "--map headline is not understood"),
        (["sql", "SELECT 1"], "No build is published"),
        (["export", "{article}.d"], "No build is published"),
        (["evaluate", "absent.jsonl"], "absent.jsonl is not there"),
        (["evaluate", "{labelled}", "--engine", "tager"], "tager is no engine: name one of tagger"),
        (["evaluate", "{labelled}", "--against", "v0.1.jsonl"], "v0.1.jsonl is not there: name an engine"),
        (["extract", "{binary}"], "No article could be read"),
    ],
)
def test_an_error_names_the_input_and_the_fix(
    data: Path, article: Path, run_program: Program, arguments: list[str], said: str
) -> None:
    binary = article.with_suffix(".jsonl")
    binary.write_bytes(b"\x00\xff\x00")
    labelled = article.with_name("labelled.jsonl")
    labelled.write_text(json.dumps({"article_id": "own-17", "body": TEXT, "statements": []}), encoding="utf-8")
    places = {"article": article, "binary": binary, "labelled": labelled}
    code, _, errors = run_program(*(part.format_map(places) for part in arguments))
    assert code == 1
    assert said in errors


@pytest.mark.parametrize(
    "arguments",
    [
        ["load", ""],
        ["collect", ""],
        ["sources", "check", ""],
        ["sources", "add", "https://gazette.example", "--file", ""],
        ["extract", ""],
        ["extract", "{article}", "--out", " "],
        ["explain", ""],
        ["evaluate", ""],
        ["export", ""],
    ],
)
def test_an_empty_path_is_refused_and_is_not_the_folder_one_is_in(
    data: Path, article: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: list[str]
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    result = run(*(part.format(article=article) for part in arguments))

    assert result.exit_code == 2
    assert "it is empty" in result.output
    assert [data.exists(), *here.iterdir()] == [False]


def test_an_error_is_no_traceback_in_a_shell(data: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "orchestration.cli", "status"],
        env={**os.environ, "HEARSAY_DTAA": "x"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert "HEARSAY_DTAA is not a setting" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_load_of_nothing_readable_fails_and_says_why(data: Path, run_program: Program, tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"%PDF")
    code, printed, _ = run_program("load", str(path))
    assert code == 1
    assert "scan.pdf: unsupported format" in printed
    assert json.loads(run("status", "--json").stdout)["rejects"] == 1


def test_a_load_that_is_told_to_end_marks_itself_and_gives_the_lock_back(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    record = {"title": "Treaty near", "body": "The minister said that the treaty would be signed in spring. " * 20}
    lines = (json.dumps(record | {"url": f"https://gazette.example/{number}"}) for number in range(20_000))
    path.write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "orchestration.cli", "load", str(path), "--no-extract"]
    environment = {**os.environ, "HEARSAY_DATA": str(data)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while json.loads(run("status", "--json").stdout)["records"] == 0:
            assert process.poll() is None
            time.sleep(0.05)
        assert json.loads(run("status", "--json").stdout)["loading"] is True
        process.terminate()
        assert process.wait(timeout=30) == 143
    entry = json.loads(next((data / "ledger" / "loads").glob("*.json")).read_text(encoding="utf-8"))
    assert entry["status"] == "failed"
    assert 0 < entry["record_count"] < 20_000
    assert not (data / ".writer.lock.owner").exists()


def test_a_taken_port_is_named_with_the_way_out() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(HearsayError, match=rf"Port {port} is taken.*--port {port + 1}"):
            require_free_port(port)
    require_free_port(port)


def test_explain_marks_the_statements_and_says_why_each_field_has_its_value(data: Path, article: Path) -> None:
    result = run("explain", str(article), "--published-on", "2026-10-15")
    assert result.exit_code == 0, result.output
    shown = " ".join(result.output.split())
    assert "[1]that the treaty would be signed" in shown
    assert "Ana Brook (person)" in shown
    assert "2026-10-12" in shown
    assert "on Monday [" in shown
    assert shown.endswith("1 statement")


def test_explain_says_what_a_file_without_an_article_lacks(data: Path, run_program: Program, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("", encoding="utf-8")
    code, _, errors = run_program("explain", str(empty))
    assert code == 1
    assert "empty.txt has no article" in errors
