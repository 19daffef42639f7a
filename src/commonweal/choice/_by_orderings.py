"""Permissible orderings that are declared one by one, as orderings or as utilities."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from commonweal.choice._family import KINDS, Answer, Bound, Compared, Evidence, Kind

if TYPE_CHECKING:
    from commonweal.choice._problem import (
        ChoiceProblem,
        PermissibleByOrderings,
        PermissibleByUtilities,
    )


class ByOrderings:
    """Finitely many orderings. What shows something is the first in which it can be seen.

    Cost: for each question the number of orderings.
    """

    programs = by_simplex = 0

    def __init__(self, options: Sequence[str], named: dict[str, list[int | None]]) -> None:
        self.options = options
        self.ranks = named
        """For each ordering the rank of each option from 0, None where it is left out."""

    @classmethod
    def of(cls, problem: ChoiceProblem, said: PermissibleByOrderings) -> ByOrderings:
        """Return the family that a problem declares."""
        named: dict[str, list[int | None]] = {}
        for ordering in said.orderings:
            rank = {name: at for at, tier in enumerate(ordering.tiers) for name in tier}
            named[ordering.name] = [rank.get(name) for name in problem.options]
        return cls(problem.options, named)

    def nothing(self) -> None:
        """Return None: at least one ordering is declared."""

    def something(self) -> Evidence:
        """Return nothing: the declaration shows it."""
        return {}

    def compare(self, first: int, second: int) -> Compared:
        """Return what all orderings say of two options, each with the first that says it."""
        shown = self._shown(first, second)
        kinds = tuple(kind for kind in KINDS if kind in shown)
        return Compared(kinds, {"shown_by": {kind: shown[kind] for kind in kinds}})

    def beats(self, rival: int, option: int, *, weakly: bool) -> Answer:
        """Tell whether all orderings rank the rival above the option; see `Family.beats`."""
        shown = self._shown(option, rival)
        return beaten_by_kinds(shown, weakly=weakly)

    def best(self, option: int) -> Answer:
        """Tell whether the option is in the first group of some ordering."""
        for name, ranks in self.ranks.items():
            if ranks[option] == 0:
                return Answer(holds=True, evidence={"shown_by": name})
        beaten = {name: self.options[ranks.index(0)] for name, ranks in self.ranks.items()}
        return Answer(holds=False, evidence={"beaten": beaten})

    def _shown(self, first: int, second: int) -> dict[Kind, str]:
        shown: dict[Kind, str] = {}
        for name, ranks in self.ranks.items():
            shown.setdefault(_said(ranks[first], ranks[second]), name)
        return shown


class ByUtilities(ByOrderings):
    """Finitely many ways to value the options as a whole."""

    def __init__(self, options: Sequence[str], values: dict[str, list[Fraction]]) -> None:
        self.values = values
        ranks: dict[str, list[int | None]] = {}
        for name, each in values.items():
            place = {value: at for at, value in enumerate(sorted(set(each), reverse=True))}
            ranks[name] = [place[value] for value in each]
        super().__init__(options, ranks)

    @classmethod
    def declared(cls, problem: ChoiceProblem, said: PermissibleByUtilities) -> ByUtilities:
        """Return the family that a problem declares."""
        values = {
            utility.name: [Fraction(utility.scores[name]) for name in problem.options]
            for utility in said.utilities
        }
        return cls(problem.options, values)

    def lowest(self, option: int) -> Bound:
        """Return the lowest value, with the first utility that gives it."""
        return self._extreme(option, 1)

    def highest(self, option: int) -> Bound:
        """Return the highest value, with the first utility that gives it."""
        return self._extreme(option, -1)

    def _extreme(self, option: int, sign: int) -> Bound:
        name = min(self.values, key=lambda name: sign * self.values[name][option])
        return Bound(self.values[name][option], {"shown_by": name})


def beaten_by_kinds(shown: dict[Kind, str] | dict[Kind, list[str]], *, weakly: bool) -> Answer:
    """Tell from what orderings say of an option and a rival whether the rival beats it.

    Args:
        shown: each kind that occurs, with an ordering that shows it.
        weakly: whether orderings that rank them level do not hinder.
    """
    if weakly and shown.keys() <= {"worse", "equal"} and "worse" in shown:
        return Answer(holds=True, evidence={"shown_by": shown["worse"]})
    if not weakly and shown.keys() == {"worse"}:
        return Answer(holds=True, evidence={})
    kinds: tuple[Kind, ...] = (
        ("better", "apart", "equal") if weakly else ("better", "equal", "apart")
    )
    shows = next(kind for kind in kinds if kind in shown)
    return Answer(holds=False, evidence={"shows": shows, "shown_by": shown[shows]})


def _said(first: int | None, second: int | None) -> Kind:
    if first is None or second is None:
        return "apart"
    return "better" if first < second else "worse" if first > second else "equal"
