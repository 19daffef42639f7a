"""Who votes against what is voted on."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from commonweal.estimates import variance_components

from .voting import FIRST, SECOND, Cast, casts, of_behaviour, votes_of

BALANCED = [[1, 1, 0, 1], [0, 1, 0, 0], [1, 1, 1, 1], [0, 1, 0, 1], [0, 1, 0, 0]]
"""Five people by four questions."""


def rows_of(cast: list[Cast]) -> list[tuple[int, tuple[int, ...], float]]:
    """Return person, question as shown, and whether the first was called wiser."""
    return [
        (vote.person, (vote.context, vote.first, vote.second), float(vote.answer == FIRST))
        for vote in cast
    ]


def by_loops(rows: list[tuple[int, tuple[int, ...], float]]) -> tuple[float, float] | None:
    """Return both correlations by Henderson's equations, written out with dictionaries."""
    people: dict[int, list[float]] = {}
    questions: dict[tuple[int, ...], list[float]] = {}
    for person, question, answer in rows:
        people.setdefault(person, []).append(answer)
        questions.setdefault(question, []).append(answer)
    votes, said = len(rows), [answer for *_, answer in rows]
    mean = sum(said) ** 2 / votes
    left = [
        sum(sum(own) ** 2 / len(own) for own in people.values()) - mean,
        sum(sum(own) ** 2 / len(own) for own in questions.values()) - mean,
        sum(answer**2 for answer in said) - mean,
    ]
    a, b = len(people), len(questions)
    of_people = sum(len(own) ** 2 for own in people.values()) / votes
    of_questions = sum(len(own) ** 2 for own in questions.values()) / votes
    right = [
        [votes - of_people, a - of_questions, a - 1],
        [b - of_people, votes - of_questions, b - 1],
        [votes - of_people, votes - of_questions, votes - 1],
    ]
    largest = max(max(map(abs, row)) for row in right)
    if not largest or abs(np.linalg.det(np.array(right) / largest)) < 1e-9:
        return None
    cut = np.maximum(np.linalg.solve(right, left), 0)
    return (cut[0] / cut.sum(), cut[1] / cut.sum()) if cut.sum() > 0 else None


def balanced() -> list[Cast]:
    """Return the balanced table as votes; each question is a context."""
    return [
        Cast(person, 0, 1, FIRST if said else SECOND, question)
        for person, answers in enumerate(BALANCED)
        for question, said in enumerate(answers)
    ]


def test_balanced_votes_give_the_two_way_analysis_of_variance() -> None:
    """Mean squares of the textbook's table, by hand, give the same components."""
    table = np.array(BALANCED, dtype=float)
    people, questions = table.shape
    rows, columns, grand = table.mean(axis=1), table.mean(axis=0), table.mean()
    rest = table - rows[:, None] - columns[None, :] + grand
    of_rest = (rest**2).sum() / ((people - 1) * (questions - 1))
    of_people = questions * ((rows - grand) ** 2).sum() / (people - 1)
    of_questions = people * ((columns - grand) ** 2).sum() / (questions - 1)
    components = [(of_people - of_rest) / questions, (of_questions - of_rest) / people, of_rest]

    found = variance_components(votes_of(balanced()))

    assert found.person is not None
    assert found.question is not None
    assert found.person.middle == pytest.approx(components[0] / sum(components))
    assert found.question.middle == pytest.approx(components[1] / sum(components))
    assert ("estimated", 5, 4, 20) == (found.status, found.people, found.questions, found.votes)


@given(casts())
def test_unbalanced_votes_solve_hendersons_equations(cast: list[Cast]) -> None:
    """The same equations over dictionaries give the same."""
    expected = by_loops(rows_of(cast)) if cast else None

    found = variance_components(votes_of(cast))

    if expected is None:
        assert found.person is None
        assert "not-identified" == found.status
    else:
        assert found.person is not None
        assert found.question is not None
        assert expected == pytest.approx((found.person.middle, found.question.middle))


def test_the_interval_is_that_of_leaving_people_out() -> None:
    """Computing everything again without each person gives the same standard error."""
    cast = of_behaviour(4, people=12, prefers=0.8, agrees=0.3, cards=3)
    cast = [vote for number, vote in enumerate(cast) if number % 5]
    without = np.array(
        [by_loops([row for row in rows_of(cast) if row[0] != person]) for person in range(12)]
    )
    error = (11 / 12 * ((without - without.mean(axis=0)) ** 2).sum(axis=0)) ** 0.5

    found = variance_components(votes_of(cast))

    assert found.person is not None
    assert found.question is not None
    for share, own in ((found.person, error[0]), (found.question, error[1])):
        assert share.high == pytest.approx(min(1, share.middle + 1.959963984540054 * own))


def test_planted_components_are_found_again() -> None:
    """People who differ in how readily they agree, or pairs that differ, show where they should."""
    rng = np.random.default_rng(8)
    readiness, pull = rng.beta(1, 1, 300), rng.beta(1, 1, 40)

    def voted(chance: np.ndarray) -> list[Cast]:
        said = rng.random((300, 40)) < chance
        return [
            Cast(person, 0, 1, FIRST if said[person, question] else SECOND, question)
            for person in range(300)
            for question in rng.choice(40, 12, replace=False).tolist()
        ]

    by_people = variance_components(votes_of(voted(np.repeat(readiness[:, None], 40, axis=1))))
    by_questions = variance_components(votes_of(voted(np.repeat(pull[None, :], 300, axis=0))))

    # A share that is uniform has variance 1/12, and its answers 1/4 in all: a third.
    assert by_people.person is not None
    assert by_people.question is not None
    assert by_people.person.low < 1 / 3 < by_people.person.high
    assert by_people.question.middle < 0.02
    assert by_questions.question is not None
    assert by_questions.person is not None
    assert 0.2 < by_questions.question.middle < 0.45
    assert by_questions.person.middle < 0.02


@given(casts())
def test_names_and_order_mean_nothing(cast: list[Cast]) -> None:
    """Cards named the other way round and people in another order give the same."""
    renamed = [
        Cast(7 - vote.person, 3 - vote.first, 3 - vote.second, vote.answer, vote.context)
        for vote in reversed(cast)
    ]

    one, other = variance_components(votes_of(cast)), variance_components(votes_of(renamed))

    assert one.status == other.status
    if one.person and other.person and one.question and other.question:
        assert one.person.middle == pytest.approx(other.person.middle)
        assert one.question.middle == pytest.approx(other.question.middle)
        assert one.person.low == pytest.approx(other.person.low)


def test_one_vote_each_cannot_tell_people_from_the_rest() -> None:
    """Then there is no component of people to be had, and none is given."""
    found = variance_components(
        votes_of([Cast(person, 0, 1, person % 2, person % 3) for person in range(12)])
    )

    assert ("not-identified", None, None) == (found.status, found.person, found.question)
    assert any("too few votes" in sentence for sentence in found.explain())
