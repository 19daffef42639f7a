"""Choice without a common scale: relations, choice sets and commitments, as methods by name."""

from commonweal.choice._commitment import (
    CommittedChoice,
    CommittedStep,
    NotApplied,
    UnappliedStep,
    apply_commitments,
)
from commonweal.choice._e_admissible import (
    EAdmissible,
)
from commonweal.choice._electre_i import (
    ElectreI,
)
from commonweal.choice._electre_iii import (
    ElectreIII,
)
from commonweal.choice._family import (
    Kind,
)
from commonweal.choice._gamma_maximin import (
    GammaMaximin,
)
from commonweal.choice._interval_dominance import (
    IntervalDominance,
)
from commonweal.choice._lexicographic import (
    Lexicographic,
)
from commonweal.choice._maximal import (
    Dominance,
    Maximal,
)
from commonweal.choice._method import (
    ChoiceMethod,
)
from commonweal.choice._problem import (
    ChoiceProblem,
    Criterion,
    CriterionOutranking,
    PermissibleByCriteria,
    PermissibleByOrderings,
    PermissibleByUtilities,
    PermissibleByWeights,
    PermissibleOrdering,
    PriorityOrder,
    Utility,
    WeightConstraint,
)
from commonweal.choice._promethee import (
    PrometheeI,
    PrometheeII,
)
from commonweal.choice._read_problem import (
    read_choice_problem,
)
from commonweal.choice._relations import (
    OptionComparison,
    PairRelation,
    RelationsResult,
    relation_of,
    solve_relations,
)
from commonweal.choice._result import (
    ChoiceResult,
    ChoiceStats,
    ChoiceStatus,
    MethodResult,
)
from commonweal.choice._small_improvement import (
    SmallImprovementResult,
    SmallImprovementVerdict,
    solve_small_improvement,
)
from commonweal.choice._solve import (
    solve_choice,
)

__all__ = [
    "ChoiceMethod",
    "ChoiceProblem",
    "ChoiceResult",
    "ChoiceStats",
    "ChoiceStatus",
    "CommittedChoice",
    "CommittedStep",
    "Criterion",
    "CriterionOutranking",
    "Dominance",
    "EAdmissible",
    "ElectreI",
    "ElectreIII",
    "GammaMaximin",
    "IntervalDominance",
    "Kind",
    "Lexicographic",
    "Maximal",
    "MethodResult",
    "NotApplied",
    "OptionComparison",
    "PairRelation",
    "PermissibleByCriteria",
    "PermissibleByOrderings",
    "PermissibleByUtilities",
    "PermissibleByWeights",
    "PermissibleOrdering",
    "PriorityOrder",
    "PrometheeI",
    "PrometheeII",
    "RelationsResult",
    "SmallImprovementResult",
    "SmallImprovementVerdict",
    "UnappliedStep",
    "Utility",
    "WeightConstraint",
    "apply_commitments",
    "read_choice_problem",
    "relation_of",
    "solve_choice",
    "solve_relations",
    "solve_small_improvement",
]
