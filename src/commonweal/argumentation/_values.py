"""Arguments that promote values, and what an audience that orders values makes of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from commonweal.argumentation._framework import ArgumentFramework
from commonweal.argumentation._order import closed, total_order
from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

Parity: TypeAlias = Literal["every_order", "no_preference"]
PARITIES: tuple[Parity, ...] = get_args(Parity)
"""What it means that an audience does not order two values."""

Comparison: TypeAlias = Literal[
    "highest_over_highest", "lowest_over_lowest", "highest_over_lowest", "lowest_over_highest"
]
COMPARISONS: tuple[Comparison, ...] = get_args(Comparison)
"""When the values of one argument stand above those of another."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Whoever orders values, as far as they do.

    Made by `of`: from pairs, or with `ranking` from a list.
    """

    above: frozenset[tuple[str, str]]
    """Pairs of values, the higher one first; with all that follows from them."""

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]] = ()) -> Audience:
        """Return the audience that orders these pairs of values, and what follows from them.

        Args:
            pairs: the higher value first. An audience without any orders nothing.

        Raises:
            InvalidDocument: with code ``value-name`` for an empty name of a value, or
                ``order-circle`` if a value would stand above itself.
        """
        said = list(pairs)
        if problems := _unnamed("audience", said):
            raise InvalidDocument(problems)
        return cls(closed(said, "audience"))

    @classmethod
    def ranking(cls, values: Iterable[str]) -> Audience:
        """Return the audience that orders all these values, the highest first.

        Raises:
            InvalidDocument: with code ``order-circle`` if a value stands twice, and ``value-name``
                for an empty name.
        """
        order = list(values)
        return cls.of((high, low) for place, high in enumerate(order) for low in order[place + 1 :])

    def is_total(self, values: Iterable[str]) -> bool:
        """Tell whether the audience orders every two of these values."""
        known = sorted(values)
        return all(
            (one, other) in self.above or (other, one) in self.above
            for place, one in enumerate(known)
            for other in known[place + 1 :]
        )

    def order(self, values: Iterable[str]) -> tuple[str, ...]:
        """Return these values in an order that respects the audience, the highest first."""
        return total_order(self.above, values)

    def content(self) -> list[list[str]]:
        """Return the pairs as they stand in a certificate."""
        return [list(pair) for pair in sorted(self.above)]


@dataclass(frozen=True, slots=True, eq=False)
class ValueFramework:
    """Arguments, attacks, and the values that each argument promotes. Made by `of`.

    References:
        T. Bench-Capon, Persuasion in practical argument using value-based argumentation frameworks,
        Journal of Logic and Computation 13 (2003), definitions 5.1 to 5.6, for one value each.
        S. Kaci and L. van der Torre, Preference-based argumentation: arguments supporting multiple
        values, International Journal of Approximate Reasoning 48 (2008), for several.
    """

    framework: ArgumentFramework
    """The arguments and attacks."""
    promoted: tuple[tuple[str, ...], ...]
    """The values that each argument promotes, by its number, sorted. There may be none: then no
    attack by the argument, and none on it, is stopped by an audience."""
    comparison: Comparison
    """When the values of an attacked argument stand above those of its attacker."""

    @classmethod
    def of(
        cls,
        framework: ArgumentFramework,
        promotes: Iterable[tuple[str, str]],
        *,
        comparison: Comparison = "highest_over_highest",
    ) -> ValueFramework:
        """Return the framework with these values.

        Args:
            framework: arguments and attacks.
            promotes: pairs of an argument and a value that it promotes.
            comparison: an attack of `a` on `b` fails for an audience when, by this,
                the values of `b` stand above those of `a`. ``highest_over_highest``: some value of
                `b` stands above every value of `a`. ``lowest_over_lowest``: every value of `b`
                stands above some one value of `a`. ``highest_over_lowest``: some value of `b`
                stands above some value of `a`. ``lowest_over_highest``: every value of `b` stands
                above every value of `a`. With one value each these are the same.

        Raises:
            InvalidDocument: with code ``unknown-argument`` for every pair with an argument that
                there is not, and ``value-name`` for every empty name of a value.
        """
        said = list(promotes)
        problems = _unnamed("promotes", [(value,) for _, value in said])
        problems += [
            Problem("unknown-argument", f"promotes[{place}]", "an argument", repr(name))
            for place, (name, _) in enumerate(said)
            if name not in framework.numbers
        ]
        if problems:
            raise InvalidDocument(problems)
        promoted: list[set[str]] = [set() for _ in framework.arguments]
        for name, value in said:
            promoted[framework.numbers[name]].add(value)
        return cls(framework, tuple(tuple(sorted(each)) for each in promoted), comparison)

    @property
    def values(self) -> tuple[str, ...]:
        """Every value that some argument promotes, sorted."""
        return tuple(sorted({value for promoted in self.promoted for value in promoted}))

    def failing(self, attacker: int, attacked: int) -> list[frozenset[tuple[str, str]]]:
        """Return when an attack fails: where all pairs of one of these sets are in the order."""
        strong, weak = self.promoted[attacked], self.promoted[attacker]
        if not strong or not weak:
            return []
        ways = {
            "highest_over_highest": [[(high, low) for low in weak] for high in strong],
            "lowest_over_lowest": [[(high, low) for high in strong] for low in weak],
            "highest_over_lowest": [[pair] for pair in product(strong, weak)],
            "lowest_over_highest": [list(product(strong, weak))],
        }[self.comparison]
        return [frozenset(way) for way in ways if all(high != low for high, low in way)]

    def defeats(self, audience: Audience) -> ArgumentFramework:
        """Return the framework of the attacks that succeed; what is not ordered stops none.

        Cost: linear in the attacks, times the values of two arguments.
        """
        kept = [
            pair
            for pair in self.framework.pairs()
            if not any(way <= audience.above for way in self.failing(*pair))
        ]
        return ArgumentFramework.from_indices(
            self.framework.arguments, [one for one, _ in kept], [other for _, other in kept]
        )

    def content(self) -> dict[str, Any]:
        """Return the values as they stand in a certificate, beside the framework."""
        return {"values": [list(each) for each in self.promoted]}


def _unnamed(where: str, values: Iterable[tuple[str, ...]]) -> list[Problem]:
    """Return what is wrong with the values of a list, if some have no name."""
    return [
        Problem("value-name", f"{where}[{place}]", "values with names", repr(""))
        for place, each in enumerate(values)
        if "" in each
    ]
