"""Whether it matters at all what is asked."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from commonweal.errors import InvalidDocument
from commonweal.estimates import question_difference

from .voting import FIRST, SECOND, Cast, of_behaviour, votes_of


def difference_of(cast: list[Cast], **options: int) -> object:
    """Return the test of some votes."""
    return question_difference(votes_of(cast), rng=np.random.default_rng(1), **options)


def random_answers(seed: int, *, people: int, questions: int) -> list[Cast]:
    """Return answers of people who differ in how readily they agree, and look at no question."""
    rng = np.random.default_rng(seed)
    ready = rng.random(people)
    return [
        Cast(person, 0, 1, FIRST if rng.random() < ready[person] else SECOND, question)
        for person in range(people)
        for question in range(questions)
    ]


def test_questions_that_differ_are_seen() -> None:
    """Where most prefer one card, the order it is shown in makes questions differ."""
    votes = votes_of(of_behaviour(1, people=60, prefers=0.85, agrees=0.1))

    found = question_difference(votes, rng=np.random.default_rng(1), replicates=199)

    assert found.p_value == Fraction(1, 200)
    assert found.between is not None
    assert found.by_chance is not None
    assert found.between > 5 * found.by_chance


def test_the_share_between_is_that_of_the_sums_of_squares() -> None:
    """Two questions, 3 of 4 and 1 of 4: between them lies a quarter of the variance."""
    cast = [Cast(person, 0, 1, FIRST if person < 3 else SECOND, 0) for person in range(4)]
    cast += [Cast(person, 0, 1, FIRST if person < 1 else SECOND, 1) for person in range(4)]

    found = question_difference(votes_of(cast), rng=np.random.default_rng(1), min_answers=1)

    assert found.between == pytest.approx(0.25)


def test_the_p_value_is_that_of_all_shuffles() -> None:
    """Of two people who answered two questions each, all four shuffles are counted by hand."""
    # Person 0 says yes to question 0 only, person 1 too: both questions then lie apart as far as
    # they can. Each shuffle keeps or swaps each person's answers; two in four lie as far apart.
    cast = [
        Cast(person, 0, 1, FIRST if question == 0 else SECOND, question)
        for person in range(2)
        for question in range(2)
    ]

    found = question_difference(
        votes_of(cast), rng=np.random.default_rng(3), replicates=4000, min_answers=1
    )

    assert found.p_value is not None
    assert 0.47 < found.p_value < 0.53


def test_where_questions_do_not_matter_the_p_value_is_even() -> None:
    """Of a hundred such studies, about one in ten has a p-value of at most 0.1."""
    found = [
        question_difference(
            votes_of(random_answers(seed, people=20, questions=8)),
            rng=np.random.default_rng(seed),
            replicates=49,
        ).p_value
        for seed in range(100)
    ]

    low = sum(p is not None and p <= Fraction(1, 10) for p in found)

    assert 3 <= low <= 20


def test_few_answers_and_none_at_all() -> None:
    """A question with few answers is left out; with none left there is nothing to test."""
    cast = [Cast(person, 0, 1, person % 2) for person in range(6)] + [Cast(0, 2, 3, FIRST)]

    found = question_difference(votes_of(cast), rng=np.random.default_rng(7))

    assert (1, 6, None, None, 7) == (
        found.questions,
        found.votes,
        found.between,
        found.p_value,
        found.seed,
    )
    assert question_difference(votes_of([]), rng=np.random.default_rng(1)).p_value is None


def test_one_answer_each_cannot_be_shuffled() -> None:
    """Questions may differ, but nobody answered two of them: there is no test, and no p-value."""
    cast = [Cast(person, 0, 1, int(person < 6), person % 2) for person in range(12)]

    found = question_difference(votes_of(cast), rng=np.random.default_rng(1))

    assert found.between is not None
    assert (None, None, 0) == (found.by_chance, found.p_value, found.replicates)


def test_the_seed_is_told_and_must_be_one() -> None:
    """The same seed shuffles alike; a generator without one is refused."""
    cast = of_behaviour(2, people=20, prefers=0.6, agrees=0.2)

    assert difference_of(cast, replicates=99) == difference_of(cast[::-1], replicates=99)
    with pytest.raises(InvalidDocument) as refusal:
        question_difference(votes_of(cast), rng=np.random.default_rng([1, 2]))
    assert "unseeded-generator" == refusal.value.code
