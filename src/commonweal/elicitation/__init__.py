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
from commonweal.elicitation._model_agreement import (
    FEWEST_OWNERS,
    HeldOutAgreement,
    agreement_of_model,
    held_out_situations,
)
from commonweal.elicitation._owner_agreement import (
    Comparison,
    Order,
    OwnerAgreement,
    compare_options,
    owner_agreement,
)

__all__ = [
    "FEWEST_OWNERS",
    "INTERVIEWER_ARMS",
    "STORY_ARMS",
    "Arm",
    "ArmEffect",
    "ArmEffects",
    "ArmProblem",
    "ArmTrial",
    "Comparison",
    "HeldOutAgreement",
    "Order",
    "OwnerAgreement",
    "PermutationTest",
    "UnitOutcome",
    "agreement_of_model",
    "arm_problem",
    "compare_options",
    "equal_arms",
    "held_out_situations",
    "own_words",
    "owner_agreement",
    "share_with_target",
    "solve_arm_effects",
    "story_problem",
]
