"""The writer lock between processes: who holds it is named, waiting ends, and a dead holder is forgotten."""

from __future__ import annotations

import fcntl
import subprocess
import sys
import threading

import pytest

from orchestration.settings import Settings
from orchestration.warehouse.lock import SECONDS_OF_A_LOOK, WriterBusyError, read_owner, writer_lock

HOLD = """
import sys
from pathlib import Path
from orchestration.settings import load_settings
from orchestration.warehouse.lock import writer_lock
with writer_lock(load_settings(data=Path(sys.argv[1])), purpose="load"):
    print("held", flush=True)
    sys.stdin.read()
"""


def hold(settings: Settings) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", HOLD, str(settings.data)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_writer_is_told_who_writes_and_may_refuse_to_wait(settings: Settings) -> None:
    with hold(settings) as process:
        owner = read_owner(settings)
        assert owner is not None
        assert (owner.pid, owner.purpose) == (process.pid, "load")
        with (
            pytest.raises(WriterBusyError, match=rf"pid {process.pid}, load"),
            writer_lock(settings, purpose="build", wait=False),
        ):
            pass
        process.communicate()
    assert read_owner(settings) is None
    with writer_lock(settings, purpose="build", wait=False):
        assert read_owner(settings) is not None


def test_waiting_says_for_whom_once_and_goes_on_when_the_lock_is_free(settings: Settings) -> None:
    said: list[str] = []
    with hold(settings) as process:

        def let_go(text: str) -> None:
            said.append(text)
            assert process.stdin is not None
            process.stdin.close()

        with writer_lock(settings, purpose="build", on_wait=let_go):
            owner = read_owner(settings)
            assert owner is not None
            assert owner.purpose == "build"
    assert len(said) == 1
    assert f"pid {process.pid}" in said[0]


def test_a_killed_holder_leaves_neither_the_lock_nor_its_name(settings: Settings) -> None:
    with hold(settings) as process:
        process.kill()
        process.wait()
    assert read_owner(settings) is None
    with writer_lock(settings, purpose="build", wait=False):
        pass


def test_a_killed_holder_is_forgotten_although_another_process_has_its_number(settings: Settings) -> None:
    with writer_lock(settings, purpose="load"):
        (side_file,) = settings.data.glob("*.owner")
        named = side_file.read_text(encoding="utf-8")
    # As after a kill: the name of the process stays, and its number is that of one that runs, which is this one.
    side_file.write_text(named, encoding="utf-8")

    assert read_owner(settings) is None


def test_looking_who_writes_keeps_nobody_from_writing(settings: Settings) -> None:
    with hold(settings) as process:
        process.communicate()
    with settings.lock_path.open() as looked_at:
        fcntl.flock(looked_at, fcntl.LOCK_SH)
        threading.Timer(SECONDS_OF_A_LOOK / 4, fcntl.flock, (looked_at, fcntl.LOCK_UN)).start()
        with writer_lock(settings, purpose="build", wait=False):
            assert read_owner(settings) is not None


def test_the_lock_may_be_taken_again_within_its_hold(settings: Settings) -> None:
    with writer_lock(settings, purpose="load"):
        with writer_lock(settings, purpose="extract", wait=False):
            pass
        owner = read_owner(settings)
        assert owner is not None
        assert owner.purpose == "load"
        other = subprocess.run(
            [sys.executable, "-c", HOLD.replace('load")', 'load", wait=False)'), str(settings.data)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert "WriterBusyError" in other.stderr
