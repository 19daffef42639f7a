"""Who answers together: the guilty are found, and opinion groups are left alone."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from scipy.stats import binom

from commonweal.documents import Thresholds
from commonweal.errors import InvalidDocument
from commonweal.estimates import (
    AlikeBeyondChance,
    AnswerTraces,
    ClusterProblem,
    ClusterResult,
    solve_clusters,
    verdicts_without,
)
from commonweal.estimates._coincidence import combined, log_evidence
from commonweal.testing._populations import (
    HONEST,
    Study,
    asked_again,
    copied,
    gathered,
    honest,
    named,
    traces_of,
)
from commonweal.values import Votes, count_votes, decide_pairs


def searched(study: Study, *, seed: int = 1, **options: Any) -> ClusterResult:
    problem = ClusterProblem(traces=traces_of(study))
    return solve_clusters(problem, AlikeBeyondChance(**options), rng=np.random.default_rng(seed))


@pytest.mark.parametrize("kind", HONEST)
def test_people_who_answer_for_themselves_are_not_accused(kind: str) -> None:
    """Not even parties of one mind in everything: that people agree is no evidence."""
    for seed in (1, 2):
        _, study = honest(seed, kind, people=120, asked=30)

        assert set() == named(searched(study))


@pytest.mark.slow
@pytest.mark.parametrize("kind", HONEST)
def test_the_stated_rate_of_false_alarms_is_kept(kind: str) -> None:
    """At a rate of 1/5, which many trials can tell, alarms stay below what 40 trials allow."""
    alarms = 0

    for seed in range(40):
        _, study = honest(seed, kind, people=200)
        alarms += bool(searched(study, false_alarm_rate=Fraction(1, 5)).value)

    # 14 of 40 or more have a probability of 0.0194 at 1/5.
    assert alarms < 14


@pytest.mark.parametrize("forms", [2, 20])
def test_fixed_forms_are_no_evidence(forms: int) -> None:
    """Where everybody got one of some forms, people with the same form are no copies."""
    rng, study = honest(3, "alike", people=120)
    form = rng.integers(0, forms, 120)
    study.shown, study.asked = study.shown[form], study.asked[form]
    start = study.moment.min(axis=1)
    study.moment = study.moment[form] - study.moment[form].min(axis=1)[:, None] + start[:, None]

    assert set() == named(searched(study))


def test_agreeing_and_coming_together_is_evidence_only_when_both() -> None:
    """A party of one mind that comes as anybody else is left alone; in one hour it is told."""
    _, study = honest(2, "a party of twenty", people=200)
    apart = named(searched(study))
    study.moment[:20] += 50_000 - study.moment[:20].min(axis=1)[:, None]

    together = named(searched(study))

    assert set() == apart
    assert set(range(20)) <= together


def test_a_record_handed_in_twice_is_found() -> None:
    """Answers, orders of display and sequence coincide, and nobody else is named."""
    rng, study = honest(4, "three scales", people=200)
    guilty = copied(rng, study, 2)

    result = searched(study)

    assert guilty == named(result)
    (cluster,) = result.value
    assert "same_person" == cluster.kind
    assert cluster.false_alarm_bound <= 1 / 200
    assert 30 <= cluster.questions <= 40


def test_a_gathering_is_found_with_its_hour() -> None:
    """Twenty who answer by one line within an hour are found, and it is said when."""
    rng, study = honest(5, "three scales", people=300)
    guilty = gathered(rng, study, 20, seconds=3_600)

    result = searched(study)

    (cluster,) = [one for one in result.value if one.kind == "gathering"]
    start = study.moment[sorted(guilty)].min()
    assert guilty <= named(result)
    assert len(named(result) - guilty) <= 4
    assert cluster.start is not None
    assert cluster.seconds is not None
    assert cluster.start <= start + 3_600
    assert start <= cluster.start + cluster.seconds
    assert cluster.expected is not None
    assert cluster.expected < len(cluster.people)


def test_people_of_a_stratum_who_come_on_their_day_are_not_accused() -> None:
    """Each of two strata is of one mind and came on its own day: exchanged within, not across."""
    rng = np.random.default_rng(6)
    _, study = honest(6, "two parties", people=160)
    stratum = (study.answer[:, 0] == study.answer[0, 0]).astype(np.int32)
    study.moment += (
        stratum * 40 * 86_400 - study.moment.min(axis=1) + rng.integers(0, 86_400, 160)
    )[:, None]

    within = solve_clusters(
        ClusterProblem(traces=traces_of(study, stratum=stratum)), rng=np.random.default_rng(1)
    )
    across = solve_clusters(ClusterProblem(traces=traces_of(study)), rng=np.random.default_rng(1))

    assert set() == named(within)
    assert set() != named(across)


def test_what_is_told_of_influence_is_a_recount_without_them() -> None:
    """Each change is that of counting again without their answers, and no pair is missed."""
    rng, study = honest(7, "alike", people=60)
    guilty = gathered(rng, study, 25, seconds=600)
    votes = traces_of(study).votes
    people = np.array(sorted(guilty))

    changes = verdicts_without(votes, people, thresholds=Thresholds())

    left = votes.kept(~np.isin(votes.participant, people))
    before, after = (decide_pairs(count_votes(some).counts) for some in (votes, left))
    expected = ((before.status != after.status) | (before.wiser != after.wiser)).sum()
    assert 0 < expected == len(changes)


def test_the_order_of_votes_and_the_names_of_people_change_nothing() -> None:
    """Renamed in another order, the same people are found."""
    rng, study = honest(8, "three scales", people=150)
    guilty = gathered(rng, study, 15, seconds=600)
    turn = rng.permutation(150)
    renamed = Study(
        study.asked[turn], study.shown[turn], study.moment[turn], None, study.answer[turn]
    )

    here, there = named(searched(study)), named(searched(renamed))

    assert guilty <= here
    assert here == {int(turn[person]) for person in there}


def test_the_same_seed_gives_the_same_result() -> None:
    """And the seed is in the result."""
    rng, study = honest(9, "alike", people=100)
    copied(rng, study, 3)

    one, other = searched(study, seed=7), searched(study, seed=7)

    assert one.value == other.value
    assert (7, 100) == (one.stats.seed, one.stats.people)


def test_nobody_who_answered_is_no_cluster() -> None:
    """A study without votes has a status of its own."""
    votes = Votes.arranged(
        participants=(), contexts=(), cards=(), participant=[], context=[], first=[], second=[],
        answer=[],
    )  # fmt: skip
    empty = np.empty(0, dtype=np.int64)
    traces = AnswerTraces(votes=votes, moment=empty, stratum=empty.astype(np.int32))

    result = solve_clusters(ClusterProblem(traces=traces), rng=np.random.default_rng(1))

    assert ("nobody_answered", ()) == (result.status, result.value)


def test_a_rate_that_is_none_is_refused() -> None:
    """A chance of one would accuse anybody."""
    with pytest.raises(InvalidDocument) as refusal:
        AlikeBeyondChance(false_alarm_rate=Fraction(1))

    assert "false-alarm-rate" == refusal.value.code


def test_traces_that_do_not_fit_their_votes_are_refused() -> None:
    """A moment for each vote, and a stratum for each person."""
    _, study = honest(1, "alike", people=10)
    votes = traces_of(study).votes

    with pytest.raises(InvalidDocument) as refusal:
        AnswerTraces(
            votes=votes, moment=np.zeros(1, dtype=np.int64), stratum=np.zeros(10, dtype=np.int32)
        )

    assert "invalid-traces" == refusal.value.code


def test_one_person_asked_anew_is_seldom_told_by_answers_alone() -> None:
    """What cannot be seen is documented: forty answers do not tell a person from a like mind."""
    rng, study = honest(10, "three scales", people=200)
    asked_again(rng, study, 2, slip=0.1)

    assert set() == named(searched(study))


@pytest.mark.parametrize("peers", [0, 1, 16, 40])
@pytest.mark.parametrize("chance", [0.01, 0.3, 0.5, 0.9, 0.99])
def test_the_evidence_of_honest_people_is_at_most_one_on_average(peers: int, chance: float) -> None:
    """Summed over all that peers and the one compared may do, whatever the chance to coincide."""
    coincide = np.repeat(np.arange(peers + 1), 2).astype(np.float64)
    matched = np.tile([True, False], peers + 1)
    rows = np.arange(len(matched))
    likely = binom.pmf(coincide, peers, chance) * np.where(matched, chance, 1 - chance)

    evidence = log_evidence(matched, coincide, np.full(len(rows), float(peers)), rows, len(rows))

    assert float(likely @ np.exp(evidence)) <= 1 + 1e-12


def test_kinds_are_combined_as_the_mean_of_all_products() -> None:
    """Of 3 and 1/2: of nothing, each and both, (1 + 3 + 1/2 + 3/2) / 4."""
    found = combined([np.log([3.0]), np.log([0.5])])

    assert 1.5 == pytest.approx(float(np.exp(found[0])))
