"""The method behind the estimate of wiser-than, with all that can be chosen in it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from commonweal.errors import InvalidDocument, Problem

OrderEffect: TypeAlias = Literal["study", "context", "none"]
"""Whether being shown first has one effect in the whole study, one in each context, or none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HierarchicalEstimate:
    """A logistic model of votes with effects of order and person, pairs being partially pooled.

    With the defaults, whoever took a side called the pair's first wiser with log odds
    *θ + s(β + b)*: *θ* is what people hold of the pair in the context, *s* is +1 where the first
    was shown first and -1 where the second was, *β* is what being shown first does to everybody,
    and *b* what it does to this person beside that. How widely *θ* and *b* are spread is estimated
    from the votes.

    Raises:
        InvalidDocument: with code ``estimate-out-of-range`` for a share that is none.

    Source: the model is Bradley and Terry's for paired comparisons (Biometrika 39, 1952) with an
    effect of order as in Davidson and Beaver (Biometrics 33, 1977), and normal effects of pairs and
    persons. A value has no single worth here: each pair has its own log odds, so that values
    may stand in a circle.
    """

    order_effect: OrderEffect = "study"
    person_bias: bool = True
    """Whether each person has a tendency of their own to call wiser what is shown first."""
    pool: bool = True
    """Whether a pair in a context leans on the same pair in the contexts broader than it."""
    level: Fraction = Fraction(19, 20)
    """The probability that an interval spans."""
    false_edge_rate: Fraction = Fraction(1, 20)
    """The share of wrong ones to be expected among the edges that are called."""
    tolerance: float = 0.01
    """The fit ends when no pair moves by more of its own standard deviation in a pass."""
    max_passes: int = 300

    def __post_init__(self) -> None:
        outside = [
            _outside(name, share)
            for name, share in (("level", self.level), ("false_edge_rate", self.false_edge_rate))
            if not 0 < share < 1
        ]
        if outside:
            raise InvalidDocument(outside)


def _outside(name: str, share: Fraction) -> Problem:
    return Problem(
        code="estimate-out-of-range",
        path=name,
        expected="a number above 0 and below 1",
        found=str(share),
    )
