"""How records come about: the interview, outside any model; its answers, and what comes of them."""

from commonweal.elicitation._flow import (
    Act,
    Answered,
    Entry,
    Flow,
    Questions,
    Session,
    State,
    replay,
)
from commonweal.elicitation._model_checks import (
    Dropped,
    DropReason,
    QuotedSpan,
    find_quote,
    voice_fault,
)
from commonweal.elicitation._model_helper import (
    ModelHelper,
    ModelReply,
    ProposedPolicy,
    ReplyStatus,
    Rewording,
    SoundsLike,
)
from commonweal.elicitation._model_settings import ModelSettings
from commonweal.elicitation._plain_text import plain_line
from commonweal.elicitation._question import (
    AnswerFault,
    AnswerValue,
    Choice,
    Question,
    QuestionKind,
)

__all__ = [
    "Act",
    "AnswerFault",
    "AnswerValue",
    "Answered",
    "Choice",
    "DropReason",
    "Dropped",
    "Entry",
    "Flow",
    "ModelHelper",
    "ModelReply",
    "ModelSettings",
    "ProposedPolicy",
    "Question",
    "QuestionKind",
    "Questions",
    "QuotedSpan",
    "ReplyStatus",
    "Rewording",
    "Session",
    "SoundsLike",
    "State",
    "find_quote",
    "plain_line",
    "replay",
    "voice_fault",
]
