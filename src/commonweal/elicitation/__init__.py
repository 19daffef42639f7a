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
    "Entry",
    "Flow",
    "Question",
    "QuestionKind",
    "Questions",
    "Session",
    "State",
    "replay",
]
