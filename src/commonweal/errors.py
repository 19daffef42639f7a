"""The error vocabulary: what was expected, what was found, where, and what to do.

Every error carries a stable ``code`` that the documentation explains, so that a program can act on
it and a person can look it up. Problems in a user's file are collected and raised together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, with the place it is wrong at."""

    code: str
    """Stable identifier, listed in the reference of error codes."""
    path: str
    """Where: a file with its line, then the way into the document (``norms/a.toml:12 action``)."""
    expected: str
    """What would have been right."""
    found: str
    """What was there instead, shortened if it is long."""
    hint: str = ""
    """What to do about it."""

    def __str__(self) -> str:
        where = f"{self.path}: " if self.path else ""
        text = f"{where}expected {self.expected}, found {self.found} [{self.code}]"
        return f"{text}. {self.hint}" if self.hint else text

    def within(self, place: str) -> Problem:
        """Return the same problem with ``place`` in front of its path."""
        return replace(self, path=f"{place} {self.path}".strip())


class CommonwealError(Exception):
    """The root of everything this package raises on purpose.

    Args:
        problems: one or more problems; their order is kept.
    """

    exit_code: ClassVar[int] = 3

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (
            (problems,) if isinstance(problems, Problem) else tuple(problems)
        )
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[Self], tuple[tuple[Problem, ...]]]:
        """Keep the problems when the error crosses to another process."""
        return type(self), (self.problems,)

    @property
    def code(self) -> str:
        """The code of the first problem."""
        return self.problems[0].code if self.problems else "unknown"


class InvalidDocument(CommonwealError, ValueError):
    """A document, a file of documents or a study does not say what it must."""


class Infeasible(CommonwealError, ValueError):
    """The question is well formed and has no answer of the kind that was asked for."""

    exit_code = 1


class NotConverged(CommonwealError, ArithmeticError):
    """A method stopped at its limit of steps before its tolerance was met."""

    exit_code = 6


class MissingExtra(CommonwealError, ImportError):
    """An optional dependency is needed; the hint holds the line that installs it."""

    exit_code = 4


class ConsentRequired(CommonwealError, PermissionError):
    """A record would be used without a consent or a source that covers the use."""


class NotAuthorised(CommonwealError, PermissionError):
    """Somebody acts outside the authority or the mandate that they hold."""


class LedgerCorrupt(CommonwealError, ValueError):
    """The ledger's files contradict one another or what was acknowledged."""

    exit_code = 1


class ExternalFailure(CommonwealError, RuntimeError):
    """A service or a device outside this program failed."""

    exit_code = 5


def missing_extra(package: str, extra: str) -> MissingExtra:
    """Return the error for an absent optional ``package`` that ``extra`` would install."""
    return MissingExtra(
        Problem(
            code="missing-extra",
            path="",
            expected=f"the package {package!r} to be installed",
            found="no such package",
            hint=f"Run: pip install 'commonweal[{extra}]'",
        )
    )
