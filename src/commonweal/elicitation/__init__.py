"""How records come about: the interview, outside any model; its answers, and what comes of them."""

from commonweal.elicitation._beside import (
    Looked,
    ModelBeside,
    ProposalShown,
    answer_note,
    note_of,
    proposals_beside,
    proposals_noted,
)
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
from commonweal.elicitation._model_checks import (
    Dropped,
    DropReason,
    find_quote,
    voice_fault,
)
from commonweal.elicitation._model_helper import ModelHelper
from commonweal.elicitation._model_reply import (
    ModelReply,
    ProposedPolicy,
    ReplyStatus,
    Rewording,
    Sent,
    SoundsLike,
)
from commonweal.elicitation._model_settings import ModelSettings
from commonweal.elicitation._plain_text import plain_line
from commonweal.elicitation._proposal_records import proposal_records
from commonweal.elicitation._question import (
    AnswerFault,
    AnswerValue,
    Choice,
    Question,
    QuestionKind,
)
from commonweal.elicitation._records import (
    new_session_key,
    records_of,
)
from commonweal.elicitation._session_file import (
    SessionFile,
    SessionHeader,
)
from commonweal.elicitation._setting import (
    CardShown,
    ContextOffered,
    InterviewSetting,
    PairShown,
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
    "LANGUAGES",
    "Act",
    "AnswerFault",
    "AnswerValue",
    "Answered",
    "CardShown",
    "CardTold",
    "Catalogue",
    "Choice",
    "ContextOffered",
    "DropReason",
    "Dropped",
    "Entry",
    "Flow",
    "InterviewSetting",
    "Looked",
    "ModelBeside",
    "ModelHelper",
    "ModelReply",
    "ModelSettings",
    "MoveTold",
    "OfferedAs",
    "OfferedTold",
    "PairShown",
    "Place",
    "PolicyTold",
    "ProposalShown",
    "ProposedPolicy",
    "Question",
    "QuestionKind",
    "Questions",
    "ReplyStatus",
    "Rewording",
    "Sent",
    "Session",
    "SessionFile",
    "SessionHeader",
    "Shown",
    "SimulatedInterview",
    "SimulatedPerson",
    "SoundsLike",
    "State",
    "Stopped",
    "StoppingRule",
    "StratumAsked",
    "Suggestion",
    "Told",
    "TrueCard",
    "TrueMove",
    "TruePolicy",
    "VoteTold",
    "answer_all",
    "answer_note",
    "find_quote",
    "improvement_probability",
    "interview",
    "new_session_key",
    "note_of",
    "places_of",
    "plain_line",
    "proposal_records",
    "proposals_beside",
    "proposals_noted",
    "quoted",
    "records_of",
    "replay",
    "setting_from_documents",
    "simulate_interview",
    "suggest",
    "voice_fault",
]
