"""What one participant meets in a round: drawn by lot, by what is not known, and never twice."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, get_args

import numpy as np

from commonweal.documents import Stake
from commonweal.elicitation import STARTING_ORDERS, equal_arms
from commonweal.studies._round_drawn import RoundDrawn, RoundSize, SituationDrawn, StakesDrawn
from commonweal.studies._round_pairs import draw_pairs
from commonweal.values import TextSimilarity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commonweal.studies._round_basis import RoundBasis

LEAST_MET = 3
"""One of every three others' values that are met, rounded up, is one that fewest people met."""

STAKES: tuple[Stake, ...] = get_args(Stake)


def draw_round(
    basis: RoundBasis, size: RoundSize, *, seed: int, again: Sequence[str] = ()
) -> RoundDrawn:
    """Return what a person meets: the same for the same study, size and seed.

    Others' values come in the starting order that the study's seed deals to the person
    (`STARTING_ORDERS`): those that resemble the person's own most, or least, first, or by lot. So
    that no value starves, every third, rounded up, is one of those that fewest people met.

    Args:
        basis: what is known.
        size: how much is met.
        seed: of everything that is drawn by lot, apart from arms, which the study's seed deals.
        again: ids of votes of the person that they want to be asked about once more.

    Raises:
        InvalidDocument: code ``no-such-vote`` if one of ``again`` is no standing vote of theirs on
            values that they may still be shown.

    Cost: O(values x own values) for the similarity, and that of `commonweal.estimates.choose_pair`
    for each pair.
    """
    rng = np.random.default_rng(seed)
    order = starting_order(basis)
    values = _others(basis, order, size.cards, rng)
    return RoundDrawn(
        order=order,
        own=tuple(basis.own.values()),
        cards=values,
        pairs=draw_pairs(basis, values, size.pairs, order=order, again=again, rng=rng),
        stakes=_stakes(basis, size.stakes, rng),
        situations=_situations(basis, size.situations, rng),
    )


def starting_order(basis: RoundBasis) -> str:
    """Return the starting order that a participant is dealt: the same in each of their rounds."""
    seed = basis.folder.study.seed
    return equal_arms("starting-order", *STARTING_ORDERS, seed=seed).arm_of(basis.participant)


def _others(basis: RoundBasis, order: str, size: int, rng: np.random.Generator) -> tuple[str, ...]:
    """Return others' values that the person was not asked about, in their starting order."""
    left = [value for value in basis.others if value not in basis.asked]
    lot = dict(zip(left, rng.permutation(len(left)).tolist(), strict=True))
    likeness = _likeness(basis, left)
    sign = {"nearest_first": -1, "farthest_first": 1}.get(order, 0)

    def place(value: str) -> tuple[float, int, int]:
        # Rounded, so that texts that are alike to the last digit count as equally near.
        tie = basis.met_by.get(value, 0) if sign else 0
        return sign * round(likeness[value], 9), tie, lot[value]

    starving = sorted(left, key=lambda value: (basis.met_by.get(value, 0), place(value)))
    chosen = starving[: -(-size // LEAST_MET)]
    rest = sorted((value for value in left if value not in chosen), key=place)
    return tuple(sorted((chosen + rest)[:size], key=place))


def _likeness(basis: RoundBasis, values: Sequence[str]) -> dict[str, float]:
    """Return how much each value resembles the own one that it resembles most, from 0 to 1."""
    if not values or not basis.own:
        return dict.fromkeys(values, 0.0)
    own = list(basis.own.values())
    texts = [
        "\n".join((card.title, *(policy.text for policy in card.policies)))
        for card in (basis.cards[card] for card in (*own, *values))
    ]
    vectors = TextSimilarity().vectors(texts)
    cosines = (vectors[len(own) :] @ vectors[: len(own)].T).toarray()
    return dict(zip(values, cosines.max(axis=1).tolist(), strict=True))


def _stakes(basis: RoundBasis, size: int, rng: np.random.Generator) -> tuple[StakesDrawn, ...]:
    """Return stakes on two own cards that the person has not weighed yet, by lot."""
    weighed = {
        (
            said.context,
            frozenset(((value(said.card), said.stake), (value(said.over_card), said.over_stake))),
        )
        for value in (basis.used.merged.of,)
        for said in basis.answers.outweighs
        if said.participant == basis.participant
    }
    left = [
        (context, (first, stake), (second, over))
        for first, second in combinations(basis.own, 2)
        for context in sorted(basis.contexts_of(first) & basis.contexts_of(second))
        for stake in STAKES
        for over in STAKES
        if (context, frozenset(((first, stake), (second, over)))) not in weighed
    ]
    drawn = []
    for at in rng.permutation(len(left))[:size].tolist():
        context, *sides = left[at]
        (card, stake), (other, over) = sides[:: 1 if rng.random() < 0.5 else -1]
        drawn.append(
            StakesDrawn(
                context=context,
                card=basis.own[card],
                stake=stake,
                over=basis.own[other],
                over_stake=over,
            )
        )
    return tuple(drawn)


def _situations(
    basis: RoundBasis, size: int, rng: np.random.Generator
) -> tuple[SituationDrawn, ...]:
    """Return situations with own values by which the person has not placed options: least first."""
    left = [
        (situation, value)
        for situation in basis.situations
        for value in basis.own
        if len(situation.options) > 1 and (situation.name, value) not in basis.placed
    ]
    lot = rng.permutation(len(left)).tolist()
    times = [basis.placings.get((situation.name, value), 0) for situation, value in left]
    chosen = sorted(range(len(left)), key=lambda at: (times[at], lot[at]))[:size]
    return tuple(
        SituationDrawn(
            situation=situation.name,
            card=basis.own[value],
            options=tuple(
                situation.options[at].name
                for at in rng.permutation(len(situation.options)).tolist()
            ),
        )
        for situation, value in (left[at] for at in chosen)
    )
