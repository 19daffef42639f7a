"""Argument graphs: who attacks whom, as arrays."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, slots=True, eq=False)
class ArgumentFramework:
    """An abstract argumentation framework: arguments, and attacks between them.

    Made by `from_attacks` or `from_indices`. Arguments are numbered from 0 in the order in which
    they are given; an attack stands once, and an argument may attack itself.

    References:
        P. M. Dung, On the acceptability of arguments and its fundamental role in nonmonotonic
        reasoning, logic programming and n-person games, Artificial Intelligence 77 (1995),
        definition 2.
    """

    arguments: tuple[str, ...]
    """The names of the arguments; no two are alike."""
    attacker: NDArray[Any]
    """Of each attack, the number of the argument that attacks; attacks are in order."""
    attacked: NDArray[Any]
    """Of each attack, the number of the argument that is attacked."""
    outgoing_start: NDArray[Any]
    """Where the attacks by each argument begin in ``attacked``, and the end: CSR row pointers."""
    incoming: NDArray[Any]
    """The attackers of every argument, argument by argument, each argument's in order."""
    incoming_start: NDArray[Any]
    """Where the attackers of each argument begin in ``incoming``, and the end."""
    numbers: dict[str, int] = field(repr=False)
    """The number of each argument by its name."""

    @classmethod
    def from_attacks(
        cls, arguments: Iterable[str], attacks: Iterable[tuple[str, str]]
    ) -> ArgumentFramework:
        """Return the framework with these arguments and attacks, both by name.

        Args:
            arguments: the names.
            attacks: pairs of an attacker and what it attacks; a repeated pair counts once.

        Raises:
            InvalidDocument: with every problem: code ``repeated-name``, ``argument-name`` for an
                empty name, or ``unknown-argument``.

        Cost: linear, but for sorting the attacks.
        """
        names = tuple(arguments)
        numbers = {name: number for number, name in enumerate(names)}
        pairs = list(attacks)
        problems = _misnamed(names)
        problems += [
            Problem("unknown-argument", f"attacks[{place}]", "an argument", repr(name))
            for place, pair in enumerate(pairs)
            for name in pair
            if name not in numbers
        ]
        if problems:
            raise InvalidDocument(problems)
        return cls.from_indices(
            names,
            [numbers[attacker] for attacker, _ in pairs],
            [numbers[attacked] for _, attacked in pairs],
        )

    @classmethod
    def from_indices(
        cls, arguments: Sequence[str], attacker: ArrayLike, attacked: ArrayLike
    ) -> Self:
        """Return the framework with these arguments, and attacks by number.

        Args:
            arguments: the names.
            attacker: of each attack, the number of the argument that attacks.
            attacked: of each attack, the number of what it attacks.

        Raises:
            InvalidDocument: with code ``repeated-name``, ``argument-name`` for an empty name, or
                ``unknown-argument``.

        Cost: linear, but for sorting the attacks.
        """
        import numpy as np

        names = tuple(arguments)
        sources = np.asarray(attacker, dtype=np.int64)
        targets = np.asarray(attacked, dtype=np.int64)
        problems = [*_misnamed(names), *_out_of_range(len(names), sources, targets)]
        if problems:
            raise InvalidDocument(problems)
        size = len(names)
        keys = np.unique(sources * size + targets)
        sources, targets = np.divmod(keys, max(size, 1))
        backwards = np.argsort(targets, kind="stable")
        return cls(
            names,
            sources,
            targets,
            np.searchsorted(sources, np.arange(size + 1)),
            sources[backwards],
            np.searchsorted(targets[backwards], np.arange(size + 1)),
            {name: number for number, name in enumerate(names)},
        )

    def __len__(self) -> int:
        """Return how many arguments there are."""
        return len(self.arguments)

    @property
    def attacks(self) -> int:
        """How many attacks there are."""
        return len(self.attacked)

    def pairs(self) -> list[tuple[int, int]]:
        """Return the attacks in order, as pairs of numbers."""
        return list(zip(self.attacker.tolist(), self.attacked.tolist(), strict=True))

    def attackers(self, argument: str) -> tuple[str, ...]:
        """Return what attacks an argument, in order.

        Raises:
            InvalidDocument: with code ``unknown-argument``.
        """
        number = self.number(argument)
        start, end = self.incoming_start[number : number + 2]
        return tuple(self.arguments[each] for each in self.incoming[start:end].tolist())

    def number(self, argument: str) -> int:
        """Return the number of an argument.

        Raises:
            InvalidDocument: with code ``unknown-argument``.
        """
        if argument not in self.numbers:
            raise InvalidDocument(
                Problem("unknown-argument", "", "an argument of the framework", repr(argument))
            )
        return self.numbers[argument]

    def named(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """Return the names of arguments by number, in order of number."""
        return tuple(self.arguments[number] for number in sorted(numbers))

    def leading_to(self, number: int) -> list[int]:
        """Return the argument, its attackers, theirs and so on: all that its label hangs on.

        Cost: linear in the attacks among them.
        """
        incoming, start = self.incoming.tolist(), self.incoming_start.tolist()
        found, waiting = {number}, [number]
        while waiting:
            argument = waiting.pop()
            for attacker in incoming[start[argument] : start[argument + 1]]:
                if attacker not in found:
                    found.add(attacker)
                    waiting.append(attacker)
        return sorted(found)


def _misnamed(names: Sequence[str]) -> list[Problem]:
    known = set(names)
    empty = [Problem("argument-name", "arguments", "a name that is not empty", "''")]
    problems = empty if "" in known else []
    if len(known) == len(names):
        return problems
    return problems + [
        Problem("repeated-name", "arguments", "each name once", f"{name!r} {count} times")
        for name, count in Counter(names).items()
        if count > 1
    ]


def _out_of_range(size: int, sources: NDArray[Any], targets: NDArray[Any]) -> list[Problem]:
    if len(sources) != len(targets):
        found = f"{len(sources)} attackers and {len(targets)} attacked"
        return [Problem("unknown-argument", "attacks", "as many attackers as attacked", found)]
    if not len(sources):
        return []
    lowest = int(min(sources.min(), targets.min()))
    highest = int(max(sources.max(), targets.max()))
    if lowest >= 0 and highest < size:
        return []
    expected = f"arguments numbered from 0 to {size - 1}"
    return [Problem("unknown-argument", "attacks", expected, f"{lowest} to {highest}")]
