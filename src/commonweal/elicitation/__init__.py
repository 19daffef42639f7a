"""Elicitation: how people's records come about, with a model or without one."""

from commonweal.elicitation._arm_effects import (
    ArmEffect,
    ArmEffects,
    PermutationTest,
    solve_arm_effects,
)
from commonweal.elicitation._arm_outcomes import (
    UnitOutcome,
    arm_problem,
    own_words,
    share_with_target,
    story_problem,
)
from commonweal.elicitation._arm_problem import ArmProblem
from commonweal.elicitation._arms import (
    INTERVIEWER_ARMS,
    STORY_ARMS,
    Arm,
    ArmTrial,
    equal_arms,
)

__all__ = [
    "INTERVIEWER_ARMS",
    "STORY_ARMS",
    "Arm",
    "ArmEffect",
    "ArmEffects",
    "ArmProblem",
    "ArmTrial",
    "PermutationTest",
    "UnitOutcome",
    "arm_problem",
    "equal_arms",
    "own_words",
    "share_with_target",
    "solve_arm_effects",
    "story_problem",
]
