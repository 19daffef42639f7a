"""Which values a fact can have, as clauses narrow them: a set, or bounds with points left out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, TypeAlias

from commonweal.documents import value_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from commonweal.documents import FactDeclaration, FactValue, ValueKey

Bound: TypeAlias = tuple[Fraction, bool] | None
"""A number, and whether it is within; None where there is no bound."""


@dataclass(frozen=True, slots=True)
class ValueRange:
    """The values that a fact can still have.

    Every narrowing returns a new range; `value` says whether anything is left.
    """

    types: frozenset[str] = frozenset({"truth", "number", "word"})
    among: frozenset[ValueKey] | None = None
    """The values it must be one of; None where there are any number of others."""
    without: frozenset[ValueKey] = frozenset()
    low: Bound = None
    high: Bound = None

    @classmethod
    def of(cls, declaration: FactDeclaration | None) -> ValueRange:
        """Return the values that a fact can have as declared; any, if it is not."""
        if declaration is None:
            return cls()
        if declaration.type == "number":
            return cls(types=frozenset({"number"}))
        if declaration.type == "boolean":
            return cls(among=frozenset({value_key(False), value_key(True)}))
        if declaration.words:
            return cls(among=frozenset(map(value_key, declaration.words)))
        return cls(types=frozenset({"word"}))

    def one_of(self, values: Iterable[FactValue]) -> ValueRange:
        """Return those of the values that are among these."""
        keys = frozenset(map(value_key, values))
        return replace(self, among=keys if self.among is None else self.among & keys)

    def none_of(self, values: Iterable[FactValue]) -> ValueRange:
        """Return those of the values that are none of these."""
        return replace(self, without=self.without | frozenset(map(value_key, values)))

    def above(self, bound: Fraction, *, within: bool) -> ValueRange:
        """Return the numbers above a bound, and the bound itself if it is ``within``."""
        low = self.low
        if low is None or (bound, not within) > (low[0], not low[1]):
            low = (bound, within)
        return replace(self, types=self.types & {"number"}, low=low)

    def below(self, bound: Fraction, *, within: bool) -> ValueRange:
        """Return the numbers below a bound, and the bound itself if it is ``within``."""
        high = self.high
        if high is None or (bound, within) < high:
            high = (bound, within)
        return replace(self, types=self.types & {"number"}, high=high)

    def value(self) -> FactValue | None:
        """Return one of the values, a plain one; None if none is left."""
        candidates = self._candidates() if self.among is None else sorted(self.among, key=repr)
        return next(
            (_written(key) for key in candidates if self._holds(key) and key not in self.without),
            None,
        )

    def _holds(self, key: ValueKey) -> bool:
        kind, value = key
        if kind not in self.types:
            return False
        if not isinstance(value, Fraction):
            return True
        above = self.low is None or value > self.low[0] or (value == self.low[0] and self.low[1])
        below = (
            self.high is None or value < self.high[0] or (value == self.high[0] and self.high[1])
        )
        return above and below

    def _candidates(self) -> Iterator[ValueKey]:
        """Yield enough values of each type that one is left, if any is."""
        yield from (value_key(True), value_key(False))
        words = ("something-else", *(f"something-else-{number}" for number in self._numbers(2)))
        yield from map(value_key, words)
        for number in self._in_between():
            yield ("number", number)

    def _numbers(self, first: int) -> range:
        # One more than can be left out, and one for each bound that is not within.
        return range(first, first + len(self.without) + 3)

    def _in_between(self) -> Iterator[Fraction]:
        low, high = self.low, self.high
        start = low[0] if low else high[0] if high else Fraction(0)
        end = high[0] if high else None
        for step in self._numbers(0):
            # Whole numbers first, from where people would look, then ever closer to the bounds.
            yield Fraction(floor(start) - step if high and not low else ceil(start) + step)
        yield start
        if end is not None and end > start:
            yield end
            yield from (start + (end - start) / (step + 2) for step in self._numbers(0))


def _written(key: ValueKey) -> FactValue:
    value = key[1]
    if not isinstance(value, Fraction):
        return value
    return int(value) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"
