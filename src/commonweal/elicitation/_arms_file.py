"""A trial of interviewers as a file: its arms, its seed, and the cards that an arm may push.

It is written before anybody is asked, and read when people have been.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from commonweal.elicitation._arms import Arm, ArmTrial
from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from pathlib import Path

_CARD = re.compile(r"value_card:[0-9a-f]{64}")
_FIELDS = {"name", "control", "seed", "targets", "arm"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmsFile:
    """A trial, and what its outcome is: fixed before it."""

    trial: ArmTrial
    targets: tuple[str, ...]
    """The ids of cards whose values count as what is pushed."""


def read_arms_file(path: Path) -> ArmsFile:
    """Read a trial of interviewers.

    Args:
        path: a TOML file with ``name``, ``control``, ``seed``, ``targets`` (ids of cards) and, for
            each arm, a table ``[[arm]]`` with its ``name`` and its ``share`` such as ``"1/3"``.

    Raises:
        InvalidDocument: with everything that is wrong: codes ``unreadable``, ``toml-syntax``,
            ``wrong-form``, and those of `ArmTrial`.
    """
    table = _table(path)
    reading = _Reading(str(path))
    for name in sorted(table.keys() - _FIELDS):
        reading.wrong(name, f"one of {', '.join(sorted(_FIELDS))}", "another field")
    name = reading.text(table, "name", "")
    control = reading.text(table, "control", "")
    seed = table.get("seed")
    if not isinstance(seed, int) or isinstance(seed, bool):
        reading.wrong("seed", "a whole number", repr(seed))
    targets = reading.targets(table.get("targets"))
    arms = reading.arms(table.get("arm"))
    if reading.problems:
        raise InvalidDocument(reading.problems)
    assert isinstance(seed, int)
    trial = ArmTrial(name=name, arms=arms, control=control, seed=seed)
    return ArmsFile(trial=trial, targets=targets)


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        found = getattr(error, "strerror", None) or str(error)
        problem = Problem("unreadable", str(path), "a file in UTF-8 that can be read", found)
        raise InvalidDocument(problem) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InvalidDocument(Problem("toml-syntax", str(path), "TOML", str(error))) from error


@dataclass(slots=True)
class _Reading:
    """A file that is read, and what is wrong in it so far."""

    name: str
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, place: str, expected: str, found: str) -> None:
        """Note that a field is not what it should be."""
        self.problems.append(Problem("wrong-form", f"{self.name} {place}", expected, found))

    def text(self, table: dict[str, Any], key: str, place: str) -> str:
        """Return a text of one table."""
        value = table.get(key)
        if isinstance(value, str) and value:
            return value
        self.wrong(f"{place}{key}", "a text", repr(value))
        return ""

    def targets(self, value: Any) -> tuple[str, ...]:
        """Return the ids of cards; at least one."""
        cards = value if isinstance(value, list) else []
        if not cards or not all(isinstance(card, str) and _CARD.fullmatch(card) for card in cards):
            self.wrong("targets", "a list of whole ids of cards, at least one", repr(value))
        return tuple(map(str, cards))

    def arms(self, value: Any) -> tuple[Arm, ...]:
        """Return the arms; whether their shares fit together says `ArmTrial`."""
        tables = value if isinstance(value, list) else []
        if not tables or not all(isinstance(table, dict) for table in tables):
            self.wrong("arm", "a table [[arm]] for each arm", repr(value))
            return ()
        return tuple(self._arm(table, number) for number, table in enumerate(tables, 1))

    def _arm(self, table: dict[str, Any], number: int) -> Arm:
        place = f"arm {number}: "
        for key in sorted(table.keys() - {"name", "share"}):
            self.wrong(f"{place}{key}", "name or share", "another field")
        name, share = self.text(table, "name", place), table.get("share")
        try:
            return Arm(name=name, share=Fraction(share if isinstance(share, str) else "none"))
        except (ValueError, ZeroDivisionError):
            self.wrong(f"{place}share", 'a text such as "1/3"', repr(share))
            return Arm(name=name, share=Fraction(0))
