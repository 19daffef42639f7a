"""How a run says what it is doing: a small protocol, so that nothing here prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, final


@dataclass(frozen=True, slots=True)
class StepDone:
    """One step of a run: whether it had to be done again, and how long it took."""

    name: str
    ran: bool
    seconds: float


class Progress(Protocol):
    """Is told when a step begins, gets on and ends."""

    def begin(self, step: str, *, total: int) -> None:
        """Hear that a step begins, and how many pieces of work it has."""

    def advance(self, pieces: int) -> None:
        """Hear that so many more pieces are done."""

    def end(self, step: StepDone) -> None:
        """Hear that the step is over."""


@final
class NoProgress:
    """Hears everything and says nothing."""

    def begin(self, step: str, *, total: int) -> None:
        """Say nothing."""

    def advance(self, pieces: int) -> None:
        """Say nothing."""

    def end(self, step: StepDone) -> None:
        """Say nothing."""
