"""How far owners place options alike, and how far a model does as they do."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from commonweal.documents import Placing
from commonweal.elicitation import (
    agreement_of_model,
    compare_options,
    held_out_situations,
    owner_agreement,
)
from commonweal.errors import InvalidDocument

CARD, OTHER = (f"value_card:{digit * 64}" for digit in "ab")


def placing(who: str, order: str, *, situation: str = "s", card: str = CARD) -> Placing:
    """Return a placing with tiers as in ``"stay leave, wait"``: best first."""
    return Placing(
        by=who,
        origin="model" if who == "m" else "synthetic",
        said_at="2026-01-01T00:00:00Z",
        situation=situation,
        appraiser=who,
        card=card,
        order=tuple(tuple(tier.split()) for tier in order.split(",")),
        stake="notable",
    )


def test_a_placing_compares_every_two_of_its_options() -> None:
    """Three options in two tiers are three comparisons."""
    orders = compare_options(placing("ana", "stay leave, wait"))

    assert {("leave", "stay"): "level", ("leave", "wait"): "above", ("stay", "wait"): "above"} == {
        (comparison.first, comparison.second): order for comparison, order in orders.items()
    }


def test_agreement_is_counted_over_pairs_of_owners() -> None:
    """Of three owners two agree on one comparison: one of three pairs; chance is a half."""
    placings = [placing("ana", "a, b"), placing("bo", "a, b"), placing("cy", "b, a")]

    found = owner_agreement(placings, {CARD: {"ana", "bo", "cy"}})

    assert (1, 3, 3) == (found.alike, found.compared, found.owners)
    assert -1 / 3 == pytest.approx(found.beyond_chance)


def test_strangers_words_on_a_value_are_not_owners() -> None:
    """Whoever does not hold the value is passed over, a model too."""
    placings = [placing("ana", "a, b"), placing("bo", "a, b"), placing("model", "b, a")]

    found = owner_agreement(placings, {CARD: {"ana", "bo"}})

    assert (1, 1) == (found.share, found.beyond_chance)


def test_owners_who_draw_lots_agree_as_chance_has_it() -> None:
    """Beyond chance there is nothing, and the interval of the share holds one half."""
    rng = np.random.default_rng(7)
    people = [f"p{number}" for number in range(30)]
    placings = [
        placing(who, "a, b" if rng.random() < 0.5 else "b, a", situation=f"s{situation}")
        for who in people
        for situation in range(20)
    ]

    found = owner_agreement(placings, {CARD: set(people)})

    assert abs(found.beyond_chance) < 0.05
    assert found.low <= 0.5 <= found.high


@pytest.mark.parametrize(
    ("owners", "ends"),
    [(2, (0.0, 1.0)), (3, (0.025 ** (1 / 3), 1.0)), (9, (0.025 ** (1 / 9), 1.0))],
)
def test_a_few_who_agree_do_not_show_that_all_would(owners: int, ends: tuple[float, float]) -> None:
    """Two agree on everything and nothing follows; more are as many trials, and none failed."""
    people = [f"p{number}" for number in range(owners)]

    found = owner_agreement([placing(who, "a, b") for who in people], {CARD: {*people}})

    assert 1 == found.share == found.beyond_chance
    assert ends == pytest.approx((found.low, found.high))


def test_the_interval_is_the_jackknifes_by_hand() -> None:
    """Of four owners one dissents: 3 of 6 pairs; without that one all, without another 1 of 3."""
    placings = [
        placing(who, "b, a" if who == "dee" else "a, b") for who in ("al", "bo", "cy", "dee")
    ]

    found = owner_agreement(placings, {CARD: {"al", "bo", "cy", "dee"}})

    # The mean is 1/2, so the sum of squares (1/2)² + 3·(1/6)² = 1/3, times 3/4: an error of 1/2.
    # Student's t with three degrees of freedom is 3.18, and the share cannot leave 0 to 1.
    assert (0.5, 0.0, 1.0) == (found.share, found.low, found.high)


@pytest.mark.parametrize(("owners", "wide"), [(3, 0.9), (5, 0.6), (12, 0.3)])
def test_the_interval_holds_what_other_owners_would_do(owners: int, wide: float) -> None:
    """Owners err now and then, some more often than others; most intervals hold the true share."""
    rng = np.random.default_rng(4)
    people = [f"p{number}" for number in range(owners)]
    held, width = 0, 0.0
    for _ in range(100):
        right = rng.beta(6, 2, owners)
        placings = [
            placing(who, "a, b" if rng.random() < right[at] else "b, a", situation=f"s{number}")
            for at, who in enumerate(people)
            for number in range(12)
        ]
        found = owner_agreement(placings, {CARD: {*people}})
        # Two owners agree if both are right or both err, and three of four are right on average.
        held += found.low <= 0.75**2 + 0.25**2 <= found.high
        width += (found.high - found.low) / 100

    assert held >= 85
    assert width < wide


def test_where_all_is_level_there_is_nothing_beyond_chance_to_reach() -> None:
    """Who calls everything level agrees always, and so would chance."""
    placings = [placing(who, "a b") for who in ("ana", "bo", "cy")]

    found = owner_agreement(placings, {CARD: {"ana", "bo", "cy"}})

    assert (1, None) == (found.share, found.beyond_chance)


def test_nobody_to_compare_with_is_said() -> None:
    """One owner alone agrees with nobody."""
    with pytest.raises(InvalidDocument) as caught:
        owner_agreement([placing("ana", "a, b")], {CARD: {"ana"}})

    assert ["no-comparison"] == [problem.code for problem in caught.value.problems]


def of_owners(order: str, situation: str, card: str = CARD) -> list[Placing]:
    return [placing(who, order, situation=situation, card=card) for who in ("ana", "bo", "cy")]


RNG = np.random.default_rng(7)
OWNERS = {CARD: {"ana", "bo", "cy"}, OTHER: {"ana", "bo", "cy"}}


def test_a_model_is_held_to_what_most_owners_say_in_held_out_situations() -> None:
    """One right, one wrong; what it may have seen, and what owners are divided on, is not asked."""
    placings = [
        *of_owners("a, b", "s1"),
        *of_owners("a, b", "s2"),
        *of_owners("a, b", "seen"),
        placing("ana", "a, b", situation="divided"),
        placing("bo", "b, a", situation="divided"),
        placing("cy", "a b", situation="divided"),
        placing("m", "a, b", situation="s1"),
        placing("m", "b, a", situation="s2"),
        placing("m", "a, b", situation="seen"),
        placing("m", "a, b", situation="divided"),
    ]

    found = agreement_of_model(
        placings, OWNERS, model="m", held_out={"s1", "s2", "divided"}, rng=RNG
    )

    assert (2, 1) == (found.held_out, found.agreed)
    assert (2, 1, True) == (
        (said := found.declaration(counts=True)).held_out,
        said.agreed,
        said.counts,
    )


def test_the_interval_is_clopper_and_pearsons() -> None:
    """None wrong of ten: from 0.6915 (C. Clopper and E. Pearson, 1934; 0.025 ** (1 / 10))."""
    placings = [each for n in range(10) for each in of_owners("a, b", f"s{n}")]
    placings += [placing("m", "a, b", situation=f"s{n}") for n in range(10)]

    found = agreement_of_model(
        placings, OWNERS, model="m", held_out={f"s{n}" for n in range(10)}, rng=RNG
    )

    assert 0.025 ** (1 / 10) == pytest.approx(found.low)
    assert 1 == found.high


@pytest.mark.parametrize(("reads", "on_other_values"), [(True, 0.0), (False, 1.0)])
def test_a_model_that_ignores_the_value_is_told_from_one_that_reads_it(
    reads: bool, on_other_values: float
) -> None:
    """Where both values favour one option, any model that sees the better option is right."""
    placings = []
    for number in range(12):
        opposed = "b, a" if reads else "a, b"
        placings += of_owners("a, b", f"s{number}") + of_owners(opposed, f"s{number}", OTHER)
        placings += [
            placing("m", "a, b", situation=f"s{number}"),
            placing("m", opposed, situation=f"s{number}", card=OTHER),
        ]

    found = agreement_of_model(
        placings, OWNERS, model="m", held_out={f"s{number}" for number in range(12)}, rng=RNG
    )

    assert found.agreed == found.held_out == 24
    assert on_other_values == found.on_other_values
    assert reads == found.reads_the_value


def test_a_model_that_spoke_on_one_value_is_not_shown_to_read_it() -> None:
    """Twelve of twelve right, and no word on another value to hold them against."""
    placings = [each for n in range(12) for each in of_owners("a, b", f"s{n}")]
    placings += [placing("m", "a, b", situation=f"s{n}") for n in range(12)]

    found = agreement_of_model(
        placings, OWNERS, model="m", held_out={f"s{n}" for n in range(12)}, rng=RNG
    )

    assert (12, None, False) == (found.agreed, found.on_other_values, found.reads_the_value)


def test_too_few_owners_hold_a_model_to_nothing() -> None:
    """Two are no majority that it could be right about."""
    placings = [placing("ana", "a, b"), placing("bo", "a, b"), placing("m", "a, b")]

    with pytest.raises(InvalidDocument) as caught:
        agreement_of_model(placings, OWNERS, model="m", held_out={"s"}, rng=RNG)

    assert ["no-comparison"] == [problem.code for problem in caught.value.problems]


def test_what_is_held_out_is_drawn_by_name_and_seed() -> None:
    """About the share asked for, the same for everybody, and another with another seed."""
    names = [f"s{number}" for number in range(900)]

    drawn = held_out_situations(names, share=Fraction(1, 3), seed=2)

    # Four standard deviations of 900 draws are 57.
    assert abs(len(drawn) - 300) < 57
    assert drawn == held_out_situations(reversed(names), share=Fraction(1, 3), seed=2)
    assert drawn != held_out_situations(names, share=Fraction(1, 3), seed=3)


@pytest.mark.parametrize(("situations", "values", "options"), [(6, 2, 4), (10, 2, 6), (8, 3, 3)])
def test_a_model_that_places_at_random_is_seldom_said_to_read_the_value(
    situations: int, values: int, options: int
) -> None:
    """In no more than the stated 2.5 % of 200, though comparisons of one order hang together."""
    rng, reads = np.random.default_rng(1), 0
    cards = [f"value_card:{number:064}" for number in range(values)]
    owners = {card: {"ana", "bo", "cy"} for card in cards}
    named = "abcdef"[:options]

    def order() -> str:
        return ", ".join(rng.permutation([*named]))

    for _ in range(200):
        placings = []
        for number in range(situations):
            for each in cards:
                placings += of_owners(order(), f"s{number}", each)
                placings.append(placing("m", order(), situation=f"s{number}", card=each))
        held_out = {f"s{number}" for number in range(situations)}
        found = agreement_of_model(placings, owners, model="m", held_out=held_out, rng=rng)
        reads += found.reads_the_value

    # Three standard errors of 200 draws at 0.025 are 0.033.
    assert reads / 200 <= 0.025 + 0.033


def test_a_person_is_no_model() -> None:
    """Who holds the value is what a model is held to, and not held to it."""
    placings = [*of_owners("a, b", "s"), placing("ana", "a, b", situation="t")]

    with pytest.raises(InvalidDocument) as refused:
        agreement_of_model(placings, OWNERS, model="ana", held_out={"s", "t"}, rng=RNG)

    assert "not-a-model" == refused.value.code
