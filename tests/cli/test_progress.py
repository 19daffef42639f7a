"""What is said of a run's progress where there is no terminal."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest

from commonweal.cli import _progress
from commonweal.cli._output import Output
from commonweal.cli._progress import ProgressLine, now_and_then, shown_progress
from commonweal.studies import NoProgress, StepDone

from .conftest import Program

LONG_ENOUGH = 60.0
"""How long a line is waited for before the test fails, in seconds."""


def test_a_line_says_the_step_and_how_far_it_is() -> None:
    """Of a step with pieces it is said how many are done; the others are named."""
    line = ProgressLine()

    line.begin("graph", total=1)
    first = line.line(10.2)
    line.end(StepDone("graph", ran=True, seconds=10.5))
    line.begin("decide", total=1200)
    line.advance(1100)

    assert "Building the moral graph, 10 s after the start." == first
    assert "Deciding: 1,100 of 1,200 done, 2,000 s after the start." == line.line(2000.0)


def test_a_line_is_said_while_the_work_goes_on() -> None:
    """A line comes without the work saying anything, and none after its end."""
    said: list[str] = []
    heard = Event()

    def say(text: str) -> None:
        said.append(text)
        heard.set()

    with now_and_then(lambda seconds: f"{seconds >= 0}", say, seconds=0.001):
        came = heard.wait(LONG_ENOUGH)
    at_the_end = len(said)

    assert came
    assert {"True"} == {*said}
    assert at_the_end == len(said)


def test_nobody_listening_stops_no_work() -> None:
    """Where the lines can no longer be said, the work goes on, and they are left."""
    refused = Event()

    def say(text: str) -> None:
        refused.set()
        raise BrokenPipeError(text)

    with now_and_then(lambda _: "", say, seconds=0.001):
        came = refused.wait(LONG_ENOUGH)

    assert came


def test_work_that_is_quick_says_nothing(program: Program, garden: Path) -> None:
    """A run of less than ten seconds has nothing on stderr but its warnings."""
    called = program("run", garden)

    assert 0 == called.code
    assert "after the start" not in called.err


def test_a_run_on_a_pipe_says_how_far_it_is(
    program: Program, garden: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lines go to stderr, beside --json too, and none with --quiet."""
    monkeypatch.setattr(_progress, "SECONDS_BETWEEN_LINES", 0.001)

    loud = program("run", garden, "--json")
    quiet = program("run", garden, "--quiet")

    assert "s after the start." in loud.err
    assert "run" == loud.document["schema"]
    assert "" == quiet.err


def test_quiet_has_no_progress() -> None:
    """With --quiet nothing is begun that could speak."""
    with shown_progress(Output(quiet=True)) as progress:
        assert isinstance(progress, NoProgress)
