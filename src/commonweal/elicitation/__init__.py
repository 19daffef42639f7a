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
from commonweal.elicitation._arm_problem import (
    ArmProblem,
)
from commonweal.elicitation._arms import (
    INTERVIEWER_ARMS,
    STORY_ARMS,
    Arm,
    ArmTrial,
    equal_arms,
)
from commonweal.elicitation._arms_file import (
    ArmsFile,
    read_arms_file,
)
from commonweal.elicitation._ask_move import (
    HowTold,
)
from commonweal.elicitation._ask_placing import (
    PlacingTold,
)
from commonweal.elicitation._ask_round import (
    HeldTold,
    MovedTold,
    PairTold,
    RoundTold,
    StakesTold,
    meeting_round,
)
from commonweal.elicitation._beside import (
    Looked,
    ModelBeside,
    ProposalShown,
    answer_note,
    note_of,
    proposals_beside,
    proposals_noted,
)
from commonweal.elicitation._convergence import (
    STARTING_ORDERS,
    Convergence,
    ConvergenceProblem,
    compare_starting_orders,
)
from commonweal.elicitation._entry_line import entry_line, entry_of_line
from commonweal.elicitation._flow import (
    Act,
    Answered,
    Entry,
    Flow,
    Questions,
    Session,
    State,
    Stopped,
    replay,
)
from commonweal.elicitation._interview import (
    interview,
)
from commonweal.elicitation._messages import (
    LANGUAGES,
    Catalogue,
    Shown,
    quoted,
)
from commonweal.elicitation._model_agreement import (
    FEWEST_OWNERS,
    HeldOutAgreement,
    agreement_of_model,
    held_out_situations,
)
from commonweal.elicitation._model_checks import (
    Dropped,
    DropReason,
    find_quote,
    voice_fault,
)
from commonweal.elicitation._model_chooser import (
    ModelChoice,
    ModelChooser,
)
from commonweal.elicitation._model_helper import (
    ModelHelper,
)
from commonweal.elicitation._model_reply import (
    AskInShape,
    ModelReply,
    ProposedPolicy,
    ReplyStatus,
    Rewording,
    Sent,
    SoundsLike,
)
from commonweal.elicitation._model_settings import (
    ModelSettings,
)
from commonweal.elicitation._owner_agreement import (
    Comparison,
    Order,
    OwnerAgreement,
    compare_options,
    owner_agreement,
)
from commonweal.elicitation._plain_text import (
    plain_line,
)
from commonweal.elicitation._proposal_records import (
    proposal_records,
)
from commonweal.elicitation._question import (
    AnswerFault,
    AnswerValue,
    Choice,
    Question,
    QuestionKind,
)
from commonweal.elicitation._record_writer import (
    new_session_key,
)
from commonweal.elicitation._records import (
    records_of,
)
from commonweal.elicitation._round_items import (
    CardMet,
    PairMet,
    RoundSetting,
    SituationMet,
    StakesMet,
    ToldBy,
)
from commonweal.elicitation._round_records import (
    records_of_round,
)
from commonweal.elicitation._session_file import (
    SessionFile,
    SessionHeader,
)
from commonweal.elicitation._setting import (
    ContextOffered,
    InterviewSetting,
    StratumAsked,
    setting_from_documents,
)
from commonweal.elicitation._simulated import (
    SimulatedInterview,
    SimulatedPerson,
    TrueCard,
    TrueMove,
    TruePolicy,
    answer_all,
    simulate_interview,
)
from commonweal.elicitation._simulated_beside import (
    InterviewBeside,
    SuggestiblePerson,
    simulate_interview_beside,
)
from commonweal.elicitation._simulated_round import (
    SimulatedRound,
    simulate_round,
)
from commonweal.elicitation._simulated_trial import (
    SimulatedTrial,
    simulate_interviewer_trial,
)
from commonweal.elicitation._spans import (
    Place,
    places_of,
)
from commonweal.elicitation._stopping import (
    StoppingRule,
    improvement_probability,
)
from commonweal.elicitation._suggest import (
    Suggestion,
    suggest,
)
from commonweal.elicitation._told import (
    CardTold,
    MoveTold,
    OfferedAs,
    OfferedTold,
    PolicyTold,
    Told,
    VoteTold,
)

__all__ = [
    "FEWEST_OWNERS",
    "INTERVIEWER_ARMS",
    "LANGUAGES",
    "STARTING_ORDERS",
    "STORY_ARMS",
    "Act",
    "AnswerFault",
    "AnswerValue",
    "Answered",
    "Arm",
    "ArmEffect",
    "ArmEffects",
    "ArmProblem",
    "ArmTrial",
    "ArmsFile",
    "AskInShape",
    "CardMet",
    "CardTold",
    "Catalogue",
    "Choice",
    "Comparison",
    "ContextOffered",
    "Convergence",
    "ConvergenceProblem",
    "DropReason",
    "Dropped",
    "Entry",
    "Flow",
    "HeldOutAgreement",
    "HeldTold",
    "HowTold",
    "InterviewBeside",
    "InterviewSetting",
    "Looked",
    "ModelBeside",
    "ModelChoice",
    "ModelChooser",
    "ModelHelper",
    "ModelReply",
    "ModelSettings",
    "MoveTold",
    "MovedTold",
    "OfferedAs",
    "OfferedTold",
    "Order",
    "OwnerAgreement",
    "PairMet",
    "PairTold",
    "PermutationTest",
    "Place",
    "PlacingTold",
    "PolicyTold",
    "ProposalShown",
    "ProposedPolicy",
    "Question",
    "QuestionKind",
    "Questions",
    "ReplyStatus",
    "Rewording",
    "RoundSetting",
    "RoundTold",
    "Sent",
    "Session",
    "SessionFile",
    "SessionHeader",
    "Shown",
    "SimulatedInterview",
    "SimulatedPerson",
    "SimulatedRound",
    "SimulatedTrial",
    "SituationMet",
    "SoundsLike",
    "StakesMet",
    "StakesTold",
    "State",
    "Stopped",
    "StoppingRule",
    "StratumAsked",
    "SuggestiblePerson",
    "Suggestion",
    "Told",
    "ToldBy",
    "TrueCard",
    "TrueMove",
    "TruePolicy",
    "UnitOutcome",
    "VoteTold",
    "agreement_of_model",
    "answer_all",
    "answer_note",
    "arm_problem",
    "compare_options",
    "compare_starting_orders",
    "entry_line",
    "entry_of_line",
    "equal_arms",
    "find_quote",
    "held_out_situations",
    "improvement_probability",
    "interview",
    "meeting_round",
    "new_session_key",
    "note_of",
    "own_words",
    "owner_agreement",
    "places_of",
    "plain_line",
    "proposal_records",
    "proposals_beside",
    "proposals_noted",
    "quoted",
    "read_arms_file",
    "records_of",
    "records_of_round",
    "replay",
    "setting_from_documents",
    "share_with_target",
    "simulate_interview",
    "simulate_interview_beside",
    "simulate_interviewer_trial",
    "simulate_round",
    "solve_arm_effects",
    "story_problem",
    "suggest",
    "voice_fault",
]
