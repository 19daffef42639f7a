"""An interview, or a round, at a terminal: asked again after a slip, kept when it is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")

PROGRAM = "from commonweal.cli import main; main()"


class Terminal:
    """A pseudo-terminal with the program at it."""

    def __init__(self, process: subprocess.Popen[bytes], handle: int) -> None:
        self.process = process
        self._handle = handle
        self._at = 0
        self.seen = ""

    def until(self, text: str) -> None:
        """Read until a text is shown, behind what was read until before."""
        while (found := self.seen.find(text, self._at)) < 0:
            self.seen += os.read(self._handle, 4096).decode("utf-8", "replace")
        self._at = found + len(text)

    def type(self, line: str) -> None:
        """Type a line."""
        os.write(self._handle, f"{line}\n".encode())


@contextmanager
def terminal(*words: str) -> Iterator[Terminal]:
    """Start the program at a terminal of its own."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *words],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "dumb"},
        start_new_session=True,
    )
    os.close(theirs)
    with process:
        try:
            yield Terminal(process, ours)
        finally:
            process.kill()
            os.close(ours)


def test_a_slip_is_asked_again(garden: Path) -> None:
    """At a terminal what is no answer is said so, and the question comes again."""
    with terminal("interview", str(garden), "--participant", "ada") as seat:
        seat.until("Do you take part?")
        seat.type("perhaps")
        seat.until("There is no such choice.")
        seat.until("Do you take part?")
        seat.type("no")
        seat.until("Nothing was kept.")
        code = seat.process.wait(timeout=30)

    assert 0 == code
    assert not (garden / "interviews").exists()


def test_what_was_answered_outlives_the_program(garden: Path) -> None:
    """Killed between two questions, the interview goes on at the second."""
    with terminal("interview", str(garden), "--participant", "ada") as seat:
        seat.until("Do you take part?")
        seat.type("yes")
        seat.until("quoted")
        os.kill(seat.process.pid, signal.SIGKILL)

    with terminal("interview", str(garden), "--participant", "ada", "--resume") as seat:
        seat.until("May your words be quoted")
        seat.type("stop")
        seat.until("What shall become")
        seat.type("3")
        seat.until("Nothing was kept.")

    assert "Do you take part?" not in seat.seen


def test_a_round_outlives_the_program(garden: Path) -> None:
    """Killed between two questions, a round goes on at the second."""
    with terminal("round", str(garden), "--participant", "gardener-01") as seat:
        seat.until("Is it still yours?")
        seat.type("maybe")
        seat.until("There is no such choice.")
        seat.until("Is it still yours?")
        seat.type("yes")
        seat.until("Do you too?")
        os.kill(seat.process.pid, signal.SIGKILL)

    with terminal("round", str(garden), "--participant", "gardener-01", "--resume") as seat:
        seat.until("Do you too?")
        seat.type("stop")
        seat.until("What shall become")
        seat.type("3")
        seat.until("Nothing was kept.")

    assert "Is it still yours?" not in seat.seen
    assert not (garden / "rounds").exists()
