"""Progress of work that takes long: bars on a terminal, a line now and then anywhere else."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Progress as Bars, TaskID

    from commonweal.cli._output import Output
    from commonweal.studies import Progress, StepDone

TITLES = {
    "read": "Reading the study",
    "ledger": "Ledgering its records",
    "graph": "Building the moral graph",
    "target": "Drawing the target",
    "decide": "Deciding",
    "check": "Checking every derivation",
    "report": "Writing the report",
    "summary": "Summing up",
}

SECONDS_BETWEEN_LINES = 10.0
"""How long a run is silent at most where no bar can be shown."""


class _Shown:
    """Shows each step of a run as a bar."""

    def __init__(self, bars: Bars) -> None:
        self._bars = bars
        self._task: TaskID | None = None

    def begin(self, step: str, *, total: int) -> None:
        """Show a new bar."""
        self._task = self._bars.add_task(TITLES.get(step, step), total=max(total, 1))

    def advance(self, pieces: int) -> None:
        """Move the bar."""
        if self._task is not None:
            self._bars.advance(self._task, pieces)

    def end(self, step: StepDone) -> None:
        """Fill the bar, or say that nothing had to be done."""
        if self._task is None:
            return
        title = TITLES.get(step.name, step.name)
        done = title if step.ran else f"{title}: nothing has changed"
        total = self._bars.tasks[self._task].total
        self._bars.update(self._task, completed=total, description=done)


class ProgressLine:
    """Knows in a line how far a run is."""

    def __init__(self) -> None:
        self._title = "Working"
        self._total = self._done = 0

    def begin(self, step: str, *, total: int) -> None:
        """Take up a new step."""
        self._title = TITLES.get(step, step)
        self._total, self._done = total, 0

    def advance(self, pieces: int) -> None:
        """Count pieces as done."""
        self._done += pieces

    def end(self, step: StepDone) -> None:
        """Keep the step: it is the last that is known until the next begins."""

    def line(self, seconds: float) -> str:
        """Return how far the run is.

        Args:
            seconds: since it began.
        """
        of_it = f": {self._done:,} of {self._total:,} done" if self._total > 1 else ""
        return f"{self._title}{of_it}, {seconds:,.0f} s after the start."


@contextmanager
def shown_progress(output: Output) -> Iterator[Progress]:
    """Show progress on stderr, unless the user wants it quiet: as bars where that is a terminal.

    Elsewhere, and beside ``--json``, a line is said every ten seconds, so that whoever waits, or
    reads a log, can tell work that takes long from work that hangs.
    """
    from commonweal.studies import NoProgress

    if output.quiet:
        yield NoProgress()
        return
    if output.json or not sys.stderr.isatty():
        told = ProgressLine()
        with now_and_then(told.line, output.say, seconds=SECONDS_BETWEEN_LINES):
            yield told
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True, no_color=not output.color(sys.stderr))
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as bars:
        yield _Shown(bars)


@contextmanager
def now_and_then(
    line: Callable[[float], str],
    say: Callable[[str], object],
    *,
    seconds: float,
) -> Iterator[None]:
    """Say a line again and again while the work of a with statement goes on.

    Args:
        line: returns what is said, given the seconds since the beginning.
        say: says it; where nobody listens any longer, the work goes on in silence.
        seconds: between two lines, and before the first.
    """
    over, began = Event(), time.monotonic()

    def speak() -> None:
        while not over.wait(seconds):
            try:
                say(line(time.monotonic() - began))
            except OSError:
                return

    speaker = Thread(target=speak, daemon=True)
    speaker.start()
    try:
        yield
    finally:
        over.set()
        speaker.join()
