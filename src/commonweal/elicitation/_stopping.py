"""When another card is no longer worth asking for: a rule that can be stated, and simulated."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import comb
from typing import TYPE_CHECKING

from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence


def improvement_probability(before: str, after: str) -> Fraction:
    """Return the probability that predictions are right more often after a card than before it.

    The same held-out choices of a person are predicted twice. Choices that were predicted equally
    well both times say nothing about a change. Each of the others is a gain with one unknown
    probability, uniform beforehand; what is returned is the posterior probability that it exceeds
    one half. After g gains and l losses this is P(X <= g) for X binomial with g + l + 1 trials of
    probability 1/2, and it is exact.

    Args:
        before: a ``1`` for each choice that was predicted right, and a ``0`` for each other.
        after: the same for the same choices in the same order.

    Raises:
        InvalidDocument: code ``held-out`` unless both are of one length, of zeros and ones.

    Cost: O(length).

    Source: the sign test in Bayesian form; A. Gelman and others, Bayesian Data Analysis (3rd
    edition, 2013), 2.1 and 2.4, for the posterior of a proportion under a uniform prior.
    """
    for said in (before, after):
        if len(said) != len(before) or set(said) - {"0", "1"}:
            raise InvalidDocument(
                Problem(
                    "held-out",
                    "stopping",
                    "as many zeros and ones after each card as before it",
                    f"{before!r} and {after!r}",
                )
            )
    pairs = list(zip(before, after, strict=True))
    gains, losses = pairs.count(("0", "1")), pairs.count(("1", "0"))
    trials = gains + losses + 1
    return Fraction(sum(comb(trials, successes) for successes in range(gains + 1)), 2**trials)


@dataclass(frozen=True, slots=True)
class StoppingRule:
    """Stop when the predicted improvement is no longer positive beyond a stated probability.

    After each card the person's held-out choices are predicted from the cards so far. It stops when
    `improvement_probability` did not exceed ``beyond`` for ``patience`` cards in a row. How often
    that is too early is simulated in the reference on the interview. The rule looks at predictions
    only: it cannot show that nothing was left out, since what no held-out choice turned on is
    predicted as well without it.

    Attributes:
        beyond: the probability that has to be exceeded.
        patience: how many cards in a row may bring too little before it stops.
    """

    beyond: Fraction = Fraction(3, 4)
    patience: int = 2

    def goes_on(self, predicted: Sequence[str]) -> bool:
        """Tell whether to ask for another card.

        Args:
            predicted: hits and misses before the first card, then after each: ``0110`` and so on.
        """
        too_little = 0
        for before, after in pairwise(predicted):
            improved = improvement_probability(before, after) > self.beyond
            too_little = 0 if improved else too_little + 1
        return too_little < self.patience
