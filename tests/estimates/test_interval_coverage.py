"""How often the intervals contain what many more people would give."""

from __future__ import annotations

import numpy as np
import pytest

from commonweal.estimates import (
    IntervalEstimate,
    pair_alpha,
    pooled_acquiescence,
    variance_components,
)
from commonweal.values import Votes

PREFERENCES = np.clip(0.5 + 0.2 * np.random.default_rng(0).standard_normal(30), 0.05, 0.95)
"""For each of thirty pairs the share who hold the first to be wiser."""


def voted(seed: int, people: int) -> Votes:
    """Return ten votes of each person, who agrees blindly now and then, each in their own way."""
    rng = np.random.default_rng(seed)
    agrees = np.clip(0.15 + 0.15 * rng.standard_normal(people), 0, 0.9)
    person = np.repeat(np.arange(people), 10)
    pair = np.concatenate([rng.choice(30, 10, replace=False) for _ in range(people)])
    in_order = rng.random(len(person)) < 0.5
    holds_first = rng.random(len(person)) < PREFERENCES[pair]
    says_first = (rng.random(len(person)) < agrees[person]) | (holds_first == in_order)
    return Votes.arranged(
        participants=[f"p{number:05}" for number in range(people)],
        contexts=[f"c{number:02}" for number in range(30)],
        cards=["a", "b"],
        participant=person,
        context=pair,
        first=np.where(in_order, 0, 1),
        second=np.where(in_order, 1, 0),
        answer=np.where(says_first, 0, 1),
    )


def measured(votes: Votes) -> dict[str, IntervalEstimate]:
    """Return the four estimates that have an interval by person."""
    shares = variance_components(votes)
    found = {
        "person": shares.person,
        "question": shares.question,
        "acquiescence": pooled_acquiescence(votes).index,
        "alpha": pair_alpha(votes),
    }
    return {name: estimate for name, estimate in found.items() if estimate is not None}


@pytest.mark.slow
def test_intervals_contain_what_many_people_give_about_as_often_as_they_say() -> None:
    """Of 200 studies of 150 people nine in ten do; less often for a correlation close to 0."""
    truth = {name: estimate.middle for name, estimate in measured(voted(1, 20_000)).items()}
    inside = dict.fromkeys(truth, 0)

    for seed in range(200):
        for name, estimate in measured(voted(seed + 2, 150)).items():
            inside[name] += estimate.low <= truth[name] <= estimate.high

    assert 4 == len(truth)
    assert truth["person"] < 0.03
    assert inside.pop("person") >= 160
    assert all(number >= 180 for number in inside.values())
