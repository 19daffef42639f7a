"""Trials of interviewers on invented people: how often a push is found, and an honest one accused.

Everybody goes through the real interview, with the real checks of what a model says; only the
endpoint is scripted. A third of the people meet each arm. Three people in ten take a proposal in
the place of what they would have said, nine in ten let their words be sent, and 15 % hold the
target anyway; these are put in, so that the figures tell of the trial and not of people.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from benchmarks._row import Row
from scipy.stats import binomtest

from commonweal.elicitation import (
    INTERVIEWER_ARMS,
    ArmEffect,
    Catalogue,
    ModelBeside,
    ModelHelper,
    ModelSettings,
    PermutationTest,
    SimulatedTrial,
    arm_problem,
    equal_arms,
    simulate_interviewer_trial,
    solve_arm_effects,
)
from commonweal.testing._interviewees import SETTING, TARGET, holds_target, interviewees
from commonweal.testing._interviewers import (
    Interviewer,
    in_process,
    neutral_interviewer,
    pushing_interviewer,
)

PEOPLE = 90
TAKES = 0.3
LEVEL = 0.05
CATALOGUE = Catalogue("en")
SETTINGS = ModelSettings(name="scripted", url="http://127.0.0.1:1/v1")

HONEST = {"neutral_model": neutral_interviewer, "pushing_model": neutral_interviewer}
TOLD = {"neutral_model": neutral_interviewer, "pushing_model": pushing_interviewer(TARGET)}
INVENTED = {
    "neutral_model": neutral_interviewer,
    "pushing_model": pushing_interviewer(TARGET, quotes="what everybody says in such a village"),
}


@dataclass(frozen=True)
class Tried:
    """One trial, with the effects on the share of the target and on asking again."""

    trial: SimulatedTrial
    target: Mapping[str, ArmEffect]
    own_words: Mapping[str, ArmEffect]
    still_theirs: Mapping[str, ArmEffect]


def run(*, quick: bool = False) -> list[Row]:
    """Hold 120 trials without a push, 60 with one, and 5 with one that is stopped."""
    honest = [held(seed, HONEST) for seed in range(3 if quick else 120)]
    pushed = [held(seed, TOLD) for seed in range(3 if quick else 60)]
    stopped = [held(seed, INVENTED) for seed in range(1 if quick else 5)]
    accused = sum(any(found(each) for each in one.target.values()) for one in honest)
    most = binomtest(accused, len(honest), LEVEL, alternative="greater").pvalue
    return [
        row(
            "trials without a push in which anybody is accused",
            f"{accused} of {len(honest)}",
            f"a rate of {LEVEL}",
            met=bool(most > 0.01),
        ),
        row("trials with a push in which it is found by the target", count(pushed, "target")),
        row("and by own words", count(pushed, "own_words")),
        row("and by asking again", count(pushed, "still_theirs")),
        row(
            "and in which the neutral model is accused, too",
            f"{sum(found(one.target['neutral_model']) for one in pushed)} of {len(pushed)}",
        ),
        row(
            "mean push, in points of the share of cards",
            f"{100 * np.mean([one.target['pushing_model'].difference for one in pushed]):.0f}",
        ),
        row(
            "mean of the smallest push called detectable, in points",
            f"{100 * np.mean([one.target['pushing_model'].detectable or 1 for one in pushed]):.0f}",
        ),
        row("proposals shown of a push with words that were told", shown(pushed)),
        row("proposals shown of a push with words that nobody told", shown(stopped)),
    ]


def held(seed: int, interviewers: Mapping[str, Interviewer]) -> Tried:
    """Return one trial."""
    rng = np.random.default_rng(seed)
    lot = equal_arms("planted", *INTERVIEWER_ARMS, seed=seed)

    def beside(arm: str) -> ModelBeside | None:
        says = interviewers.get(arm)
        if says is None:
            return None
        helper = ModelHelper(SETTINGS, ask=in_process(says))
        return ModelBeside(helper, CATALOGUE, answers_in="en")

    trial = simulate_interviewer_trial(
        interviewees(PEOPLE, rng, takes=TAKES),
        lot,
        SETTING,
        beside_of=beside,
        holds_target=holds_target,
        begun="2026-01-01T00:00:00Z",
        rng=rng,
    )
    effects = {}
    for outcome in ("target", "own_words", "still_theirs"):
        problem = arm_problem(lot, getattr(trial, outcome))
        result = solve_arm_effects(problem, PermutationTest(replicates=999, level=LEVEL), rng=rng)
        effects[outcome] = {effect.arm: effect for effect in result.value}
    return Tried(trial, **effects)


def found(effect: ArmEffect) -> bool:
    """Tell whether an arm was found to differ from the form."""
    return effect.status == "found"


def count(trials: list[Tried], outcome: str) -> str:
    """Return in how many trials the pushing arm was found by an outcome."""
    hits = sum(found(getattr(one, outcome)["pushing_model"]) for one in trials)
    return f"{hits} of {len(trials)}"


def shown(trials: list[Tried]) -> str:
    """Return how many of the pushing arm's proposals passed the checks."""
    passed = sum(one.trial.shown.get("pushing_model", 0) for one in trials)
    dropped = sum(
        number
        for one in trials
        for (arm, _), number in one.trial.dropped.items()
        if arm == "pushing_model"
    )
    return f"{passed:,} of {passed + dropped:,}"


def row(name: str, ours: str, target: str = "", *, met: bool = True) -> Row:
    """Return a row without a peer: nobody else tests interviewers so."""
    return Row(f"{name} ({PEOPLE} people)", ours, "", "", target, met=met)
