"""How far people who hold a value place options on it alike.

Owners place options blind to one another and to any model. What they then agree on is what a model
can be held to; where they do not agree, there is nothing it could be right about.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import numpy as np

from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from commonweal.documents import Placing

Order: TypeAlias = Literal["above", "below", "level"]
"""How the first of two options, by name, stands to the second."""


class Comparison(NamedTuple):
    """Two options of a situation by the light of one value."""

    situation: str
    card: str
    first: str
    second: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerAgreement:
    """How often two owners of a value compare two options alike."""

    alike: int
    compared: int
    """Pairs of owners, times the comparisons that both made."""
    owners: int
    share: float
    beyond_chance: float
    """The share beyond what chance gives, of what there is beyond it: 0 none of it, 1 all."""
    low: float
    high: float
    """A 95 % interval of the share, by drawing the owners anew."""


def compare_options(placing: Placing) -> dict[Comparison, Order]:
    """Return how a placing stands on every two options."""
    tier = {option: number for number, tier in enumerate(placing.order) for option in tier}
    orders: dict[Comparison, Order] = {}
    for first, second in combinations(sorted(tier), 2):
        difference = tier[first] - tier[second]
        order: Order = "level" if not difference else "above" if difference < 0 else "below"
        orders[Comparison(placing.situation, placing.card, first, second)] = order
    return orders


def owner_agreement(
    placings: Iterable[Placing],
    owners: Mapping[str, Collection[str]],
    *,
    rng: np.random.Generator,
    replicates: int = 2_000,
) -> OwnerAgreement:
    """Return how far owners of a value agree on options, over all values and situations.

    Chance is taken as two owners who call options level as often as all do, and else take either
    for better as often as the other: names of options mean nothing (W. Scott's pi, Public Opinion
    Quarterly 19, 1955, 321, with both directions equally frequent).

    Args:
        placings: standing placings, on representative cards; those of others are passed over.
        owners: for each card the people who hold it.
        rng: draws the owners anew for the interval.
        replicates: how often.

    Raises:
        InvalidDocument: with code ``no-comparison`` if no two owners placed the same options.

    Cost: the comparisons of every two owners, and replicates times the square of the owners.
    """
    said = by_comparison(placings, owners)
    people = {name: code for code, name in enumerate(sorted({n for o in said.values() for n in o}))}
    alike, compared = (np.zeros((len(people), len(people))) for _ in range(2))
    levels: Counter[bool] = Counter()
    for orders in said.values():
        for one, other in combinations(sorted(orders), 2):
            place = people[one], people[other]
            compared[place] += 1
            alike[place] += orders[one] == orders[other]
            levels.update((orders[one] == "level", orders[other] == "level"))
    if not compared.sum():
        raise no_comparison("two owners who placed the same options on the same value")
    share = float(alike.sum() / compared.sum())
    level = levels[True] / levels.total()
    chance = level**2 + (1 - level) ** 2 / 2
    low, high = _drawn_anew(alike, compared, rng, replicates)
    return OwnerAgreement(
        alike=int(alike.sum()),
        compared=int(compared.sum()),
        owners=int(((compared + compared.T).sum(axis=0) > 0).sum()),
        share=share,
        beyond_chance=(share - chance) / (1 - chance) if chance < 1 else 1.0,
        low=low,
        high=high,
    )


def by_comparison(
    placings: Iterable[Placing], owners: Mapping[str, Collection[str]]
) -> dict[Comparison, dict[str, Order]]:
    """Return what the owners of each value say of each two options."""
    said: dict[Comparison, dict[str, Order]] = defaultdict(dict)
    for placing in placings:
        if placing.appraiser in owners.get(placing.card, ()):
            for comparison, order in compare_options(placing).items():
                said[comparison][placing.appraiser] = order
    return said


def _drawn_anew(
    alike: np.ndarray, compared: np.ndarray, rng: np.random.Generator, replicates: int
) -> tuple[float, float]:
    """Return the central 95 % of the share over owners drawn with replacement."""
    people = len(alike)
    shares = []
    for _ in range(replicates):
        times = np.bincount(rng.integers(0, people, people), minlength=people)
        weight = float(times @ compared @ times)
        if weight:
            shares.append(float(times @ alike @ times) / weight)
    return float(np.quantile(shares, 0.025)), float(np.quantile(shares, 0.975))


def no_comparison(expected: str) -> InvalidDocument:
    """Return the error of placings that leave nothing to compare."""
    return InvalidDocument(
        Problem(
            code="no-comparison",
            path="placings",
            expected=expected,
            found="none",
            hint="Ask more of those who hold the values to place the same situations.",
        )
    )
