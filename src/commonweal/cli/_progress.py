"""Progress on a terminal, for work that takes long."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

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


@contextmanager
def shown_progress(output: Output) -> Iterator[Progress]:
    """Show progress on stderr if that is a terminal and the user does not want it quiet."""
    from commonweal.studies import NoProgress

    if output.quiet or output.json or not sys.stderr.isatty():
        yield NoProgress()
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
