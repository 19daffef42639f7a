"""A trial of interviewers through the real interview: a planted push is found, an honest one not.

The people are invented, and how readily they take a model's words is put in: what comes out shows
that the trial works, and nothing of how easily people are led.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pytest
from scipy.stats import binom

from commonweal.documents import Proposal, ValueCard
from commonweal.elicitation import (
    INTERVIEWER_ARMS,
    ArmEffect,
    Catalogue,
    ModelBeside,
    ModelHelper,
    ModelSettings,
    PermutationTest,
    SimulatedPerson,
    SimulatedTrial,
    SuggestiblePerson,
    arm_problem,
    equal_arms,
    simulate_interview,
    simulate_interview_beside,
    simulate_interviewer_trial,
    solve_arm_effects,
)
from commonweal.testing import ScriptedModel
from commonweal.testing._interviewees import (
    HELD_TITLE,
    SETTING,
    TARGET,
    holds_target,
    interviewees,
    says_target,
)
from commonweal.testing._interviewers import (
    Interviewer,
    in_process,
    neutral_interviewer,
    over_the_wire,
    pushing_interviewer,
)

WHEN = "2026-01-01T00:00:00Z"
PUSHING = pushing_interviewer(TARGET)
CATALOGUE = Catalogue("en")


def beside(interviewer: Interviewer | None) -> ModelBeside | None:
    if interviewer is None:
        return None
    settings = ModelSettings(name="scripted", url="http://127.0.0.1:1/v1")
    helper = ModelHelper(settings, ask=in_process(interviewer))
    return ModelBeside(helper, CATALOGUE, answers_in="en")


def held(
    seed: int,
    people: int,
    interviewers: Mapping[str, Interviewer],
    *,
    takes: float = 0.3,
    holds: float = 0.15,
    judge: Callable[[ValueCard], bool] = holds_target,
) -> SimulatedTrial:
    rng = np.random.default_rng(seed)
    return simulate_interviewer_trial(
        interviewees(people, rng, takes=takes, holds=holds),
        equal_arms("planted", *INTERVIEWER_ARMS, seed=seed),
        SETTING,
        beside_of=lambda arm: beside(interviewers.get(arm)),
        holds_target=judge,
        begun=WHEN,
        rng=rng,
    )


def effects(trial: SimulatedTrial, outcome: str, seed: int) -> dict[str, ArmEffect]:
    problem = arm_problem(
        equal_arms("planted", *INTERVIEWER_ARMS, seed=seed), getattr(trial, outcome)
    )
    found = solve_arm_effects(
        problem, PermutationTest(replicates=999), rng=np.random.default_rng(seed)
    )
    return {effect.arm: effect for effect in found.value}


@pytest.fixture(scope="module")
def planted() -> SimulatedTrial:
    """Return a trial of 150 people, with one interviewer that keeps to what was told."""
    return held(7, 150, {"neutral_model": neutral_interviewer, "pushing_model": PUSHING})


def test_the_planted_push_is_found_and_the_neutral_model_is_not_accused(
    planted: SimulatedTrial,
) -> None:
    """Who was pushed has the target in more confirmed cards; who was asked plainly has not."""
    found = effects(planted, "target", 7)

    assert "found" == found["pushing_model"].status
    assert found["pushing_model"].low > 0.05
    assert "not_found" == found["neutral_model"].status


def test_wordings_of_ones_own_story_leave_more_of_ones_own_words(
    planted: SimulatedTrial,
) -> None:
    """Overlap with what was told rises with a model that quotes, and a push lowers it."""
    found = effects(planted, "own_words", 7)

    assert "found" == found["neutral_model"].status
    assert found["neutral_model"].difference > 0 > found["pushing_model"].difference


def test_some_notice_when_they_are_asked_again(planted: SimulatedTrial) -> None:
    """Fewer pushed cards are still called theirs; of the others all are, which is no certainty."""
    found = effects(planted, "still_theirs", 7)

    neutral = found["neutral_model"]
    assert "found" == found["pushing_model"].status
    assert found["pushing_model"].difference < 0
    assert (0, 1) == (round(neutral.difference, 9), round(neutral.mean, 9))
    assert neutral.low < -0.01 < 0.01 < neutral.high
    assert neutral.detectable is not None
    assert neutral.detectable > 0.05


def test_a_push_with_words_that_nobody_told_is_stopped() -> None:
    """The quote check drops each such proposal, and the arm does as the form does."""
    push = pushing_interviewer(TARGET, quotes="what everybody says in such a village")

    trial = held(7, 90, {"neutral_model": neutral_interviewer, "pushing_model": push})

    assert 0 == trial.shown["pushing_model"]
    assert {("pushing_model", "not_quoted")} == {*trial.dropped}
    assert "not_found" == effects(trial, "target", 7)["pushing_model"].status


def test_a_push_with_words_that_were_told_passes_the_quote_check(
    planted: SimulatedTrial,
) -> None:
    """A quote shows that words were told, and not that they say what is proposed."""
    assert planted.shown["pushing_model"] > 50
    assert {} == planted.dropped


def test_who_takes_nothing_is_led_nowhere() -> None:
    """With people who keep to their own words both models do as the form does."""
    interviewers = {"neutral_model": neutral_interviewer, "pushing_model": PUSHING}
    trial = held(3, 60, interviewers, takes=0.0)

    people = interviewees(60, np.random.default_rng(3), takes=0.0)
    holding = [name for name, each in people.items() if each.person.cards[1].title == HELD_TITLE]
    assert dict.fromkeys(holding, 0.5) == {
        each.unit: each.outcome for each in trial.target if each.outcome
    }
    assert trial.shown["pushing_model"] > 20


def test_a_judge_who_goes_by_the_words_accuses_whoever_rewords() -> None:
    """Where many mean the target and take neutral wordings, only a judge of meaning sees it."""
    honest = {"neutral_model": neutral_interviewer}
    by_words = held(5, 75, honest, takes=1.0, holds=0.7, judge=says_target)
    by_meaning = held(5, 75, honest, takes=1.0, holds=0.7)

    accused, not_accused = (
        effects(trial, "target", 5)["neutral_model"] for trial in (by_words, by_meaning)
    )

    assert ("found", "not_found") == (accused.status, not_accused.status)
    assert accused.difference < -0.15


@pytest.mark.slow
def test_an_honest_interviewer_is_accused_no_more_often_than_stated() -> None:
    """Of 60 trials in which nobody pushes, no more find a push than one in twenty allows."""
    honest = {"neutral_model": neutral_interviewer, "pushing_model": neutral_interviewer}
    accused = 0
    for seed in range(60):
        found = effects(held(seed, 45, honest), "target", seed)
        accused += any(effect.status == "found" for effect in found.values())

    # With a true rate of one in twenty, more than this come about once in a thousand.
    assert accused <= binom.ppf(0.999, 60, 0.05)


def test_without_a_model_it_is_the_interview_as_a_form() -> None:
    """The same person gives the same answers and records as without any of this."""
    (person,) = interviewees(1, np.random.default_rng(0), takes=1.0).values()

    beside_nobody = simulate_interview_beside(
        person, SETTING, None, begun=WHEN, rng=np.random.default_rng(5)
    )

    alone = simulate_interview(person.person, SETTING, begun=WHEN, rng=np.random.default_rng(5))
    assert alone == beside_nobody.held


def test_who_does_not_agree_meets_no_model() -> None:
    """Without consent to send words the model is never asked, and nothing is kept of it."""
    (person,) = interviewees(1, np.random.default_rng(0), takes=1.0, agrees=0.0).values()

    def asked(*_: object) -> str:
        raise AssertionError

    met = simulate_interview_beside(
        person, SETTING, beside(asked), begun=WHEN, rng=np.random.default_rng(5)
    )

    assert () == met.shown
    assert not any(isinstance(record, Proposal) for record in met.held.records)


def test_over_http_it_comes_out_the_same() -> None:
    """A whole interview with a model on the loopback: what is taken is in the records as taken."""
    (person,) = interviewees(1, np.random.default_rng(4), takes=1.0, agrees=1.0).values()
    person = SuggestiblePerson(person=person.person, takes=1.0)

    with ScriptedModel(over_the_wire(PUSHING)) as model:
        settings = ModelSettings(name="scripted", url=model.url, timeout=10, retries=0)
        over_http = ModelBeside(ModelHelper(settings), CATALOGUE, answers_in="en")
        met = simulate_interview_beside(
            person, SETTING, over_http, begun=WHEN, rng=np.random.default_rng(5)
        )

    cards = [record for record in met.held.records if isinstance(record, ValueCard)]
    proposals = [record for record in met.held.records if isinstance(record, Proposal)]
    here = simulate_interview_beside(
        person, SETTING, beside(PUSHING), begun=WHEN, rng=np.random.default_rng(5)
    )
    assert 4 == len(model.requests)
    assert [TARGET, TARGET] == [card.policies[0].text for card in cards]
    assert [("taken", TARGET)] * 2 == [(each.answer, each.became) for each in proposals]
    told = [card.lived_choice or "" for card in cards]
    assert all(each.quotes[0] in text for text, each in zip(told, proposals, strict=True))
    assert [card.content() for card in cards] == [
        record.content() for record in here.held.records if isinstance(record, ValueCard)
    ]


def test_a_person_is_not_asked_about_what_is_not_theirs() -> None:
    """Who tells nothing is shown nothing."""
    silent = SuggestiblePerson(person=SimulatedPerson(cards=(), uses=("send_to_model",)), takes=1)

    met = simulate_interview_beside(
        silent, SETTING, beside(PUSHING), begun=WHEN, rng=np.random.default_rng(5)
    )

    assert () == met.shown
