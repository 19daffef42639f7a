"""Which pair to ask about next: its probabilities, its floor, and what it saves."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from scipy.stats import chisquare

from commonweal.errors import Infeasible, InvalidDocument
from commonweal.estimates import (
    ByInformation,
    Evenly,
    QuestionPool,
    all_pairs,
    choose_pair,
    expected_information,
)

CARDS = tuple(f"k{number:02}" for number in range(12))


def pool_of(cards: int = 5, **options: Any) -> QuestionPool:
    return QuestionPool(
        contexts=["c"], cards=CARDS[:cards], pairs=all_pairs([range(cards)]), **options
    )


def say(pool: QuestionPool, person: str, first: str, second: str, answer: Any = "first") -> None:
    assert pool.record(participant=person, context="c", first=first, second=second, answer=answer)


def simulated(seed: int, method: Any, rounds: int, *, cards: int = 12) -> tuple[float, Any]:
    """Return the share of directions right after so many answers for each pair, and the pool."""
    rng = np.random.default_rng(seed)
    pool = pool_of(cards)
    held = rng.beta(2, 2, len(pool))
    truth = {
        (CARDS[low], CARDS[high]): share
        for low, high, share in zip(pool.low.tolist(), pool.high.tolist(), held, strict=True)
    }
    for number in range(rounds * len(pool)):
        person = f"p{number // 8}"
        draw = np.random.default_rng(seed * 100_000 + number)
        chosen = choose_pair(pool, person, method, rng=draw)
        low, high = sorted((chosen.first, chosen.second))
        wiser = low if rng.random() < truth[low, high] else high
        say(
            pool,
            person,
            chosen.first,
            chosen.second,
            "first" if wiser == chosen.first else "second",
        )
    counts = pool.counts.sum(axis=1)
    lead = np.sign(counts[:, 0] - counts[:, 1])
    right = np.where(lead == 0, 0.5, lead == np.sign(held - 0.5))
    return float(right.mean()), pool


def test_the_information_of_a_first_answer_by_hand() -> None:
    """The direction is a toss, and after one answer 3 to 1; most need both at 1 to 3.

    Both needed is Beta(1, 2) in advance: above one half with 1/4. After a side it is Beta(1, 3),
    1/8; after "both", Beta(2, 2), 1/2. Each kind of answer has one fifth.
    """

    def bits(chance: float) -> float:
        return float(-chance * np.log2(chance) - (1 - chance) * np.log2(1 - chance))

    side = bits(1 / 2) + bits(1 / 4) - bits(3 / 4) - bits(1 / 8)
    both = bits(1 / 4) - bits(1 / 2)

    (found,) = expected_information(np.zeros((1, 5), dtype=np.int64))

    assert 2 / 5 * side + 1 / 5 * both == pytest.approx(found)


def test_a_settled_pair_is_worth_less_than_a_fresh_one() -> None:
    """And one that nobody could settle is worth less too."""
    counts = np.array([[0, 0, 0, 0, 0], [30, 2, 0, 0, 0], [200, 200, 0, 0, 0], [3, 3, 0, 0, 0]])

    fresh, settled, divided, open_yet = expected_information(counts)

    assert fresh > open_yet > divided > settled > 0


def test_pairs_come_as_often_as_is_stated() -> None:
    """Five thousand draws, with a floor at work and two pairs answered."""
    pool = pool_of()
    say(pool, "ann", "k00", "k01")
    say(pool, "ann", "k03", "k02")
    say(pool, "bob", "k00", "k01")
    method = ByInformation(exposure_floor=2, floor_share=Fraction(1, 3))
    drawn: Counter[tuple[str, ...]] = Counter()
    stated = {}

    for number in range(5_000):
        chosen = choose_pair(pool, "ann", method, rng=np.random.default_rng(number))
        pair = tuple(sorted((chosen.first, chosen.second)))
        drawn[pair] += 1
        stated[pair] = chosen.probability

    assert 8 == len(stated)
    assert 1.0 == pytest.approx(sum(stated.values()))
    expected = [5_000 * stated[pair] for pair in stated]
    assert chisquare([drawn[pair] for pair in stated], expected).pvalue > 0.001


def test_nobody_is_asked_twice() -> None:
    """A person who goes on gets every pair once, and then nothing."""
    for method in (ByInformation(), Evenly()):
        pool = pool_of()
        seen = []
        for number in range(10):
            chosen = choose_pair(pool, "ann", method, rng=np.random.default_rng(number))
            seen.append(tuple(sorted((chosen.first, chosen.second))))
            say(pool, "ann", chosen.first, chosen.second, "unsure")

        with pytest.raises(Infeasible) as refusal:
            choose_pair(pool, "ann", method, rng=np.random.default_rng(99))

        assert 10 == len(set(seen))
        assert "nothing-to-ask" == refusal.value.code


def test_both_orders_are_balanced_for_pairs_and_people() -> None:
    """No pair and no person is far from half and half."""
    _, pool = simulated(3, ByInformation(), 12)

    by_pair = pool.counts.sum(axis=2)
    enough = by_pair.sum(axis=1) >= 6
    assert (np.abs(by_pair[:, 0] - by_pair[:, 1])[enough] <= 6).all()
    assert max(abs(pool.orders[person]) for person in pool.answered) <= 6
    assert abs(int(by_pair[:, 0].sum() - by_pair[:, 1].sum())) <= 60


def test_the_stated_order_is_that_of_a_biased_coin() -> None:
    """A pair shown one way, to a person shown that way: the other way has 5/6."""
    pool = pool_of(2)
    say(pool, "bob", "k00", "k01")
    pool.orders["ann"] = 1

    chosen = [
        choose_pair(pool, "ann", rng=np.random.default_rng(number)) for number in range(1_200)
    ]

    turned = [one for one in chosen if one.first == "k01"]
    assert 5 / 6 == pytest.approx(turned[0].order_probability)
    assert 5 / 6 == pytest.approx(len(turned) / 1_200, abs=0.05)


def test_every_card_reaches_its_floor_in_every_group() -> None:
    """A card that comes late is shown, also to the smaller group."""
    pool = pool_of(8, groups=[("side", "east"), ("side", "west")])
    method = ByInformation(exposure_floor=6)

    for number in range(280):
        strata = {"side": "west" if number % 5 == 0 else "east"}
        person = f"p{number // 10}-{strata['side']}"
        chosen = choose_pair(pool, person, method, strata=strata, rng=np.random.default_rng(number))
        pool.record(
            participant=person, context="c", first=chosen.first, second=chosen.second,
            answer="first" if chosen.first < chosen.second else "second", strata=strata,
        )  # fmt: skip

    assert pool.exposure.min() >= 6


def test_what_is_kept_up_to_date_is_what_counting_anew_gives() -> None:
    """After many answers the information, its sums and the counts are those of a fresh pool."""
    _, pool = simulated(5, ByInformation(), 4)

    anew = expected_information(pool.counts.sum(axis=1))

    assert anew.tolist() == pytest.approx(pool.information[: len(pool)].tolist())
    assert (anew**2).sum() == pytest.approx(pool.block_sums.sum())


@pytest.mark.slow
def test_fewer_answers_reach_the_same_accuracy() -> None:
    """Drawn by information, ten answers a pair get more right than eleven drawn evenly."""
    informed = np.mean([simulated(seed, ByInformation(), 10)[0] for seed in range(100)])
    evenly = np.mean([simulated(seed, Evenly(), 11)[0] for seed in range(100)])

    assert informed > evenly


def test_weighting_by_the_probability_undoes_the_choice() -> None:
    """Each draw counts one by its probability, and then every pair counts the same."""
    pool = pool_of()
    for number in range(6):
        say(pool, f"q{number}", "k00", "k01")
    weight: Counter[tuple[str, ...]] = Counter()

    for number in range(3_000):
        chosen = choose_pair(pool, "ann", rng=np.random.default_rng(number))
        pair = tuple(sorted((chosen.first, chosen.second)))
        weight[pair] += 1 / chosen.probability / 3_000

    assert [1.0] * 10 == pytest.approx(list(weight.values()), abs=0.25)


def test_the_same_seed_gives_the_same_question() -> None:
    """And the question names its seed."""
    one, other = (choose_pair(pool_of(), "ann", rng=np.random.default_rng(11)) for _ in range(2))

    assert one == other
    assert 11 == one.seed


def test_pairs_that_are_none_are_refused() -> None:
    """A card beside itself, a code of nothing, a row twice; and more than can be held."""
    for rows in ([[0, 1, 1]], [[0, 0, 7]], [[0, 0, 1], [0, 1, 0]]):
        with pytest.raises(InvalidDocument) as refusal:
            QuestionPool(contexts=["c"], cards=CARDS[:3], pairs=rows)
        assert "invalid-pairs" == refusal.value.code

    with pytest.raises(InvalidDocument) as too_many:
        all_pairs([range(4_000)])
    assert "too-many-pairs" == too_many.value.code


def test_a_pool_without_pairs_has_nothing_to_ask() -> None:
    """One card makes no pair."""
    pool = QuestionPool(contexts=["c"], cards=CARDS[:1], pairs=[])

    with pytest.raises(Infeasible) as refusal:
        choose_pair(pool, "ann", rng=np.random.default_rng(1))

    assert "nothing-to-ask" == refusal.value.code


def test_what_is_left_is_drawn_however_little_it_weighs() -> None:
    """Ada has answered a thousand open pairs; forty others have all but settled the rest."""
    cards = [f"c{number:02}" for number in range(50)]
    pool = QuestionPool(contexts=["c"], cards=cards, pairs=all_pairs([range(50)]))
    ends = [(cards[low], cards[high]) for low, high in zip(pool.low, pool.high, strict=True)]
    pool.answered["ada"] = list(range(1024))
    pool.counts[1024:, 0, 0] = 40
    pool.counts[1025:, 0, 0] = 44
    pool.record_votes([], strata={})

    drawn = choose_pair(
        pool, "ada", ByInformation(floor_share=Fraction(0)), rng=np.random.default_rng(1)
    )

    place = ends.index((min(drawn.first, drawn.second), max(drawn.first, drawn.second)))
    assert place >= 1024
    assert drawn.probability == pytest.approx(pool.weight[place] / pool.weight[1024:].sum())
