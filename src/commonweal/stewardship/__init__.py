"""Stewardship: acting for one person by that person's own values, and testing whether it does."""

from commonweal.stewardship._advice import Advice, CardSays, PullingApart, ReportedMove, advise
from commonweal.stewardship._bank import Bank, BankOption, BankSituation, Concern
from commonweal.stewardship._bank_arrays import NOBODY_ACTS, NOWHERE, BankArrays, CardsInOrder
from commonweal.stewardship._bank_file import bundled_bank, read_bank
from commonweal.stewardship._by_cards import ByCards
from commonweal.stewardship._collapse import WindowComparison, compare_windows
from commonweal.stewardship._conditional_logit import (
    ConditionalLogit,
    FittedLogit,
    logit_likelihoods,
    solve_logit_weights,
)
from commonweal.stewardship._diversity import (
    Diversity,
    diversity_at,
    measure_diversity,
    size_at_coverage,
)
from commonweal.stewardship._expectations import read_expectations
from commonweal.stewardship._gate import Criterion, Gate, TrialStandard, may_be_sent_out
from commonweal.stewardship._influence import InfluenceProblem, InfluenceResult, measure_influence
from commonweal.stewardship._influence_file import read_influence
from commonweal.stewardship._interviews import WAVERED, Interviews, interview_people
from commonweal.stewardship._legibility import (
    CardsJudge,
    Legibility,
    PlainReader,
    exchanged_concerns,
    measure_legibility,
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
from commonweal.stewardship._model_log import MODEL_LOG, log_consent
from commonweal.stewardship._myself import Later, Myself, MyselfStage
from commonweal.stewardship._myself_folder import (
    bank_source_of,
    begin_myself,
    open_myself,
    situations_met,
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
from commonweal.stewardship._prompted import (
    AskModel,
    ConstitutionQuestion,
    FittedConstitution,
    PromptedConstitution,
)
from commonweal.stewardship._proportion import (
    Proportion,
    proportion,
    trials_for_width,
    trials_to_pass,
)
from commonweal.stewardship._reliability import (
    ChangedSituation,
    Decider,
    Reliability,
    change_situations,
    measure_reliability,
)
from commonweal.stewardship._shuffled import FittedShuffled, Shuffled, shuffle_concerns
from commonweal.stewardship._simulated_population import Population, PopulationKind, draw_population
from commonweal.stewardship._steward import Steward
from commonweal.stewardship._steward_answer import (
    STEWARD_REASONS,
    StewardAnswer,
    StewardOutcome,
    StewardReason,
)
from commonweal.stewardship._trial import TrialReplies, assess_trial
from commonweal.stewardship._trial_file import (
    BANK,
    REPLIES,
    RESULT,
    TRIAL,
    open_steward,
    read_trial_plan,
    read_trial_replies,
    session_trial,
    write_trial_plan,
)
from commonweal.stewardship._trial_plan import (
    NO_CONCERN,
    NO_CONFLICT,
    TrialPlan,
    conflict,
    plan_trial,
)
from commonweal.stewardship._trial_report import TrialReport, TrialRow
from commonweal.stewardship._trial_result import trial_result
from commonweal.stewardship._trust import Foreseen, Trust, measure_trust
from commonweal.stewardship._value_watch import ValueWatch, watch_values

__all__ = [
    "ANYWHERE",
    "BANK",
    "MODEL_LOG",
    "NOBODY_ACTS",
    "NOWHERE",
    "NO_CONCERN",
    "NO_CONFLICT",
    "REPLIES",
    "RESULT",
    "STEWARD",
    "STEWARD_REASONS",
    "TRIAL",
    "WAVERED",
    "Advice",
    "AskModel",
    "AtEqualShare",
    "Bank",
    "BankArrays",
    "BankOption",
    "BankSituation",
    "ByCards",
    "CardSays",
    "CardsInOrder",
    "CardsJudge",
    "ChangedSituation",
    "Chosen",
    "Coin",
    "Concern",
    "ConditionalLogit",
    "ConstitutionQuestion",
    "Criterion",
    "Decider",
    "Delegation",
    "Diversity",
    "EndorsedOptions",
    "EndorsementAnswer",
    "FittedConstitution",
    "FittedLogit",
    "FittedMajority",
    "FittedPredictor",
    "FittedShuffled",
    "Foreseen",
    "Gate",
    "InfluenceProblem",
    "InfluenceResult",
    "Interviews",
    "Later",
    "Legibility",
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
    "PlainReader",
    "PolicyLink",
    "Population",
    "PopulationKind",
    "PredictedOutcome",
    "Prediction",
    "Predictor",
    "PromptedConstitution",
    "Proportion",
    "PullingApart",
    "Reliability",
    "ReportedMove",
    "Score",
    "Share",
    "Shuffled",
    "ShuffledControl",
    "Steward",
    "StewardAnswer",
    "StewardOutcome",
    "StewardReason",
    "TrialPlan",
    "TrialReplies",
    "TrialReport",
    "TrialRow",
    "TrialStandard",
    "Trust",
    "ValueWatch",
    "WindowComparison",
    "advise",
    "assess_trial",
    "bank_source_of",
    "begin_myself",
    "bundled_bank",
    "change_situations",
    "compare_on_many_people",
    "compare_paired",
    "compare_windows",
    "conflict",
    "diversity_at",
    "draw_population",
    "exchanged_concerns",
    "fix_predictions",
    "interview_people",
    "log_consent",
    "logit_likelihoods",
    "may_be_sent_out",
    "measure",
    "measure_diversity",
    "measure_influence",
    "measure_legibility",
    "measure_reliability",
    "measure_trust",
    "open_myself",
    "open_steward",
    "personal_target",
    "plan_trial",
    "proportion",
    "read_bank",
    "read_expectations",
    "read_influence",
    "read_own_values",
    "read_trial_plan",
    "read_trial_replies",
    "results_of",
    "session_trial",
    "share_numbers",
    "shared_numbers",
    "shuffle_concerns",
    "shuffled_control",
    "situations_met",
    "situations_to_tell_apart",
    "size_at_coverage",
    "solve_logit_weights",
    "times_asked_later",
    "trial_result",
    "trials_for_width",
    "trials_to_pass",
    "watch_values",
    "write_own_values",
    "write_private",
    "write_trial_plan",
]
