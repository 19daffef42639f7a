"""What norms say of an option: who is bound, what applies, which yields, and what is broken."""

from commonweal.norms._act_columns import ActTable
from commonweal.norms._act_judge import ActJudge, PlainAct
from commonweal.norms._authority import authorised, granting_rank, in_force
from commonweal.norms._bearing import Bearing, bearing, condition_readings
from commonweal.norms._bodies import Bodies
from commonweal.norms._breach_clause import CaseContexts
from commonweal.norms._breach_order import breach_circles, circle_words
from commonweal.norms._cases import MOST_SEARCHES, CaseSearch
from commonweal.norms._charter import check_charter
from commonweal.norms._charter_findings import CharterCheck, CharterFinding, FindingType
from commonweal.norms._compact_assent import Lacking, MisplacedWord, misplaced_words
from commonweal.norms._compact_bounds import (
    Bounded,
    BoundFinding,
    BoundFindingType,
    check_bounds,
)
from commonweal.norms._compact_state import (
    Compacts,
    CompactStanding,
    CompactState,
    Obstacle,
)
from commonweal.norms._components import components
from commonweal.norms._contexts import ContextOrder
from commonweal.norms._defeat import Defeat, DefeatRule, Defeats, collide
from commonweal.norms._difference import (
    Conduct,
    NormDifference,
    NormVersion,
    StatusChange,
    norm_difference,
)
from commonweal.norms._fact_types import FACT_EXAMPLES, FactType, type_faults, type_problem
from commonweal.norms._facts import FactReadings, Readings, SituatedFacts, ToldDeed
from commonweal.norms._grounds import Effect, capped, ground_effects
from commonweal.norms._index import LEVEL_RANK, IndexedNorm, NormIndex
from commonweal.norms._items import Item, ItemWorld, actor, actor_role, counterparty_role, items_of
from commonweal.norms._labels import Label, charge_label, grounded_labels
from commonweal.norms._many_acts import STATUSES, ActVerdicts, judge_acts
from commonweal.norms._norm_relation import BrokenNorms, norm_relation
from commonweal.norms._possible_world import Possible, PossibleWorlds
from commonweal.norms._spoken_names import SpokenNames
from commonweal.norms._status import JudgedItem, JudgedNorm, JudgedOption, Norms, Status
from commonweal.norms._value_range import ValueRange

__all__ = [
    "FACT_EXAMPLES",
    "LEVEL_RANK",
    "MOST_SEARCHES",
    "STATUSES",
    "ActJudge",
    "ActTable",
    "ActVerdicts",
    "Bearing",
    "Bodies",
    "BoundFinding",
    "BoundFindingType",
    "Bounded",
    "BrokenNorms",
    "CaseContexts",
    "CaseSearch",
    "CharterCheck",
    "CharterFinding",
    "CompactStanding",
    "CompactState",
    "Compacts",
    "Conduct",
    "ContextOrder",
    "Defeat",
    "DefeatRule",
    "Defeats",
    "Effect",
    "FactReadings",
    "FactType",
    "FindingType",
    "IndexedNorm",
    "Item",
    "ItemWorld",
    "JudgedItem",
    "JudgedNorm",
    "JudgedOption",
    "Label",
    "Lacking",
    "MisplacedWord",
    "NormDifference",
    "NormIndex",
    "NormVersion",
    "Norms",
    "Obstacle",
    "PlainAct",
    "Possible",
    "PossibleWorlds",
    "Readings",
    "SituatedFacts",
    "SpokenNames",
    "Status",
    "StatusChange",
    "ToldDeed",
    "ValueRange",
    "actor",
    "actor_role",
    "authorised",
    "bearing",
    "breach_circles",
    "capped",
    "charge_label",
    "check_bounds",
    "check_charter",
    "circle_words",
    "collide",
    "components",
    "condition_readings",
    "counterparty_role",
    "granting_rank",
    "ground_effects",
    "grounded_labels",
    "in_force",
    "items_of",
    "judge_acts",
    "misplaced_words",
    "norm_difference",
    "norm_relation",
    "type_faults",
    "type_problem",
]
