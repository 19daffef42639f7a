"""Which pair to ask somebody about next: drawn by what the answer would tell, with a floor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from commonweal.errors import Infeasible, InvalidDocument, Problem
from commonweal.estimates._question_pool import BLOCK
from commonweal.values import seed_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from commonweal.estimates._question_pool import QuestionPool


@dataclass(frozen=True, slots=True, kw_only=True)
class ByInformation:
    """Draw pairs by the information that one more answer is expected to give, squared as a rule.

    The power that information is taken to is the pool's sharpness.

    With probability ``floor_share`` a card is drawn first, evenly among those shown fewer than
    ``exposure_floor`` times to some group of the person's, and then one of its pairs, evenly. Where
    no card is below the floor, all is drawn by information. Nobody is asked twice about a pair in a
    context. The pair's own order of display has one half, and a sixth less or more for each of
    these: the pair was shown in it more or less often than in the other, and so was the person.
    Neither order is ever certain.
    """

    floor_share: Fraction = Fraction(1, 5)
    exposure_floor: int = 10

    name: ClassVar[str] = "by expected information, with a floor"

    def __post_init__(self) -> None:
        if not 0 <= self.floor_share <= 1 or self.exposure_floor < 0:
            raise InvalidDocument(
                Problem(
                    code="floor-out-of-range",
                    path="method",
                    expected="a floor share from 0 to 1, and a floor that is not negative",
                    found=f"{self.floor_share} and {self.exposure_floor}",
                )
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Evenly:
    """Draw every pair that the person has not answered with the same probability."""

    name: ClassVar[str] = "evenly"


@dataclass(frozen=True, slots=True, kw_only=True)
class PairChoice:
    """A question, in the order in which it is to be shown, and how probable it was."""

    context: str
    first: str
    second: str
    probability: float
    """The chance that this pair was drawn, in either order. One divided by it weighs the answer, if
    answers are to stand for pairs drawn evenly."""
    order_probability: float
    """The chance of this order, given the pair."""
    information: float
    """The bits that the answer is expected to give."""
    method: str
    parameters: Mapping[str, object]
    seed: int
    """The entropy of the generator; it tells the draw if the generator was made for it alone."""

    def explain(self) -> tuple[str, ...]:
        """Return in sentences how it was drawn."""
        return (
            f"The pair was drawn {self.method}, with probability {self.probability:.3g}.",
            f"This order of display had probability {self.order_probability:.3g}.",
            f"The answer is expected to tell {self.information:.3g} bits about the verdict.",
        )


def choose_pair(
    pool: QuestionPool,
    participant: str,
    method: ByInformation | Evenly | None = None,
    *,
    strata: Mapping[str, str] | None = None,
    rng: np.random.Generator,
) -> PairChoice:
    """Return the next question for a person. Nothing is recorded: give the answer to the pool.

    Args:
        pool: the pairs and what has been answered.
        participant: who is to be asked.
        method: `ByInformation` or `Evenly`; by information if none is named.
        strata: where the person stands.
        rng: a generator made from one whole number.

    Raises:
        Infeasible: with code ``nothing-to-ask`` if the person has answered every pair.

    Cost: one pass over the cards, one over the pairs divided by a thousand, and a thousand pairs
    for each that the person has answered.
    """
    method = method or ByInformation()
    done = np.unique(np.array(pool.answered.get(participant, []), dtype=np.int64))
    if len(done) >= len(pool):
        raise Infeasible(
            Problem(
                code="nothing-to-ask",
                path=participant,
                expected="a pair that this person has not answered",
                found=f"{len(done)} of {len(pool)} pairs answered",
            )
        )
    if isinstance(method, Evenly):
        pair, probability = _evenly(pool, done, rng)
    else:
        pair, probability = _by_information(pool, done, method, pool.rows_of(strata or {}), rng)
    low_first = _low_first(pool, pair, participant)
    turned = bool(rng.random() >= low_first)
    ends = (pool.cards[pool.low[pair]], pool.cards[pool.high[pair]])
    first, second = ends[::-1] if turned else ends
    return PairChoice(
        context=pool.contexts[pool.context[pair]],
        first=first,
        second=second,
        probability=probability,
        order_probability=1 - low_first if turned else low_first,
        information=float(pool.information[pair]),
        method=method.name,
        parameters={}
        if isinstance(method, Evenly)
        else {"floor_share": method.floor_share, "exposure_floor": method.exposure_floor},
        seed=seed_of(rng),
    )


def _evenly(
    pool: QuestionPool, done: NDArray[np.int64], rng: np.random.Generator
) -> tuple[int, float]:
    left = len(pool) - len(done)
    place = int(rng.integers(left))
    # The place among those not done: each done pair at or below it moves it up by one.
    place += int(np.searchsorted(done - np.arange(len(done)), place, side="right"))
    return place, 1 / left


def _by_information(
    pool: QuestionPool,
    done: NDArray[np.int64],
    method: ByInformation,
    rows: list[int],
    rng: np.random.Generator,
) -> tuple[int, float]:
    cards = len(pool.cards)
    free = pool.degrees() - np.bincount(pool.low[done], minlength=cards)
    free -= np.bincount(pool.high[done], minlength=cards)
    shown = pool.exposure[rows].min(axis=0)
    below = (shown < method.exposure_floor) & (free > 0)
    starving = np.flatnonzero(below)
    share = float(method.floor_share) if len(starving) else 0.0
    sums = pool.block_sums.copy()
    for block in np.unique(done // BLOCK).tolist():
        # Summed anew: what subtracting leaves of a block that is done may be more than the rest.
        sums[block] = _left_in(pool, done, block).sum()
    total = float(sums.sum())
    if total <= 0:
        # Everything left is settled to the last bit: no pair is worth more than another.
        return _evenly(pool, done, rng)
    if rng.random() < share:
        card = int(starving[rng.integers(len(starving))])
        pairs = np.setdiff1d(pool.pairs_of(card), done, assume_unique=True)
        pair = int(pairs[rng.integers(len(pairs))])
    else:
        pair = _weighted(pool, done, sums, rng)
    probability = (1 - share) * float(pool.weight[pair]) / total
    for card in (int(pool.low[pair]), int(pool.high[pair])):
        if below[card]:
            probability += share / len(starving) / int(free[card])
    return pair, probability


def _weighted(
    pool: QuestionPool,
    done: NDArray[np.int64],
    sums: NDArray[np.float64],
    rng: np.random.Generator,
) -> int:
    block = _draw(sums, rng)
    return block * BLOCK + _draw(_left_in(pool, done, block), rng)


def _left_in(pool: QuestionPool, done: NDArray[np.int64], block: int) -> NDArray[np.float64]:
    """Return the weights of one block's pairs, nothing for those that are done."""
    weights = pool.weight[block * BLOCK : (block + 1) * BLOCK].copy()
    weights[done[done // BLOCK == block] - block * BLOCK] = 0.0
    return weights


def _draw(weights: NDArray[np.float64], rng: np.random.Generator) -> int:
    reached = np.cumsum(weights)
    place = int(np.searchsorted(reached, rng.random() * reached[-1], side="right"))
    # Rounding may point behind the last positive weight.
    return min(place, int(np.flatnonzero(weights)[-1]))


def _low_first(pool: QuestionPool, pair: int, participant: str) -> float:
    """Return how probable the pair's own order is: a biased coin against what was shown more.

    Source: B. Efron, "Forcing a sequential experiment to be balanced", Biometrika 58 (1971).
    """
    by_order = pool.counts[pair].sum(axis=1)
    of_pair = int(np.sign(by_order[0] - by_order[1]))
    of_person = int(np.sign(pool.orders.get(participant, 0)))
    return 0.5 - (of_pair + of_person) / 6
