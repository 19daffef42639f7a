"""Stewardship: acting for one person by that person's own values, and testing whether it does."""

from commonweal.stewardship._bank import Bank, BankOption, BankSituation, Concern
from commonweal.stewardship._bank_arrays import BankArrays, CardsInOrder, NOBODY_ACTS, NOWHERE
from commonweal.stewardship._many_people import ManyPeopleProblem, ManyPeopleResult, MethodScore, compare_on_many_people
from commonweal.stewardship._simulated_population import Population, PopulationKind, draw_population
from commonweal.stewardship._bank_file import bundled_bank, read_bank
from commonweal.stewardship._conditional_logit import (
    ConditionalLogit,
    FittedLogit,
    logit_likelihoods,
    solve_logit_weights,
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
from commonweal.stewardship._paired import (
    PairedComparison,
    compare_paired,
    situations_to_tell_apart,
)
from commonweal.stewardship._plain_rivals import Coin, FittedMajority, MajorityKind, OthersChose
from commonweal.stewardship._prediction import (
    Chosen,
    FittedPredictor,
    PredictedOutcome,
    Prediction,
    Predictor,
    fix_predictions,
)
from commonweal.stewardship._prompted import AskModel, FittedConstitution, PromptedConstitution
from commonweal.stewardship._shuffled import FittedShuffled, Shuffled, shuffle_concerns

__all__ = [
    "AskModel",
    "AtEqualShare",
    "Bank",
    "BankOption",
    "BankSituation",
    "Chosen",
    "Coin",
    "Concern",
    "ConditionalLogit",
    "EndorsedOptions",
    "EndorsementAnswer",
    "FittedConstitution",
    "FittedLogit",
    "FittedMajority",
    "FittedPredictor",
    "FittedShuffled",
    "MajorityKind",
    "Measured",
    "OthersChose",
    "PairedComparison",
    "PredictedOutcome",
    "Prediction",
    "Predictor",
    "PromptedConstitution",
    "Score",
    "Share",
    "Shuffled",
    "bundled_bank",
    "compare_paired",
    "fix_predictions",
    "measure",
    "read_bank",
    "shuffle_concerns",
    "situations_to_tell_apart",
    "solve_logit_weights",
]
