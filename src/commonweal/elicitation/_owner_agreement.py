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
from commonweal.values import exact_lower_bound

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from commonweal.documents import Placing

_NO_DIFFERENCE = 1e-12

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
    beyond_chance: float | None
    """The share beyond what chance gives, of what there is beyond it: 0 none of it, 1 all. None
    where all call all options level: then chance gives everything."""
    low: float
    high: float
    """A 95 % interval of the share among such owners; with two of them it says nothing."""


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
    placings: Iterable[Placing], owners: Mapping[str, Collection[str]]
) -> OwnerAgreement:
    """Return how far owners of a value agree on options, over all values and situations.

    Chance is taken as two owners who call options level as often as all do, and else take either
    for better as often as the other: names of options mean nothing (W. Scott's pi, Public Opinion
    Quarterly 19, 1955, 321, with both directions equally frequent).

    The interval is of other owners on the same situations: each owner is left out in turn (the
    jackknife, with Student's t). Where that makes no difference, as where all agree, it is the
    exact one of Clopper and Pearson, as if each owner were one trial. It is approximate: see the
    reference on trials for how often it holds the truth.

    Args:
        placings: standing placings, on representative cards; those of others are passed over.
        owners: for each card the people who hold it.

    Raises:
        InvalidDocument: with code ``no-comparison`` if no two owners placed the same options.

    Source: J. Tukey, Annals of Mathematical Statistics 29 (1958), 614, for the jackknife.
    Cost: the comparisons of every two owners.
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
    low, high = _interval(alike, compared)
    return OwnerAgreement(
        alike=int(alike.sum()),
        compared=int(compared.sum()),
        owners=int(((compared + compared.T).sum(axis=0) > 0).sum()),
        share=share,
        beyond_chance=(share - chance) / (1 - chance) if chance < 1 else None,
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


def _interval(alike: np.ndarray, compared: np.ndarray) -> tuple[float, float]:
    """Return the 95 % interval of the share, from what it would be without each owner."""
    from scipy.special import stdtrit

    said = (compared + compared.T).sum(axis=0)
    agreed = (alike + alike.T).sum(axis=0)[said > 0]
    share, people = alike.sum() / compared.sum(), len(agreed)
    left = compared.sum() - said[said > 0]
    if not left.all():
        return 0.0, 1.0
    without = (alike.sum() - agreed) / left
    error = np.sqrt((people - 1) / people * ((without - without.mean()) ** 2).sum())
    if error < _NO_DIFFERENCE:
        trials = np.array([share, 1 - share]) * people
        low, missed = exact_lower_bound(trials, people, error=0.025).tolist()
        return low, 1 - missed
    reach = float(stdtrit(people - 1, 0.975)) * error
    return max(0.0, float(share - reach)), min(1.0, float(share + reach))


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
