"""Grounded labels: what every reasonable position accepts, what it rejects, what it leaves open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from commonweal.argumentation._framework import ArgumentFramework
    from commonweal.norms import Label

LABELS: tuple[Label, ...] = ("undecided", "in", "out")
"""The labels by the numbers that stand for them in arrays."""

_UNDECIDED, _IN, _OUT = range(3)
NO_RANK = -1
"""What stands in arrays where an argument has no rank, or no attacker that put it out."""


@dataclass(frozen=True, slots=True, eq=False)
class GroundedLabels:
    """The grounded labelling of a framework, and why each label is as it is.

    An argument is `in` when all its attackers are `out`, `out` when an attacker is `in`, and
    undecided where neither follows from what nothing attacks.
    """

    framework: ArgumentFramework
    """What was labelled."""
    label: NDArray[Any]
    """Of each argument 0 for undecided, 1 for in, 2 for out."""
    rank: NDArray[Any]
    """Of each argument that is in 0 if nothing attacks it, else one more than the highest rank of
    its attackers; of each that is out one more than the lowest rank of its attackers that are in;
    else -1. What a label rests on has lower ranks, so that no label rests on itself."""
    put_out_by: NDArray[Any]
    """Of each argument that is out the first attacker of the lowest rank among those that are in;
    else -1."""

    @property
    def value(self) -> frozenset[str]:
        """The grounded extension: the names of the arguments that are in."""
        return frozenset(self.having("in"))

    def having(self, label: Label) -> tuple[str, ...]:
        """Return the arguments that have a label, in their order."""
        numbers = (self.label == LABELS.index(label)).nonzero()[0]
        return self.framework.named(numbers.tolist())

    def of(self, argument: str) -> Label:
        """Return the label of an argument.

        Raises:
            InvalidDocument: with code ``unknown-argument``.
        """
        return LABELS[int(self.label[self.framework.number(argument)])]

    def explain(self) -> Iterator[str]:
        """Yield a sentence on each argument, those first whose labels rest on nothing else."""
        names, order = self.framework.arguments, self.rank.argsort(kind="stable").tolist()
        ranked = [number for number in order if self.rank[number] != NO_RANK]
        for number in ranked:
            if self.label[number] == _OUT:
                yield f"{names[number]} is out: {names[int(self.put_out_by[number])]} is in."
            elif self.rank[number] == 0:
                yield f"{names[number]} is in: nothing attacks it."
            else:
                yield f"{names[number]} is in: all that attacks it is out."
        for name in self.having("undecided"):
            yield f"{name} is undecided: neither follows."


def solve_grounded(framework: ArgumentFramework) -> GroundedLabels:
    """Return the grounded labels of a framework.

    Args:
        framework: arguments and attacks.

    Cost: linear in arguments and attacks. 100,000 arguments with 150,000 attacks take about a tenth
    of a second.

    References:
        P. M. Dung, Artificial Intelligence 77 (1995), section 2.2, for the grounded extension;
        M. Caminada, On the issue of reinstatement in argumentation, JELIA 2006, for labels.
    """
    import numpy as np

    size = len(framework)
    waiting = np.diff(framework.incoming_start).tolist()
    start, attacked = framework.outgoing_start.tolist(), framework.attacked.tolist()
    label, rank = [_UNDECIDED] * size, [NO_RANK] * size
    # Plain lists: each step is a few operations on single numbers, at which arrays are slow.
    # First come, first served, so that ranks never fall along the way.
    queue = [number for number, left in enumerate(waiting) if not left]
    for number in queue:
        label[number], rank[number] = _IN, 0
    for number in queue:
        below = rank[number] + 1
        for beaten in attacked[start[number] : start[number + 1]]:
            if label[beaten]:
                continue
            label[beaten], rank[beaten] = _OUT, below
            for freed in attacked[start[beaten] : start[beaten + 1]]:
                waiting[freed] -= 1
                if not waiting[freed] and not label[freed]:
                    label[freed], rank[freed] = _IN, below + 1
                    queue.append(freed)
    labels, ranks = np.array(label, dtype=np.int8), np.array(rank, dtype=np.int64)
    return GroundedLabels(framework, labels, ranks, _put_out_by(framework, labels, ranks))


def _put_out_by(
    framework: ArgumentFramework, label: NDArray[Any], rank: NDArray[Any]
) -> NDArray[Any]:
    """Return of each argument that is out the first attacker that put it out."""
    import numpy as np

    found = np.full(len(framework), NO_RANK, dtype=np.int64)
    sources, targets = framework.attacker, framework.attacked
    first = (label[sources] == _IN) & (rank[sources] + 1 == rank[targets])
    # Backwards, so that of several the one with the lowest number is written last.
    found[targets[first][::-1]] = sources[first][::-1]
    return found
