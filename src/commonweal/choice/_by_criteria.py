"""Permissible orderings by the criteria's possible orders, the first difference deciding."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from commonweal.choice._by_orderings import beaten_by_kinds
from commonweal.choice._family import KINDS, Answer, Compared, Evidence, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from commonweal.choice._problem import ChoiceProblem, Criterion, PermissibleByCriteria


def levels_of(criterion: Criterion, options: Sequence[str]) -> list[Fraction]:
    """Return a number for each option, more being better; of tiers only the order counts."""
    if criterion.scores is not None:
        return [Fraction(criterion.scores[name]) for name in options]
    tiers = criterion.tiers or ()
    level = {name: Fraction(-at) for at, tier in enumerate(tiers) for name in tier}
    return [level[name] for name in options]


class ByCriteria:
    """All total orders of the criteria that respect what stands above what.

    There may be factorially many; none is enumerated. A criterion can be the first to tell two
    options apart when none that tells them apart stands above it.

    Cost: for each question the square of the number of criteria, times the options for `best`.
    """

    programs = by_simplex = 0

    def __init__(self, problem: ChoiceProblem, said: PermissibleByCriteria) -> None:
        self.options = problem.options
        self.names = [criterion.name for criterion in problem.criteria]
        self.levels = [levels_of(criterion, problem.options) for criterion in problem.criteria]
        place = {name: at for at, name in enumerate(self.names)}
        self.above: list[set[int]] = [set() for _ in self.names]
        """For each criterion all that stand above it, however far."""
        for higher, lower in said.above:
            self.above[place[lower]].add(place[higher])
        for middle in range(len(self.names)):
            for above in self.above:
                above.update(self.above[middle] if middle in above else ())

    def nothing(self) -> None:
        """Return None: an order without circles can be made total."""

    def something(self) -> Evidence:
        """Return nothing: the declaration shows it."""
        return {}

    def compare(self, first: int, second: int) -> Compared:
        """Return what all orders say of two options, each with one that says it."""
        shown = self._shown(first, second)
        kinds = tuple(kind for kind in KINDS if kind in shown)
        return Compared(kinds, {"shown_by": {kind: shown[kind] for kind in kinds}})

    def beats(self, rival: int, option: int, *, weakly: bool) -> Answer:
        """Tell whether all orders rank the rival above the option; see `Family.beats`."""
        return beaten_by_kinds(self._shown(option, rival), weakly=weakly)

    def best(self, option: int) -> Answer:
        """Tell whether some order ranks the option highest.

        Criteria on which no rival that is left is ahead are put next, one after another. To put one
        never hurts, since it only takes rivals away; so where none can be put any more and rivals
        are ahead, no order helps.
        """
        placed: list[int] = []
        left = [at for at in range(len(self.options)) if at != option]
        while left:
            free = self._free(placed)
            rivals = {at: self._ahead(at, option, left) for at in free}
            fine = next((at for at in free if rivals[at] is None), None)
            if fine is not None:
                placed.append(fine)
                level = self.levels[fine]
                left = [rival for rival in left if level[rival] == level[option]]
                continue
            if not free:
                break
            beaten = {self.names[at]: rival for at, rival in rivals.items()}
            evidence = {"placed": self._named(placed), "beaten": beaten}
            return Answer(holds=False, evidence=evidence)
        return Answer(holds=True, evidence={"shown_by": self._named(self._whole(placed))})

    def _ahead(self, criterion: int, option: int, left: Sequence[int]) -> str | None:
        level = self.levels[criterion]
        return next((self.options[each] for each in left if level[each] > level[option]), None)

    def _shown(self, first: int, second: int) -> dict[Kind, list[str]]:
        telling = {at for at, level in enumerate(self.levels) if level[first] != level[second]}
        if not telling:
            return {"equal": self._named(self._whole([]))}
        shown: dict[Kind, list[str]] = {}
        for at in sorted(telling):
            if not self.above[at] & telling:
                kind: Kind = (
                    "better" if self.levels[at][first] > self.levels[at][second] else "worse"
                )
                if kind not in shown:
                    before = self._whole([], among=self.above[at])
                    shown[kind] = self._named(self._whole([*before, at]))
        return shown

    def _free(self, placed: Sequence[int]) -> list[int]:
        done = set(placed)
        return [at for at, above in enumerate(self.above) if at not in done and above <= done]

    def _whole(self, placed: Sequence[int], among: Iterable[int] | None = None) -> list[int]:
        """Return an order that goes on from these criteria, each time with the first that may."""
        order, done = list(placed), set(placed)
        left = [
            at
            for at in sorted(range(len(self.names)) if among is None else among)
            if at not in done
        ]
        while left:
            fine = next((at for at in left if self.above[at] <= done), None)
            if fine is None:
                break
            order.append(fine)
            done.add(fine)
            left.remove(fine)
        return order

    def _named(self, order: Iterable[int]) -> list[str]:
        return [self.names[at] for at in order]
