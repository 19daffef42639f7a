"""Whether answers hang on the order in which others' values were met."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from commonweal.documents import WiserVote
from commonweal.elicitation import STARTING_ORDERS, ConvergenceProblem, compare_starting_orders
from commonweal.errors import InvalidDocument


def problem_of(
    seed: int, *, moved: float, people: int = 120, pairs: int = 12
) -> ConvergenceProblem:
    """Return answers of people who say "first" more often by ``moved`` after the second order."""
    rng = np.random.default_rng(seed)
    order = rng.integers(0, 2, people)
    share = rng.uniform(0.2, 0.7, pairs)
    person = np.repeat(np.arange(people), pairs)
    pair = np.tile(np.arange(pairs), people)
    first = rng.random(people * pairs) < share[pair] + moved * order[person]
    return ConvergenceProblem(
        orders=STARTING_ORDERS[:2], order_of_person=order, person=person, pair=pair, first=first
    )


def seeded() -> np.random.Generator:
    return np.random.default_rng(3)


def test_where_the_order_moves_people_it_is_found() -> None:
    """Twenty points on every pair are far beyond what chance makes of it."""
    found = compare_starting_orders(problem_of(1, moved=0.2), rng=seeded())

    assert found.p == 1 / 1_000
    assert found.difference > 0.15
    assert found.by_chance < 0.1


@pytest.mark.slow
def test_where_it_does_not_it_is_found_as_rarely_as_stated() -> None:
    """Of 300 rounds in which the order does nothing, about one in twenty is called moved."""
    found = [
        compare_starting_orders(
            problem_of(seed, moved=0, people=60, pairs=6),
            rng=np.random.default_rng(seed),
            replicates=199,
        ).p
        for seed in range(300)
    ]

    called = sum(p <= 0.05 for p in found) / len(found)
    # Three standard errors of 300 draws at 0.05.
    assert abs(called - 0.05) <= 0.038


def test_the_drawn_p_value_is_that_of_all_ways_to_deal() -> None:
    """On five people it is held to enumeration, with the statistic in plain loops."""
    problem = ConvergenceProblem(
        orders=STARTING_ORDERS[:2],
        order_of_person=np.array([0, 0, 1, 1, 1]),
        person=np.array([0, 0, 1, 2, 2, 3, 4, 4]),
        pair=np.array([0, 1, 0, 0, 1, 0, 0, 1]),
        first=np.array([True, True, True, False, False, False, True, False]),
    )

    def statistic(orders: tuple[int, ...]) -> float:
        total = weight = 0.0
        for pair in (0, 1):
            said: list[list[bool]] = [[], []]
            for person, asked, first in zip(
                problem.person, problem.pair, problem.first, strict=True
            ):
                if asked == pair:
                    said[orders[person]].append(bool(first))
            if said[0] and said[1]:
                telling = len(said[0]) * len(said[1]) / (len(said[0]) + len(said[1]))
                shares = [sum(answers) / len(answers) for answers in said]
                total += telling * abs(shares[0] - shares[1])
                weight += telling
        return total / weight if weight else 0.0

    deals = [statistic(orders) for orders in permutations((0, 0, 1, 1, 1))]
    observed = statistic((0, 0, 1, 1, 1))
    expected = sum(deal >= observed - 1e-12 for deal in deals) / len(deals)

    found = compare_starting_orders(problem, rng=seeded(), replicates=20_000)

    assert observed == pytest.approx(found.difference)
    assert expected == pytest.approx(found.p, abs=0.015)


def test_deals_that_differ_as_much_are_counted_whatever_their_last_digits() -> None:
    """Whether shares add up in this order or in that one, a tie is a tie."""
    rng = np.random.default_rng(1)
    times = rng.integers(1, 6, (3, 12))
    person, pair = (np.repeat(each.ravel(), times.ravel()) for each in np.indices((3, 12)))
    problem = ConvergenceProblem(
        orders=STARTING_ORDERS,
        order_of_person=np.array([0, 1, 2]),
        person=person,
        pair=pair,
        first=rng.random(len(pair)) < 0.5,
    )

    found = compare_starting_orders(problem, rng=rng, replicates=99)

    # Each of three people is dealt another order: every deal is the same one by other names.
    assert 1.0 == found.p


def vote(who: str, arm: str | None, answer: str = "first") -> WiserVote:
    cards = [f"value_card:{digit * 64}" for digit in "ab"]
    return WiserVote.model_validate(
        {
            "by": who,
            "origin": "synthetic",
            "said_at": "2026-01-01T00:00:00Z",
            "nonce": "0" * 32,
            "participant": who,
            "context": "dry",
            "first": cards[who > "c"],
            "second": cards[who <= "c"],
            "answer": answer,
            "arm": arm,
        }
    )


def test_votes_are_read_by_pair_whatever_the_order_shown() -> None:
    """Undecided votes and those of other arms are passed over."""
    votes = [
        vote("ana", "nearest_first"),
        vote("dan", "farthest_first"),
        vote("bo", "nearest_first", "unsure"),
        vote("cy", "told"),
    ]

    problem = ConvergenceProblem.from_documents(votes)

    assert ("nearest_first", "farthest_first") == problem.orders
    assert [True, False] == problem.first.tolist()
    assert [0, 0] == problem.pair.tolist()


@pytest.mark.parametrize(
    "votes",
    [
        [],
        [vote("ana", "nearest_first")],
        [vote("ana", "nearest_first"), vote("ana", "farthest_first")],
    ],
)
def test_without_two_orders_there_is_nothing_to_compare(votes: list[WiserVote]) -> None:
    """One order, or one person in both, compares nothing."""
    with pytest.raises(InvalidDocument) as caught:
        ConvergenceProblem.from_documents(votes)

    assert ["no-starting-orders"] == [problem.code for problem in caught.value.problems]
