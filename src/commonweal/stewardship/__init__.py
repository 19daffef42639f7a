"""Stewardship: acting for one person by that person's own values, and testing whether it does."""

from commonweal.stewardship._bank import Bank, BankOption, BankSituation, Concern
from commonweal.stewardship._bank_arrays import NOBODY_ACTS, NOWHERE, BankArrays, CardsInOrder
from commonweal.stewardship._bank_file import bundled_bank, read_bank
from commonweal.stewardship._by_cards import ByCards
from commonweal.stewardship._conditional_logit import (
    ConditionalLogit,
    FittedLogit,
    logit_likelihoods,
    solve_logit_weights,
)
from commonweal.stewardship._many_people import (
    ManyPeopleProblem,
    ManyPeopleResult,
    MethodScore,
    compare_on_many_people,
)
from commonweal.stewardship._measure import (
    AtEqualShare,
    EndorsedOptions,
    EndorsementAnswer,
    Measured,
    Score,
    Share,
    measure,
)
from commonweal.stewardship._myself import (
    Later,
    Myself,
    MyselfStage,
    bank_source_of,
    begin_myself,
    open_myself,
)
from commonweal.stewardship._myself_results import (
    MyselfResults,
    ShuffledControl,
    results_of,
    share_numbers,
    shared_numbers,
    shuffled_control,
    times_asked_later,
)
from commonweal.stewardship._myself_setting import MyselfPlan, MyselfSetting
from commonweal.stewardship._own_folder import read_own_values, write_own_values
from commonweal.stewardship._own_values import ANYWHERE, Delegation, OwnValues, PolicyLink
from commonweal.stewardship._paired import (
    PairedComparison,
    compare_paired,
    situations_to_tell_apart,
)
from commonweal.stewardship._personal_target import STEWARD, personal_target
from commonweal.stewardship._plain_rivals import Coin, FittedMajority, MajorityKind, OthersChose
from commonweal.stewardship._prediction import (
    Chosen,
    FittedPredictor,
    PredictedOutcome,
    Prediction,
    Predictor,
    fix_predictions,
)
from commonweal.stewardship._private_files import write_private
from commonweal.stewardship._prompted import AskModel, FittedConstitution, PromptedConstitution
from commonweal.stewardship._shuffled import FittedShuffled, Shuffled, shuffle_concerns
from commonweal.stewardship._simulated_population import Population, PopulationKind, draw_population
from commonweal.stewardship._steward import Steward
from commonweal.stewardship._steward_answer import (
    STEWARD_REASONS,
    StewardAnswer,
    StewardOutcome,
    StewardReason,
)

__all__ = [
    "ANYWHERE",
    "NOBODY_ACTS",
    "NOWHERE",
    "STEWARD",
    "STEWARD_REASONS",
    "AskModel",
    "AtEqualShare",
    "Bank",
    "BankArrays",
    "BankOption",
    "BankSituation",
    "ByCards",
    "CardsInOrder",
    "Chosen",
    "Coin",
    "Concern",
    "ConditionalLogit",
    "Delegation",
    "EndorsedOptions",
    "EndorsementAnswer",
    "FittedConstitution",
    "FittedLogit",
    "FittedMajority",
    "FittedPredictor",
    "FittedShuffled",
    "Later",
    "MajorityKind",
    "ManyPeopleProblem",
    "ManyPeopleResult",
    "Measured",
    "MethodScore",
    "Myself",
    "MyselfPlan",
    "MyselfResults",
    "MyselfSetting",
    "MyselfStage",
    "OthersChose",
    "OwnValues",
    "PairedComparison",
    "PolicyLink",
    "Population",
    "PopulationKind",
    "PredictedOutcome",
    "Prediction",
    "Predictor",
    "PromptedConstitution",
    "Score",
    "Share",
    "Shuffled",
    "ShuffledControl",
    "Steward",
    "StewardAnswer",
    "StewardOutcome",
    "StewardReason",
    "bank_source_of",
    "begin_myself",
    "bundled_bank",
    "compare_on_many_people",
    "compare_paired",
    "draw_population",
    "fix_predictions",
    "logit_likelihoods",
    "measure",
    "open_myself",
    "personal_target",
    "read_bank",
    "read_own_values",
    "results_of",
    "share_numbers",
    "shared_numbers",
    "shuffle_concerns",
    "shuffled_control",
    "situations_to_tell_apart",
    "solve_logit_weights",
    "times_asked_later",
    "write_own_values",
    "write_private",
]
